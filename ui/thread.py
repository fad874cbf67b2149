"""Hold a conversation as the browser keeps it: exchanges in, plain JSON out, and back with everything checked.

The browser's copy is the only one: the server keeps none, so no two people can meet in one. What comes back from a
browser is taken as data of unknown origin.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from rag.errors import InputError
from rag.types import Answer
from rag.wire import answer_from_json, answer_to_json

Note: TypeAlias = Literal["stopped", "busy", "one_at_a_time", "failed"]
NOTES: tuple[Note, ...] = ("stopped", "busy", "one_at_a_time", "failed")
MOST_EXCHANGES = 30  # what a browser's store holds with ease; the oldest go first
MOST_CHARACTERS = 2_000_000


@dataclass(frozen=True, slots=True)
class Exchange:
    """Hold one question with what came of it; `note` says why there is no whole answer, `detail` is its one line.

    `outlets` gives the outlet of each cited file that has one: an Answer does not carry it.
    """

    question: str
    answer: Answer | None = None
    note: Note | None = None
    detail: str = ""
    outlets: Mapping[str, str] = field(default_factory=dict)


def history(thread: Sequence[Exchange]) -> list[tuple[str, str]]:
    """Return what a follow-up may refer to: the questions that were answered, with their answers' text."""
    return [(turn.question, turn.answer.text) for turn in thread if turn.answer is not None and turn.note is None]


def to_browser(thread: Sequence[Exchange]) -> list[dict[str, Any]]:
    """Return the newest exchanges as JSON values, as many as fit."""
    kept: list[dict[str, Any]] = []
    room = MOST_CHARACTERS
    for turn in reversed(thread[-MOST_EXCHANGES:]):
        document = None if turn.answer is None else answer_to_json(turn.answer)
        room -= len(str(document))
        if room < 0:
            break
        told = {"note": turn.note, "detail": turn.detail, "outlets": dict(turn.outlets)}
        kept.append({"question": turn.question, "answer": document, **told})
    return kept[::-1]


def from_browser(value: object) -> list[Exchange]:
    """Return the exchanges of a browser's copy; what cannot be read is left out."""
    items = value if isinstance(value, list) else []
    return [turn for turn in map(_exchange, items[-MOST_EXCHANGES:]) if turn is not None]


def _exchange(item: object) -> Exchange | None:
    if not isinstance(item, dict) or not isinstance(item.get("question"), str):
        return None
    note, detail, document = item.get("note"), item.get("detail"), item.get("answer")
    try:
        answer = None if document is None else answer_from_json(document)
    except InputError:
        return None
    known = next((name for name in NOTES if name == note), None)
    if answer is None and known is None:
        return None
    detail = detail if isinstance(detail, str) else ""
    return Exchange(item["question"], answer, known, detail, _outlets(item.get("outlets"), answer))


def _outlets(value: object, answer: Answer | None) -> dict[str, str]:
    """Return the outlets of files that the answer cites; anything else is left out."""
    if answer is None or not isinstance(value, dict):
        return {}
    told = {citation.file: value.get(citation.file) for citation in answer.citations}
    return {file: outlet for file, outlet in told.items() if isinstance(outlet, str)}
