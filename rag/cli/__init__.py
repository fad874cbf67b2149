"""Run Fonte from a terminal: words in, an exit code out.

Nothing heavy is imported before a command needs it, so that `--help` and a mistyped option are answered at once.
Whatever goes wrong becomes one line on stderr and one of the contract's exit codes; a traceback is shown only when
`--debug` asks for it.
"""

from __future__ import annotations

import os
import sys
import threading
import traceback
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any

from rag.cli.parser import parse
from rag.errors import RagError

OUTSIDE = 3
INTERRUPTED = 130


def main(argv: Sequence[str] | None = None, *, opener: Callable[..., Any] | None = None) -> int:
    """Run one command and return its exit code; `opener` stands in for `Assistant.open`."""
    words = list(sys.argv[1:] if argv is None else argv)
    debug = "--debug" in words
    try:
        code = _run(words, opener)
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        return _ended(_fail("interrupted; what was finished is kept.", INTERRUPTED, debug))
    except BrokenPipeError:
        # The reader has gone, as in `fonte search … | head -1`: nothing is left to say, not even at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except RagError as error:
        return _fail(str(error), error.exit_code, debug)
    except Exception as error:
        details = "" if debug else " Add --debug for the details."
        return _fail(f"unexpected {type(error).__name__}: {error}.{details}", OUTSIDE, debug)


def _run(words: list[str], opener: Callable[..., Any] | None) -> int:
    try:
        arguments = parse(words)
    except SystemExit as end:  # argparse, after --help and --version
        return int(end.code or 0)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # JSON is UTF-8 everywhere. A lone surrogate (a file name that is not UTF-8) becomes its JSON escape.
            json = getattr(arguments, "json", False) and stream is sys.stdout
            stream.reconfigure(**({"encoding": "utf-8"} if json else {}), errors="backslashreplace")
    command = import_module(f"rag.cli.commands.{arguments.command}")
    return int(command.run(arguments, opener))


def _ended(code: int) -> int:
    """Return the code, or leave at once when a thread is still at work: its end would have to be waited for."""
    if any(thread.is_alive() and not thread.daemon for thread in threading.enumerate()[1:]):
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        os._exit(code)
    return code


def _fail(message: str, code: int, debug: bool) -> int:
    if debug:
        traceback.print_exc()
    line = " ".join("".join(c if c.isprintable() else " " for c in message).split())
    print(f"fonte: {line}", file=sys.stderr)  # noqa: T201 - the one line of a failure, before anything else is loaded
    return code
