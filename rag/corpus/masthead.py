"""Mark what stands above the article of a whole page that was copied out of a browser: menus, teasers, offers.

Takes a Page, adds marks. Looks for the article itself: the first run of paragraphs, and above it the headline whose
words they say again. A page that has no long menu is left to the other rules.
"""

from __future__ import annotations

import re

from rag.corpus import phrases
from rag.corpus.lines import Line
from rag.corpus.page import Page

_LONG = 80  # characters of a paragraph
_VERY_LONG = 200
_CONSENT = re.compile(r"cookie|consent|javascript|browser|datenschutz", re.IGNORECASE)
_RUN = 5  # lines in which a second paragraph must stand
_TEXT = 60  # characters of a line that may be of an article; most of these must stand below the menu
_MENU = 10  # lines of a few words above an article, at least
_FEW = 4
_KNOWN = 3  # of them known as navigation, sections or furniture
_WINDOW = 30  # lines above the first paragraph that can hold the title
_READ = 40  # lines of the article whose words are looked at
_WORD = re.compile(r"[^\W\d_]{5,}")
_CAPTION = re.compile(r"©|\b(?:foto|photo|bild|image|crédit|fotografia|imago|getty|picture|quelle)\b", re.IGNORECASE)
_BEGINNING = 5
_SHARE = 0.4  # of the words of a title that the article says again
_AS_GOOD = 0.7
_ABOVE = 0.25
_SUBTITLE = 2  # lines below the title, an author between
_LONGEST = 220


def masthead(page: Page) -> None:
    """Mark everything above the title of a page with a long menu."""
    start = _article(page)
    written = any(line.text.startswith("#") for line in page.lines[:start])  # by hand, with headings
    if start is None or written or not _has_menu(page, start):
        return
    title = _title(page, start)
    for place in range(title if title is not None else _below_menu(page, start)):
        near = title is not None and title - place <= 2
        if not (near and page.lines[place].only_date is not None):
            page.mark(place, place + 1)


def _article(page: Page) -> int | None:
    """Return the place of the first paragraph that is very long, or that another one follows soon."""
    long = [
        i for i, line in enumerate(page.lines) if i not in page.marked and line.is_prose and len(line.text) >= _LONG
    ]
    for one, other in zip(long, [*long[1:], len(page.lines) + _RUN], strict=False):
        text = page.lines[one].text
        if not _CONSENT.search(text) and (other - one <= _RUN or len(text) >= _VERY_LONG):
            return one
    return None


def _has_menu(page: Page, start: int) -> bool:
    head = range(start)
    few = sum(page.lines[place].words <= _FEW for place in head)
    known = sum(place in page.marked or _is_known(page.lines[place]) for place in head)
    above, below = (sum(len(line.text) for line in part if len(line.text) >= _TEXT) for part in _parted(page, start))
    return few >= _MENU and known >= _KNOWN and 2 * above < below


def _parted(page: Page, start: int) -> tuple[list[Line], list[Line]]:
    return page.lines[:start], page.lines[start:]


def _is_known(line: Line) -> bool:
    return line.plain in phrases.NAVIGATION or line.plain in phrases.SECTIONS


def _title(page: Page, start: int) -> int | None:
    """Return the place of the headline above `start` whose words the article says again; None when none does."""
    said = {word for line in page.lines[start : start + _READ] for word in _beginnings(line)}
    found: dict[int, float] = {}
    for place in range(max(0, start - _WINDOW), start):
        line = page.lines[place]
        words = _beginnings(line)
        if line.words > 3 and len(words) >= 2 and len(line.text) <= _LONGEST and not _is_other(line):
            found[place] = len(words & said) / len(words)
    best = max(found.values(), default=0.0)
    if best < _SHARE:
        return None
    first = next(place for place, share in found.items() if share >= _AS_GOOD * best)
    above = (place for place, share in found.items() if first - _SUBTITLE <= place and share >= _ABOVE)
    first = next(above, first)  # then it is the subtitle
    plain = page.lines[first].plain
    return max(place for place in found if page.lines[place].plain == plain)  # a path through the site repeats it


def _is_other(line: Line) -> bool:
    """Tell whether a line is an author's, a caption or a sentence rather than a headline."""
    return line.is_byline or line.ends_sentence or bool(_CAPTION.search(line.text))


def _beginnings(line: Line) -> set[str]:
    """Return how the longer words begin, which inflection leaves alone."""
    return {word[:_BEGINNING] for word in _WORD.findall(line.text.casefold())}


def _below_menu(page: Page, start: int) -> int:
    """Return where the last long run of lines of a few words ends."""
    end, run = 0, 0
    for place in range(start):
        run = run + 1 if page.lines[place].words <= _FEW else 0
        end = place + 1 if run >= _MENU else end
    return end
