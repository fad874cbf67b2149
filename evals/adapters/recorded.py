"""Take answers that were recorded: a JSONL of `{"id", "answer"}` or `{"id", "text", …}`, or the responses of a run.

A question without a recorded answer is an error before anything is scored: replaying must never ask, and never guess.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from evals.adapters.command import whole
from evals.questions import Question
from evals.running.folder import RESPONSES
from rag.errors import InputError, OutsideError
from rag.wire import Json, from_text


class Recorded:
    """Answer from a file, or from the folder of a run. Raises InputError for a file that cannot be read."""

    def __init__(self, path: Path) -> None:
        self._path = path / RESPONSES if path.is_dir() else path
        try:
            raw = self._path.read_bytes()
        except OSError as error:
            raise InputError(f"cannot read {str(self._path)!r}: {error.strerror or error}.") from error
        self._digest = hashlib.sha256(raw).hexdigest()
        self._lines = dict(_line(row, f"{self._path}:{n}") for n, row in enumerate(raw.split(b"\n"), 1) if row.strip())

    @property
    def name(self) -> str:
        """Return the name of the file, or of the run it lies in."""
        return f"recorded {self._path.parent.name if self._path.name == RESPONSES else self._path.stem}"

    def fingerprint(self) -> Json:
        """Return the hash of the file."""
        return ["recorded", self._digest]

    def holds(self, questions: Sequence[Question]) -> None:
        """Raise InputError naming the first question that has no recorded answer."""
        missed = [question.id for question in questions if question.id not in self._lines]
        if missed:
            more = f" (nor to {len(missed) - 1} more)" if len(missed) > 1 else ""
            raise InputError(f"{str(self._path)!r} holds no answer to {missed[0]!r}{more}.", hint="Record it first.")

    def respond(self, question: Question) -> dict[str, Json]:
        """Return what was recorded; what failed then fails again, as something outside."""
        line = self._lines[question.id]
        if line.get("error"):
            raise OutsideError(str(line["error"]))
        return whole({key: value for key, value in line.items() if key not in ("id", "key", "asked")})


def _line(row: bytes, place: str) -> tuple[str, dict[str, Any]]:
    document = from_text(row, name=place)
    if not isinstance(document, dict) or not isinstance(document.get("id"), str | int):
        raise InputError(f"{place} must be an object with an id.")
    return str(document["id"]), document
