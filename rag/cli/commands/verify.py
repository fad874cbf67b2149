"""Re-check a saved answer: `fonte verify`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rag.cli.output import print_json
from rag.cli.plain import plain, say
from rag.errors import InputError, VerificationError
from rag.settings import load_settings
from rag.types import Answer
from rag.verifying import CitationCheck, Verification, verify
from rag.wire import Json, answer_from_json, from_text


def run(arguments: argparse.Namespace, opener: Callable[..., Any] | None) -> int:
    """Return 0 when everything stands, 1 when something does not, saying which."""
    answer = answer_from_json(from_text(_read(arguments.answer), name=repr(arguments.answer)))
    settings = load_settings({"corpus": arguments.corpus}, config=arguments.config)
    result = verify(answer, settings.corpus)
    if arguments.json:
        print_json(_document(result))
    else:
        for line in _lines(answer, result):
            print(plain(line))  # noqa: T201
        if arguments.corpus is None and any(check.state == "gone" for check in result.citations):
            say(f"note: looked in {settings.corpus}; if the answer is about another folder, name it with --corpus.")
    return 0 if result.ok else VerificationError.exit_code


def _read(path: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise InputError(f"cannot read {path!r}: {why}.", hint="Give what `fonte ask --json` wrote.") from error


def _document(result: Verification) -> dict[str, Json]:
    checks: list[Json] = [
        {"n": check.n, "state": check.state, "cited": check.cited, "file": check.file, "start": check.start}
        for check in result.citations
    ]
    return {"ok": result.ok, "citations": checks, "problems": [*result.problems]}


def _lines(answer: Answer, result: Verification) -> list[str]:
    lines = [f"[{check.n}] {check.state}: {_told(check)}" for check in result.citations]
    lines += [f"problem: {problem}" for problem in result.problems]
    if answer.abstained and not lines:
        lines.append("an abstention, with nothing to verify")
    return [*lines, "ok" if result.ok else "this answer no longer holds"]


def _told(check: CitationCheck) -> str:
    match check.state:
        case "present":
            return check.cited
        case "moved":
            return f"{check.cited}, now at character {check.start}"
        case "renamed":
            return f"{check.cited}, now {check.file}"
        case "changed":
            return f"{check.cited} no longer holds the quote"
        case "gone":
            return f"{check.cited} is no longer there"
