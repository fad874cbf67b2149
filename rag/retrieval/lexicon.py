"""Find corpus words of near meaning for the words of a question, across languages, from word vectors.

No dictionary is needed: the embedder's own space is centred, so that what all words have in common falls away and
translations and synonyms stand out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from rag.language.questions import Question
from rag.retrieval.reading import QueryEmbedder, Reader, Vector

# Centred cosine below FLOOR is what unrelated words have; at CEILING and above the words are one.
FLOOR = 0.30
CEILING = 0.65
_ALONE = 2**18  # multiplications up to which BLAS starts no threads: on a busy machine they spin for 20 ms
HANDED_ON = 8  # near words of each question word that an engine is told


class NearWords:
    """Hold how near words of the corpus are to each word of a question; only those above the floor are kept."""

    def __init__(self, asked: Mapping[str, Vector], numbers: NDArray[np.int32], rows: Vector) -> None:
        """Take unit vectors: of the words asked for, shape (dimension,), and of the corpus's, by number, as rows."""
        self._near: dict[str, dict[int, float]] = {word: {} for word in asked}
        if asked and len(numbers):
            cosines = _centred_cosines(np.stack(list(asked.values())), rows)
            which, place = np.nonzero(cosines > FLOOR)
            nearness = cosines[which, place]
            best = np.lexsort((-nearness, which))  # equals in order
            near = list(self._near.values())
            for word, number, strength in zip(
                which[best].tolist(), numbers[place[best]].tolist(), _strengths(nearness[best]), strict=True
            ):
                near[word][number] = strength

    def among(self, numbers: NDArray[np.int32] | None, at_most: int) -> dict[str, dict[int, float]]:
        """Return, for each question word, the best `at_most` of `numbers` (None: of all) with a strength in 0..1."""
        there = None if numbers is None else self._held(numbers)
        found = {}
        for asked, near in self._near.items():
            kept = near.items() if there is None else ((n, strength) for n, strength in near.items() if n in there)
            found[asked] = dict(islice(kept, at_most))
        return found

    def _held(self, numbers: NDArray[np.int32]) -> set[int]:
        """Return those of the near words that stand among `numbers`, in any order: they are few, and those many."""
        known = np.array(sorted(set[int]().union(*self._near.values())), dtype=np.int32)
        at = np.searchsorted(known, numbers)
        return set(numbers[known.take(at, mode="clip") == numbers].tolist()) if len(known) else set()


def near_words(
    reader: Reader, embedder: QueryEmbedder, parts: Sequence[Question], vocabulary: NDArray[np.int32]
) -> NearWords:
    """Relate the words of `parts` to `vocabulary`; those asked for that the corpus lacks are embedded now."""
    asked = sorted({word.surface for part in parts for word in part.words if word.surface.isalpha()})
    numbers = reader.term_numbers(asked)
    stored = reader.word_vectors(np.array(sorted(numbers.values()), dtype=np.int32))
    rows = dict(zip(stored.numbers.tolist(), stored.rows, strict=True))
    known = {word: rows[number] for word, number in numbers.items() if number in rows}
    missing = [word for word in asked if word not in known]
    if missing:
        known |= zip(missing, embedder.embed_words(missing), strict=True)
    corpus = reader.word_vectors(vocabulary)
    return NearWords({word: known[word] for word in asked}, corpus.numbers, corpus.rows)


def named(reader: Reader, related: Mapping[str, Mapping[int, float]]) -> dict[str, dict[str, float]]:
    """Return near words as they are written, for each word asked for, the strongest first, equals in order."""
    texts = reader.term_texts(sorted({number for near in related.values() for number in near}))
    written = {word: {texts[number]: strength for number, strength in near.items()} for word, near in related.items()}
    return {word: dict(sorted(near.items(), key=lambda item: (-item[1], item[0]))) for word, near in written.items()}


def _centred_cosines(ours: Vector, theirs: Vector) -> Vector:
    """Return the cosines of all pairs once the mean of `theirs` is taken from both; no centred copy is made.

    (a - m)·(b - m) = a·b - a·m - b·m + m·m, with |b - m|² = b·b - 2 b·m + m·m.
    """
    mean = theirs.mean(axis=0)
    level = float(mean @ mean)
    ours_on = ours @ mean
    products = _products(np.vstack([ours, mean]), theirs)
    theirs_on = products[-1]
    inner = products[:-1] - (ours_on - level)[:, None] - theirs_on
    ours_square = np.vecdot(ours, ours) - 2 * ours_on + level
    theirs_square = np.vecdot(theirs, theirs) - 2 * theirs_on + level
    lengths = np.sqrt(np.maximum(ours_square, 1e-12))[:, None] * np.sqrt(np.maximum(theirs_square, 1e-12))
    return np.asarray(inner / lengths, dtype=np.float32)


def _products(few: Vector, many: Vector) -> Vector:
    """Return `few @ many.T`, a piece at a time."""
    piece = max(1, _ALONE // few.size)
    whole = len(many) // piece * piece
    stacked = many[:whole].reshape(-1, piece, many.shape[1]) @ few.T
    rest = many[whole:] @ few.T
    return np.asarray(np.concatenate([stacked.reshape(whole, len(few)), rest]).T, dtype=np.float32)


def _strengths(cosines: Vector) -> list[float]:
    return [round(min(1.0, max(0.0, (cosine - FLOOR) / (CEILING - FLOOR))), 4) for cosine in cosines.tolist()]
