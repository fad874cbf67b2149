"""Draw the risk–coverage curve of a system that tells how sure it is (Geifman and El-Yaniv 2017)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Curve:
    """Hold the curve: `(coverage, risk)` pairs by growing coverage, and the mean risk along it."""

    points: tuple[tuple[float, float], ...]
    area: float


def risk_coverage(answers: Sequence[tuple[float, bool]], asked: int) -> Curve | None:
    """Return the share of wrong answers among the surest, for every coverage that was reached.

    `answers` are `(confidence, right)` of the questions that were answered, `asked` is how many were asked in all.
    Answers of equal confidence come together. None when nothing was answered. Raises ValueError for more answers than
    questions.
    """
    if len(answers) > asked:
        raise ValueError(f"{len(answers)} answers to {asked} questions")
    points: list[tuple[float, float]] = []
    wrong = taken = 0
    weighted = 0.0
    for level in sorted({confidence for confidence, _ in answers}, reverse=True):
        group = [right for confidence, right in answers if confidence == level]
        wrong += group.count(False)
        taken += len(group)
        points.append((taken / asked, wrong / taken))
        weighted += len(group) * wrong / taken
    return Curve(tuple(points), weighted / taken) if taken else None
