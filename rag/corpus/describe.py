"""Say what a page tells of itself: title, publication date, outlet, address, language.

Takes the text with its furniture, gives a Description. What is not stated is None: nothing is guessed from the file's
time, from today, or from dates inside the article; a date in the file's name counts when nothing else gives one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.corpus.bylines import author_of
from rag.corpus.datelines import find_publication_date
from rag.corpus.frontmatter import FrontMatter, read_front_matter
from rag.corpus.lines import Line, split_lines
from rag.corpus.shapes import ADDRESS_LABEL, HEAD_LINES, LINK_TEXT, SOURCE, host
from rag.corpus.stated import named_date
from rag.corpus.titles import find_title, front_title
from rag.language.dates import find_dates
from rag.language.detect import detect_language
from rag.types import Span

_ADDRESS = re.compile(r"https?://[^\s<>\"'\])]{3,1500}", re.IGNORECASE)
_ADDRESS_ALONE = re.compile(r"<?https?://[^\s<>]{3,1500}>?", re.IGNORECASE)
_NOT_AN_OUTLET = re.compile(r"(?:elaborazion|dati |nostr[aeo] |own |data |based on|ns\.? |stime )", re.IGNORECASE)
_AGENCY = re.compile(
    r"\((ANSA|ANSAmed|Reuters|AFP|AP|Associated Press|Adnkronos|AGI|LaPresse|Askanews|Italpress|Radiocor|Teleborsa|dpa|"
    r"Bloomberg|EFE|Xinhua|Yonhap|Kyodo|Agenzia Nova|Nova|Dire|DIRE|TASS|APA|Keystone-ATS|PA|UPI|MF-DJ|9Colonne)\)",
)
_ISO = re.compile(r"[12]\d{3}-(?:0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class Description:
    """Hold what a page says of itself; `date` is ISO, perhaps partial, `date_source` how it is known."""

    title: str | None = None
    date: str | None = None
    date_source: str | None = None
    outlet: str | None = None
    url: str | None = None
    language: str = "und"
    author: str | None = None


def describe(text: str, furniture: Sequence[Span], file: str) -> Description:
    """Return what `text` says of itself; `file` tells by its ending whether lower headings can be a title."""
    front = read_front_matter(text)
    lines = [line for line in split_lines(text) if line.text]
    article = _outside(lines, furniture)
    language = detect_language(_article_text(text, furniture))
    stated = _front_date(front, language)
    said = None if stated else find_publication_date(article, language)
    named = None if stated or said else named_date(file)
    url = _front_url(front) or _url(lines)
    title = front_title(front) or find_title(article, language, file.lower().endswith(".md"))
    return Description(
        title=title,
        date=stated or said or named,
        date_source="front matter" if stated else "dateline" if said else "file name" if named else None,
        outlet=_front_outlet(front) or _outlet(article) or host(url),
        url=url,
        language=language,
        author=front.first("author", "autore", "autor", "auteur", "by") or _author(article, title),
    )


def _outside(lines: Sequence[Line], furniture: Sequence[Span]) -> list[Line]:
    """Return the lines that no span of the sorted furniture covers."""
    kept = []
    place = 0
    for line in lines:
        while place < len(furniture) and furniture[place].end <= line.start:
            place += 1
        if place == len(furniture) or furniture[place].start >= line.end:
            kept.append(line)
    return kept


def _article_text(text: str, furniture: Sequence[Span]) -> str:
    place = 0
    parts = []
    for span in furniture:
        parts.append(text[place : span.start])
        place = span.end
    parts.append(text[place:])
    article = "".join(parts)
    return article if article.strip() else text


# ── date, outlet, address ─────────────────────────────────────────────────────────────────────────────────────────


def _front_date(front: FrontMatter, language: str) -> str | None:
    written = front.first(
        "date",
        "data",
        "published",
        "publish_date",
        "publication_date",
        "pubdate",
        "published_at",
        "datepublished",
        "datum",
    )
    if written is None:
        return None
    dates = find_dates(written, language)
    if dates:
        return dates[0].iso
    return written if _ISO.fullmatch(written) else None


def _front_url(front: FrontMatter) -> str | None:
    for key in ("canonical", "canonical_url", "url", "source_url", "link", "permalink", "source", "fonte"):
        address = _address(front.values.get(key, ""))
        if address:
            return address
    return None


def _front_outlet(front: FrontMatter) -> str | None:
    written = front.first("outlet", "publisher", "site_name", "site", "testata", "source", "fonte", "publication")
    return written if written and not _ADDRESS.match(written) else None


def _url(lines: Sequence[Line]) -> str | None:
    """Return the address on a labelled line, else one that stands alone at the top."""
    for line in lines:
        label = ADDRESS_LABEL.match(line.text) if len(line.text) < 2000 else None
        address = _address(line.text[label.end() :]) if label else None
        if address:
            return address
    return next((_address(line.text) for line in lines[:2] if _ADDRESS_ALONE.fullmatch(line.text)), None)


def _address(written: str) -> str | None:
    """Return the http or https address that `written` begins with, in brackets or not."""
    written = LINK_TEXT.sub(lambda link: link[0][link[0].index("](") + 2 : -1], written.strip(), count=1)
    found = _ADDRESS.match(written.lstrip("<[( "))
    if found is None:
        return None
    address = found[0].rstrip(".,;:!")
    return address if host(address) else None


def _author(article: Sequence[Line], title: str | None) -> str | None:
    """Return the name on the byline above the second paragraph; the title is none, however it begins."""
    prose = 0
    for line in article[:HEAD_LINES]:
        prose += line.is_prose
        if prose > 1:
            return None
        name = author_of(line.text) if line.text != title else None
        if name:
            return name
    return None


def _outlet(article: Sequence[Line]) -> str | None:
    """Return the name on a "Fonte:" line, else the agency in brackets beside the first or last paragraph."""
    for line in article:
        source = SOURCE.match(line.text) if len(line.text) <= 300 else None
        name = LINK_TEXT.sub(r"\1", source[1]).strip(" .<>*_") if source else ""
        name = name if "(" in name else name.rstrip(")]")
        if name and not _ADDRESS.match(name) and len(name.split()) <= 8 and not _NOT_AN_OUTLET.match(name):
            return name
    for place in [line.text[:120] for line in article[:6]] + [line.text[-60:] for line in article[-3:]]:
        agency = _AGENCY.search(place)
        if agency:
            return agency[1]
    return None
