"""Read decades: "gli anni Trenta", "the 1930s", "the thirties" are one; knows no documents."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.language.words import Word

_WORDS = (
    "dieci tens", "venti twenties", "trenta thirties", "quaranta forties", "cinquanta fifties", "sessanta sixties",
    "settanta seventies", "ottanta eighties", "novanta nineties",
)  # fmt: skip
_DECADE = {name: 10 * number for number, names in enumerate(_WORDS, 1) for name in names.split()}
_FIGURES = re.compile(r"(?:(?:1[5-9]|20))?([1-9]0)s$")


def read_decade(words: Sequence[Word], at: int) -> tuple[int, int] | None:
    """Return how many words name a decade from `at` on, and its first year within the century; None where none do."""
    word = words[at]
    following = words[at + 1] if at + 1 < len(words) else None
    if word.surface == "anni" and following is not None and (following.capital or following.number):
        decade = _DECADE.get(following.surface) or (int(following.text) if following.text in _TENS else None)
        return (2, decade) if decade else None
    figures = _FIGURES.match(word.surface)
    if figures:
        return 1, int(figures[1])
    plural = word.surface in _DECADE and word.surface.endswith("ies")
    return (1, _DECADE[word.surface]) if plural else None


_TENS = frozenset(str(ten) for ten in range(10, 100, 10))
