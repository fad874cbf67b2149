"""Mark page furniture: what stands on an article's page and is not the article.

Takes text, gives spans of whole lines. Never shifts a character. Every rule looks at the page and adds marks; a rule
that is not sure leaves the line alone, unless nothing but furniture can follow (below the last paragraph).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from rag.corpus import blocks, controls, masthead, phrases, tail, top
from rag.corpus.frontmatter import read_front_matter
from rag.corpus.lines import Line
from rag.corpus.page import Page, read_page
from rag.types import Span


def find_furniture(text: str, *, cleaned: bool = False) -> tuple[Span, ...]:
    """Return the furniture of `text`: sorted spans of whole lines that do not touch one another.

    Of a text that was `cleaned` when its web page was read little is furniture: there no rule marks a whole foot for
    a single button, nor a list of links for being one.
    """
    page = read_page(text)
    front = read_front_matter(text).span
    if front:
        page.mark(0, sum(line.start < front.end for line in page.lines))
    for rule in _CLEANED_RULES if cleaned else _RULES:
        rule(page)
    return tuple(_spans(page))


def _spans(page: Page) -> Iterator[Span]:
    """Yield the marked lines, runs of them as one span."""
    start: int | None = None
    for place, line in enumerate(page.lines):
        if place not in page.marked:
            start = None
            continue
        start = line.start if start is None else start
        if place + 1 not in page.marked:
            yield Span(start, line.end)


def _known_lines(page: Page) -> None:
    """Mark lines that are a known phrase, or begin with one and are short."""
    first, last = page.first_prose(), page.last_prose()
    for place, line in enumerate(page.lines):
        plain = line.plain
        inside = first < place < last and plain in phrases.MARGIN_LINES
        if plain and not inside and (plain in phrases.LINES or phrases.STARTS.match(plain) or _is_glued(line)):
            page.mark(place, place + 1)
        elif plain and line.words <= 12 and phrases.CHANGED.match(plain):
            page.mark(place, place + 1)
        elif plain and _is_share_bar(plain):
            page.mark(place, place + 1)


def _is_glued(line: Line) -> bool:
    """Tell whether the line is the link to the article before or after this one."""
    match = phrases.GLUED.match(line.text)
    return bool(match and phrases.GLUED_NEXT.match(line.text, match.end()))


def _is_share_bar(plain: str) -> bool:
    words = plain.replace("|", " ").replace("/", " ").replace(",", " ").replace("·", " ").split()
    return 2 <= len(words) <= 14 and all(word in phrases.NETWORKS for word in words)


def _network_runs(page: Page) -> None:
    """Mark names of social networks one a line, when they stand beside one another or beside a share bar."""
    names = [line.plain in phrases.NETWORKS for line in page.lines]
    for place, is_name in enumerate(names):
        if is_name and (names[place - 1 : place] == [True] or names[place + 1 : place + 2] == [True]):
            page.mark(place, place + 1)
        elif is_name and place - 1 in page.marked:
            page.mark(place, place + 1)


def _hashtags(page: Page) -> None:
    """Mark lines of nothing but hashtags."""
    for place, line in enumerate(page.lines):
        if line.text.startswith("#") and phrases.HASHTAGS.match(line.text):
            page.mark(place, place + 1)


_RULES: tuple[Callable[[Page], None], ...] = (
    _known_lines,
    _network_runs,
    _hashtags,
    masthead.masthead,
    controls.banner,
    blocks.forms,
    controls.buttons,
    controls.navigation,
    top.menus,
    top.page_date,
    blocks.cards,
    blocks.announced,
    tail.advertisements,
    tail.teasers,
    tail.leftovers,
    controls.foot,
)
_CLEANED_RULES = (
    *(rule for rule in _RULES if rule not in (controls.buttons, tail.leftovers)),
    controls.buttons,
)
