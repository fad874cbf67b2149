"""Sum BM25 over lists of terms, the rare ones first, and stop walking when the common ones cannot change the best.

score = Σ idf · f (k1 + 1) / (f + k1 (1 - b + b |D| / avg|D|)), idf = ln((N - n + 0.5) / (n + 0.5)) and at least 1e-6,
k1 = 1.2, b = 0.75: that of FTS5 (https://www.sqlite.org/fts5.html#the_bm25_function), where f counts a title's words
twice. What the terms still to come can add at most decides which chunks are worth going on with: MaxScore, of Turtle
and Flood (1995), a term at a time. Nothing is approximated.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from rag.store.largest import kth_largest, largest
from rag.store.postings import Postings

Floats = NDArray[np.float64]

TITLE_WEIGHT = 2
_K1 = 1.2
_B = 0.75
_LEAST_IDF = 1e-6
_ROUNDING = 1e-9
_WALKED = 60_000  # postings, walked over in one go, before it is worth asking which chunks can still win
_FEW = 4_000  # chunks that do not make a term common, however few there are
_COMMON = 8  # a term in more than an eighth of the chunks is kept for every chunk: that is added four times as quickly
_LOOKED_UP = 8  # postings are walked over in the time that it takes to look one up


@dataclass(frozen=True, slots=True, eq=False)
class Damping:
    """Hold for each chunk, by number, how much its length damps what its words add, and the least of it."""

    by_number: NDArray[np.float32]
    least: float


class Impacts:
    """Know what a term adds to the chunks that hold it, but for its weight: f / (f + how its length damps)."""

    def __init__(self, postings: Postings, damped: Damping) -> None:
        self.numbers = postings.numbers
        self._counts = postings.counts
        self._damped = damped

    @property
    def bytes(self) -> int:
        """Return the room it takes, once all is known."""
        walked = self._damped.by_number.nbytes if self.is_common else self.numbers.nbytes
        return self.numbers.nbytes + self._counts.nbytes + walked

    @cached_property
    def most(self) -> float:
        """Return what no chunk is added more than."""
        often = float(self._counts.max())
        return often / (often + self._damped.least)

    @property
    def is_common(self) -> bool:
        """Tell whether so many chunks hold the term that it is kept for every chunk."""
        return len(self.numbers) > max(_FEW, len(self._damped.by_number) // _COMMON)

    @cached_property
    def shares(self) -> NDArray[np.float32]:
        """Return what is added to each chunk of `numbers`; of a common term to every chunk, by number."""
        often = self._counts.astype(np.float32)
        shares = np.asarray(often / (often + self._damped.by_number[self.numbers]))
        if not self.is_common:
            return shares
        every = np.zeros_like(self._damped.by_number)
        every[self.numbers] = shares
        return every

    def add_to(self, scores: Floats, weight: float) -> None:
        """Add what is added, times a weight, to the scores of the chunks, by number."""
        if self.is_common:
            scores += weight * self.shares
        else:
            scores[self.numbers] += weight * self.shares

    def shares_at(self, places: NDArray[np.intp]) -> NDArray[np.float32]:
        """Return what is added to the chunks at some places of `numbers`."""
        often = self._counts[places].astype(np.float32)
        return np.asarray(often / (often + self._damped.by_number[self.numbers[places]]))


@dataclass(frozen=True, slots=True, eq=False)
class Scores:
    """Hold the best chunks, by number and in order, and their scores, above 0."""

    numbers: NDArray[np.int32]
    scores: Floats


def idf(chunks: int, holding: int) -> float:
    """Return the inverse document frequency as FTS5's bm25 takes it."""
    return max(_LEAST_IDF, math.log((chunks - holding + 0.5) / (holding + 0.5))) if holding <= chunks else _LEAST_IDF


def damping(numbers: NDArray[np.int32], lengths: NDArray[np.uint16]) -> Damping:
    """Return how much the lengths of chunks damp what their words add: k1 (1 - b + b |D| / avg|D|)."""
    size = int(numbers[-1]) + 1 if len(numbers) else 0
    found = np.full(size, _K1, dtype=np.float32)
    mean = float(lengths.mean()) if len(lengths) else 1.0
    found[numbers] = _K1 * (1 - _B + _B * lengths / max(mean, 1.0))
    return Damping(found, float(found.min(initial=_K1)))


def bm25(terms: Sequence[Impacts], size: int, chunks: int, k: int, within: NDArray[np.bool_] | None) -> Scores:
    """Return the `k` chunks of the best scores, of `within` only, and those as good as the last of them.

    `size` is one more than the largest number of a chunk, `chunks` how many there are. The sums are the same to the
    last bit whether a chunk is walked over or looked up.
    """
    ordered = sorted(terms, key=lambda term: len(term.numbers))
    weights = [idf(chunks, len(term.numbers)) * (_K1 + 1) for term in ordered]
    most = [weight * term.most for term, weight in zip(ordered, weights, strict=True)]
    left = list(accumulate(reversed(most), initial=0.0))[::-1]  # what this term and those after it add at most
    begun = _begun(ordered, left)
    scores = _walked(ordered[:begun], weights[:begun], size)
    reach = left[0] - left[begun]  # the k-th best score is at most that
    for at in range(begun, len(ordered)):
        if reach > left[at]:  # else what is to come can outdo all that there is so far
            allowed = scores if within is None else scores * within
            reach = kth_largest(allowed, min(k, size))
            worthy = _worthy(allowed, reach - left[at])
            if worthy is not None and _LOOKED_UP * len(worthy) < len(ordered[at].numbers):
                found = _looked_up(worthy, scores[worthy], ordered[at:], weights[at:])
                places = largest(found, k)
                return Scores(worthy[places], found[places])
        ordered[at].add_to(scores, weights[at])
        reach += most[at]
    allowed = scores if within is None else scores * within
    places = largest(allowed, k)
    places = places[allowed[places] > 0]
    return Scores(places.astype(np.int32), allowed[places])


def _begun(ordered: Sequence[Impacts], left: Sequence[float]) -> int:
    """Return how many terms are walked over before it is worth asking which chunks can still win."""
    walked = 0
    for at, term in enumerate(ordered):
        walked += len(term.numbers)
        if term.is_common or (walked > _WALKED and 2 * left[at + 1] < left[0]):
            return at
    return len(ordered)


def _walked(terms: Sequence[Impacts], weights: Sequence[float], size: int) -> Floats:
    """Return the sums over some terms for every chunk, by number, shape (size,)."""
    if not terms:
        return np.zeros(size)
    numbers = np.concatenate([term.numbers for term in terms])
    added = np.concatenate([weight * term.shares for term, weight in zip(terms, weights, strict=True)])
    return np.asarray(np.bincount(numbers, added, minlength=size), dtype=np.float64)


def _worthy(scores: Floats, least: float) -> NDArray[np.int32] | None:
    """Return the chunks whose scores are not below the least that can win; None when any can."""
    return np.flatnonzero(scores >= least - _ROUNDING).astype(np.int32) if least > 0 else None


def _looked_up(
    numbers: NDArray[np.int32], scores: Floats, terms: Sequence[Impacts], weights: Sequence[float]
) -> Floats:
    """Return the scores of some chunks with what the terms add to each of them."""
    for term, weight in zip(terms, weights, strict=True):
        places = np.minimum(np.searchsorted(term.numbers, numbers), len(term.numbers) - 1)
        holds = term.numbers[places] == numbers
        scores[holds] += weight * term.shares_at(places[holds])
    return scores
