"""Name what a format's reader takes out of a file's bytes: articles, and what the file says of each."""

from __future__ import annotations

from dataclasses import dataclass

from rag.types import Span

_TRUST = {  # how a date is known, best first
    source: rank
    for rank, sources in enumerate(
        (
            ("sidecar",),
            ("front matter", "page metadata", "mail header", "row"),
            ("dateline",),
            ("address",),
            ("file name",),
        )
    )
    for source in sources
}


@dataclass(frozen=True, slots=True)
class Stated:
    """Hold what somebody says of an article; None where nothing is said.

    `date` is ISO, perhaps partial, `date_source` says how it is known: "front matter", "page metadata", "mail header",
    "row", "dateline", "address", "file name", "sidecar".
    """

    title: str | None = None
    date: str | None = None
    date_source: str | None = None
    outlet: str | None = None
    author: str | None = None
    url: str | None = None
    language: str | None = None

    def over(self, other: Stated) -> Stated:
        """Return what is said here, and where nothing is, what `other` says."""
        dated = min((self, other), key=lambda said: _TRUST.get(said.date_source or "", len(_TRUST)))
        return Stated(
            title=self.title or other.title,
            date=dated.date,
            date_source=dated.date_source,
            outlet=self.outlet or other.outlet,
            author=self.author or other.author,
            url=self.url or other.url,
            language=self.language or other.language,
        )


@dataclass(frozen=True, slots=True)
class Extracted:
    """Hold one article: its text as it will be kept, `pages` where each page begins, `furniture` known already."""

    text: str
    stated: Stated = Stated()
    record: int | None = None
    pages: tuple[int, ...] = ()
    furniture: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """Hold the articles of a file; `left_out` says in one line each what of it could not be read."""

    articles: tuple[Extracted, ...]
    left_out: tuple[str, ...] = ()
