"""Compare two systems on the same questions: what the change is, how sure it is, and how small one could be seen."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import stats

from evals.statistics.intervals import SEED, Interval, bootstrap, wilson

PERMUTATIONS = 10_000
POWER = 0.8
LEVEL = 0.05
USUAL_FLIPS = 0.15  # share of questions that turn between two versions of one system, when none was observed


@dataclass(frozen=True, slots=True)
class Change:
    """Hold the mean of B minus A over `n` questions, its interval and its p-value; `gains` and `losses` count turns."""

    n: int
    difference: float
    interval: Interval
    p: float
    gains: int
    losses: int


def compare(before: Sequence[float], after: Sequence[float], clusters: Sequence[Hashable], *, binary: bool) -> Change:
    """Return the paired change; exact McNemar for 0/1 values, a sign-flip permutation test for others.

    Raises ValueError when the sequences differ in length or are empty.
    """
    if not before or not len(before) == len(after) == len(clusters):
        raise ValueError("before, after and clusters must be of one length and not empty")
    changes = [round(b - a, 12) for a, b in zip(before, after, strict=True)]
    gains, losses = sum(c > 0 for c in changes), sum(c < 0 for c in changes)
    spread = max(1.0, *map(abs, changes))
    unseen = wilson(0, len(set(clusters))).high  # of nothing that turned in n clusters, this share may yet turn
    within = bootstrap(changes, clusters, -spread, spread) if any(changes) else Interval(-unseen, unseen)
    return Change(
        n=len(changes),
        difference=sum(changes) / len(changes),
        interval=within,
        p=mcnemar(gains, losses) if binary else sign_flip(changes),
        gains=gains,
        losses=losses,
    )


def mcnemar(gains: int, losses: int) -> float:
    """Return the two-sided exact p-value of `gains` against `losses` (McNemar 1947); 1 when nothing turned."""
    return float(stats.binomtest(gains, gains + losses).pvalue) if gains + losses else 1.0


def sign_flip(changes: Sequence[float]) -> float:
    """Return the two-sided p-value of the mean under random signs; exact when there are few, else seeded draws."""
    moved = np.array([change for change in changes if change])
    if len(moved) < 2:  # one change is as likely to have gone the other way
        return 1.0
    return float(
        stats.permutation_test(
            (moved,),
            lambda x, axis: np.mean(x, axis=axis),
            permutation_type="samples",
            vectorized=True,
            n_resamples=PERMUTATIONS,
            rng=np.random.default_rng(SEED),
        ).pvalue
    )


def adjusted(p_values: Sequence[float]) -> list[float]:
    """Return the p-values after Benjamini and Hochberg (1995), in the same order."""
    return [float(p) for p in stats.false_discovery_control(list(p_values))] if p_values else []


def detectable(n: int, flips: float = USUAL_FLIPS) -> float:
    """Return the smallest paired change of a share that `n` questions show, with power 0.8 at the level 0.05.

    (z(1 - level/2) + z(power)) · √(flips/n), where `flips` is the share of questions that turn. Raises ValueError for
    n below 1 and flips outside 0..1.
    """
    if n < 1 or not 0 <= flips <= 1:
        raise ValueError(f"n must be at least 1 and flips 0 to 1, got {n} and {flips}")
    z = stats.norm.ppf([1 - LEVEL / 2, POWER]).sum()
    return float(min(1.0, z * (flips / n) ** 0.5))
