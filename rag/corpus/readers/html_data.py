"""Read what a web page says of itself for machines: JSON-LD, meta elements, microdata.

Takes lxml's tree, gives PageData. What is said of other pages (a list of teasers) and of the page's last
change is left.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

_ARTICLE_TYPES = re.compile(
    r"(?:\w*Article|\w*BlogPosting|Report|SocialMediaPosting|Recipe|Review|Course|Event|HowTo)$"
)
_PAGE_TYPES = frozenset(("WebPage", "ItemPage", "AboutPage", "FAQPage", "QAPage", "CreativeWork", "VideoObject"))
_MOST_JSON = 2_000_000
_MOST_NODES = 20_000
_MOST_SCRIPTED = 200
_SCRIPTED = re.compile(
    r"""\b(?:date_?published|published(?:_?(?:at|on|date|time|first))?|(?:first_?)?publi(?:sh|cation)_?(?:date|time)|pub_?date)"""
    r"""\\?["']\s*:\s*\\?["']([12]\d{3}-\d\d-\d\d[^"'\\]{0,30}|\d\d([.-])\d\d\2[12]\d{3}[^"'\\]{0,20})""",
    re.IGNORECASE,
)
_DATE_NAMES = (  # in trust order
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "article.published",
    "citation_publication_date", "citation_date", "publication_date", "publish-date", "publish_date", "published_time",
    "published-date", "publishdate", "publicationdate", "pubdate", "parsely-pub-date", "sailthru.date", "bt:pubdate",
    "rnews:datepublished", "cxenseparse:recs:publishtime", "shareaholic:article_published_time", "dc.date.issued",
    "dcterms.issued", "dc.issued", "article:published", "article_date_original", "ptime", "originalpublicationdate",
    "article:created", "date_published",
)  # fmt: skip
_LOOSE_NAMES = (  # names under which some sites give the day of the last change, or of the copy
    "dcterms.date", "dc.date", "dc.date.created", "dcterms.created", "last-published", "displaydate", "doc_date",
    "date", "created", "creation_date", "dc.created", "datecreated", "gentime", "timestamp",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PageData:
    """Hold what is said, as it is written; `metas` by lower-case name, first one first.

    `dates` are in trust order, `marked` those of elements of the page, a comment's perhaps, `loose` those that may be
    of something else, `scripted` those of the page's programs.
    """

    headline: str | None = None
    dates: tuple[str, ...] = ()
    marked: tuple[str, ...] = ()
    loose: tuple[str, ...] = ()
    scripted: tuple[str, ...] = ()
    author: str | None = None
    publisher: str | None = None
    metas: Mapping[str, str] = field(default_factory=dict)

    def first(self, *names: str) -> str | None:
        """Return the first meta that is there and not empty."""
        return next((self.metas[name] for name in names if self.metas.get(name)), None)


def page_data(tree: Any) -> PageData:
    """Return what the page says of itself for machines."""
    metas: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv")
        content = " ".join((meta.get("content") or meta.get("value") or "").split())
        if name and content and not _inside_other(meta):
            metas.setdefault(name.strip().lower()[:80], content[:2_000])
    article = _main_article(tree)
    written = [_text(article.get("datePublished")), *(metas.get(name) for name in _DATE_NAMES)]
    loose = [*(metas.get(name) for name in _LOOSE_NAMES), _text(article.get("dateCreated"))]
    return PageData(
        headline=_text(article.get("headline")) or _text(article.get("name")),
        dates=tuple(date for date in written if date),
        marked=tuple(date for date in _microdata(tree) if date),
        loose=tuple(date for date in loose if date),
        scripted=tuple(_scripted(tree)),
        author=_name(article.get("author")) or _name(article.get("creator")),
        publisher=_name(article.get("publisher")),
        metas=metas,
    )


def _main_article(tree: Any) -> Mapping[str, Any]:
    """Return the JSON-LD object of the page's article; several articles side by side are a list of teasers."""
    nodes = [node for script in tree.iter("script") for node in _json_nodes(script)]
    articles = [node for node in nodes if any(_ARTICLE_TYPES.search(kind) for kind in _types(node))]
    dated = [node for node in articles if node.get("datePublished")]
    if dated and (len(dated) == 1 or len({_text(node.get("datePublished")) for node in dated}) == 1):
        return dated[0]
    main = [node for node in dated if node.get("articleBody") or node.get("mainEntityOfPage")]
    if len(main) == 1 or (dated and any("mainEntityOfPage" in node for node in main[:1])):
        return main[0]
    if articles and not dated:
        return articles[0]
    pages = [node for node in nodes if _PAGE_TYPES & set(_types(node)) and node.get("datePublished")]
    return pages[0] if pages and not dated else {}


def _json_nodes(script: Any) -> Iterator[Mapping[str, Any]]:
    """Return the objects of a JSON-LD script, those of a @graph and of a list of them, not what lies deeper."""
    if "ld+json" not in (script.get("type") or "").lower():
        return
    text = (script.text or "").strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
    if len(text) > _MOST_JSON:
        return
    try:
        waiting = [json.loads(text, strict=False)]
    except (ValueError, RecursionError):
        yield from _broken_json(text)
        return
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        node = waiting.pop(0)
        if isinstance(node, list):
            waiting[:0] = node
        elif isinstance(node, dict):
            yield node
            waiting[:0] = [node[key] for key in ("@graph", "mainEntity") if isinstance(node.get(key), dict | list)]


def _broken_json(text: str) -> Iterator[Mapping[str, Any]]:
    """Return what can be told of an object that is no JSON, mostly for a line break or a comma too many."""
    kinds = re.findall(r'"@type"\s*:\s*"(\w+)"', text)
    dates = re.findall(r'"datePublished"\s*:\s*"([^"]{4,40})"', text)
    if len(dates) == 1:
        headline = re.search(r'"headline"\s*:\s*"((?:[^"\\]|\\.){1,400})"', text)
        kind = next((kind for kind in kinds if _ARTICLE_TYPES.search(kind)), "WebPage")
        yield {"@type": kind, "datePublished": dates[0], "headline": headline[1] if headline else None}


def _types(node: Mapping[str, Any]) -> list[str]:
    kinds = node.get("@type")
    return [str(kind).rsplit("/", 1)[-1] for kind in (kinds if isinstance(kinds, list) else [kinds])]


def _microdata(tree: Any) -> Iterator[str | None]:
    """Return the dates that elements of the page give as its date of publication."""
    for node in tree.iter("time", "span", "meta", "abbr", "p", "div", "a", "i", "li", "td"):
        if "datePublished" in (node.get("itemprop") or "").split() or node.get("pubdate") is not None:
            if not _inside_other(node):
                yield node.get("content") or node.get("datetime") or node.get("title") or "".join(node.itertext())[:80]


def _scripted(tree: Any) -> Iterator[str]:
    """Return the days of publication that stand in the data of the page's programs."""
    left = _MOST_JSON
    for script in tree.iter("script"):
        text = script.text or ""
        left -= len(text)
        if left < 0:
            return
        yield from islice((found[1] for found in _SCRIPTED.finditer(text)), _MOST_SCRIPTED)


def _inside_other(node: Any) -> bool:
    """Tell whether an element stands in something that is not the page's article."""
    return any(above.tag in ("aside", "nav", "footer") for above in node.iterancestors())


def _text(value: Any) -> str | None:
    if isinstance(value, list):
        value = next(iter(value), None)
    return " ".join(value.split())[:500] or None if isinstance(value, str) else None


def _name(value: Any) -> str | None:
    """Return the name of a person or of an organisation, of each when there are many."""
    if isinstance(value, list):
        names = [name for name in map(_name, value[:6]) if name]
        return ", ".join(dict.fromkeys(names)) or None
    return _text(value.get("name")) if isinstance(value, dict) else _text(value)
