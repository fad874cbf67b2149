"""Know the names of countries and bodies that are known by several: "US" is "United States", "Oms" is "WHO".

The names stand in `aliases.txt`, each as it is written. Takes a text, gives the known names in it; knows no documents.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from rag.language.places import country_names
from rag.language.words import fold

SPOKEN = ("it", "en", "de", "fr", "es")  # the languages of the names
_SHORT = 4  # letters up to which a name counts only as it is written: "us" and "who" are other words


@dataclass(frozen=True, slots=True)
class Alias:
    """Hold a known name at `text[start:end]`, and the other names of the same thing, in the order of the table."""

    start: int
    end: int
    others: tuple[str, ...]


def find_aliases(text: str) -> list[Alias]:
    """Return the known names in `text`, the longest at each place, none within another."""
    return [
        Alias(match.start(), match.end(), others)
        for match in _pattern().finditer(text)
        if (others := _others(match[0])) is not None
    ]


def other_names(name: str) -> tuple[str, ...]:
    """Return by what else a country or a body is known, in order; country names have no accents ("Coree Du Sud")."""
    written = _others(name) or ()
    known = {fold(name), *(fold(other) for other in written)}
    # With capitals, so that "agli stati uniti nella lotta" is not taken for the country.
    return tuple(sorted({*written, *(country.title() for country in country_names(name) if country not in known)}))


def _others(written: str) -> tuple[str, ...] | None:
    group = _groups().get(_key(written))
    return None if group is None else tuple(name for name in group if fold(name) != fold(written))


def _key(name: str) -> str:
    return name if len(name.replace(".", "")) <= _SHORT else fold(name)


@cache
def _groups() -> Mapping[str, tuple[str, ...]]:
    text = (resources.files("rag.language") / "aliases.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    groups = [tuple(name.strip() for name in line.split("|")) for line in lines]
    return {_key(name): group for group in groups for name in group}


@cache
def _pattern() -> re.Pattern[str]:
    names = sorted({name for group in _groups().values() for name in group}, key=len, reverse=True)
    return re.compile(rf"(?<![\w.])(?:{'|'.join(map(re.escape, names))})(?!\w)", re.IGNORECASE)
