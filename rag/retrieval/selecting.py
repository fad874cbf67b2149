"""Select what is shown from rankings: a question's parts in turn, no copies, several articles where many are asked.

A passage is a copy when nearly all it says stands in those before it, and it names nothing, counts nothing and denies
nothing that they do not: a corrected figure is no copy. Copies are not lost, they come last.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from heapq import merge
from itertools import zip_longest
from math import inf
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from rag.language.words import fold, stop_words
from rag.retrieval.ranking import Ranking
from rag.retrieval.reading import Reader, Sketches
from rag.types import Legs

_RUN = 4  # words of a shingle
_COPIED = 0.85  # share of a passage's shingles that stand before it, from which it is a copy
_ALIKE = 0.85  # share of its words, from which it is worth a closer look
_LEAST = 12  # words from which a passage can be a copy
_LOOKED = 2  # times k: how far down copies are looked for
_SHARE = 0.4  # of the first k that one article may take where several are asked for
_CROWDED = 3.0  # what a passage beyond that share must score more than one of another article
_WORD = re.compile(r"\w+")
_DENYING = frozenset(
    (
        "non no ne nessun nessuno nessuna mai senza not never nor without nicht kein keine nie pas aucun jamais "
        "sin ni nunca"
    ).split()
)


@dataclass(frozen=True, slots=True)
class Selected:
    """Hold a passage that is shown; `score` never grows from one to the next."""

    chunk_id: str
    score: float
    legs: Legs


def select(reader: Reader, rankings: Sequence[Ranking], k: int, *, spread: bool = False) -> list[Selected]:
    """Return at most `k` passages of all rankings, best first; `spread` bounds how many one article may give."""
    owners = _in_turn(rankings)
    order = list(owners)
    first, rest = order[: _LOOKED * k], order[_LOOKED * k :]
    looked = next((one.looked for one in rankings if set(one.looked.ids).issuperset(first)), None)
    chosen = [*_without_copies(reader, first, looked or reader.sketches(first)), *rest]
    if spread:
        files = {name: file for r in rankings for name, file in zip(r.sketches.ids, r.sketches.files, strict=True)}
        chosen = _spread(chosen, files, {name: owners[name].scores[name] for name in chosen}, k)
    shown = chosen[:k]
    legs = [ranking.legs(frozenset(shown)) for ranking in rankings]
    selected: list[Selected] = []
    for name in shown:
        score = owners[name].scores[name]
        least = min(score, selected[-1].score) if selected else score
        selected.append(Selected(name, least, legs[rankings.index(owners[name])][name]))
    return selected


def _in_turn(rankings: Sequence[Ranking]) -> dict[str, Ranking]:
    """Return the candidates, those of several rankings in turn, each with the first ranking that holds it."""
    if len(rankings) == 1:
        return dict.fromkeys(rankings[0].order, rankings[0])
    owners: dict[str, Ranking] = {}
    for row in zip_longest(*(ranking.order for ranking in rankings)):
        for ranking, name in zip(rankings, row, strict=True):
            if name is not None:
                owners.setdefault(name, ranking)
    return owners


def _without_copies(reader: Reader, names: Sequence[str], sketches: Sketches) -> list[str]:
    """Return the names with those of copies moved to the end; `sketches` are theirs, and maybe of others."""
    alike = _shares_said_before(sketches, names) >= _ALIKE
    if not alike.any():
        return list(names)
    texts = {name: _Text(chunk.text) for name, chunk in reader.chunks(names).items()}
    fresh: list[str] = []
    copies: list[str] = []
    for name, close in zip(names, alike.tolist(), strict=True):
        copied = close and _is_copy(texts[name], [texts[other] for other in fresh])
        (copies if copied else fresh).append(name)
    return [*fresh, *copies]


class _Text:
    """Hold a passage's words in order, and its shingles once they are asked for."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def words(self) -> list[str]:
        return _WORD.findall(self._text)

    @cached_property
    def runs(self) -> set[tuple[str, ...]]:
        return set(zip(*(self.words[at:] for at in range(_RUN)), strict=False))


def _shares_said_before(sketches: Sketches, names: Sequence[str]) -> NDArray[np.float64]:
    """Return the share of each named passage's words that the two before it which hold most of them hold: quickly told.

    A copy is of one passage, or straddles two when its article is cut elsewhere.
    """
    rows = {name: row for row, name in enumerate(sketches.ids)}
    holds = sketches.terms.holding(len(sketches.ids))[[rows[name] for name in names]]
    shared = np.bitwise_count(holds[:, None] & holds).sum(axis=2, dtype=np.int32)
    before = np.sort(np.tril(shared, -1), axis=1)[:, -2:].sum(axis=1)
    return np.asarray(before / np.maximum(shared.diagonal(), 1))


def _is_copy(text: _Text, before: Sequence[_Text]) -> bool:
    if len(text.words) < _LEAST:
        return False
    found = text.runs & set[tuple[str, ...]]().union(*(other.runs for other in before))
    if len(found) < _COPIED * len(text.runs):
        return False
    return {word for word in text.words if _tells(word)} <= {word for other in before for word in other.words}


def _tells(word: str) -> bool:
    """Tell whether a word names, counts or denies; a function word that opens a sentence does not."""
    plain = fold(word)
    return word[0].isdigit() or plain in _DENYING or (word[0].isupper() and plain not in _function_words())


@cache
def _function_words() -> frozenset[str]:
    return frozenset().union(*(stop_words(language) for language in ("it", "en", "de", "fr", "es")))


def _spread(names: Sequence[str], files: Mapping[str, str], scores: Mapping[str, float], k: int) -> list[str]:
    """Return the names with those beyond an article's share moved behind the others that fit nearly as well."""
    most = max(1, round(_SHARE * k))
    counts: dict[str, int] = {}
    first: list[tuple[float, str]] = []
    later: list[tuple[float, str]] = []
    least = inf
    for name in names:
        file, least = files[name], min(least, scores[name])  # copies stay where they are, whatever their score
        counts[file] = counts.get(file, 0) + 1
        if counts[file] <= most:
            first.append((-least, name))
        else:
            later.append((_CROWDED - least, name))
    return [name for _, name in merge(first, later, key=itemgetter(0))]
