"""Find corpus words of near meaning for the words of a question, across languages, from word vectors.

No dictionary is needed: the embedder's own space is centred, so that what all words have in common falls away and
translations and synonyms stand out.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np

from rag.language.questions import Question
from rag.retrieval.reading import QueryEmbedder, Reader, Vector

# Centred cosine below FLOOR is what unrelated words have; at CEILING and above the words are one.
FLOOR = 0.30
CEILING = 0.65
_PIECE = 64  # rows multiplied at once
HANDED_ON = 8  # near words of each question word that an engine is told


class NearWords:
    """Hold how near words of the corpus are to each word of a question; only those above the floor are kept."""

    def __init__(self, asked: Mapping[str, Vector], words: Sequence[str], rows: Vector) -> None:
        """Take unit vectors: of the words asked for, shape (dimension,), and of the corpus's, in order, as rows."""
        self._near: dict[str, dict[str, float]] = {word: {} for word in asked}
        if asked and words:
            cosines = _centred_cosines(np.stack(list(asked.values())), rows)
            for near, row in zip(self._near.values(), cosines, strict=True):
                above = np.flatnonzero(row > FLOOR)
                best = above[np.argsort(-row[above], kind="stable")].tolist()
                near |= {words[place]: _strength(float(row[place])) for place in best}

    def among(self, words: Collection[str] | None, at_most: int) -> dict[str, dict[str, float]]:
        """Return, for each question word, the best `at_most` of `words` (None: of all) with a strength in 0..1."""
        return {
            asked: dict([item for item in near.items() if words is None or item[0] in words][:at_most])
            for asked, near in self._near.items()
        }


def near_words(
    reader: Reader, embedder: QueryEmbedder, parts: Sequence[Question], vocabulary: Collection[str]
) -> NearWords:
    """Relate the words of `parts` to `vocabulary`; those asked for that the corpus lacks are embedded now."""
    asked = sorted({word.surface for part in parts for word in part.words if word.surface.isalpha()})
    stored = reader.word_vectors(asked)
    known = dict(zip(stored.words, stored.rows, strict=True))
    missing = [word for word in asked if word not in known]
    if missing:
        known |= zip(missing, embedder.embed_words(missing), strict=True)
    corpus = reader.word_vectors(vocabulary)
    return NearWords({word: known[word] for word in asked}, corpus.words, corpus.rows)


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


def _strength(cosine: float) -> float:
    return round(min(1.0, max(0.0, (cosine - FLOOR) / (CEILING - FLOOR))), 4)
