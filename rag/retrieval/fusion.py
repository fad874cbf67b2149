"""Join what the legs of a search say into one score.

Each leg's scores are standardised over the candidates (mean 0, deviation 1) and added, times the leg's weight. That of
the word leg follows the evidence for it (`evidence.py`): it falls silent by itself when question and articles differ in
language.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from operator import neg

import numpy as np

_EQUAL = 1e-12  # a deviation below it is a rounding error


@dataclass(frozen=True, slots=True)
class LegScores:
    """Hold one leg's raw scores by chunk id, and the weight of the leg (0 silences it)."""

    scores: Mapping[str, float]
    weight: float = 1.0


def fuse(legs: Sequence[LegScores]) -> dict[str, float]:
    """Return a fused score for every chunk that some leg found; a chunk a leg lacks gets that leg's least score."""
    ids = list(dict.fromkeys(chain.from_iterable(leg.scores for leg in legs)))
    fused = np.zeros(len(ids))
    for leg in legs:
        if not leg.scores or leg.weight <= 0:
            continue
        least = min(leg.scores.values())
        values = np.array(list(map(leg.scores.get, ids, repeat(least))))
        values -= values.sum() / len(values)
        deviation = math.sqrt(float(np.vecdot(values, values)) / len(values))
        if deviation > _EQUAL:
            fused += leg.weight / deviation * values
    return dict(zip(ids, fused.tolist(), strict=True))


def ranked(scores: Mapping[str, float]) -> list[str]:
    """Return the ids best first; ties are broken by id."""
    return [chunk for _, chunk in sorted(zip(map(neg, scores.values()), scores, strict=True))]
