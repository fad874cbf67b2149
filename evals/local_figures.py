"""Keep, judge and count what `evals.local_benchmark` asked: a column for each system, a line for each figure."""

from __future__ import annotations

import json
import statistics
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.metrics.values import states_any
from evals.questions import Question
from rag.errors import InputError
from rag.language.detect import detect_language

_WHOLE = 50  # milliseconds from the first token to the last in which no model writes an answer


@dataclass(frozen=True, slots=True)
class Told:
    """Hold what a system said to a question, and what it took: seconds, and the model's calls."""

    question: Question
    text: str
    abstained: bool
    cited: bool
    seconds: float
    calls: tuple[Mapping[str, Any], ...] = ()


class Record:
    """Keep what was told in a file of JSON lines, and find it again; without a file it keeps nothing."""

    def __init__(self, path: Path | None, model: str) -> None:
        self._path, self._model = path, model
        try:
            if path is not None:
                path.touch()  # before minutes go into what could not be kept
            lines = [] if path is None else path.read_text(encoding="utf-8").splitlines()
            self._lines = {(row["model"], row["system"], row["question"]): row for row in map(json.loads, lines)}
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise InputError(f"cannot keep answers in {str(path)!r}: {error}.", hint="Name another file.") from error

    def find(self, system: str, question: Question) -> Told | None:
        """Return what `system` told to `question` in an earlier run."""
        row = self._lines.get((self._model, system, question.question))
        if row is None:
            return None
        return Told(question, row["text"], row["abstained"], row["cited"], row["seconds"], tuple(row["calls"]))

    def add(self, system: str, told: Told) -> Told:
        """Keep and return what was told."""
        if self._path is not None:
            row = {
                "model": self._model, "system": system, "id": told.question.id, "question": told.question.question,
                "text": told.text, "abstained": told.abstained, "cited": told.cited, "right": right(told),
                "seconds": round(told.seconds, 2), "calls": list(told.calls),
            }  # fmt: skip
            with self._path.open("a", encoding="utf-8") as out:
                out.write(json.dumps(row, ensure_ascii=False) + "\n")
        return told


@dataclass(frozen=True, slots=True)
class Row:
    """Hold one line of the table: what is measured, and how it is computed from what a system said."""

    what: str
    figure: Callable[[Sequence[Told]], str]


def table(told: Mapping[str, Sequence[Told]]) -> Iterator[str]:
    """Yield the lines of the table, a column for each system."""
    yield " " * 34 + "".join(f"{system:>22}" for system in told)
    for row in ROWS:
        yield f"{row.what:<34}" + "".join(f"{row.figure(answers):>22}" for answers in told.values())


def right(told: Told) -> bool:
    """Tell whether an answer is right in full: every vital fact and nothing forbidden, or an abstention where due."""
    question, text = told.question, told.text
    if told.abstained or not question.answerable:
        return told.abstained and not question.answerable
    language = detect_language(text)
    if any(states_any(text, (item.text,), language) for item in question.forbidden):
        return False
    return all(states_any(text, nugget.match, language) for nugget in question.vital)


def _answered(told: Told) -> bool:
    return not told.abstained


def _share(holds: Callable[[Told], bool], among: Callable[[Told], bool]) -> Callable[[Sequence[Told]], str]:
    def figure(told: Sequence[Told]) -> str:
        chosen = [one for one in told if among(one)]
        return f"{sum(map(holds, chosen))} of {len(chosen)}"

    return figure


def _median(value: Callable[[Told], float | None], unit: str) -> Callable[[Sequence[Told]], str]:
    def figure(told: Sequence[Told]) -> str:
        values = [found for one in told if (found := value(one)) is not None]
        return f"{statistics.median(values):.1f} {unit}".strip() if values else "-"

    return figure


def _first(told: Told) -> float | None:
    return told.calls[0]["first_ms"] / 1000 if told.calls and told.calls[0]["first_ms"] is not None else None


def _prompt(told: Told) -> float | None:
    return float(sum(call["prompt_tokens"] for call in told.calls)) if told.calls else None


def _speed(told: Told) -> float | None:
    """Return the tokens written a second, after the first one; of a reply that came whole nothing can be told."""
    timed = [c for c in told.calls if c["first_ms"] is not None and c["total_ms"] > c["first_ms"] + _WHOLE]
    seconds = sum(call["total_ms"] - call["first_ms"] for call in timed) / 1000
    return sum(call["completion_tokens"] - 1 for call in timed) / seconds if seconds else None


ROWS = (
    Row("right in full", _share(right, lambda told: told.question.answerable)),
    Row("without an answer, yet answered", _share(_answered, lambda told: not told.question.answerable)),
    Row("answers in another language", _share(
        lambda told: detect_language(told.text) not in (told.question.lang, "und"), _answered)),
    Row("answers without a citation", _share(lambda told: not told.cited, _answered)),
    Row("model asked", _share(lambda told: bool(told.calls), lambda told: True)),
    Row("first token, median", _median(_first, "s")),
    Row("whole answer, median", _median(lambda told: told.seconds, "s")),
    Row("prompt tokens an answer, median", _median(_prompt, "")),
    Row("tokens written a second, median", _median(_speed, "")),
)  # fmt: skip
