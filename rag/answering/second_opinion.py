"""Weigh claims that the rules let pass by a second opinion, a language model's; off unless it is asked for.

A grade can lower a verdict and never raise one. Where no grades come, or not those asked for, the rules' verdicts stand
and a warning says so: an outage costs no answer.
"""

from __future__ import annotations

from collections.abc import Sequence

from rag.answering.checking import Checked
from rag.answering.citing import CitedClaim
from rag.answering.drafting import Grade, JudgingEngine, Opinion
from rag.types import Claim, Verdict

_RANK: tuple[Verdict, ...] = ("unsupported", "partial", "supported")


def weigh(judge: JudgingEngine, question: str, kept: Sequence[tuple[CitedClaim, Claim]]) -> Opinion:
    """Return one grade for each claim, in order, or an Opinion without grades that says why; asks once."""
    claims = [(cited.text, tuple(citation.quote for citation in cited.citations)) for cited, _ in kept]
    opinion = judge.judge(question, claims)
    if opinion.grades and len(opinion.grades) != len(claims):
        return Opinion((), "it graded other claims than it was given", opinion.usage, opinion.record)
    return opinion


def lowered(checked: Checked, grade: Grade) -> Checked:
    """Return the lower of the rules' verdict and the grade's; a claim beside the question is at most partial.

    | support | answers | at most |
    | --- | --- | --- |
    | 0 | any | unsupported |
    | 1 | any | partial |
    | 2 | 0 | partial |
    | 2 | 1 or 2 | supported |
    """
    most = min(grade.support, 2 if grade.answers else 1)
    if _RANK.index(checked.verdict) <= most:
        return checked
    failed = "meaning" if grade.support < 2 else "roles"
    return Checked(_RANK[most], {**checked.checks, failed: "failed"})
