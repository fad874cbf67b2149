"""Look a second time at the best candidates: how much of the question each of them covers, word by word.

A word is found when its form or its stem stands there, or in part when a word of near meaning does, in whatever
language. Two measures, the whole passage with its title and the best run of three sentences, are added to the fused
score. Without this look a passage near the topic beats the one that holds every word asked for. And a passage that
holds what those before it lack goes before one that repeats them: of a question about several things each has a place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from rag.language.words import Word, content_terms
from rag.retrieval.fusion import LegScores, fuse, ranked

SECOND_LOOK = 30  # candidates looked at again; more of them cost time and gain nothing on dev
AT_MOST = 32  # near words of each question word that count
_NEIGHBOURS = 1  # sentences before and after that make a run
_LEAST_STEM = 3  # characters from which an equal stem means an equal word
_FAINT = 0.25  # a nearness below this is chance

Related = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Bag:
    """Hold the content words of one sentence or title: folded forms and stems."""

    surfaces: frozenset[str]
    stems: frozenset[str]
    vectored: frozenset[str]  # those forms that have a vector of their own


@dataclass(frozen=True, slots=True)
class Candidate:
    """Hold what is looked at: the sentences of a passage in order, and its article's title."""

    sentences: tuple[Bag, ...]
    title: Bag


@lru_cache(maxsize=50_000)
def bag(text: str, language: str) -> Bag:
    """Return the content words of `text`; kept, since the same passages come again."""
    words = content_terms(text, language)
    return Bag(
        frozenset(word.surface for word in words),
        frozenset(word.stem for word in words if len(word.stem) >= _LEAST_STEM),
        frozenset(word.surface for word in words if word.vectored),
    )


def rerank(
    scores: Mapping[str, float],
    candidates: Mapping[str, Candidate],
    asked: Sequence[Word],
    rarity: Mapping[str, float],
    related: Related,
    weight: float,
    complement: float,
) -> dict[str, float]:
    """Return the scores of `candidates` (a part of `scores`), best first, with both measures of coverage added.

    The measures count times `weight`; `rarity` weighs the words asked for, `related` gives for each its near words with
    a strength in 0..1. Then each next place goes to the candidate whose score, with `complement` times the share of the
    words that it holds better than those before it, is best; the scores go with the places, so they still fall.
    """
    weights = {word: max(0.05, rarity.get(word.surface, 1.0)) for word in asked}
    total = sum(weights.values())
    if not total or not candidates:
        return {name: scores[name] for name in ranked(scores) if name in candidates}
    shares = np.array([weight / total for weight in weights.values()])
    matches = _Matches(list(weights), related)
    held = {name: _held(candidate, matches) for name, candidate in candidates.items()}
    passages = {name: float(shares @ rows.max(axis=0)) for name, rows in held.items()}
    runs = {name: _best_run(shares, rows) for name, rows in held.items()}
    added = fuse([LegScores(passages, weight), LegScores(runs, weight)])
    summed = {name: scores[name] + added.get(name, 0.0) for name in candidates}
    if not complement:
        return {name: summed[name] for name in ranked(summed)}
    order = _complementing(summed, {name: rows.max(axis=0) for name, rows in held.items()}, shares * complement)
    return dict(zip(order, sorted(summed.values(), reverse=True), strict=True))


def _held(candidate: Candidate, matches: _Matches) -> NDArray[np.float64]:
    """Return how well each word is found, shape (1 + sentences, words), the title first."""
    return np.array([matches.found(bag) for bag in (candidate.title, *candidate.sentences)])


def _best_run(shares: NDArray[np.float64], rows: NDArray[np.float64]) -> float:
    """Return the weighted share of the words found in the title with the best run of sentences."""
    title, sentences = rows[0], rows[1:]
    runs = (sentences[max(0, at - _NEIGHBOURS) : at + _NEIGHBOURS + 1] for at in range(len(sentences)))
    return max((float(shares @ np.maximum(title, run.max(axis=0))) for run in runs), default=0.0)


def _complementing(
    scores: Mapping[str, float], held: Mapping[str, NDArray[np.float64]], shares: NDArray[np.float64]
) -> list[str]:
    """Return the names, each next one the best by its score and by what it adds to those before it; equals by name."""
    names = sorted(scores)
    values, rows = np.array([scores[name] for name in names]), np.array([held[name] for name in names])
    before = np.zeros(rows.shape[1])
    order: list[str] = []
    for _ in names:
        best = int(np.argmax(values + np.maximum(rows - before, 0.0) @ shares))
        order.append(names[best])
        before, values[best] = np.maximum(before, rows[best]), -np.inf
    return order


class _Matches:
    """Know, for the folded forms and the stems of any text, which words asked for they stand for, and how well."""

    def __init__(self, asked: Sequence[Word], related: Related) -> None:
        self._count = len(asked)
        self._forms: dict[str, list[tuple[int, float]]] = {}
        self._stems: dict[str, list[int]] = {}
        for place, word in enumerate(asked):
            self._stems.setdefault(word.stem, []).append(place)
            near = {name: strength for name, strength in related.get(word.surface, {}).items() if strength >= _FAINT}
            for form, strength in (near | {word.surface: 1.0}).items():
                self._forms.setdefault(form, []).append((place, strength))

    def found(self, there: Bag) -> list[float]:
        """Return how well each word is found in a bag, in 0..1, in the order asked."""
        row = [0.0] * self._count
        for form in there.surfaces:
            for place, strength in self._forms.get(form, ()):
                row[place] = max(row[place], strength)
        for stem in there.stems:
            for place in self._stems.get(stem, ()):
                row[place] = 1.0
        return row
