"""Find the largest of many numbers without sorting them."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

_TIED = 2  # times k: numbers that are returned at most, when many equal the k-th


def largest(values: NDArray[Any], k: int) -> NDArray[np.intp]:
    """Return the places of the `k` largest values, and of those as large as the last of them, in order of place.

    The k-th largest of the maxima of runs is not above the k-th largest of all: what lies below it is not looked at.
    """
    width = len(values) // max(1, 4 * k)
    places = np.arange(len(values)) if width < 2 else np.flatnonzero(values >= _bound(values, width, k))
    if len(places) <= k:
        return places
    among = values[places]
    least = np.partition(among, len(among) - k)[len(among) - k]
    above, equal = places[among > least], places[among == least]
    return np.sort(np.concatenate([above, equal[: _TIED * k - len(above)]]))


def kth_largest(values: NDArray[Any], k: int) -> float:
    """Return the k-th largest of at least `k` values."""
    among = values[largest(values, k)]
    return float(np.partition(among, len(among) - k)[len(among) - k])


def _bound(values: NDArray[Any], width: int, k: int) -> Any:
    runs = len(values) // width
    maxima = values[: runs * width].reshape(runs, width).max(axis=1)
    return np.partition(maxima, runs - k)[runs - k]
