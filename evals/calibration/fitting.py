"""Fit and judge logistic models on small tables: whether a row is right, and which row of a group is.

Takes rows of features, gives weights. Knows nothing of questions or articles.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

Array = NDArray[np.float64]


def fit_logistic(
    rows: Array, labels: Array, importance: Array, penalty: float = 1.0, signs: Sequence[int] | None = None
) -> Array:
    """Return the weights and, last, the bias of a ridge-penalised logistic regression with bounded signs.

    `rows` has shape (n, features), `labels` are 0 or 1, `importance` weighs each row. `signs` says of each feature
    whether its weight may only be positive (1), only negative (-1), or either (0): evidence that can only speak for an
    answer must not be turned against it by what the data happen to hold. Features are standardised while fitting, so
    that `penalty` means the same for each. Maximum likelihood by L-BFGS-B (Byrd et al. 1995), as in scipy.
    """
    mean, deviation = rows.mean(0), rows.std(0) + 1e-9
    scaled = np.hstack([(rows - mean) / deviation, np.ones((len(rows), 1))])
    ridge = np.array([penalty] * rows.shape[1] + [0.0])

    def loss(weights: Array) -> tuple[float, Array]:
        logits = scaled @ weights
        value = float(importance @ (np.logaddexp(0, logits) - labels * logits) + 0.5 * ridge @ weights**2)
        slope = scaled.T @ (importance * (1 / (1 + np.exp(-np.clip(logits, -30, 30))) - labels)) + ridge * weights
        return value, slope

    limits = {1: (0.0, None), -1: (None, 0.0), 0: (None, None)}
    bounds = [limits[sign] for sign in (signs or [0] * rows.shape[1])] + [(None, None)]
    start = np.zeros(scaled.shape[1])
    fitted = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 2000}).x
    plain = fitted[:-1] / deviation
    return np.append(plain, fitted[-1] - float(plain @ mean))


def fit_choice(groups: Sequence[Array], right: Sequence[Array], importance: Array, penalty: float = 1.0) -> Array:
    """Return the weights of a ridge-penalised conditional logit: which row of each group is the right one.

    `groups` have shape (rows, features), `right` are 1 for the right rows of a group and 0 for the others; the
    probability of a row is the softmax over its group (McFadden 1974), that of several right ones their sum. There is
    no bias: what is equal for all rows of a group tells nothing. Features are standardised while fitting. Maximum
    likelihood by L-BFGS-B, as in scipy.
    """
    every = np.vstack(groups)
    deviation = every.std(0) + 1e-9
    scaled = [(rows - every.mean(0)) / deviation for rows in groups]

    def loss(weights: Array) -> tuple[float, Array]:
        value, slope = 0.5 * penalty * float(weights @ weights), penalty * weights
        for rows, wanted, matters in zip(scaled, right, importance, strict=True):
            logits = rows @ weights
            chances = np.exp(logits - logits.max())
            chances /= chances.sum()
            hit = float(chances @ wanted) + 1e-12
            value -= float(matters) * np.log(hit)
            slope = slope + matters * rows.T @ (chances - chances * wanted / hit)
        return value, slope

    fitted = minimize(loss, np.zeros(every.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 2000}).x
    return np.asarray(fitted / deviation)


def auroc(positive: Sequence[float], negative: Sequence[float]) -> float:
    """Return the chance that a positive scores above a negative, ties counting half (Mann-Whitney U)."""
    if not positive or not negative:
        return float("nan")
    wins = sum((p > n) + 0.5 * (p == n) for p in positive for n in negative)
    return wins / (len(positive) * len(negative))


def refused_at(positive: Sequence[float], negative: Sequence[float], answered: float) -> float:
    """Return the share of negatives refused by the threshold that still answers `answered` of the positives."""
    threshold = float(np.quantile(np.asarray(positive), 1 - answered))
    return float(np.mean(np.asarray(negative) < threshold))
