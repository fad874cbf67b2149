"""Mark the blocks that a known head announces: related news, newsletters, tags, references, comment forms.

Takes a Page, adds marks. A block ends where the article goes on; below a comment form nothing goes on.
"""

from __future__ import annotations

from rag.corpus import controls, phrases
from rag.corpus.page import Page

_BESIDE = 3  # lines: a teaser's day or author stands so near to its summary


def forms(page: Page) -> None:
    """Mark everything from a comment form on."""
    first = page.first_prose()
    for place, line in enumerate(page.lines):
        if place > first and line.plain and phrases.FORMS.match(line.plain):
            page.mark(place, len(page.lines))
            return


def announced(page: Page) -> None:
    """Mark a known head and what follows it, up to where the article goes on."""
    place = page.first_prose() + 1  # above it stands the title, which may well be called "References"
    ends = _next_prose(page)
    while place < len(page.lines):
        line = page.lines[place]
        if not line.plain or line.text.startswith(("# ", "## ")) or not _is_head(page, place):
            place += 1
            continue
        end = _block_end(page, place, ends)
        page.mark(place, end)
        place = max(end, place + 1)


def cards(page: Page) -> None:
    """Mark a headline right above its "read more", with the day that may stand on it: a teaser, wherever it stands."""
    for place in range(page.first_prose() + 1, len(page.lines)):
        above = page.lines[place - 1]
        if not phrases.READ_MORE.match(page.lines[place].plain) or above.is_prose or above.words < 3:
            continue
        dated = place > 1 and page.lines[place - 2].only_date is not None
        page.mark(place - 1 - dated, place + 1)


def _is_head(page: Page, place: int) -> bool:
    line = page.lines[place]
    return bool(phrases.HEADS.match(line.plain)) or controls.is_head(line)


def _next_prose(page: Page) -> list[int]:
    """Return, for every line, the place of the next unmarked paragraph from there on."""
    following = [len(page.lines)] * (len(page.lines) + 1)
    for place in range(len(page.lines) - 1, -1, -1):
        here = page.lines[place].is_prose and place not in page.marked
        following[place] = place if here else following[place + 1]
    return following


def _block_end(page: Page, head: int, ends: list[int]) -> int:
    """Return where the block under the line `head` ends."""
    total = len(page.lines)
    prose = ends[head + 1]
    if prose == total:
        return total
    if _are_teasers(page, head + 1):
        return total
    return _before_subheading(page, head, prose)


def _are_teasers(page: Page, start: int) -> bool:
    """Tell whether all that follows is headlines with dates, bylines, short summaries, and no article."""
    rest = page.lines[start : start + 80]
    prose = [place for place, line in enumerate(rest) if line.is_prose and start + place not in page.marked]
    if start + len(rest) < len(page.lines) or any(len(rest[place].text) > 260 for place in prose):
        return False
    if any(second - first == 1 for first, second in zip(prose, prose[1:], strict=False)) or prose[0] == 0:
        return False
    stamps = sum(line.only_date is not None or line.is_byline for line in rest[: prose[-1] + _BESIDE])
    parted = any(page.gaps[:start])  # in a page without blank lines no paragraph has one above it
    tight = sum(not page.gaps[start + place] for place in prose) if parted else 0
    return stamps >= 2 or (len(prose) >= 2 and tight == len(prose))


def _before_subheading(page: Page, head: int, prose: int) -> int:
    """Return the end of a block inside the article: a sub-heading that stands right above the paragraph is kept."""
    last = prose - 1
    is_subheading = (
        last > head + 1
        and page.gaps[last]
        and page.gaps[prose]
        and not page.lines[last].is_bullet
        and page.lines[last].only_date is None
        and not page.lines[last].only_links
    ) or page.lines[last].text.startswith("#")
    return last if is_subheading and last > head else prose
