"""Give answers whose right grade is known: perfect and broken answers to gold questions, or a person's labels.

A perfect answer repeats the evidence of its question and is right; the same answer broken by one of the mutations that
make an answer wrong (not of those that only spoil its citations: the judge sees none) is wrong. Only questions of the
dev half are used, as many of each mutation as there are, always the same ones.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.articles import Articles
from evals.goldsets import GoldSet
from evals.metrics.metric import Case
from evals.mutations.breaking import MUTATIONS
from evals.mutations.trials import perfect
from evals.questions import Question, load
from rag.errors import InputError
from rag.wire import from_text

PERFECT, LABELLED = "perfect", "labelled"
WRONG = (
    "number ×10",
    "decimal comma lost",
    "another date",
    "another name",
    "denied",
    "opinion as fact",
    "wrong language",
    "abstention",
    "answered anyway",
    "forbidden claim",
    "praise for a wrong answer",
)


@dataclass(frozen=True, slots=True)
class Example:
    """Hold an answer to a gold question, whether it is right, and where that is known from."""

    id: str
    question: Question
    answer: str
    right: bool
    kind: str


def mutated(golds: Sequence[GoldSet], most: int) -> list[Example]:
    """Return at most `most` examples, half of them right; a pair is one question's perfect and broken answer.

    Every mutation gives one pair in turn. Raises InputError when the gold sets give none.
    """
    pairs = {name: sorted(_pairs(golds, name), key=lambda pair: _draw(pair[1].id)) for name in WRONG}
    found: list[Example] = []
    taken: set[str] = set()
    for turn in range(max(map(len, pairs.values()), default=0)):
        for name in WRONG:
            pair = pairs[name][turn] if turn < len(pairs[name]) else None
            if pair is not None and len(found) + 2 <= most and pair[1].question.id not in taken:
                found += pair
                taken.add(pair[1].question.id)
    if not found:
        raise InputError("these gold questions give no answers with known grades.", hint="Name labels with --labels.")
    return found


def labelled(path: Path, golds: Sequence[GoldSet]) -> list[Example]:
    """Return the labels of a JSONL file, `{"id": question, "answer": text, "right": true}` a line.

    Raises InputError naming file and line at the first one that is not a label, or of no gold question.
    """
    questions = {q.id: q for gold in golds for q in load([gold.questions])}
    try:
        rows = path.read_bytes().split(b"\n")
    except OSError as error:
        raise InputError(f"cannot read {str(path)!r}: {error.strerror or error}.") from error
    found = [_label(row, f"{path}:{n}", n, questions) for n, row in enumerate(rows, 1) if row.strip()]
    if not found:
        raise InputError(f"{str(path)!r} holds no label.", hint='A line is {"id": …, "answer": …, "right": true}.')
    return found


def _label(row: bytes, place: str, number: int, questions: Mapping[str, Question]) -> Example:
    line: Any = from_text(row, name=place)
    shape = {"id": str, "answer": str, "right": bool}
    if not isinstance(line, dict) or any(not isinstance(line.get(key), kind) for key, kind in shape.items()):
        hint = 'A line is {"id": …, "answer": …, "right": true}.'
        raise InputError(f"{place} is no label: it needs id and answer as text, right as true or false.", hint=hint)
    if line["id"] not in questions:
        raise InputError(f"{place}: no gold question has the id {line['id']!r}.")
    return Example(f"label {number}", questions[line["id"]], line["answer"], line["right"], LABELLED)


def _pairs(golds: Sequence[GoldSet], name: str) -> Iterator[tuple[Example, Example]]:
    (mutation,) = [mutation for mutation in MUTATIONS if mutation.name == name]
    for gold in golds:
        articles = Articles(gold.articles)
        for question in load([gold.questions]):
            right = Case(question, perfect(question), articles)
            broken = mutation.apply(right) if question.split == "dev" else None
            if broken is not None:
                yield (
                    Example(f"{question.id} {PERFECT}", question, right.response.plain, True, PERFECT),
                    Example(f"{question.id} {name}", question, broken.plain, False, name),
                )


def _draw(id_: str) -> str:
    """Return what orders examples without regard to how the questions were written down."""
    return hashlib.sha256(id_.encode()).hexdigest()
