"""Select what is shown from rankings: a question's parts in turn, no copies, several articles where many are asked.

A passage is a copy when nearly all it says stands in those before it, and it names nothing, counts nothing and denies
nothing that they do not: a corrected figure is no copy. Copies are not lost, they come last.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest

from rag.language.words import fold, stop_words
from rag.retrieval.ranking import Ranking
from rag.types import Chunk, Legs

_RUN = 4  # words of a shingle
_COPIED = 0.85  # share of a passage's shingles that stand before it, from which it is a copy
_LEAST = 12  # words from which a passage can be a copy
_LOOKED = 2  # times k: how far down copies are looked for
_SHARE = 0.4  # of the first k that one article may take where several are asked for
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


def select(rankings: Sequence[Ranking], chunks: Mapping[str, Chunk], k: int, *, spread: bool = False) -> list[Selected]:
    """Return at most `k` passages of all rankings, best first; `spread` bounds how many one article may give."""
    owners: dict[str, Ranking] = {}
    for row in zip_longest(*(ranking.order for ranking in rankings)):
        for ranking, name in zip(rankings, row, strict=True):
            if name is not None:
                owners.setdefault(name, ranking)
    order = list(owners)
    looked, rest = order[: _LOOKED * k], order[_LOOKED * k :]
    chosen = [*_without_copies(looked, chunks), *rest]
    if spread:
        chosen = _spread(chosen, chunks, k)
    selected: list[Selected] = []
    for name in chosen[:k]:
        score = owners[name].scores[name]
        least = min(score, selected[-1].score) if selected else score
        selected.append(Selected(name, least, owners[name].legs.get(name, Legs())))
    return selected


def _without_copies(names: Sequence[str], chunks: Mapping[str, Chunk]) -> list[str]:
    """Return the names with those of copies moved to the end."""
    fresh: list[str] = []
    copies: list[str] = []
    said: set[str] = set()
    for name in names:
        words = set(chunks[name].text.split())
        alike = len(words & said) >= _COPIED * len(words)  # quickly told; only then is it worth a closer look
        if alike and _is_copy(chunks[name].text, [chunks[other].text for other in fresh]):
            copies.append(name)
            continue
        fresh.append(name)
        said |= words
    return [*fresh, *copies]


def _is_copy(text: str, before: Sequence[str]) -> bool:
    mine = _WORD.findall(text)
    theirs = [_WORD.findall(other) for other in before]
    runs = _shingles(mine)
    found = runs & set[tuple[str, ...]]().union(*map(_shingles, theirs))
    if len(mine) < _LEAST or len(found) < _COPIED * len(runs):
        return False
    return {word for word in mine if _tells(word)} <= {word for words in theirs for word in words}


def _shingles(words: Sequence[str]) -> set[tuple[str, ...]]:
    return {tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)}


def _tells(word: str) -> bool:
    """Tell whether a word names, counts or denies; a function word that opens a sentence does not."""
    plain = fold(word)
    return word[0].isdigit() or plain in _DENYING or (word[0].isupper() and plain not in _function_words())


@cache
def _function_words() -> frozenset[str]:
    return frozenset().union(*(stop_words(language) for language in ("it", "en", "de", "fr", "es")))


def _spread(names: Sequence[str], chunks: Mapping[str, Chunk], k: int) -> list[str]:
    """Return the names with those beyond an article's share moved behind the others."""
    most = max(1, round(_SHARE * k))
    counts: dict[str, int] = {}
    first: list[str] = []
    later: list[str] = []
    for name in names:
        file = chunks[name].file
        counts[file] = counts.get(file, 0) + 1
        (first if counts[file] <= most else later).append(name)
    return [*first, *later]
