"""Find the days that an article tells of: the dates in its text but that of its publication, and none of its page.

Takes a Document, gives mentions with their exact place. Only what is written: "il 12 gennaio" without a year is no day.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rag.language.dates import DateMention, find_dates
from rag.types import Document

MOST_DATES = 200


@dataclass(frozen=True, slots=True)
class EventDate:
    """Hold a day, or a month, that an article tells of; `document.text[start:end]` is how it is written."""

    iso: str
    start: int
    end: int


def event_dates(document: Document) -> tuple[EventDate, ...]:
    """Return the dates of a document in order, each where it stands first, at most MOST_DATES of them."""
    found: dict[str, EventDate] = {}
    for mention in _in_article(document):
        if mention.iso != document.date and len(found) < MOST_DATES:
            found.setdefault(mention.iso, EventDate(mention.iso, mention.start, mention.end))
    return tuple(found.values())


def _in_article(document: Document) -> Iterator[DateMention]:
    spans = iter(document.furniture)
    span = next(spans, None)
    for mention in find_dates(document.text, document.language):
        while span is not None and span.end <= mention.start:
            span = next(spans, None)
        if span is None or mention.end <= span.start:
            yield mention
