"""Find a web page's title among the many places where it stands, without the name of the site behind it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from rag.corpus.readers.html_blocks import Block
from rag.corpus.readers.html_data import PageData

_PARTED = re.compile(r"\s+(?:[|│｜·•»›«~]|::|//|[-–—])\s+|\s*(?:\||»|::)\s*")
_LONGEST = 300
_WORD = re.compile(r"\w+")


def find_title(page: Sequence[Block], data: PageData, head_title: str | None, site_names: Sequence[str]) -> str | None:
    """Return the title of a page, or None.

    The heading that the page's own <title>, og:title or JSON-LD repeats is the one a reader sees; without such a
    heading the one written for machines is cut where the name of the site begins.
    """
    said = [
        title for title in (data.headline, data.first("og:title", "twitter:title", "dc.title"), head_title) if title
    ]
    headings = [block.text for block in page if block.tag == "h1" and not block.aside and block.text]
    lower = [block.text for block in page if block.tag in ("h2", "h3") and not block.aside and block.text]
    for heading in (*headings, *lower):
        if len(_folded(heading)) >= 3 and not _is_site(heading, site_names):
            if _repeats(heading, said):
                return _clean(heading)
            kicked = _without_kicker(heading, said, site_names)
            if kicked:
                return kicked
    if len(set(headings)) == 1 and not _is_site(headings[0], site_names):
        return _clean(headings[0])
    for title in said:
        cut = without_site(title, site_names)
        if cut and not _is_site(cut, site_names):
            return _clean(cut)
    return next((_clean(heading) for heading in headings if not _is_site(heading, site_names)), None)


def without_site(title: str, site_names: Sequence[str]) -> str:
    """Return a title without the parts at its ends that name the site."""
    parts = _split(title)
    while len(parts) > 1 and (_is_site(parts[-1][0], site_names) or _reads_as_site(parts, site_names)):
        parts.pop()
    while len(parts) > 1 and _is_site(parts[0][0], site_names):
        parts.pop(0)
    return "".join(text + mark for text, mark in parts[:-1]) + parts[-1][0] if parts else ""


def _without_kicker(heading: str, said: Sequence[str], site_names: Sequence[str]) -> str | None:
    """Return the part of a heading that a title written for machines repeats, when a kicker stands before it."""
    for title in said:
        bare = without_site(title, site_names)
        if len(bare) >= 20 and len(bare.split()) >= 3 and heading.casefold().endswith(bare.casefold()):
            return _clean(heading[-len(bare) :])
    return None


def _split(title: str) -> list[tuple[str, str]]:
    """Return the parts of a title, each with the mark behind it."""
    parts = []
    place = 0
    for match in _PARTED.finditer(title):
        parts.append((title[place : match.start()], match[0]))
        place = match.end()
    parts.append((title[place:], ""))
    return [part for part in parts if part[0].strip()]


def _repeats(heading: str, said: Sequence[str]) -> bool:
    """Tell whether a title written for machines is this heading, or begins or ends with it."""
    folded = _folded(heading)
    for title in said:
        other = _folded(title)
        if folded == other:
            return True
        parts = [_folded(text) for text, _ in _split(title)]
        if folded in (parts[0] if parts else "", *parts[-1:]) or _folded(" ".join(parts[:-1])) == folded:
            return True
        if len(folded) >= 12 and (other.startswith(folded) or other.endswith(folded)):
            return True
        if len(other) >= 25 and folded.startswith(other.rstrip(". ")):  # cut short for machines
            return True
    return False


def _reads_as_site(parts: Sequence[tuple[str, str]], site_names: Sequence[str]) -> bool:
    """Tell whether the last part of a title is a site's name: behind a bar, or with a word of the site's own names."""
    rest = sum(len(text.split()) for text, _ in parts[:-1])
    last = parts[-1][0].split()
    if rest < 2 or len(last) > 8 or len(last) > rest + 3:
        return False
    if set(parts[-2][1].strip()) & set("|│»｜") or parts[-2][1].strip() == "::":
        return True
    own = "".join(_folded(name).replace(" ", "") for name in site_names)
    return any(len(word) >= 4 and word in own for word in _folded(parts[-1][0]).split())


def _is_site(text: str, site_names: Sequence[str]) -> bool:
    folded = _folded(text).replace(" ", "")
    return not folded or any(folded == _folded(name).replace(" ", "") for name in site_names if name)


def _folded(text: str) -> str:
    return " ".join(_WORD.findall(unicodedata.normalize("NFKC", text).casefold()))


def _clean(text: str) -> str | None:
    return " ".join(text.split())[:_LONGEST] or None
