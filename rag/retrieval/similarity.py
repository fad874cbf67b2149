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
    rows = shown.vectors()
    if len(rows) != len(sentences):
        return [], []
    cosines = np.vecdot(rows[None], vectors[:, None])
    return _rounded(cosines), _rounded(_contrasts(rows, [sentence.file for sentence in sentences], vectors))


def _contrasts(rows: Vector, files: Sequence[str], vectors: Vector) -> Vector:
    """Return the cosines of vectors and sentences, shape (vectors, sentences), less the mean of each file's."""
    places = {file: place for place, file in enumerate(dict.fromkeys(files))}
    whose = np.array([places[file] for file in files])
    order, counts = np.argsort(whose, kind="stable"), np.bincount(whose)
    sums = np.add.reduceat(rows[order], np.cumsum(counts) - counts)
    means = sums / counts[:, None].astype(np.float32)
    theirs, ours = rows - means[whose], vectors[:, None] - means
    lengths = np.linalg.norm(ours, axis=2)[:, whose] * np.linalg.norm(theirs, axis=1)
    found = np.vecdot(theirs[None], ours[:, whose]) / np.maximum(lengths, _SMALLEST)
    return np.asarray(np.where(counts[whose] < _FEWEST, 0.0, found), dtype=np.float32)


def _rounded(cosines: Vector) -> Cosines:
    return list(map(tuple, np.round(cosines.astype(np.float64), 6).tolist()))
