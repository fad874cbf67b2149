"""Compare the question with every sentence found: by its vector, and by what sets it apart in its article.

The sentences of one article are alike in what the article is about; once that is taken away, what is left tells which
of them speaks of what is asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np

from rag.retrieval.reading import Sketches, Vector
from rag.types import Sentence

Cosines: TypeAlias = list[tuple[float, ...]]

_FEWEST = 3  # sentences of one article that have something in common
_SMALLEST = 1e-9


def similarities_of(shown: Sketches, sentences: Sequence[Sentence], vectors: Vector | None) -> tuple[Cosines, Cosines]:
    """Return, for each text asked for, its cosines with the sentences shown, in order, and its contrasts with them.

    A contrast is the cosine once the mean of the article's sentences is taken from both sides, 0 where the article has
    too few for a mean. `vectors` has shape (texts, dimension); without it, or without sentence vectors, both are empty.
    """
    if vectors is None or not sentences:
        return [], []
    rows, cosines = shown.vectors(), shown.cosines(vectors)
    if len(rows) != len(sentences):
        return [], []
    files = np.array([sentence.file for sentence in sentences])
    contrasts = np.zeros_like(cosines)
    for file in dict.fromkeys(files.tolist()):
        places = np.flatnonzero(files == file)
        if len(places) >= _FEWEST:
            contrasts[:, places] = _contrast(rows[places], vectors)
    return _rounded(cosines), _rounded(contrasts)


def _contrast(sentences: Vector, vectors: Vector) -> Vector:
    """Return the cosines of vectors and sentences, shape (vectors, sentences), less the mean of the sentences."""
    mean = sentences.mean(axis=0)
    ours, theirs = vectors - mean, sentences - mean
    lengths = np.linalg.norm(ours, axis=1)[:, None] * np.linalg.norm(theirs, axis=1)[None, :]
    return np.asarray(np.einsum("ij,kj->ki", theirs, ours) / np.maximum(lengths, _SMALLEST), dtype=np.float32)


def _rounded(cosines: Vector) -> Cosines:
    return [tuple(round(value, 6) for value in row) for row in cosines.tolist()]
