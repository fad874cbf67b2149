"""Judge one response by one question: every metric, by name, in the order of the report."""

from __future__ import annotations

from evals.metrics import answers, citations, grounding, honesty, retrieval
from evals.metrics.metric import Case, Metric, Score, Status

__all__ = ["ALL", "Case", "HEADLINES", "Metric", "Score", "Status"]

ALL: tuple[Metric, ...] = (
    *honesty.METRICS,
    *answers.METRICS,
    *citations.METRICS,
    *grounding.METRICS,
    *retrieval.METRICS,
)
HEADLINES = ("crag", "strict_nuggets", "correct_and_cited", "precision", "coverage", "hallucination", "over_refusal")
