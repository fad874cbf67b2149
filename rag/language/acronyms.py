"""Find what an acronym stands for where a text says so: "European Chips Act (ECA)", "ECA (European Chips Act)".

After Schwartz and Hearst, "A simple algorithm for identifying abbreviation definitions in biomedical text" (2003):
the letters of the short form are looked for from right to left, the first one at the beginning of a word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.language.words import fold

_SHORT = r"[A-Z][A-Za-z0-9&.-]{1,9}"
_LONG = r"[^()\n]{5,120}"
_LONG_FIRST = re.compile(rf"({_LONG}?)\s*\(\s*({_SHORT})\s*\)")
_SHORT_FIRST = re.compile(rf"\b({_SHORT})\s*\(\s*({_LONG})\s*\)")
_MORE_WORDS = 5  # a long form has at most this many words more than its acronym has letters
_LEAST_CAPITALS = 2


@dataclass(frozen=True, slots=True)
class Acronym:
    """Hold a short form with the long form that the text gives for it, both as written."""

    short: str
    long: str


def find_acronyms(text: str) -> list[Acronym]:
    """Return the acronyms that `text` explains, in order of place."""
    if "(" not in text:
        return []
    found = [(match.start(2), match[2], match[1]) for match in _LONG_FIRST.finditer(text)]
    found += [(match.start(1), match[1], match[2]) for match in _SHORT_FIRST.finditer(text)]
    acronyms = []
    for _, short, before in sorted(found):
        long = _long_form(short, before)
        if long is not None:
            acronyms.append(Acronym(short, long))
    return acronyms


def _long_form(short: str, before: str) -> str | None:
    """Return the end of `before` that `short` abbreviates, or None."""
    letters = [c for c in fold(short) if c.isalnum()]
    if sum(c.isupper() for c in short) < _LEAST_CAPITALS or fold(before) == fold(short):
        return None
    text = before.casefold()
    if len(text) != len(before):
        return None
    at = len(text)
    for place, letter in reversed(list(enumerate(letters))):
        at -= 1
        while at >= 0 and (fold(text[at]) != letter or (place == 0 and at > 0 and text[at - 1].isalnum())):
            at -= 1
        if at < 0:
            return None
    long = before[at:].strip()
    return long if len(letters) < len(long.split()) + len(letters) <= 2 * len(letters) + _MORE_WORDS else None
