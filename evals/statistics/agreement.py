"""Say how well a judge agrees with labels, and what share of right answers its grades stand for."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from scipy import stats

from evals.statistics.intervals import CONFIDENCE, Interval, bootstrap, wilson


@dataclass(frozen=True, slots=True)
class Agreement:
    """Hold a 2 × 2 table of labels and grades, and what it comes to.

    `share` is how often both agree, `kappa` Cohen's (1960), above chance; `sensitivity` the share of `right` labels
    graded so, `specificity` that of `wrong` ones graded so. A share of nothing is None.
    """

    n: int
    share: float
    share_within: Interval
    kappa: float | None
    kappa_within: Interval | None
    right: int
    sensitivity: float | None
    sensitivity_within: Interval | None
    wrong: int
    specificity: float | None
    specificity_within: Interval | None


def agreement(labels: Sequence[bool], grades: Sequence[bool], clusters: Sequence[Hashable]) -> Agreement:
    """Return how grades agree with labels; intervals draw whole clusters.

    Kappa's interval is that of the agreement, with the agreement by chance held fixed (Cohen 1960). Kappa is None when
    labels and grades are all alike, so that chance alone would agree. Raises ValueError for no labels.
    """
    if not labels or not len(labels) == len(grades) == len(clusters):
        raise ValueError("labels, grades and clusters must be of one length and not empty")
    n = len(labels)
    same = [float(label == grade) for label, grade in zip(labels, grades, strict=True)]
    within = bootstrap(same, clusters)
    share = sum(same) / n
    yes, said = sum(labels) / n, sum(grades) / n
    chance = yes * said + (1 - yes) * (1 - said)
    known = chance < 1
    kept = [grade for label, grade in zip(labels, grades, strict=True) if label]
    refused = [not grade for label, grade in zip(labels, grades, strict=True) if not label]
    return Agreement(
        n=n,
        share=share,
        share_within=within,
        kappa=_above(share, chance) if known else None,
        kappa_within=Interval(_above(within.low, chance), _above(within.high, chance)) if known else None,
        right=len(kept),
        sensitivity=_share(kept),
        sensitivity_within=wilson(sum(kept), len(kept)) if kept else None,
        wrong=len(refused),
        specificity=_share(refused),
        specificity_within=wilson(sum(refused), len(refused)) if refused else None,
    )


@dataclass(frozen=True, slots=True)
class Corrected:
    """Hold a share of right answers after the judge's own mistakes are taken into account."""

    share: float
    within: Interval


def corrected(graded_right: int, n: int, found: Agreement) -> Corrected | None:
    """Return the share of answers that are right when `graded_right` of `n` were graded so by an imperfect judge.

    The estimate is Rogan and Gladen's (1978), its interval Lang and Reiczigel's (2014), which counts that sensitivity
    and specificity were estimated too. None when they are unknown, or the judge is no better than chance. Raises
    ValueError for n below 1 and counts outside 0..n.
    """
    if n < 1 or not 0 <= graded_right <= n:
        raise ValueError(f"graded_right must be 0 to n and n at least 1, got {graded_right} of {n}")
    if found.sensitivity is None or found.specificity is None or found.sensitivity + found.specificity <= 1:
        return None
    z = float(stats.norm.ppf(0.5 + CONFIDENCE / 2))
    rate, size = (graded_right + z * z / 2) / (n + z * z), n + z * z
    sens, spec = (
        (p * m + 1) / (m + 2) for p, m in ((found.sensitivity, found.right), (found.specificity, found.wrong))
    )
    better = sens + spec - 1
    if better <= 0:
        return None
    centre = (rate + spec - 1) / better
    unsure, doubt = sens * (1 - sens) / (found.right + 2), spec * (1 - spec) / (found.wrong + 2)
    shift = 2 * z * z * (centre * unsure - (1 - centre) * doubt)
    spread = (rate * (1 - rate) / size + centre**2 * unsure + (1 - centre) ** 2 * doubt) ** 0.5 / better
    plain = (graded_right / n + found.specificity - 1) / (found.sensitivity + found.specificity - 1)
    share = min(1.0, max(0.0, plain))
    low, high = (min(1.0, max(0.0, centre + shift + sign * z * spread)) for sign in (-1, 1))
    return Corrected(share, Interval(min(low, share), max(high, share)))


def _above(share: float, chance: float) -> float:
    return (share - chance) / (1 - chance)


def _share(held: Sequence[bool]) -> float | None:
    return sum(held) / len(held) if held else None
