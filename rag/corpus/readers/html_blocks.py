"""Lay a web page out as a reader sees it: its blocks of text in order, each with where it stands.

Takes lxml's tree, gives Blocks. Knows no dates and no titles.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from lxml import etree

_INLINE = frozenset(
    "a abbr acronym b bdi bdo big br cite code data del dfn em font i img ins kbd label mark q s samp small span "
    "strike strong sub sup time tt u var wbr".split()
)
_UNSEEN = frozenset(
    "script style noscript template svg iframe object select option button textarea head title math".split()
)
_ASIDE = frozenset("aside nav footer form".split())
_ASIDE_NAME = re.compile(
    r"(?:^|[\s_-])(?:related|teaser|sidebar|side-bar|widget|comments?|commentlist|kommentare?|commenti|footer|nav|menu|"
    r"breadcrumbs?|recommend\w*|more-\w+|read-?more|similar|correlat[ie]|popular|most-?read|newsletter|cookie\w*|"
    r"banner|advert\w*|promo|navigation|archive-list|latest|trending|carousel|slider)(?:$|[\s_-])",
    re.IGNORECASE,
)
_KICKER = re.compile(  # what stands over a headline, within it
    r"kicker|dachzeile|spitzmarke|(?:top|over|roof|strap)-?line|eyebrow|(?:super|sur|pre|ante|over)-?(?:title|headline)"
    r"|occhiello|sopratitolo|antet[ií]tulo|surtitre|h1small|(?:^|[\s_-])(?:label|badge|prefix)(?:$|[\s_-])",
    re.IGNORECASE,
)
UNSHOWN = re.compile("[\u00ad\u200b\u2060\ufeff]")  # soft hyphens and spaces of no width
_CHANGED = re.compile(r"updated|modified|changed", re.IGNORECASE)
_MOST_BLOCKS = 20_000
_HEADINGS = ("h2", "h3", "h4")
_MOST_HEADINGS = 60
_LEAST_HEADING = 12  # characters: shorter ones are also the names of sections


@dataclass(frozen=True, slots=True)
class Block:
    """Hold a run of text that stands by itself.

    `hints` are the classes and ids around it, `aside` tells that it stands in something other than the article,
    `stamp` is the moment that the page gives to machines in the place of a day it shows.
    """

    text: str
    hints: str
    tag: str
    aside: bool
    stamp: str | None = None


@dataclass(frozen=True, slots=True)
class _Around:
    hints: str
    tag: str
    aside: bool


def blocks(tree: Any, titles: Sequence[str] = ()) -> list[Block]:
    """Return the visible blocks of the page in order; `titles` is what it says to machines that its title is."""
    body = tree.find(".//body")
    found: list[Block] = []
    for block in _walk(body if body is not None else tree, _around_headings(tree, titles)):
        found.append(block)
        if len(found) == _MOST_BLOCKS:
            break
    return found


def _around_headings(tree: Any, titles: Sequence[str]) -> frozenset[Any]:
    """Return the elements that hold a main heading: whatever their class says, they are not something beside it."""
    said = ["".join(title.split()).casefold() for title in titles]
    found = list(islice(tree.iter("h1"), _MOST_HEADINGS))
    for heading in islice(tree.iter(*_HEADINGS), _MOST_HEADINGS):
        text = "".join("".join(islice(heading.itertext(), _MOST_HEADINGS)).split()).casefold()
        short = len(text) < _LEAST_HEADING
        if len(text) >= 4 and any(title.endswith(text) if short else text in title for title in said):
            found.append(heading)
    return frozenset(node for heading in found for node in (heading, *heading.iterancestors()))


class _Run:
    """Gather the text of a block, and the days that it shows with a stamp."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._stamps: set[str] = set()

    def add(self, text: str | None) -> None:
        self._parts.append(text or "")

    def stamp(self, node: Any) -> None:
        written = node.get("datetime") if node.tag == "time" else None
        if written:
            self._parts.insert(len(self._parts) - 1, " ")  # two days may stand one at the other
        if written and not _CHANGED.search(node.get("class") or ""):
            self._stamps.add(written.strip()[:60])

    def taken(self, around: _Around) -> Iterator[Block]:
        """Yield what was gathered, if anything, and begin anew."""
        text = " ".join(UNSHOWN.sub("", "".join(self._parts)).split())
        stamp = next(iter(self._stamps)) if len(self._stamps) == 1 else None
        self._parts.clear()
        self._stamps.clear()
        if text:
            yield Block(text, around.hints, around.tag, around.aside, stamp)


def _walk(root: Any, main: Collection[Any]) -> Iterator[Block]:
    """Walk the tree without recursion: a page may be nested a hundred thousand deep."""
    run = _Run()
    around = [_Around("", "", False)]
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, node in walk:
        if event in ("comment", "pi"):
            run.add(node.tail)
            continue
        block = node.tag not in _INLINE or _is_kicker(node)
        if event == "start":
            if node.tag in _UNSEEN or (_hidden(node) and node not in main and node is not root):
                walk.skip_subtree()
                around.append(around[-1])
                continue
            if block:
                yield from run.taken(around[-1])
            around.append(_inside(node, around[-1], block, node in main))
            run.add(" " if node.tag == "br" else node.text)
            run.stamp(node)
        else:
            if block and node.tag not in _UNSEEN:
                yield from run.taken(around[-1])
            around.pop()
            run.add(node.tail)


def _is_kicker(node: Any) -> bool:
    if node.tag not in ("span", "small", "strong", "b", "em", "i", "a") or not _KICKER.search(node.get("class") or ""):
        return False
    if node.getnext() is None and not (node.tail or "").strip():
        return False
    return any(above.tag in ("h1", "h2", "h3") for above in islice(node.iterancestors(), 3))


def _inside(node: Any, outer: _Around, block: bool, main: bool) -> _Around:
    own = " ".join(filter(None, (node.get("class"), node.get("id"), node.get("itemprop"))))[:200]
    aside = not main and (outer.aside or node.tag in _ASIDE or bool(_ASIDE_NAME.search(own)))
    return _Around(own or outer.hints, node.tag if block else outer.tag, aside)


def _hidden(node: Any) -> bool:
    return "display:none" in (node.get("style") or "").replace(" ", "") or node.get("hidden") is not None
