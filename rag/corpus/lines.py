"""Look at a page line by line, and say what a line looks like.

Takes text, gives lines with their place in it. Knows the shapes of lines, no phrases of any site.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from rag.language.dates import find_dates

SHORT = 300  # a longer line is never furniture by its words: no rule reads it

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_DECORATION = re.compile(r"^[\s\ufeff>#*_•●▪■◦‣·\-–—→»›►▶+|~]+|[\s*_:|»›→►▶\-–—…]+$")
_SPACES = re.compile(r"\s+")
_BULLET = re.compile(r"\s*(?:[•●▪■◦‣·*+\-–—]|\d{1,2}[.)])\s+\S")
_LINK = re.compile(r"!?\[[^\[\]]{0,300}\]\([^()\s]{0,500}\)|\\?\[\d{1,3}\\?\]|<?https?://[^\s<>]{1,500}>?")
_SENTENCE_END = re.compile(r"[.:;][\"'”’»)\]*_]{0,3}$")
_ASKING_END = re.compile(r"[?!][\"'”’»)\]*_]{0,3}$")
_BYLINE = re.compile(
    r"(?:di|by|von|par|por|de|a cura di|written by|scritto da)\s+(?:la\s+)?[A-ZÀ-Þ][\w.'’\-]*(?:\s+[\w.'’\-]+){0,4}$",
)
_TIME = re.compile(r"(?:alle|ore|at|um|à|h|-|–|,|\||\s)*\d{1,2}[:.h]\d{2}(?:\s?(?:am|pm|cet|uhr))?", re.IGNORECASE)
_FILLER = re.compile(r"[\s,.;:|/\-–—·•()\[\]*_#]+")


@dataclass(frozen=True)
class Line:
    """Hold one line without its end mark; `start` and `end` are its place in the text."""

    start: int
    end: int
    raw: str

    @functools.cached_property
    def text(self) -> str:
        """Return the line without the white space around it."""
        return self.raw.strip("\ufeff \t\r\n\v\f\u00a0\u200b")

    @functools.cached_property
    def plain(self) -> str:
        """Return a short line folded for comparison: no marks around it, one space, lower case; for a long one ""."""
        if len(self.text) > SHORT:
            return ""
        return _SPACES.sub(" ", _DECORATION.sub("", _DECORATION.sub("", self.text))).replace("’", "'").lower()

    @functools.cached_property
    def words(self) -> int:
        """Count the words."""
        return len(self.text.split())

    @functools.cached_property
    def ends_sentence(self) -> bool:
        """Tell whether the line ends as a sentence does, not as a headline cut short does."""
        tail = self.text[-6:]
        if tail.endswith(("...", "…", "[…]", "[...]")):
            return False
        return bool(_SENTENCE_END.search(tail)) or (len(self.text) >= 120 and bool(_ASKING_END.search(tail)))

    @functools.cached_property
    def is_prose(self) -> bool:
        """Tell whether the line reads as a sentence or a paragraph."""
        if len(self.text) > SHORT:
            return True
        return self.ends_sentence and self.words >= 5 and not self.text.endswith(":")

    @property
    def is_bullet(self) -> bool:
        """Tell whether the line is an item of a list."""
        return bool(_BULLET.match(self.raw[:40]))

    @property
    def is_byline(self) -> bool:
        """Tell whether the line is nothing but "di Mario Rossi"."""
        return len(self.text) <= 60 and bool(_BYLINE.match(self.text[:1].lower() + self.text[1:]))

    @functools.cached_property
    def only_date(self) -> str | None:
        """Return the ISO date of a line that is nothing but a date, perhaps with a time."""
        if not 6 <= len(self.text) <= 60 or not any(map(str.isdigit, self.text)):
            return None
        dates = find_dates(self.text)
        if len(dates) != 1:
            return None
        rest = _TIME.sub("", self.text[: dates[0].start] + " " + self.text[dates[0].end :])
        return dates[0].iso if not _FILLER.sub("", rest) else None

    @functools.cached_property
    def only_links(self) -> bool:
        """Tell whether nothing is left of the line when its links are taken out."""
        if len(self.text) > 2000 or not ("](" in self.text or "://" in self.text):
            return False
        return not _FILLER.sub("", _LINK.sub("", self.text))


def split_lines(text: str) -> list[Line]:
    """Return the lines of `text`, blank ones included; a line ends at a line feed, a carriage return, or both."""
    lines = []
    for match in _LINE.finditer(text):
        if match.start() < len(text):
            raw = match[0].rstrip("\r\n")
            lines.append(Line(match.start(), match.start() + len(raw), raw))
    return lines
