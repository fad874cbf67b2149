"""Join what the legs of a search say into one score.

Each leg's scores are standardised over the candidates (mean 0, deviation 1) and added, times the leg's weight. That of
the word leg follows the evidence for it (`evidence.py`): it falls silent by itself when question and articles differ in
language.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

_EQUAL = 1e-12  # a deviation below it is a rounding error


@dataclass(frozen=True, slots=True)
class LegScores:
    """Hold one leg's raw scores by chunk id, and the weight of the leg (0 silences it)."""

    scores: Mapping[str, float]
    weight: float = 1.0


def fuse(legs: Sequence[LegScores]) -> dict[str, float]:
    """Return a fused score for every chunk that some leg found; a chunk a leg lacks gets that leg's least score."""
    ids = sorted({chunk for leg in legs for chunk in leg.scores})
    fused = np.zeros(len(ids))
    for leg in legs:
        if not leg.scores or leg.weight <= 0:
            continue
        least = min(leg.scores.values())
        values = np.array([leg.scores.get(chunk, least) for chunk in ids])
        values -= values.sum() / len(values)
        deviation = math.sqrt(float(np.vecdot(values, values)) / len(values))
        if deviation > _EQUAL:
            fused += leg.weight / deviation * values
    return dict(zip(ids, fused.tolist(), strict=True))


def ranked(scores: Mapping[str, float]) -> list[str]:
    """Return the ids best first; ties are broken by id."""
    return sorted(scores, key=lambda chunk: (-scores[chunk], chunk))
