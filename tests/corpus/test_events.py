"""The days an article tells of are those of its own text, each at its exact place."""

from __future__ import annotations

from rag.corpus import event_dates
from rag.types import Document, Span

TEXT = (
    "Un titolo di prova\n\nRoma, 3 marzo 2025\n\nIl ponte cadde il 14 agosto 2018 e fu riaperto nell'agosto 2020, due "
    "anni dopo il 14 agosto 2018; il 3 marzo 2025 se ne è parlato.\n\nLeggi anche\n\nIl mercato apre\n\n9 maggio 2026\n"
)


def document(text: str, *furniture: Span, date: str | None = None) -> Document:
    return Document("a.txt", text, "utf-8", "x", "t", date, None, None, None, "it", furniture)


def test_dates_are_told_once_without_the_day_of_publication_and_those_of_teasers() -> None:
    related = Span(TEXT.index("Leggi anche"), len(TEXT))
    events = event_dates(document(TEXT, related, date="2025-03-03"))
    assert [event.iso for event in events] == ["2018-08-14", "2020-08"]
    assert [TEXT[event.start : event.end] for event in events] == ["14 agosto 2018", "agosto 2020"]


def test_a_text_without_a_whole_date_tells_of_none() -> None:
    assert event_dates(document("Il 12 gennaio si vota.\n\nIl prossimo mese si decide.\n")) == ()
