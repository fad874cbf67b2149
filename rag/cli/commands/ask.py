"""Answer one question: `fonte ask`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from rag.answering.drafting import StreamingEngine
from rag.answering.engines.opening import DISCLOSED
from rag.asked import clean_question
from rag.cli.opening import filters_of, opened, tell
from rag.cli.output import print_json
from rag.cli.render import render_answer, render_claim
from rag.errors import EngineError, InputError
from rag.types import Answer, AnswerEvent, ClaimEvent, Filters
from rag.wire import answer_to_json

Trace = Callable[[Mapping[str, object]], None]


def run(arguments: argparse.Namespace, opener: Callable[..., Any] | None) -> int:
    """Answer and return 0; an abstention is a normal answer."""
    question, filters = clean_question(" ".join(arguments.question)), filters_of(arguments)
    with _traced(arguments.trace) as extra, opened(arguments, opener, answers=True) as assistant:
        live = isinstance(assistant.engine(), StreamingEngine) and sys.stdout.isatty() and not arguments.json
        tell([notice for notice in assistant.notices if notice.code == DISCLOSED])  # before anything is sent
        answer = (_told_live if live else _told)(assistant, question, filters, extra)
    tell([notice for notice in answer.warnings if notice.code != DISCLOSED])
    if arguments.json:
        print_json(answer_to_json(answer))
    else:
        render_answer(answer, told=live)
    return 0


def _told(assistant: Any, question: str, filters: Filters, extra: Mapping[str, Trace]) -> Answer:
    answer: Answer = assistant.ask(question, filters=filters, **extra)
    return answer


def _told_live(assistant: Any, question: str, filters: Filters, extra: Mapping[str, Trace]) -> Answer:
    """Print each claim when it is checked: a model may take its time."""
    answer: Answer | None = None
    for event in assistant.stream(question, filters=filters, **extra):
        if isinstance(event, ClaimEvent):
            render_claim(event.claim)
        elif isinstance(event, AnswerEvent):
            answer = event.answer
    if answer is None:
        raise EngineError("the stream ended without an answer.")
    return answer


@contextmanager
def _traced(path: str | None) -> Iterator[dict[str, Trace]]:
    """Open the trace file, and give `ask` its argument for it; none without a file."""
    if path is None:
        yield {}
        return
    try:
        out = open(path, "w", encoding="utf-8", errors="backslashreplace")
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise InputError(f"cannot write the trace {path!r}: {why}.", hint="Name another file.") from error

    def write(record: Mapping[str, object]) -> None:
        out.write(json.dumps(dict(record), ensure_ascii=False, default=str) + "\n")

    with out:
        yield {"trace": write}
