"""Put 95 % intervals around a mean: Wilson for shares, a seeded cluster bootstrap (BCa) for the rest.

Questions of one cluster ask after the same fact and rise and fall together, so whole clusters are drawn.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import stats

CONFIDENCE = 0.95
RESAMPLES = 2000
SEED = 20260112


@dataclass(frozen=True, slots=True)
class Interval:
    """Hold both ends of a 95 % interval."""

    low: float
    high: float


def wilson(successes: float, n: int) -> Interval:
    """Return Wilson's score interval (1927) of `successes` out of `n`, which need not be whole.

    Raises ValueError for n below 1 and for successes outside 0..n.
    """
    if n < 1 or not 0 <= successes <= n:
        raise ValueError(f"successes must be 0 to n and n at least 1, got {successes} of {n}")
    z = float(stats.norm.ppf(0.5 + CONFIDENCE / 2))
    share, weight = successes / n, z * z / n
    centre = (share + weight / 2) / (1 + weight)
    half = z / (1 + weight) * (share * (1 - share) / n + weight / (4 * n)) ** 0.5
    return Interval(min(share, max(0.0, centre - half)), max(share, min(1.0, centre + half)))  # rounding


def bootstrap(values: Sequence[float], clusters: Sequence[Hashable], low: float = 0.0, high: float = 1.0) -> Interval:
    """Return the BCa interval of the mean (Efron 1987), drawing clusters with replacement; always the same one.

    Where it is not defined (one cluster, or no spread) Wilson's takes its place, with the clusters counted as the
    observations and `low` to `high` as the range of a value. Raises ValueError for no values.
    """
    if not values or len(values) != len(clusters):
        raise ValueError(f"as many clusters as values, and at least one, got {len(values)} and {len(clusters)}")
    sums: dict[Hashable, list[float]] = {}
    for value, cluster in zip(values, clusters, strict=True):
        sums.setdefault(cluster, []).append(value)
    totals = np.array([sum(group) for group in sums.values()])
    counts = np.array([len(group) for group in sums.values()], dtype=float)
    if len(totals) < 2 or np.ptp(totals / counts) == 0:
        return _without_spread(float(totals.sum() / counts.sum()), len(totals), low, high)
    found = stats.bootstrap(
        (totals, counts),
        lambda a, b, axis: a.sum(axis=axis) / b.sum(axis=axis),
        n_resamples=RESAMPLES,
        paired=True,
        vectorized=True,
        confidence_level=CONFIDENCE,
        method="BCa",
        rng=np.random.default_rng(SEED),
    ).confidence_interval
    if not (np.isfinite(found.low) and np.isfinite(found.high)):
        return _without_spread(float(totals.sum() / counts.sum()), len(totals), low, high)
    return Interval(float(found.low), float(found.high))


def _without_spread(mean: float, n: int, low: float, high: float) -> Interval:
    found = wilson(min(1.0, max(0.0, (mean - low) / (high - low))) * n, n)
    return Interval(low + found.low * (high - low), low + found.high * (high - low))
