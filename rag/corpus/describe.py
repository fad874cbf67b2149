"""Say what a page tells of itself: title, publication date, outlet, address, language.

Takes the text with its furniture, gives a Description. What is not stated is None: nothing is guessed from the file's
name or time, from today, or from dates inside the article.
"""

from __future__ import annotations

import re
import urllib.parse
from collections.abc import Sequence
from dataclasses import dataclass

from rag.corpus.datelines import find_publication_date, is_dateline
from rag.corpus.frontmatter import FrontMatter, read_front_matter
from rag.corpus.lines import Line, split_lines
from rag.corpus.phrases import SECTIONS
from rag.language.dates import find_dates
from rag.language.detect import detect_language
from rag.types import Span

_HEAD_LINES = 12
_LONGEST_TITLE = 220
_HEADING = re.compile(r"#{1,3}\s+(?=\S)")
_LINK_TEXT = re.compile(r"!?\[([^\[\]]{0,300})\]\([^()\s]{0,500}\)")
_TITLE_LABEL = re.compile(r"(?:title|titolo|titel|titre|título)\s*:\s*", re.IGNORECASE)
_SOURCE = re.compile(
    r"[\s*_>(-]{0,4}(?:fonte|source|quelle|fuente|outlet|testata)[*_]{0,2}\s*[:–—-]\s*[*_]{0,2}\s*(.{2,300}?)[\s*_]{0,4}$",
    re.IGNORECASE,
)
_ADDRESS_LABEL = re.compile(
    r"[\s*_>-]{0,4}(?:source url|source|fonte|quelle|fuente|url|link|canonical|originale|articolo originale|original|"
    r"original article|url originale)[*_]{0,2}\s*:\s*[*_]{0,2}",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"https?://[^\s<>\"'\])]{3,1500}", re.IGNORECASE)
_ADDRESS_ALONE = re.compile(r"<?https?://[^\s<>]{3,1500}>?", re.IGNORECASE)
_NOT_AN_OUTLET = re.compile(r"(?:elaborazion|dati |nostr[aeo] |own |data |based on|ns\.? |stime )", re.IGNORECASE)
_AGENCY = re.compile(
    r"\((ANSA|ANSAmed|Reuters|AFP|AP|Associated Press|Adnkronos|AGI|LaPresse|Askanews|Italpress|Radiocor|Teleborsa|dpa|"
    r"Bloomberg|EFE|Xinhua|Yonhap|Kyodo|Agenzia Nova|Nova|Dire|DIRE|TASS|APA|Keystone-ATS|PA|UPI|MF-DJ|9Colonne)\)",
)
_WORD = re.compile(r"[^\W\d_]{5,}")
_ABBREVIATION = re.compile(r"\b[A-Z][\w.]{0,4}\.$")  # "… di Esempio S.p.A."
_ISO = re.compile(r"[12]\d{3}-(?:0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class Description:
    """Hold what a page says of itself; `date` is ISO, perhaps partial, `date_source` "dateline" or "front matter"."""

    title: str | None = None
    date: str | None = None
    date_source: str | None = None
    outlet: str | None = None
    url: str | None = None
    language: str = "und"


def describe(text: str, furniture: Sequence[Span], file: str) -> Description:
    """Return what `text` says of itself; `file` tells by its ending whether lower headings can be a title."""
    front = read_front_matter(text)
    lines = [line for line in split_lines(text) if line.text]
    article = _outside(lines, furniture)
    language = detect_language(_article_text(text, furniture))
    stated = _front_date(front, language)
    date = stated or find_publication_date(article, language)
    url = _front_url(front) or _url(lines)
    return Description(
        title=_front_title(front) or _title(article, language, file.lower().endswith(".md")),
        date=date,
        date_source=None if date is None else "front matter" if stated else "dateline",
        outlet=_front_outlet(front) or _outlet(article) or _host(url),
        url=url,
        language=language,
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


# ── title ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _front_title(front: FrontMatter) -> str | None:
    return front.first("title", "titolo", "titel", "titre", "headline")


def _title(article: Sequence[Line], language: str, markdown: bool) -> str | None:
    """Return the marked heading, the repeated headline, or the first line that reads as one."""
    head = _above_first_paragraph(article)
    marked = [
        line for line in article[:_HEAD_LINES] if line.text.startswith("# ") or (markdown and _HEADING.match(line.text))
    ]
    if marked and (marked[0] in head or article[0] is marked[0]):
        return _clean_title(marked[0].text)
    candidates = [line for line in head if _can_be_title(line, language)]
    texts = [line.text for line in candidates]
    repeated = next((text for text in texts if texts.count(text) > 1 and len(text.split()) > 2), None)
    if repeated:
        return _clean_title(repeated)
    if candidates and len(article) > 1:
        kicker = len(candidates) > 1 and candidates[0].words <= 2 and 4 <= candidates[1].words <= 25
        return _clean_title(candidates[1 if kicker else 0].text)
    return _clean_title(article[0].text) if _is_restated(article) else None


def _above_first_paragraph(article: Sequence[Line]) -> list[Line]:
    head = []
    for line in article[:_HEAD_LINES]:
        if line.is_prose and not line.text.startswith("#"):
            break
        head.append(line)
    return head


def _can_be_title(line: Line, language: str) -> bool:
    if len(line.text) > _LONGEST_TITLE or line.is_bullet or line.is_byline or line.only_links:
        return False
    if line.plain in SECTIONS or (line.ends_sentence and not _ABBREVIATION.search(line.text)):
        return False
    if (
        line.text.endswith((":", ",", ";"))
        or not any(map(str.isalpha, line.text))
        or line.text.startswith(("|", "<", "!["))
    ):
        return False
    return not (is_dateline(line, language) or _SOURCE.match(line.text) or _ADDRESS_LABEL.match(line.text))


def _is_restated(article: Sequence[Line]) -> bool:
    """Tell whether the first line is a headline with a full stop: short, and said again by the paragraph below it."""
    if len(article) < 3 or not 30 <= len(article[0].text) <= 160 or len(article[1].text) < 1.5 * len(article[0].text):
        return False
    head, below = (set(_WORD.findall(line.text.lower())) for line in article[:2])
    return len(head) >= 4 and len(head & below) >= 0.6 * len(head)


def _clean_title(text: str) -> str | None:
    text = _TITLE_LABEL.sub("", _LINK_TEXT.sub(r"\1", _HEADING.sub("", text, count=1)), count=1)
    text = " ".join(text.replace("**", "").replace("__", "").rstrip("# ").split())
    return text[:_LONGEST_TITLE] or None


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
        label = _ADDRESS_LABEL.match(line.text) if len(line.text) < 2000 else None
        address = _address(line.text[label.end() :]) if label else None
        if address:
            return address
    return next((_address(line.text) for line in lines[:2] if _ADDRESS_ALONE.fullmatch(line.text)), None)


def _address(written: str) -> str | None:
    """Return the http or https address that `written` begins with, in brackets or not."""
    written = _LINK_TEXT.sub(lambda link: link[0][link[0].index("](") + 2 : -1], written.strip(), count=1)
    found = _ADDRESS.match(written.lstrip("<[( "))
    if found is None:
        return None
    address = found[0].rstrip(".,;:!")
    return address if _host(address) else None


def _host(url: str | None) -> str | None:
    try:
        host = urllib.parse.urlsplit(url or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def _outlet(article: Sequence[Line]) -> str | None:
    """Return the name on a "Fonte:" line, else the agency in brackets beside the first or last paragraph."""
    for line in article:
        source = _SOURCE.match(line.text) if len(line.text) <= 300 else None
        name = _LINK_TEXT.sub(r"\1", source[1]).strip(" .<>*_") if source else ""
        name = name if "(" in name else name.rstrip(")]")
        if name and not _ADDRESS.match(name) and len(name.split()) <= 8 and not _NOT_AN_OUTLET.match(name):
            return name
    for place in [line.text[:120] for line in article[:6]] + [line.text[-60:] for line in article[-3:]]:
        agency = _AGENCY.search(place)
        if agency:
            return agency[1]
    return None
