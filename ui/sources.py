"""Say what is known of a source on one line, and draw the list of what an answer cites."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from rag.types import Answer, Citation, Passage
from ui.markup import Markup, line, tag
from ui.words import Words

_SNIPPET = 220


def host(url: str | None) -> str | None:
    """Return the host of an address, or None."""
    try:
        return urlsplit(url or "").hostname
    except ValueError:
        return None


def about(source: Citation | Passage, words: Words, outlet: str | None = None, *, exact: bool = True) -> str:
    """Return title, date, outlet (else site) and, when `exact`, position of a source on one line."""
    parts = [line(source.title or "") or line(source.file), source.date or words("undated")]
    if isinstance(source, Citation):
        parts += [line(outlet or "") or host(source.url) or "", position(source, words) if exact else ""]
    return " · ".join(part for part in parts if part)


def position(citation: Citation, words: Words) -> str:
    """Return where in its file a citation stands: page, record or line."""
    for name in ("page", "record", "line"):
        number = getattr(citation, name)
        if number is not None:
            return words(name, n=number)
    return ""


def snippet(text: str) -> str:
    """Return the beginning of a text on one line."""
    told = line(text)
    return told if len(told) <= _SNIPPET else f"{told[:_SNIPPET].rsplit(' ', 1)[0]} …"


def draw_sources(answer: Answer, place: int, words: Words, outlets: Mapping[str, str]) -> Markup | None:
    """Return the cited articles, each with its numbers; a click opens the first of them."""
    if not answer.citations:
        return None
    by_file: dict[str, list[Citation]] = {}
    for citation in answer.citations:
        by_file.setdefault(citation.file, []).append(citation)
    rows = [
        tag(
            "li",
            tag(
                "button",
                tag("span", " ".join(str(citation.n) for citation in cited), class_="number"),
                tag("span", about(cited[0], words, outlets.get(file), exact=len(cited) == 1)),
                type="button",
                data_act="cite",
                data_place=place,
                data_n=cited[0].n,
            ),
        )
        for file, cited in by_file.items()
    ]
    return tag("section", tag("h3", words("sources"), class_="small-title"), tag("ul", rows, class_="sources"))
