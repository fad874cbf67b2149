"""Look a second time at the best candidates: how much of the question each of them covers, word by word.

A word is found when its form or its stem stands there, or in part when a word of near meaning does, in whatever
language. Two measures, the whole passage with its title and the best run of three sentences, are added to the fused
score. Without this look a passage near the topic beats the one that holds every word asked for. And a passage that
holds what those before it lack goes before one that repeats them: of a question about several things each has a place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from rag.language.words import Word
from rag.retrieval.fusion import LegScores, fuse, ranked
from rag.retrieval.reading import Sketches

SECOND_LOOK = 24  # candidates looked at again; of more the first ten hold no more answers on dev, and each costs time
AT_MOST = 32  # near words of each question word that count
_FAINT = 0.25  # a nearness below this is chance
_LAST_BITS = 1_023

Related = Mapping[str, Mapping[int, float]]


def rerank(
    scores: Mapping[str, float],
    candidates: Sketches,
    asked: Sequence[Word],
    numbers: Mapping[str, int],
    rarity: Mapping[str, float],
    related: Related,
    weight: float,
    complement: float,
) -> dict[str, float]:
    """Return the scores of `candidates` (a part of `scores`, in order of id), best first, with both measures added.

    The measures count times `weight`; `numbers` are those of the forms and stems asked for, `rarity` weighs the words,
    `related` gives for each the numbers of its near words with a strength in 0..1. Then each next place goes to the
    candidate whose score, with `complement` times the share of the words that it holds better than those before it, is
    best; the scores go with the places, so they still fall.
    """
    weights = [max(0.05, rarity.get(word.surface, 1.0)) for word in asked]
    total = sum(weights)
    own = {name: scores[name] for name in candidates.ids}
    if not total or not own:
        return {name: own[name] for name in ranked(own)}
    shares = np.array(weights) / total
    names = candidates.ids
    found = _found(candidates, asked, numbers, related)
    whole = found.max(axis=1)
    passages = dict(zip(names, (whole @ shares).tolist(), strict=True))
    runs = dict(zip(names, _best_runs(found, shares).tolist(), strict=True))
    added = fuse([LegScores(passages, weight), LegScores(runs, weight)])
    summed = {name: own[name] + added.get(name, 0.0) for name in names}
    if not complement:
        return {name: summed[name] for name in ranked(summed)}
    order = _complementing(np.array(list(summed.values())), whole, shares * complement)
    return dict(zip([names[place] for place in order], sorted(summed.values(), reverse=True), strict=True))


def _found(
    candidates: Sketches, asked: Sequence[Word], numbers: Mapping[str, int], related: Related
) -> NDArray[np.float64]:
    """Return how well each word is found, shape (candidates, 1 + most sentences, words), the title first."""
    terms = candidates.terms
    bags = 1 + int(terms.bags.max(initial=1))
    found = np.zeros((len(candidates.ids), bags, len(asked)))
    places, owners, strengths = [], [], []
    for which, sought in (
        (terms.forms, _forms(asked, numbers, related)),
        (terms.stems, _stems(asked, numbers)),
    ):
        known = np.array(sorted(sought), dtype=np.int32)
        table = np.array([sought[number] for number in known.tolist()]).reshape(len(known), len(asked))
        held, at = _places_of(known, terms.numbers, which)
        strength = table[at]
        row, word = np.nonzero(strength)
        owners.append(held[row])
        places.append(word)
        strengths.append(strength[row, word])
    where, word, strength = np.concatenate(owners), np.concatenate(places), np.concatenate(strengths)
    weakest_first = np.argsort(strength, kind="stable")  # of what is assigned to one place the last stays
    where, word = where[weakest_first], word[weakest_first]
    found[terms.owners[where], terms.bags[where], word] = strength[weakest_first]
    return found


def _places_of(
    known: NDArray[np.int32], numbers: NDArray[np.int32], which: NDArray[np.bool_]
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return where in `numbers`, of `which` alone, one of the `known` stands, which are in order, and its place there.

    Most are told apart by their last bits, which is quicker than to search for each.
    """
    alike = np.zeros(_LAST_BITS + 1, dtype=bool)
    alike[known & _LAST_BITS] = True
    held = np.flatnonzero(which & alike[numbers & _LAST_BITS])
    at = np.searchsorted(known, numbers[held])
    same = known.take(at, mode="clip") == numbers[held] if len(known) else np.zeros(0, dtype=bool)
    return held[same], at[same]


def _forms(asked: Sequence[Word], numbers: Mapping[str, int], related: Related) -> dict[int, list[float]]:
    """Return for each form that stands for words asked for how well it does, by their place."""
    sought: dict[int, list[float]] = {}
    for place, word in enumerate(asked):
        near = {form: strength for form, strength in related.get(word.surface, {}).items() if strength >= _FAINT}
        itself = {numbers[word.surface]: 1.0} if word.surface in numbers else {}
        for form, strength in (near | itself).items():
            sought.setdefault(form, [0.0] * len(asked))[place] = strength
    return sought


def _stems(asked: Sequence[Word], numbers: Mapping[str, int]) -> dict[int, list[float]]:
    sought: dict[int, list[float]] = {}
    for place, word in enumerate(asked):
        if word.stem in numbers:
            sought.setdefault(numbers[word.stem], [0.0] * len(asked))[place] = 1.0
    return sought


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
        more = np.maximum(held - before, 0.0) @ shares
        more[order] = 0.0
        if not more.any():  # nothing that they hold is new any more
            break
        best = int((values + more).argmax())
        order.append(best)
        before, values[best] = np.maximum(before, held[best]), -np.inf
    left = np.argsort(-values, kind="stable").tolist()
    return [*order, *left[: len(values) - len(order)]]
