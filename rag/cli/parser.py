"""Say what can be typed: commands, options, their help. It reads words and does nothing with them.

Every mistake is an InputError of one line, with the nearest thing that exists.
"""

from __future__ import annotations

import argparse
import difflib
from collections.abc import Callable, Sequence
from typing import NoReturn

from rag import __version__
from rag.cli.eval_options import add_eval_options
from rag.errors import InputError
from rag.settings import EMBEDDERS, ENGINES, JUDGES, MAX_TOP_K

DESCRIPTION = "Answer questions from a folder of articles, every sentence cited to its exact place."
QUESTION = "Chi ha firmato il memorandum per ANIE e chi per KSIA?"

COMMANDS = {
    "ask": ("answer a question, with numbered sources", f'fonte ask "{QUESTION}"'),
    "search": ("find the passages nearest to a question", 'fonte search "semiconduttori in Lombardia" -k 5'),
    "index": ("bring the store in step with a folder", "fonte index articles/"),
    "batch": ("answer many questions from a file, resumable", "fonte batch questions.jsonl answers.jsonl"),
    "verify": ("re-check a saved answer against today's files", "fonte verify answer.json --corpus articles/"),
    "ui": ("open the chat in the browser", "fonte ui --corpus articles/"),
    "check": ("check claims of any origin against the texts they cite", "fonte check claims.jsonl verdicts.jsonl"),
    "eval": ("measure the answers by gold questions", "fonte eval --gate"),
    "model": (
        "fetch the small local model, or show what is there",
        "fonte model pull\n  fonte model list\n  fonte model pull --from /media/usb/model.gguf",
    ),
    "doctor": ("say what is configured, what works, and what to do about the rest", "fonte doctor"),
}


_BEFORE = ("-h", "--help", "--version", "--debug")


class Parser(argparse.ArgumentParser):
    """Parse words; a mistake is raised, not printed."""

    def error(self, message: str) -> NoReturn:
        """Raise the mistake as an InputError that names the command's help."""
        raise InputError(f"{message.rstrip('.')}.", hint=f"See {self.prog} --help.")


def parse(words: Sequence[str]) -> argparse.Namespace:
    """Read the words after `fonte`; raises InputError for a mistake, SystemExit after --help and --version."""
    parser, commands = _build()
    _know_the_command(words)
    arguments, unknown = parser.parse_known_args(list(words))
    if unknown:
        raise _unknown(unknown[0], commands[arguments.command])
    return arguments


def _know_the_command(words: Sequence[str]) -> None:
    """Raise InputError when the first word is not a command, or there is none."""
    if words and words[0].startswith("-") and words[0] not in _BEFORE:
        raise InputError(f"{words[0][:60]!r} stands before the command.", hint="Options follow it: fonte ask … --json")
    first = next((word for word in words if not word.startswith("-")), None)
    if first is None and not set(words) & {*_BEFORE} - {"--debug"}:
        raise InputError("no command given.", hint=f'Try: fonte ask "{QUESTION}", or see fonte --help.')
    if first is not None and first not in COMMANDS:
        near = difflib.get_close_matches(first.lower(), COMMANDS, 1)
        meant = f"Did you mean {near[0]!r}? " if near else ""
        if " " in first.strip() or first.endswith("?"):
            raise InputError(f"a question needs its command, got {first[:60]!r}.", hint='Try: fonte ask "…"')
        raise InputError(f"unknown command {first[:60]!r}.", hint=f"{meant}Commands: {', '.join(COMMANDS)}.")


def _unknown(word: str, parser: Parser) -> InputError:
    name = word.partition("=")[0]
    if not name.startswith("-"):
        return InputError(f"{parser.prog} cannot place {name[:60]!r}.", hint=f"See {parser.prog} --help.")
    near = difflib.get_close_matches(name, parser.format_usage().replace("[", " ").replace("]", " ").split(), 1)
    meant = f"Did you mean {near[0]}? " if near else ""
    return InputError(f"unknown option {name[:60]!r} of {parser.prog}.", hint=f"{meant}See {parser.prog} --help.")


def _build() -> tuple[Parser, dict[str, Parser]]:
    parser = Parser(
        prog="fonte", description=DESCRIPTION, allow_abbrev=False, epilog="Each command has its own --help."
    )
    parser.add_argument("--version", action="version", version=f"fonte {__version__}")
    parser.add_argument("--debug", action="store_true", help="show the traceback of a failure")
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND", required=True, parser_class=Parser)
    commands = {}
    for name, (does, example) in COMMANDS.items():
        command = subparsers.add_parser(
            name,
            help=does,
            description=f"{does[0].upper()}{does[1:]}.",
            epilog=f"example:\n  {example}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        _ADD[name](command)
        command.add_argument("--debug", action="store_true", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
        commands[name] = command
    return parser, commands


# ── the options of each command ───────────────────────────────────────────────────────────────────────────────────


def _ask(command: Parser) -> None:
    command.add_argument("question", nargs="+", metavar="QUESTION", help="the question, best in quotes")
    _json(command)
    command.add_argument("--trace", metavar="FILE", help="write what each stage did to FILE, as JSON lines")
    _filters(command)
    _reading(command)


def _search(command: Parser) -> None:
    command.add_argument("question", nargs="+", metavar="QUESTION", help="what to look for, best in quotes")
    _json(command)
    _top(command)
    _filters(command)
    _reading(command)


def _index(command: Parser) -> None:
    command.add_argument("folder", nargs="?", metavar="CORPUS", help="the folder of articles (same as --corpus)")
    command.add_argument("--watch", action="store_true", help="go on following the folder until Ctrl-C")
    command.add_argument("--yes", action="store_true", help="forget articles that vanished all at once and are kept")
    command.add_argument("--explain", metavar="FILE", help="show what of a file is article and what page furniture")
    _json(command)
    _settings(command)


def _batch(command: Parser) -> None:
    command.add_argument("source", metavar="IN.jsonl", help='one {"id": …, "question": …, "history"?: […]} a line')
    command.add_argument("target", metavar="OUT.jsonl", help="one outcome a line; run again to resume")
    command.add_argument("--search-only", action="store_true", help="find passages, answer nothing")
    _top(command)
    _filters(command)
    _reading(command)


def _verify(command: Parser) -> None:
    command.add_argument("answer", metavar="ANSWER.json", help="what `fonte ask --json` wrote; - reads stdin")
    _json(command)
    command.add_argument("--corpus", metavar="DIR", help="the folder of articles (default: the shipped ones)")
    command.add_argument("--config", metavar="FILE", help="another fonte.toml")


def _ui(command: Parser) -> None:
    command.add_argument("--host", default="127.0.0.1", metavar="ADDRESS", help="where to serve (default: 127.0.0.1)")
    command.add_argument("--port", type=_port, default=7860, metavar="N", help="the port (default: 7860)")
    command.add_argument("--auth", metavar="FILE", help="names and hashed passwords; needed for any other address")
    command.add_argument("--new-user", metavar="NAME", help="add NAME to the file of --auth, asking for a password")
    command.add_argument(
        "--allow-host", action="append", default=[], metavar="NAME", help="a name to answer to; may be repeated"
    )
    command.add_argument("--mcp", action="store_true", help="serve ask and search as MCP tools too")
    _reading(command)


def _check(command: Parser) -> None:
    command.add_argument("source", metavar="IN.jsonl", help='one {"id": …, "claim": …, "sources": […]} a line')
    command.add_argument("target", metavar="OUT.jsonl", help="one verdict a line; run again to resume")
    command.add_argument("--embedder", metavar="NAME", help=f"who finds meaning: {', '.join(EMBEDDERS)}")
    command.add_argument("--config", metavar="FILE", help="another fonte.toml")


def _eval(command: Parser) -> None:
    add_eval_options(command)
    _json(command)
    _settings(command)


def _model(command: Parser) -> None:
    command.add_argument(
        "action",
        choices=("pull", "list"),
        metavar="pull|list",
        help="pull: fetch it (1.1 GB, goes on where it stopped) and check it; list: show what is there",
    )
    command.add_argument(
        "--from", dest="source", metavar="FILE", help="with pull: take the same file from FILE instead of the network"
    )
    _json(command)


def _doctor(command: Parser) -> None:
    _json(command)
    command.add_argument("--repair", action="store_true", help="check the whole store and rebuild what is derived")
    command.add_argument("--probe", action="store_true", help="ask the language model one small question")
    _settings(command)


def _json(command: Parser) -> None:
    command.add_argument("--json", action="store_true", help="print one JSON document and nothing else")


def _top(command: Parser) -> None:
    command.add_argument("-k", type=_whole_number, default=10, metavar="N", help="how many passages (default: 10)")


def _filters(command: Parser) -> None:
    command.add_argument("--since", metavar="DATE", help="articles of this day or later: 2026, 2026-01, 2026-01-12")
    command.add_argument("--until", metavar="DATE", help="articles of this day or earlier; undated ones always count")
    command.add_argument(
        "--file", action="append", default=[], metavar="PATH", help="only this file or pattern; may be repeated"
    )
    command.add_argument(
        "--literal", action="store_true", help="take the question's words as they are: no filter, no spelling"
    )


def _reading(command: Parser) -> None:
    command.add_argument("--no-sync", action="store_true", help="use the store as it is, without reading the folder")
    _settings(command)


def _settings(command: Parser) -> None:
    command.add_argument("--corpus", metavar="DIR", help="the folder of articles (default: the shipped ones)")
    command.add_argument("--store", metavar="DIR", help="the folder of the store (default: one for each corpus)")
    command.add_argument("--vectors", metavar="URL", help="a Chroma server for the vectors (default: in the store)")
    command.add_argument("--engine", metavar="NAME", help=f"who answers: {', '.join(ENGINES)}")
    command.add_argument("--model", metavar="NAME", help="the model that an engine speaks through")
    command.add_argument(
        "--second-opinion", metavar="NAME", help=f"who weighs each answer once more: {', '.join(JUDGES)}"
    )
    command.add_argument("--embedder", metavar="NAME", help=f"who finds meaning: {', '.join(EMBEDDERS)}")
    command.add_argument("--config", metavar="FILE", help="another fonte.toml")


def _whole_number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= MAX_TOP_K):
        raise argparse.ArgumentTypeError(f"must be a whole number from 1 to {MAX_TOP_K}, got {text[:40]!r}")
    return int(text)


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text[:9]) <= 65_535):
        raise argparse.ArgumentTypeError(f"must be a whole number from 0 to 65535, got {text[:40]!r}")
    return int(text)


_ADD: dict[str, Callable[[Parser], None]] = {
    "ask": _ask, "search": _search, "index": _index, "batch": _batch, "verify": _verify, "ui": _ui, "check": _check,
    "eval": _eval, "model": _model, "doctor": _doctor,
}  # fmt: skip
