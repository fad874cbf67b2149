"""Find the largest of many numbers without sorting them.

The k-th largest of the maxima of runs is not above the k-th largest of all, so what lies below it is not looked at.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

_TIED = 2  # times k: numbers that are returned at most, when many equal the k-th
_RUNS = 8  # times k: the more runs there are, the fewer numbers lie above the bound
_FEW = 2_048  # numbers that are quicker told apart at once


def largest(values: NDArray[Any], k: int) -> NDArray[np.intp]:
    """Return the places of the `k` largest values, and of those as large as the last of them, in order of place."""
    if len(values) <= k:
        return np.arange(len(values))
    least = kth_largest(values, k)
    found = np.flatnonzero(values >= least)
    if len(found) <= _TIED * k:
        return found
    above = np.flatnonzero(values > least)
    equal = np.flatnonzero(values == least)[: _TIED * k - len(above)]
    return np.sort(np.concatenate([above, equal]))


def kth_largest(values: NDArray[Any], k: int) -> float:
    """Return the k-th largest of at least `k` values."""
    runs = _RUNS * k
    width = len(values) // runs
    if len(values) <= _FEW or width < 2:
        return _kth(values, k)
    bound = _kth(values[: width * runs].reshape(width, runs).max(axis=0), k)  # a run is every so many-th number
    above = values[values > bound]
    return _kth(above, k) if len(above) >= k else bound


def _kth(values: NDArray[Any], k: int) -> float:
    return float(np.partition(values, len(values) - k)[len(values) - k])
