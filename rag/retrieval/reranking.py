"""Look a second time at the best candidates: how much of the question each of them covers, word by word.

A word is found when its form or its stem stands there, or in part when a word of near meaning does, in whatever
language. Two measures, the whole passage with its title and the best run of three sentences, are added to the fused
score. Without this look a passage near the topic beats the one that holds every word asked for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rag.language.words import Word, find_words
from rag.retrieval.fusion import LegScores, fuse

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
    words = [word for word in find_words(text, language) if not word.stop]
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
) -> dict[str, float]:
    """Return the scores of `candidates` (a part of `scores`) with both measures of coverage, times `weight`, added.

    `rarity` weighs the words asked for, `related` gives for each its near words with a strength in 0..1.
    """
    weights = {word: max(0.05, rarity.get(word.surface, 1.0)) for word in asked}
    passages: dict[str, float] = {}
    runs: dict[str, float] = {}
    matches = _Matches(list(weights), related)
    for name, candidate in candidates.items():
        passages[name], runs[name] = _covered(candidate, weights, matches)
    added = fuse([LegScores(passages, weight), LegScores(runs, weight)])
    return {name: scores[name] + added.get(name, 0.0) for name in candidates}


def _covered(candidate: Candidate, weights: Mapping[Word, float], matches: _Matches) -> tuple[float, float]:
    """Return the weighted share of the words found in the passage with its title, and in its best run with it."""
    total = sum(weights.values())
    if not total or not candidate.sentences:
        return 0.0, 0.0
    rows = [matches.found(sentence) for sentence in candidate.sentences]
    title = matches.found(candidate.title)
    shares = [weight / total for weight in weights.values()]
    runs = (rows[max(0, i - _NEIGHBOURS) : i + _NEIGHBOURS + 1] for i in range(len(rows)))
    return _share(shares, [title, *rows]), max(_share(shares, [title, *run]) for run in runs)


def _share(shares: Sequence[float], rows: Sequence[Sequence[float]]) -> float:
    """Return the weighted share of the words of which some row holds the best match."""
    columns: list[tuple[float, ...]] = list(zip(*rows, strict=True))
    return sum(share * max(column) for share, column in zip(shares, columns, strict=True))


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
