"""Mark the furniture below an article that no head announces: advertisements, teasers, link lists, small print.

Takes a Page, adds marks. Bold below the last paragraph, where nothing of the article can follow.
"""

from __future__ import annotations

from rag.corpus import phrases
from rag.corpus.lines import Line
from rag.corpus.page import Page
from rag.corpus.top import is_breadcrumb

_LONGEST_ITEM = 120
_SMALL_PRINT = ("p.iva", "p. iva", "partita iva", "reg. trib", "registrazione tribunale", "vat no", "iscrizione al roc")


def advertisements(page: Page) -> None:
    """Mark lists of advertising slots: a size such as 300x600 in one of them, or one of them twice."""
    place = 0
    while place < len(page.lines):
        end = place
        while end < len(page.lines) and page.lines[end].is_bullet and len(page.lines[end].text) <= _LONGEST_ITEM:
            end += 1
        run = page.lines[place:end]
        sized = any(phrases.AD_SIZE.search(line.plain) for line in run)
        if len(run) >= 2 and (sized or _has_twins(page, place, end)):
            page.mark(place, end)
        place = max(end, place + 1)
    for place, line in enumerate(page.lines):
        if line.words <= 12 and phrases.AD_SIZE.search(line.plain) and not line.is_prose:
            page.mark(place, place + 1)


def _has_twins(page: Page, start: int, end: int) -> bool:
    """Tell whether a list below the last paragraph says the same twice."""
    return start > page.last_prose() and len({line.plain for line in page.lines[start:end]}) < end - start


def teasers(page: Page) -> None:
    """Mark headlines with their dates below the last paragraph, also when no head announces them."""
    start = page.last_prose() + 1
    stamps = [
        place
        for place in range(max(start, 1), len(page.lines))
        if page.lines[place].only_date is not None and place not in page.marked
    ]
    if start and len(stamps) >= 2:
        page.mark(max(start, stamps[0] - 1), len(page.lines))


def leftovers(page: Page) -> None:
    """Mark link lines, small print and loose lists below the last paragraph that lead into furniture."""
    start = page.last_prose() + 1
    if not start:
        return
    for place in range(start, len(page.lines)):
        line = page.lines[place]
        if line.only_links or is_breadcrumb(line) or _is_small_print(line):
            page.mark(place, place + 1)
    end = next((place for place in range(start, len(page.lines)) if place in page.marked), start)
    introduced = page.lines[start - 1].text.endswith(":")
    if end - start >= 3 and not introduced and all(_is_loose(line) for line in page.lines[start:end]):
        page.mark(start, end)


def _is_small_print(line: Line) -> bool:
    """Tell whether a line is of a site's foot: "Privacy | Cookie policy | Contatti", a VAT number."""
    parts = [part for part in phrases.CRUMB.split(line.plain) if part]
    known = sum(part in phrases.LINES or part in phrases.NAVIGATION for part in parts)
    return (len(parts) >= 2 and known * 2 >= len(parts)) or any(mark in line.plain for mark in _SMALL_PRINT)


def _is_loose(line: Line) -> bool:
    return line.is_bullet and len(line.text) <= _LONGEST_ITEM and not line.is_prose
