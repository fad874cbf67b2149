"""Find corpus words of near meaning for the words of a question, across languages, from word vectors.

No dictionary is needed: the embedder's own space is centred, so that what all words have in common falls away and
translations and synonyms stand out.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from rag.language.questions import Question
from rag.retrieval.reading import QueryEmbedder, Reader, Vector

# Centred cosine below FLOOR is what unrelated words have; at CEILING and above the words are one.
FLOOR = 0.30
CEILING = 0.65
_PIECE = 64  # rows multiplied at once
HANDED_ON = 8  # near words of each question word that an engine is told


class NearWords:
    """Hold how near words of the corpus are to each word of a question."""

    def __init__(self, asked: Mapping[str, Vector], corpus: Mapping[str, Vector]) -> None:
        """Take vectors of shape (dimension,) and unit length by folded word."""
        self._words = list(asked)
        self._places = {name: place for place, name in enumerate(sorted(corpus))}
        self._names = np.array(sorted(corpus), dtype=object)
        if asked and corpus:
            theirs = np.stack([corpus[name] for name in self._names])
            self._cosines = _centred_cosines(np.stack([asked[word] for word in self._words]), theirs)
        else:
            self._cosines = np.zeros((len(self._words), 0), dtype=np.float32)

    def among(self, words: Collection[str] | None, at_most: int) -> dict[str, dict[str, float]]:
        """Return, for each question word, up to `at_most` of `words` (None: of all) with a strength in 0..1."""
        places = (
            np.arange(len(self._names))
            if words is None
            else np.array(sorted(self._places[word] for word in words if word in self._places), dtype=np.intp)
        )
        return {
            word: _strengths(self._names[places], row[places], at_most)
            for word, row in zip(self._words, self._cosines, strict=True)
        }


def near_words(
    reader: Reader, embedder: QueryEmbedder, parts: Sequence[Question], vocabulary: Collection[str]
) -> NearWords:
    """Relate the words of `parts` to `vocabulary`; those asked for that the corpus lacks are embedded now."""
    asked = sorted({word.surface for part in parts for word in part.words if word.surface.isalpha()})
    stored = reader.word_vectors({*vocabulary, *asked})
    missing = [word for word in asked if word not in stored]
    fresh = dict(zip(missing, embedder.embed_words(missing), strict=True)) if missing else {}
    return NearWords(
        {word: fresh[word] if word in fresh else stored[word] for word in asked},
        {word: vector for word, vector in stored.items() if word in vocabulary},
    )


def _centred_cosines(ours: Vector, theirs: Vector) -> Vector:
    """Return the cosines of all pairs once the mean of `theirs` is taken from both; no centred copy is made.

    (a - m)·(b - m) = a·b - a·m - b·m + m·m, with |b - m|² = b·b - 2 b·m + m·m.
    """
    mean = theirs.mean(axis=0)
    level = float(mean @ mean)
    ours_on = ours @ mean
    *with_theirs, theirs_on = _products(np.vstack([ours, mean]), theirs)
    inner = np.stack(with_theirs) - ours_on[:, None] - theirs_on[None, :] + level
    ours_square = np.einsum("ij,ij->i", ours, ours) - 2 * ours_on + level
    theirs_square = np.einsum("ij,ij->i", theirs, theirs) - 2 * theirs_on + level
    lengths = np.sqrt(np.maximum(ours_square, 1e-12)[:, None] * np.maximum(theirs_square, 1e-12)[None, :])
    return np.asarray(inner / lengths, dtype=np.float32)


def _products(few: Vector, many: Vector) -> Vector:
    """Return `few @ many.T` in pieces so small that BLAS starts no threads: on a busy machine they spin for 20 ms."""
    return np.hstack([few @ many[at : at + _PIECE].T for at in range(0, len(many), _PIECE)])


def _strengths(names: NDArray[np.object_], cosines: Vector, at_most: int) -> dict[str, float]:
    """Return the names above the floor, best first, equals by name."""
    above = np.flatnonzero(cosines > FLOOR)
    best = above[np.argsort(-cosines[above], kind="stable")[:at_most]]
    return {str(names[i]): _strength(float(cosines[i])) for i in best}


def _strength(cosine: float) -> float:
    return round(min(1.0, max(0.0, (cosine - FLOOR) / (CEILING - FLOOR))), 4)
