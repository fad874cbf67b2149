"""Read ordinals that figures tell, and centuries: "la 32a città", "112th", "il VI secolo", "metà Trecento".

Takes plain text and its words, gives Ordinals with their place. Ordinals in words are read by `numerals.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rag.language.numerals import read_roman
from rag.language.words import Word


@dataclass(frozen=True, slots=True)
class Ordinal:
    """Hold one ordinal: `text[start:end]` and its value, counted from 1."""

    start: int
    end: int
    value: float


_FIGURES = re.compile(r"(?<![\w.,/])(\d{1,4})(?:st|nd|rd|th|°(?!\s?[CF\d'])|º|ª|esim[oaie]|[ao](?=\s[a-zà-ù]))(?!\w)")
_ROMAN = re.compile(r"\b([IVX]{1,5}) (?:secol[oi]|century|siècle)\b")
_NAMED = {
    name: number
    for number, name in enumerate(
        "duecento trecento quattrocento cinquecento seicento settecento ottocento novecento".split(), 13
    )
}
_BEFORE_NAMED = frozenset("il l del dell nel nell al all dal dall meta primo secondo inizio fine tardo".split())


def find_ordinals(text: str, words: Sequence[Word]) -> Iterator[Ordinal]:
    """Yield the ordinals that figures tell and the centuries, in order of their kind."""
    for match in _FIGURES.finditer(text):
        yield Ordinal(*match.span(), float(match[1]))
    for match in _ROMAN.finditer(text):
        if value := read_roman(match[1]):
            yield Ordinal(*match.span(1), float(value))
    for before, word in zip(words, words[1:], strict=False):
        if word.capital and word.surface in _NAMED and before.surface in _BEFORE_NAMED:
            yield Ordinal(word.start, word.end, float(_NAMED[word.surface]))


__all__ = ["Ordinal", "find_ordinals"]
