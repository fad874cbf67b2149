"""Read a saved web page: trafilatura finds the article's text, we find its title and its day.

Takes bytes, gives a Reading of one article. A door: trafilatura and lxml are imported when the first page is read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from itertools import islice
from typing import Any

import trafilatura

from rag.corpus.bylines import author_of
from rag.corpus.decode import decode, decode_as
from rag.corpus.extracted import Extracted, Reading, Stated
from rag.corpus.readers.html_blocks import UNSHOWN, Block, blocks
from rag.corpus.readers.html_data import PageData, page_data
from rag.corpus.readers.html_dates import page_date
from rag.corpus.readers.html_title import find_title, machine_titles, site_behind
from rag.corpus.shapes import host
from rag.errors import InputError
from rag.language.detect import detect_language

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:.-]{2,40})""", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
MOST_ELEMENTS = 100_000  # above 30 microseconds each
_ELEMENT = re.compile("<[a-zA-Z]")
_HEAD_BYTES = 4_096
_BAD_SHARE = 0.005
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
_BYLINE = re.compile(r"byline|(?:^|[\s_-])(?:author|autor[ei]?|auteur)(?:$|[\s_-])", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def read(data: bytes) -> Reading:
    """Return the article of a page; raise InputError when it holds none."""
    return Reading((read_page(decoded(data)),))


def decoded(data: bytes) -> str:
    """Return the page's text by the encoding it names, else by what its bytes look like."""
    if not data.isascii() and data[:2] not in _WIDE_MARKS:
        with suppress(UnicodeDecodeError):  # many pages name the encoding that their site had before
            return data.decode("utf-8")
    named = _CHARSET.search(data[:_HEAD_BYTES])
    encoding = named[1].decode("ascii") if named else "utf-8"
    text = decode_as(data, encoding)
    if text is None and data[:2] not in _WIDE_MARKS:
        mended = decode_as(data, encoding, "replace") or ""  # a few bad bytes do not cost a page
        text = mended if mended.count("\ufffd") <= _BAD_SHARE * len(mended) else None
    return text or decode(data).text


def read_page(html: str) -> Extracted:
    """Return the article of a page given as text."""
    if sum(1 for _ in islice(_ELEMENT.finditer(html), MOST_ELEMENTS + 1)) > MOST_ELEMENTS:
        raise InputError(f"the page has more than {MOST_ELEMENTS:,} elements; split it")
    html = _CONTROL.sub(" ", _DECLARATION.sub("", html.lstrip("\ufeff")))
    tree = trafilatura.load_html(html)
    if tree is None:
        raise InputError("the file holds no page")
    stated = _stated(tree)
    article = trafilatura.bare_extraction(tree, include_comments=False, include_tables=True, with_metadata=False)
    text = UNSHOWN.sub("", getattr(article, "text", None) or "").strip()
    if not text:
        raise InputError("no article was found in the page")
    return Extracted("\n\n".join(line for line in text.splitlines() if line.strip()), stated)


def _stated(tree: Any) -> Stated:
    data, head = page_data(tree), tree.find(".//title")
    url = _address(tree, data)
    names = _site_names(data, url)
    headed = " ".join("".join(head.itertext()).split()) if head is not None else ""
    said = machine_titles(data, headed)
    page = blocks(tree, said)
    title = find_title(page, said, names)
    language = _language(tree, data, " ".join(block.text for block in page if len(block.text) > 80)[:4_000])
    date = page_date(page, data, title, language, url)
    return Stated(
        title=title,
        date=date.iso if date else None,
        date_source=date.source if date else None,
        outlet=data.first("og:site_name", "application-name", "citation_journal_title")
        or data.publisher
        or (site_behind(headed, title) if title else None)
        or host(url),
        author=_author(data) or _shown_author(page),
        url=url,
        language=language if language != "und" else None,
    )


def _language(tree: Any, data: PageData, sample: str) -> str:
    found = detect_language(sample)
    if found != "und":
        return found
    root = tree if tree.tag == "html" else tree.getroottree().getroot()
    named = (root.get("lang") or data.first("og:locale", "content-language", "language") or "")[:2].lower()
    return named if named.isalpha() and len(named) == 2 else "und"


def _author(data: PageData) -> str | None:
    named = data.author or data.first("author", "article:author", "dc.creator", "parsely-author", "sailthru.author")
    return named if named and "://" not in named and len(named) <= 200 else None


def _shown_author(page: Sequence[Block]) -> str | None:
    """Return the name in the first block that the page itself calls a byline."""
    signed = (block for block in page if not block.aside and _BYLINE.search(block.hints))
    return next(filter(None, (author_of(block.text) for block in signed)), None)


def _address(tree: Any, data: PageData) -> str | None:
    found = [link.get("href") for link in tree.iter("link") if "canonical" in (link.get("rel") or "").lower()]
    for address in (*found, data.first("og:url"), data.first("twitter:url")):
        if address and re.match(r"https?://[^\s<>\"']{4,1500}$", address.strip()) and host(address.strip()):
            return str(address.strip())
    return None


def _site_names(data: PageData, url: str | None) -> list[str]:
    """Return what the site calls itself, with and without its ending."""
    site = host(url) or ""
    names = [data.first("og:site_name"), data.first("application-name"), data.publisher, site, site.rpartition(".")[0]]
    return [name for name in names if name and len(name) >= 2]
