"""Mark the furniture above an article: section labels, breadcrumbs, menus, the page's own date.

Takes a Page, adds marks. Looks at the first lines only, none of them below the first paragraph.
"""

from __future__ import annotations

from rag.corpus import phrases
from rag.corpus.lines import Line
from rag.corpus.page import Page
from rag.language.dates import find_dates

_HEAD_LINES = 12  # filled lines that can belong to the top of a page
_HOMES = ("home ", "homepage ", "startseite ", "accueil ", "inicio ")
_TODAY, _MASTHEAD = 3, 4  # lines down to the day that a site shows everybody, and of the menu below it at least
_DATE_WORDS = 3
_TITLE = 16  # characters: a shorter line is rather the name of a section


def menus(page: Page) -> None:
    """Mark section labels, breadcrumbs, menus and link lines above the first paragraph."""
    end = min(page.first_prose(), _HEAD_LINES)
    navigation = [page.lines[i].plain in phrases.NAVIGATION for i in range(end)]
    for place in range(end):
        line = page.lines[place]
        alone = place + 1 >= len(page.lines)
        if alone or line.text.startswith("# "):
            continue
        if (
            _is_label(line.plain, page.lines[place + 1])
            or line.only_links
            or is_breadcrumb(line)
            or _leads(page, place)
        ):
            page.mark(place, place + 1)
        elif navigation[place] and sum(navigation) >= 3:
            page.mark(place, place + 1)
    if navigation[1:3] == [True, True] and len(navigation) > 4 and page.lines[0].words <= 5:
        page.mark(0, 1)  # the name of the site, right above its menu


def _is_label(plain: str, below: Line) -> bool:
    """Tell whether a line names a section; right above a paragraph one name alone may be the title."""
    if len(plain) > 60:
        return False
    parts = phrases.CRUMB.split(plain)
    if len(parts) == 1 and below.is_prose:
        return False
    if plain.count(" e ") == 1:
        parts = plain.split(" e ") if plain not in phrases.SECTIONS else parts
    return all(part in phrases.SECTIONS for part in parts)


def is_breadcrumb(line: Line) -> bool:
    """Tell whether a line is a path through the site: "Home > Economia > Industria"."""
    parts = phrases.CRUMB.split(line.plain)
    if len(parts) < 2 or len(line.plain) > 160:
        return False
    if parts[0] in ("home", "homepage", "sei qui: home", "sei in: home", "startseite", "accueil", "inicio"):
        return True
    known = sum(part in phrases.SECTIONS or part in phrases.NAVIGATION for part in parts)
    return known >= 2 and known * 2 >= len(parts)


def _leads(page: Page, place: int) -> bool:
    """Tell whether a line is a path without marks that ends in the title below: "Home Cronaca Frana sulla strada"."""
    plain = page.lines[place].plain
    below = (line.plain for line in page.lines[place + 1 : place + _HEAD_LINES])
    return plain.startswith(_HOMES) and any(len(title) >= _TITLE and plain.endswith(title) for title in below)


def page_date(page: Page) -> None:
    """Mark the date stamp at the top when the page says it is the day of its last change, or it is today's."""
    stamps = [place for place in range(page.first_prose()) if page.lines[place].only_date is not None]
    if len(stamps) >= 2 and stamps[0] < _TODAY and stamps[1] - stamps[0] > _MASTHEAD:
        weekday = page.lines[stamps[0]].words > _DATE_WORDS
        if weekday or any(place in page.marked for place in range(stamps[0], stamps[1])):
            page.mark(stamps[0], stamps[0] + 1)  # far above the article's own
    changes = {
        stamp
        for line in page.lines
        if line.plain and phrases.CHANGED.match(line.plain)
        for stamp in [_date_in(line)]
        if stamp
    }
    for place in range(min(page.first_prose(), _HEAD_LINES) if changes else 0):
        if page.lines[place].only_date in changes:
            page.mark(place, place + 1)


def _date_in(line: Line) -> str | None:
    dates = find_dates(line.text)
    return dates[0].iso if dates else None
