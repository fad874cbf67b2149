"""Read the verdict out of what a judge replied: the last JSON object of the one shape that counts, or none."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

Grade: TypeAlias = Literal["correct", "incorrect"]

SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {"reason": {"type": "string"}, "grade": {"type": "string", "enum": ["correct", "incorrect"]}},
    "required": ["reason", "grade"],
    "additionalProperties": False,
}
_LONGEST = 300  # characters of a reason
_DECODER = json.JSONDecoder()


@dataclass(frozen=True, slots=True)
class Verdict:
    """Hold a grade and the judge's reason."""

    grade: Grade
    reason: str


def read_verdict(reply: str) -> Verdict | None:
    """Return the last valid verdict of a reply, whatever stands around it; None when there is none.

    An object with another field, another grade or a reason that is no text is no verdict.
    """
    found, at = None, reply.find("{")
    while at >= 0:
        value, end = _object(reply, at)
        found = _verdict(value) or found
        at = reply.find("{", end)
    return found


def _object(text: str, at: int) -> tuple[Any, int]:
    """Return the JSON object that begins at `at` and where it ends; None and the next place when there is none."""
    try:
        return _DECODER.raw_decode(text, at)
    except (ValueError, RecursionError):
        return None, at + 1


def _verdict(value: Any) -> Verdict | None:
    if not isinstance(value, dict) or set(value) != {"reason", "grade"} or not isinstance(value["reason"], str):
        return None
    if value["grade"] == "correct":
        return Verdict("correct", value["reason"][:_LONGEST])
    return Verdict("incorrect", value["reason"][:_LONGEST]) if value["grade"] == "incorrect" else None
