"""Lay a web page out as a reader sees it: its blocks of text in order, each with where it stands.

Takes lxml's tree, gives Blocks. Knows no dates and no titles.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
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
_MOST_BLOCKS = 20_000


@dataclass(frozen=True, slots=True)
class Block:
    """Hold a run of text that stands by itself.

    `hints` are the classes and ids around it, `aside` tells that it stands in something other than the article.
    """

    text: str
    hints: str
    tag: str
    aside: bool


@dataclass(frozen=True, slots=True)
class _Around:
    hints: str
    tag: str
    aside: bool


def blocks(tree: Any) -> list[Block]:
    """Return the visible blocks of the page in order."""
    body = tree.find(".//body")
    found: list[Block] = []
    for block in _walk(body if body is not None else tree, _around_headings(tree)):
        found.append(block)
        if len(found) == _MOST_BLOCKS:
            break
    return found


def _around_headings(tree: Any) -> frozenset[Any]:
    """Return the elements that hold a main heading: whatever their class says, they are not something beside it."""
    return frozenset(above for heading in tree.iter("h1") for above in heading.iterancestors())


def _walk(root: Any, main: Collection[Any]) -> Iterator[Block]:
    """Walk the tree without recursion: a page may be nested a hundred thousand deep."""
    run: list[str] = []
    around = [_Around("", "", False)]

    def flush() -> Iterator[Block]:
        text = " ".join("".join(run).split())
        run.clear()
        if text:
            yield Block(text, around[-1].hints, around[-1].tag, around[-1].aside)

    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, node in walk:
        if event in ("comment", "pi"):
            run.append(node.tail or "")
            continue
        block = node.tag not in _INLINE
        if event == "start":
            if node.tag in _UNSEEN or _hidden(node):
                walk.skip_subtree()
                around.append(around[-1])
                continue
            if block:
                yield from flush()
            around.append(_inside(node, around[-1], block, node in main))
            run.append(" " if node.tag == "br" else node.text or "")
        else:
            if block and node.tag not in _UNSEEN:
                yield from flush()
            around.pop()
            run.append(node.tail or "")


def _inside(node: Any, outer: _Around, block: bool, main: bool) -> _Around:
    own = " ".join(filter(None, (node.get("class"), node.get("id"), node.get("itemprop"))))[:200]
    aside = not main and (outer.aside or node.tag in _ASIDE or bool(_ASIDE_NAME.search(own)))
    return _Around(own or outer.hints, node.tag if block else outer.tag, aside)


def _hidden(node: Any) -> bool:
    return "display:none" in (node.get("style") or "").replace(" ", "") or node.get("hidden") is not None
