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
_LEAST_STEM = 3  # characters from which an equal stem means an equal word
_FAINT = 0.25  # a nearness below this is chance

Related = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Bag:
    """Hold the content words of one sentence or title: folded forms and stems."""

    surfaces: frozenset[str]
    stems: frozenset[str]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Hold what is looked at: the title of a passage's article, then its sentences in order."""

    bags: tuple[Bag, ...]
    language: str


def candidate(title: str | None, sentences: Sequence[str], language: str) -> Candidate:
    """Return what is looked at of a passage."""
    return Candidate(tuple(bag(text, language) for text in (title or "", *sentences)), language)


@lru_cache(maxsize=8_000)  # some 16 MB
def bag(text: str, language: str) -> Bag:
    """Return the content words of `text`; kept, since the same passages come again."""
    words = content_terms(text, language)
    return Bag(
        frozenset([word.surface for word in words]),
        frozenset([word.stem for word in words if len(word.stem) >= _LEAST_STEM]),
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
    names = sorted(candidates)
    found = _found([candidates[name] for name in names], _Matches(list(weights), related))
    whole = found.max(axis=1)
    passages = dict(zip(names, (whole @ shares).tolist(), strict=True))
    runs = dict(zip(names, _best_runs(found, shares).tolist(), strict=True))
    added = fuse([LegScores(passages, weight), LegScores(runs, weight)])
    summed = {name: scores[name] + added.get(name, 0.0) for name in names}
    if not complement:
        return {name: summed[name] for name in ranked(summed)}
    order = _complementing(np.array(list(summed.values())), whole, shares * complement)
    return dict(zip([names[place] for place in order], sorted(summed.values(), reverse=True), strict=True))


def _found(candidates: Sequence[Candidate], matches: _Matches) -> NDArray[np.float64]:
    """Return how well each word is found, shape (candidates, 1 + most sentences, words), the title first."""
    most = max(len(candidate.bags) for candidate in candidates)
    found = np.zeros((len(candidates), max(2, most), matches.count))
    for row, candidate in enumerate(candidates):
        for column, bag in enumerate(candidate.bags):
            for place, strength in matches.found(bag).items():
                found[row, column, place] = strength
    return found


def _best_runs(found: NDArray[np.float64], shares: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return for each candidate the weighted share of the words in the title with the best run of three sentences."""
    titles, sentences = found[:, :1], found[:, 1:]
    runs = sentences.copy()
    np.maximum(runs[:, 1:], sentences[:, :-1], out=runs[:, 1:])
    np.maximum(runs[:, :-1], sentences[:, 1:], out=runs[:, :-1])
    return np.asarray((np.maximum(runs, titles) @ shares).max(axis=1))


def _complementing(scores: NDArray[np.float64], held: NDArray[np.float64], shares: NDArray[np.float64]) -> list[int]:
    """Return the rows, each next one the best by its score and by what it adds to those before it; equals in order."""
    values, before = scores.copy(), np.zeros(held.shape[1])
    order: list[int] = []
    for _ in range(len(values)):
        best = int((values + np.maximum(held - before, 0.0) @ shares).argmax())
        order.append(best)
        before, values[best] = np.maximum(before, held[best]), -np.inf
    return order


class _Matches:
    """Know, for the folded forms and the stems of any text, which words asked for they stand for, and how well."""

    def __init__(self, asked: Sequence[Word], related: Related) -> None:
        self.count = len(asked)
        self._forms: dict[str, list[tuple[int, float]]] = {}
        self._stems: dict[str, list[int]] = {}
        for place, word in enumerate(asked):
            self._stems.setdefault(word.stem, []).append(place)
            near = {name: strength for name, strength in related.get(word.surface, {}).items() if strength >= _FAINT}
            for form, strength in (near | {word.surface: 1.0}).items():
                self._forms.setdefault(form, []).append((place, strength))
        self._known_forms, self._known_stems = frozenset(self._forms), frozenset(self._stems)

    def found(self, there: Bag) -> dict[int, float]:
        """Return how well words are found in a bag, above 0 to 1, by their place among those asked."""
        held: dict[int, float] = {}
        for form in there.surfaces & self._known_forms:
            for place, strength in self._forms[form]:
                held[place] = max(held.get(place, 0.0), strength)
        for stem in there.stems & self._known_stems:
            for place in self._stems[stem]:
                held[place] = 1.0
        return held
