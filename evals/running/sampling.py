"""Choose few questions that stand for many: as even over types and gold sets as they come, and always the same ones."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from evals.goldsets import GoldSet
from evals.questions import Question, load


def questions_of(golds: Sequence[GoldSet], sample: int | None = None) -> dict[str, tuple[Question, ...]]:
    """Return the questions of each gold set by its name, all of them or `sample` over all sets.

    Each round takes one question of every stratum (gold set, type, answerable or not), until there are enough.
    """
    whole = {gold.name: load([gold.questions]) for gold in golds}
    if sample is None:
        return whole
    strata: dict[tuple[str, str, bool], list[Question]] = {}
    for name, questions in whole.items():
        for question in sorted(questions, key=_draw):
            strata.setdefault((name, question.type, question.answerable), []).append(question)
    order = [group[n] for n in range(max(map(len, strata.values()))) for group in strata.values() if n < len(group)]
    taken = {question.id for question in order[:sample]}
    return {name: tuple(q for q in questions if q.id in taken) for name, questions in whole.items()}


def _draw(question: Question) -> str:
    """Return what orders questions without regard to how they were written down."""
    return hashlib.sha256(question.id.encode()).hexdigest()
