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
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from rag.store.largest import kth_largest
from rag.store.postings import Postings

Floats = NDArray[np.float64]

TITLE_WEIGHT = 2
_K1 = 1.2
_B = 0.75
_LEAST_IDF = 1e-6
_ROUNDING = 1e-9
_WALKED = 4_000  # postings before it is worth asking which chunks can still win


@dataclass(frozen=True, slots=True, eq=False)
class Scores:
    """Hold the chunks that were scored, by number and in order, and their scores, above 0."""

    numbers: NDArray[np.intp]
    scores: Floats


def idf(chunks: int, holding: int) -> float:
    """Return the inverse document frequency as FTS5's bm25 takes it."""
    return max(_LEAST_IDF, math.log((chunks - holding + 0.5) / (holding + 0.5))) if holding <= chunks else _LEAST_IDF


def damping(numbers: NDArray[np.int32], lengths: NDArray[np.uint16]) -> NDArray[np.float32]:
    """Return for each chunk, by number, how much its length damps what its words add; shape (largest number + 1,)."""
    size = int(numbers[-1]) + 1 if len(numbers) else 0
    found = np.full(size, _K1, dtype=np.float32)
    mean = float(lengths.mean()) if len(lengths) else 1.0
    found[numbers] = _K1 * (1 - _B + _B * lengths / max(mean, 1.0))
    return found


def bm25(
    terms: Sequence[Postings], damped: NDArray[np.float32], chunks: int, k: int, within: NDArray[np.bool_] | None
) -> Scores:
    """Return the scores of all chunks that may be among the best `k`, by number, those of `within` only.

    `damped` is that of `damping`, `chunks` how many there are. The sums are the same to the last bit whether a chunk is
    walked over or looked up.
    """
    ordered = sorted(terms, key=lambda term: len(term.numbers))
    weights = [idf(chunks, len(term.numbers)) * (_K1 + 1) for term in ordered]
    most: list[float] = [
        weight * float(_share(term.counts.max(), damped.min())) for term, weight in zip(ordered, weights, strict=True)
    ]
    left = list(accumulate(reversed(most), initial=0.0))[::-1]  # what this term and those after it add at most
    scores, walked = np.zeros(len(damped)), 0
    for at, (term, weight) in enumerate(zip(ordered, weights, strict=True)):
        if walked > _WALKED and len(term.numbers) > _WALKED:
            worthy = _worthy(scores, k, left[at], within)
            if len(worthy) < len(term.numbers):
                return _looked_up(worthy, scores[worthy], ordered[at:], weights[at:], damped)
        scores[term.numbers] += weight * _share(term.counts, damped[term.numbers])
        walked += len(term.numbers)
    if within is not None:
        scores *= within
    found = np.flatnonzero(scores)
    return Scores(found, scores[found])


def _share(counts: NDArray[np.uint8], damped: NDArray[np.float32]) -> Floats:
    often = np.asarray(counts, dtype=np.float64)
    return np.asarray(often / (often + damped))


def _worthy(scores: Floats, k: int, left: float, within: NDArray[np.bool_] | None) -> NDArray[np.intp]:
    """Return the chunks that can be among the best `k` when `left` is still to come; all while there are too few."""
    allowed = scores if within is None else scores * within
    least = kth_largest(allowed, min(k, len(scores)))
    if least <= left:  # a chunk that holds none of the terms so far may still win
        return np.arange(len(scores)) if within is None else np.flatnonzero(within)
    return np.flatnonzero(allowed >= least - left - _ROUNDING)


def _looked_up(
    numbers: NDArray[np.intp],
    scores: Floats,
    terms: Sequence[Postings],
    weights: Sequence[float],
    damped: NDArray[np.float32],
) -> Scores:
    """Return the scores of some chunks with what the terms add to each of them."""
    for term, weight in zip(terms, weights, strict=True):
        places = np.minimum(np.searchsorted(term.numbers, numbers), len(term.numbers) - 1)
        holds = term.numbers[places] == numbers
        scores[holds] += weight * _share(term.counts[places[holds]], damped[numbers[holds]])
    return Scores(numbers, scores)
