"""Know a place by any of its names: "Corea del Sud", "South Korea", "coreano" are one; the door to babel.

Countries come from CLDR through babel, adjectives and the cities whose name changes abroad from `places.txt`. Takes a
text's words, gives codes with their place; knows no documents.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Literal, TypeAlias

from rag.language.words import Word, fold

Level: TypeAlias = Literal["country", "region"]

_LANGUAGES = ("it", "en", "de", "fr", "es")
_LONGEST = 5  # words in a country's name
_UNIONS = frozenset(("EU", "EZ", "UN"))


@dataclass(frozen=True, slots=True)
class Place:
    """Hold a place found in a text: the words `first` to `last` (exclusive), and its code."""

    first: int
    last: int
    code: str


def find_places(words: Sequence[Word]) -> list[Place]:
    """Return the known places among `words`, the longest name first, none twice."""
    found: list[Place] = []
    index = 0
    while index < len(words):
        place = _longest(words, index)
        found.extend([place] if place else [])
        index = place.last if place else index + 1
    return found


def level_of(place: Place) -> Level | None:
    """Return whether a place is a country or a region; None for cities, continents and unions of countries."""
    if place.code in _regions():
        return "region"
    return "country" if len(place.code) == 2 and place.code not in _UNIONS else None


@lru_cache(maxsize=20_000)
def place_of(word: Word) -> str | None:
    """Return the code of the place that a word alone names, or whose people or things it tells of."""
    found = find_places([word])
    return found[0].code if found else None


def country_names(name: str) -> frozenset[str]:
    """Return the names, folded, that a country has in the languages known here; empty when `name` is none of them."""
    codes = _countries()
    code = codes.get(_plain(name))
    return frozenset() if code is None else frozenset(other for other, theirs in codes.items() if theirs == code)


def _longest(words: Sequence[Word], at: int) -> Place | None:
    names = _names()
    for last in range(min(at + _LONGEST, len(words)), at, -1):
        run = words[at:last]
        if len(run) > 1 and not (run[0].capital and run[-1].capital):
            continue
        name = " ".join(word.surface for word in run)
        code = names.get(name)
        if name in _INITIALS and not run[0].text.isupper():
            continue
        if code is not None and (run[0].capital or (len(run) == 1 and _is_adjective(name))):
            return Place(at, last, code)
    code = _by_stem(words[at])
    return Place(at, at + 1, code) if code else None


def _is_adjective(name: str) -> bool:
    return name in _exact_adjectives() and name not in _CAPITALISED


def _by_stem(word: Word) -> str | None:
    if len(word.surface) < 4:
        return None
    for length in range(len(word.surface), 2, -1):
        found = _stems().get(word.surface[:length])
        if found is not None:
            return found if word.surface[length:] in _ENDINGS else None
    return None


_ENDINGS = frozenset(("", *"o a i e he hi s es ne nes er en em n as os".split()))
_INITIALS = frozenset(("us", "uk", "uae"))  # in capitals throughout, else they are other words
_CAPITALISED = frozenset(("polish", "turkey", "english", "wales", "reno"))  # small, they are other words


@cache
def _rows() -> tuple[tuple[str, tuple[str, ...]], ...]:
    text = (resources.files("rag.language") / "places.txt").read_text(encoding="utf-8")
    lines = [line.split() for line in text.splitlines() if line.strip() and not line.startswith(("#", "["))]
    return tuple((line[0], tuple(form.replace("_", " ") for form in line[1:])) for line in lines)


@cache
def _regions() -> frozenset[str]:
    text = (resources.files("rag.language") / "places.txt").read_text(encoding="utf-8")
    part = text.partition("\n[regions]\n")[2].partition("\n[cities]\n")[0]
    return frozenset(line.split()[0] for line in part.splitlines() if line.strip())


@cache
def _stems() -> Mapping[str, str]:
    return {form[:-1]: code for code, forms in _rows() for form in forms if form.endswith("*")}


@cache
def _exact_adjectives() -> frozenset[str]:
    """Return the forms that a text may write small: adjectives of countries and regions."""
    return frozenset(form for _, forms in _rows() for form in forms if not form.endswith("*"))


@cache
def _names() -> Mapping[str, str]:
    return {**_countries(), **{form: code for code, forms in _rows() for form in forms if not form.endswith("*")}}


@cache
def _countries() -> Mapping[str, str]:
    from babel import Locale  # read when first needed: one file a language

    table: dict[str, str] = {}
    for language in _LANGUAGES:
        for code, name in Locale(language).territories.items():
            if len(code) == 2 and code.isalpha():
                table.setdefault(_plain(name), code)
    return table


def _plain(name: str) -> str:
    return " ".join(re.split(r"[\W_]+", fold(name))).strip()
