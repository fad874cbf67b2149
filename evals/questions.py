"""Read gold questions: one JSON object a line becomes one frozen Question, or an error that names file and line.

What a single line can prove by itself is checked here (fields, types, allowed values); what needs the articles or the
other lines is for `evals.validation`. The fields are explained, with examples, in `evals/gold/README.md`.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from rag.errors import InputError

Split = Literal["dev", "test"]
Kind = Literal["number", "date", "name", "list", "text", "abstain", "correct_premise"]
Importance = Literal["vital", "okay"]
Language = Literal["it", "en", "ko", "ja", "de", "fr", "es"]
Type = Literal[
    "single_fact",
    "numeric",
    "temporal",
    "list",
    "comparison",
    "multi_hop",
    "attribution",
    "conflict",
    "exhaustive",
    "cross_lingual",
    "follow_up",
    "unanswerable",
    "false_premise",
    "page_furniture",
    "adversarial",
    "out_of_scope",
]


@dataclass(frozen=True, slots=True)
class Expected:
    """Hold the right answer: a `number` in its full size (1800000000, not 1.8), a `date` as ISO and maybe partial.

    `accept` are the forms of words that tell `value` (see `evals.matching`); for `correct_premise` those that tell the
    correction, for `abstain` there is neither value nor form.
    """

    kind: Kind
    value: str | int | float | tuple[str, ...] | None = None
    unit: str | None = None
    accept: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Nugget:
    """Hold one fact of the right answer; the answer tells it when one form of `match` stands in a claim."""

    id: str
    text: str
    importance: Importance
    match: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Forbidden:
    """Hold a form of words that makes an answer wrong wherever it stands in a claim, and why."""

    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """Hold a place that proves the answer: string indexes as the contract counts them, and the hash of the file.

    `encoding` is that of a text file; `record` the number, from 1, of the article in a table of articles.
    """

    file: str
    quote: str
    start: int
    end: int
    sha256: str
    encoding: str = "utf-8"
    record: int | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """Hold one gold question; each of `evidence_sets` lists the indexes of evidence that together suffice."""

    id: str
    split: Split
    lang: Language
    type: Type
    cluster: str
    question: str
    as_of: str | None
    answerable: bool
    expected: Expected
    nuggets: tuple[Nugget, ...]
    forbidden: tuple[Forbidden, ...]
    evidence: tuple[Evidence, ...]
    evidence_sets: tuple[tuple[int, ...], ...]
    author: str
    reviewed: bool
    history: tuple[tuple[str, str], ...] = ()

    @property
    def vital(self) -> tuple[Nugget, ...]:
        """Return the nuggets that a right answer must all tell."""
        return tuple(nugget for nugget in self.nuggets if nugget.importance == "vital")

    @property
    def files(self) -> tuple[str, ...]:
        """Return the files of the evidence, each once, in order."""
        return tuple(dict.fromkeys(evidence.file for evidence in self.evidence))


@dataclass(frozen=True, slots=True)
class Entry:
    """Hold a question with the number of its line, counted from 1."""

    line: int
    question: Question


for _shape in (Expected, Nugget, Forbidden, Evidence, Question):
    setattr(_shape, "__pydantic_config__", ConfigDict(extra="forbid", strict=True))  # noqa: B010 (mypy knows no such)
_ADAPTER = TypeAdapter(Question)


def load(paths: Iterable[str | os.PathLike[str]]) -> tuple[Question, ...]:
    """Return the questions of all files in order.

    Raises InputError when a file cannot be read, a line is not a question, an id comes twice, or there is no question.
    """
    questions: dict[str, Question] = {}
    names = []
    for path in paths:
        names.append(os.fspath(path))
        for entry in entries(path):
            if entry.question.id in questions:
                raise InputError(f"{path}:{entry.line}: the id {entry.question.id!r} comes twice.", hint="Rename one.")
            questions[entry.question.id] = entry.question
    if not questions:
        raise InputError(f"no question in {', '.join(names) or 'no file'}.", hint="Name a file with one a line.")
    return tuple(questions.values())


def entries(path: str | os.PathLike[str]) -> tuple[Entry, ...]:
    """Return the questions of one file with their line numbers; empty lines are passed over.

    Raises InputError naming file and line at the first line that is not a question.
    """
    try:
        lines = Path(path).read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8"
        raise InputError(f"cannot read the questions {path}: {reason}.", hint="Give a JSONL file in UTF-8.") from error
    return tuple(Entry(n, _parse(line, f"{path}:{n}")) for n, line in enumerate(lines, 1) if line.strip())


def _parse(line: str, place: str) -> Question:
    try:
        return _ADAPTER.validate_json(line)
    except ValidationError as error:
        faults = error.errors(include_url=False)
        more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
        hint = "The fields are told in evals/gold/README.md."
        raise InputError(f"{place}: {_tell(faults[0])}{more}.", hint=hint) from error


def _tell(fault: ErrorDetails) -> str:
    where = ".".join(str(part) for part in fault["loc"])
    return f"{where}: {fault['msg']}" if where else str(fault["msg"])
