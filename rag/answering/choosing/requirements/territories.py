"""Tell what is said of another country or region: the French market is not worth the 1.8 billion of Italy's.

An amount belongs to the country beside it, within its clause if one stands there, else before it, else behind it. Other
answers belong to the country asked about if the passage or the title speaks of it at all. A region is held against
regions: which country it is part of, and which cities of it, is not looked up.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeAlias

from rag.language.numbers import find_quantities
from rag.language.places import Level, find_places, level_of
from rag.language.questions import Question
from rag.language.words import find_words
from rag.types import SearchResult, Sentence

Told: TypeAlias = Sequence[tuple[int, str]]  # where a place is named, and which

_KINDS = frozenset({"quantity", "time", "person", "place", "reason"})
_CLAUSE_END = re.compile(r"[,;:()«»“”–—](?=\s|$)|[(«“]")


def is_of_another_territory(part: Question, sentence: Sentence, result: SearchResult) -> bool:
    """Tell whether `sentence` tells of countries or regions, and what answers `part` is of none that it asks about."""
    if part.kind not in _KINDS:
        return False
    level: Level = "region" if _places(part.text, part.language, "region") else "country"
    asked = {code for _, code in _places(part.text, part.language, level)}
    source = result.sources[sentence.file]
    told = _places(sentence.text, source.language, level) if asked else ()
    if not told:
        return False
    if part.kind == "quantity":
        owners = [_owner(one.start, sentence.text, told) for one in find_quantities(sentence.text, source.language)]
        return bool(owners) and all(asked.isdisjoint(owner) for owner in owners)
    around = f"{source.title or ''} {result.passages[sentence.passage].text}"
    return asked.isdisjoint(code for _, code in _places(around, source.language, level))


def _owner(at: int, text: str, told: Told) -> set[str]:
    """Return the places that an amount may be of."""
    breaks = [match.start() for match in _CLAUSE_END.finditer(text)]
    begin = max((place for place in breaks if place < at), default=0)
    end = min((place for place in breaks if place > at), default=len(text))
    beside = {code for place, code in told if begin <= place < end}
    before = [code for place, code in told if place < at]
    return beside or set(before[-1:]) or {told[0][1]}


def _places(text: str, language: str, level: Level) -> Told:
    words = find_words(text, language)
    return [(words[place.first].start, place.code) for place in find_places(words) if level_of(place) == level]
