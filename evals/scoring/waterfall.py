"""Name the first stage that broke for a question that failed: where to begin mending."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

from evals.metrics.answers import forbidden_in
from evals.metrics.honesty import Outcome
from evals.metrics.metric import Case, Score
from evals.metrics.retrieval import covered, evidence_sets

Stage: TypeAlias = Literal[
    "infrastructure",
    "format",
    "not indexed",
    "not retrieved",
    "not in context",
    "refused needlessly",
    "should have abstained",
    "not used",
    "wrong value",
    "not cited",
    "wrongly cited",
]

STAGES: tuple[Stage, ...] = (
    "infrastructure",
    "not indexed",
    "not retrieved",
    "not in context",
    "refused needlessly",
    "should have abstained",
    "not used",
    "wrong value",
    "not cited",
    "wrongly cited",
    "format",
)


def first_broken(case: Case, outcome: Outcome, scores: Mapping[str, Score]) -> Stage | None:
    """Return the first broken stage of a question, None when it passed."""
    if scores["correct_and_cited"].value == 1.0:
        return None
    if not case.response.abstained and not case.response.plain:
        return "format"
    if outcome == "wrong" and not case.question.answerable:
        return "should have abstained"
    if outcome == "correct":
        return _citing(scores)
    return _reaching(case) or _answering(case, outcome)


def _reaching(case: Case) -> Stage | None:
    """Return the stage in which the evidence was lost on its way to the engine; None when one whole set arrived."""
    response, sets = case.response, evidence_sets(case.question)
    if not sets or not response.found:
        return "not retrieved" if sets and not response.shown else None
    if all(any(item.file in case.articles.left_out for item in group) for group in sets):
        return "not indexed"
    if not any(all(covered(item, response.found) for item in group) for group in sets):
        return "not retrieved"
    if response.shown and not any(all(covered(item, response.shown) for item in group) for group in sets):
        return "not in context"
    return None


def _answering(case: Case, outcome: Outcome) -> Stage:
    if outcome == "refused":
        return "refused needlessly"
    if forbidden_in(case):
        return "wrong value"
    files = {cited.file for cited in case.response.cited}
    used = files & {item.file for item in case.question.evidence}
    return "wrong value" if used and outcome == "wrong" and _meets(case) else "not used"


def _meets(case: Case) -> bool:
    return any(
        cited.file == item.file and (cited.start or 0) < item.end and item.start < (cited.end or 0)
        for cited in case.response.cited
        for item in case.question.evidence
    )


def _citing(scores: Mapping[str, Score]) -> Stage:
    if scores["claims_cited"].value not in (None, 1.0):
        return "not cited"
    broken = any(
        scores[name].value not in (None, 1.0) for name in ("citations_resolve", "citations_verbatim", "support_recall")
    )
    return "wrongly cited" if broken else "format"
