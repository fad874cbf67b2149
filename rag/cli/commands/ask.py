"""Answer one question: `fonte ask`."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from rag.asked import clean_question
from rag.cli.opening import filters_of, opened, tell
from rag.cli.output import print_json
from rag.cli.render import render_answer
from rag.errors import InputError
from rag.wire import answer_to_json

Trace = Callable[[Mapping[str, object]], None]


def run(arguments: argparse.Namespace, opener: Callable[..., Any] | None) -> int:
    """Answer and return 0; an abstention is a normal answer."""
    question, filters = clean_question(" ".join(arguments.question)), filters_of(arguments)
    with _traced(arguments.trace) as extra, opened(arguments, opener) as assistant:
        answer = assistant.ask(question, filters=filters, **extra)
    tell(answer.warnings)
    if arguments.json:
        print_json(answer_to_json(answer))
    else:
        render_answer(answer)
    return 0


@contextmanager
def _traced(path: str | None) -> Iterator[dict[str, Trace]]:
    """Open the trace file, and give `ask` its argument for it; none without a file."""
    if path is None:
        yield {}
        return
    try:
        out = open(path, "w", encoding="utf-8", errors="backslashreplace")
    except (OSError, ValueError) as error:
        raise InputError(f"cannot write the trace {path!r}: {error}.", hint="Name another file.") from error

    def write(record: Mapping[str, object]) -> None:
        out.write(json.dumps(dict(record), ensure_ascii=False, default=str) + "\n")

    with out:
        yield {"trace": write}
