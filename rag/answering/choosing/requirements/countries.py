"""Tell what is said of another country: "how much is the French market worth?" is not answered by Italy's 1.8 billion.

An amount belongs to the country beside it, within its clause if one stands there, else before it, else behind it. Other
answers belong to the country asked about if the passage or the title speaks of it at all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeAlias

from rag.language.numbers import find_quantities
from rag.language.places import find_countries
from rag.language.questions import Question
from rag.language.words import find_words
from rag.types import SearchResult, Sentence

Told: TypeAlias = Sequence[tuple[int, str]]  # where a country is named, and which

_KINDS = frozenset({"quantity", "time", "person", "place", "reason"})
_CLAUSE_END = re.compile(r"[,;:()«»“”–—](?=\s|$)|[(«“]")


def is_of_another_country(part: Question, sentence: Sentence, result: SearchResult) -> bool:
    """Tell whether `sentence` tells of countries, and what answers `part` is of none that it asks about."""
    asked = {code for _, code in _countries(part.text, part.language)} if part.kind in _KINDS else set()
    if not asked:
        return False
    source = result.sources[sentence.file]
    told = _countries(sentence.text, source.language)
    if not told:
        return False
    if part.kind == "quantity":
        owners = list(_owners(sentence.text, source.language, told))
        return bool(owners) and all(asked.isdisjoint(owner) for owner in owners)
    around = f"{source.title or ''} {result.passages[sentence.passage].text}"
    return asked.isdisjoint(code for _, code in _countries(around, source.language))


def _owners(text: str, language: str, told: Told) -> Sequence[set[str]]:
    """Return for each amount the countries it may be of."""
    return [_owner(amount.start, text, told) for amount in find_quantities(text, language)]


def _owner(at: int, text: str, told: Told) -> set[str]:
    breaks = [match.start() for match in _CLAUSE_END.finditer(text)]
    begin = max((place for place in breaks if place < at), default=0)
    end = min((place for place in breaks if place > at), default=len(text))
    beside = {code for place, code in told if begin <= place < end}
    before = [code for place, code in told if place < at]
    return beside or set(before[-1:]) or {told[0][1]}


def _countries(text: str, language: str) -> Told:
    words = find_words(text, language)
    return [(words[place.first].start, place.code) for place in find_countries(words)]
