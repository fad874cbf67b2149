"""Find corpus words of near meaning for the words of a question, across languages, from word vectors.

Takes vectors of single words, gives a strength in 0..1 for each pair. No dictionary is needed: the embedder's own
space is centred, so that what all words have in common falls away and translations and synonyms stand out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

# Centred cosine below FLOOR is what unrelated words have; at CEILING and above the words are one.
FLOOR = 0.30
CEILING = 0.65
_AT_MOST = 8


def relate(
    question: Mapping[str, NDArray[np.float32]], corpus: Mapping[str, NDArray[np.float32]], mean: NDArray[np.float32]
) -> dict[str, dict[str, float]]:
    """Return, for each question word, up to eight corpus words with the strength of their nearness.

    Vectors have shape (dimension,) and unit length; `mean` is the mean word vector of the corpus, shape (dimension,).
    """
    if not question or not corpus:
        return {}
    names = sorted(corpus)
    theirs = _centred([corpus[name] for name in names], mean)
    related: dict[str, dict[str, float]] = {}
    for word, vector in question.items():
        cosines = theirs @ _centred([vector], mean)[0]
        best = np.argsort(-cosines, kind="stable")[:_AT_MOST]
        strengths = {names[i]: _strength(float(cosines[i])) for i in best}
        related[word] = {name: strength for name, strength in strengths.items() if strength > 0.0}
    return related


def _centred(vectors: Sequence[NDArray[np.float32]], mean: NDArray[np.float32]) -> NDArray[np.float32]:
    shifted = np.stack(vectors).astype(np.float32) - mean
    lengths = np.linalg.norm(shifted, axis=1, keepdims=True)
    return np.asarray(shifted / np.maximum(lengths, 1e-6), dtype=np.float32)


def _strength(cosine: float) -> float:
    return round(min(1.0, max(0.0, (cosine - FLOOR) / (CEILING - FLOOR))), 4)
