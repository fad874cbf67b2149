"""Read who wrote an article from its byline: "By Ada Neri, Health Correspondent", "di Ada Neri | 3 marzo 2026".

Takes one line, gives the name or None. A title that begins like one ("Di Maio, ministro degli Esteri") names nobody.
"""

from __future__ import annotations

import re

LONGEST = 120  # characters

_BY = re.compile(
    r"(?:a cura di|di|by|von|par|por|de|written by|scritto da|geschrieben von|écrit par)\s+(?:la\s+)?", re.IGNORECASE
)
_WORD = r"[A-ZÀ-Þ](?:[\w'’\-]+\.?|\.)"  # "Neri", "D'Amico", "J."
_PARTICLE = r"(?:de|di|da|del|della|dei|degli|van|von|der|den|ter|le|la|du|dos|y|bin|al)"
_NAME = rf"{_WORD}(?:\s+(?:{_PARTICLE}\s+){{0,2}}{_WORD}){{0,4}}"
_NAMES = re.compile(rf"{_NAME}(?:(?:\s*,\s*{_NAME})*\s+(?:e|and|und|et|y|&)\s+{_NAME})?")  # one with a comma is a role
_PARTED = re.compile(
    r"\s*(?:[,;.|/•·(–—]|-\s|$|(?:in|from|a|da|aus|à|en)\s+[A-ZÀ-Þ]|\d{1,2}[./ ]|(?:on|il|am|le|del)\s+\d)"
)
_NOBODY = frozenset(
    ("redazione", "redazione online", "staff", "editorial staff", "business staff", "staff reporter", "redaktion",
     "la rédaction", "rédaction", "admin")
)  # fmt: skip


def author_of(line: str) -> str | None:
    """Return the name or names in a line that is nothing but a byline, with what such a line says besides."""
    line = " ".join(line.split()).strip("*_ ")
    by = _BY.match(line) if len(line) <= LONGEST else None
    names = _NAMES.match(line, by.end()) if by else None
    if names is None or not _PARTED.match(line, names.end()):
        return None
    name, rest = names[0].rstrip("."), line[names.end() :].strip(" .")
    if name.lower() in _NOBODY or (rest and " " not in name):
        return None
    return name
