"""Check that a claim says no more than its sources: what its words say must be said there, and causes told there."""

from __future__ import annotations

from rag.answering.checking.finding import MISSING, NOTHING, OK, Evidence, Finding
from rag.answering.checking.reading import Reading

_ENOUGH = 0.5  # share of the content words that must be found


def check_meaning(claim: Reading, evidence: Evidence) -> Finding:
    """Return whether the content words of the claim are found in the evidence, none of its details alone."""
    strengths = {i: _strength(claim, i, evidence) for i in claim.content}
    if not strengths:
        return OK if claim.factual else NOTHING
    covered = (sum(strengths.values()) + len(claim.factual)) / (len(strengths) + len(claim.factual))
    return OK if covered >= _ENOUGH else MISSING


def _strength(claim: Reading, index: int, evidence: Evidence) -> float:
    return max(
        (
            evidence.near(claim, index, s, other)
            for s in evidence.sentences
            for other in range(len(s.words))
            if not s.words[other].stop
        ),
        default=0.0,
    )
