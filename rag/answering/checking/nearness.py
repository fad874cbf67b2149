"""Tell how near two words are, within and across languages: the same stem, one group of the thesaurus, a near vector.

Word vectors are optional: without an embedder, stems, dictionary forms, cognates and the thesaurus speak alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from rag.answering.checking.reading import Reading
from rag.language.lemmas import keys
from rag.language.posts import are_other_posts
from rag.language.thesaurus import contrary, same_meaning
from rag.language.words import Word, fold, stem

SAME, SYNONYM, COGNATE = 1.0, 0.9, 0.8
_FLOOR, _CEILING = 0.22, 0.55  # centred cosine of e5 words: below is chance, above is one meaning
_ALIKE = 0.69  # as near as vectors alone bring two words: enough for their meaning to be told, not to be one word
_REMEMBERED = 200_000  # pairs of words
_COMMON_START, _LIKE = 5, 0.7


class EmbedsWords(Protocol):
    """Stand for the embedder, as far as words need it."""

    def embed_words(self, texts: Sequence[str]) -> NDArray[np.float32]: ...  # noqa: D102


class Nearness:
    """Measure words against words; remembers every vector it asked for."""

    def __init__(self, embedder: EmbedsWords | None = None, mean: NDArray[np.float32] | None = None) -> None:
        self._embedder = embedder
        self._mean = mean
        self._vectors: dict[str, NDArray[np.float32]] = {}
        self._known: dict[tuple[str, str, str, str], float] = {}

    def learn(self, readings: Iterable[Reading]) -> None:
        """Embed the words of `readings` in one go, so that `between` only looks them up."""
        if self._embedder is None:
            return
        words = {w.surface for r in readings for w in r.words if not w.stop and len(w.surface) > 2 and w.text.isalpha()}
        missing = sorted(words - self._vectors.keys())
        if missing:
            vectors = self._embedder.embed_words(missing) - _mean_of(self._embedder, self._mean)
            lengths = np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)
            self._vectors.update(zip(missing, vectors / lengths, strict=True))

    def between(self, one: Word, language: str, other: Word, other_language: str) -> float:
        """Return how near two words are, in 0..1."""
        if one.surface == other.surface:
            return SAME
        pair = (one.text, language, other.text, other_language)
        if pair not in self._known:
            if len(self._known) > _REMEMBERED:
                self._known.clear()
            self._known[pair] = self._measured(one, language, other, other_language)
        return self._known[pair]

    def _measured(self, one: Word, language: str, other: Word, other_language: str) -> float:
        if language == other_language and not keys(one.text, language).isdisjoint(keys(other.text, language)):
            return SAME
        if same_by_thesaurus(one, language, other, other_language):
            return SYNONYM
        if are_other_posts(one.surface, other.surface):
            return 0.0
        return max(_cognate(one.surface, other.surface, language == other_language), self._by_vector(one, other))

    def _by_vector(self, one: Word, other: Word) -> float:
        first, second = self._vectors.get(one.surface), self._vectors.get(other.surface)
        if first is None or second is None:
            return 0.0
        return float(min(_ALIKE, max(0.0, (float(first @ second) - _FLOOR) / (_CEILING - _FLOOR))))


def same_by_thesaurus(one: Word, language: str, other: Word, other_language: str) -> bool:
    """Tell whether a group of the thesaurus holds both words, as written or in their dictionary form."""
    return any(
        same_meaning(a, language, b, other_language)
        for a in _forms(one, language)
        for b in _forms(other, other_language)
    )


def contrary_by_thesaurus(one: Word, language: str, other: Word, other_language: str) -> bool:
    """Tell whether one word says the contrary of the other, as written or in their dictionary form."""
    return any(
        contrary(a, language, b, other_language) for a in _forms(one, language) for b in _forms(other, other_language)
    )


def _forms(word: Word, language: str) -> tuple[Word, ...]:
    own = stem(fold(word.text), language)
    others = keys(word.text, language) - {own}
    return (word, *(Word(word.start, word.end, word.text, word.surface, key, word.stop) for key in sorted(others)))


def _cognate(one: str, other: str, same_language: bool) -> float:
    """Return how far two words look like one in two languages: "semiconductor" and "semiconduttore"."""
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) < 4 or not shorter.isalpha():
        return 0.0
    common = next((i for i, (a, b) in enumerate(zip(shorter, longer, strict=False)) if a != b), len(shorter))
    if same_language:
        return COGNATE if common >= max(_COMMON_START, _LIKE * len(longer)) else 0.0
    return COGNATE if common >= max(4, 0.6 * len(longer)) else 0.0


def _mean_of(embedder: EmbedsWords, mean: NDArray[np.float32] | None) -> NDArray[np.float32]:
    """Return what all words have in common in the embedder's space, from a fixed sample of everyday words."""
    if mean is not None:
        return mean
    key = id(embedder)
    if key not in _MEANS:
        _MEANS[key] = np.asarray(embedder.embed_words(_SAMPLE).mean(axis=0), dtype=np.float32)
    return _MEANS[key]


_MEANS: dict[int, NDArray[np.float32]] = {}
_SAMPLE = """
    casa strada firmare governo acqua vincere giudice scuola partita mercato libro medico fiume lavoro crescere
    prezzo notte ponte errore ricerca nave pianta legge verde rapido chiedere house road sign government water win
    judge school match market book doctor river work grow price night bridge mistake research ship plant law green
    fast ask haus strasse regierung wasser richter schule markt buch arzt arbeit maison route gouvernement eau
    juge ecole livre prix
""".split()
