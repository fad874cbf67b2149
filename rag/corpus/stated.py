"""Read what people write of an article in rows, side files and front matter: which name means what, which day is said.

Takes names and values as they are written. Knows no files.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from rag.language.dates import find_dates

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "titolo", "headline", "titel", "titre", "título", "titulo", "heading"),
    "date": (
        "date", "data", "published", "date_published", "datepublished", "publish_date", "publication_date",
        "published_at", "published_date", "pubdate", "pub_date", "datum", "fecha", "date_publish", "timestamp",
    ),
    "outlet": ("outlet", "testata", "publisher", "source", "fonte", "site_name", "sitename", "site", "publication",
               "newspaper", "quelle", "fuente", "sito"),
    "author": ("author", "autore", "authors", "autori", "byline", "autor", "auteur", "creator"),
    "url": ("url", "link", "canonical", "canonical_url", "source_url", "permalink", "address", "indirizzo"),
    "language": ("language", "lang", "lingua", "sprache", "langue", "idioma"),
}  # fmt: skip

_CODE = re.compile(r"([a-z]{2})(?:[-_][\w-]{1,30})?$")  # "it", "it-IT"
_WEB = re.compile(r"https?://[^\s<>\"'/]+", re.IGNORECASE)
_JOINERS = "\u200c\u200d"
_ISO = re.compile(r"\s*([12]\d{3})-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?(?!\d)")
_COMPACT = re.compile(r"\s*([12]\d{3})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:\d{4,6})?\s*$")
_NAMED = re.compile(r"(?<![0-9A-Za-z])((?:19|20)\d{2})([-_.]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?![0-9A-Za-z])")
_IN_FOLDERS = re.compile(r"(?:^|/)((?:19|20)\d{2})/(0[1-9]|1[0-2])/(?:(0[1-9]|[12]\d|3[01])/)?")


def cleaned(said: Mapping[str, str | None]) -> dict[str, str | None]:
    """Return values that can be stored and shown: printable, an address of the web, a language by its code."""
    kept = {name: _printable(value) if value else None for name, value in said.items()}
    language, url = kept.get("language"), kept.get("url")
    code = _CODE.match(language.lower()) if language else None
    return {**kept, "language": code[1] if code else None, "url": url if url and _WEB.match(url) else None}


def _printable(text: str) -> str | None:
    shown = "".join(character for character in text if character.isprintable() or character in _JOINERS)
    return " ".join(shown.split()) or None


def iso_date(written: str, language: str = "it") -> str | None:
    """Return the ISO date, perhaps without its day, that somebody wrote as a date, or None."""
    for pattern in (_ISO, _COMPACT):
        found = pattern.match(written)
        if found:
            iso = "-".join(part for part in found.groups() if part)
            return iso if len(iso) < 10 or find_dates(iso) else None
    dates = {date.iso for date in find_dates(written, language)}
    if len(dates) == 1:
        return dates.pop()
    year = re.fullmatch(r"\s*([12]\d{3})\s*", written)
    return year[1] if year else None


def named_date(file: str) -> str | None:
    """Return the day that a file's path gives: 2026-01-12-title.txt, 20260112_title.html, 2026/01/12/title.md."""
    folder, _, name = file.rpartition("/")
    days = {"-".join((found[1], found[3], found[4])) for found in _NAMED.finditer(name)}
    if len(days) == 1:
        day = days.pop()
        return day if find_dates(day) else None
    path = _IN_FOLDERS.search(f"{folder}/")
    return "-".join(part for part in path.groups() if part) if path and not days else None
