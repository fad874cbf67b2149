"""Days told from the date a source states, spans of days, and German dates that end no sentence."""

from __future__ import annotations

import pytest

from rag.answering.checking import check
from rag.language.moments import find_moments
from rag.language.sentences import split_sentences

COUNCIL = "VENEZIA, 14 maggio 2026 - Il Consiglio ha approvato ieri il progetto del depuratore."
UNDATED = "Il Consiglio ha approvato ieri il progetto del depuratore."
MET = "ROMA, 15 maggio 2026 - I ministri si sono riuniti lunedì a Palermo."
POLL = "The poll of 6,300 employees was carried out between 3 and 28 February 2025."
FERRY = "Die Reederei stellt den Verkehr zum 30. September ein. Im vergangenen Jahr fuhren 90 Schiffe."


@pytest.mark.parametrize(
    ("claim", "source", "stands"),
    [
        ("Il 13 maggio 2026 il Consiglio ha approvato il progetto del depuratore.", COUNCIL, True),
        ("Il 12 maggio 2026 il Consiglio ha approvato il progetto del depuratore.", COUNCIL, False),
        ("Il 13 maggio 2026 il Consiglio ha approvato il progetto del depuratore.", UNDATED, False),
        ("I ministri si sono riuniti a Palermo l'11 maggio 2026.", MET, True),
        ("I ministri si sono riuniti a Palermo il 12 maggio 2026.", MET, False),
        ("The poll was carried out between 3 and 28 February 2025.", POLL, True),
        ("The poll was carried out between 5 and 28 February 2025.", POLL, False),
    ],
)
def test_a_day_is_told_from_the_date_a_source_states(claim: str, source: str, stands: bool) -> None:
    assert (check(claim, [source]).verdict == "supported") == stands


def test_a_german_date_ends_no_sentence() -> None:
    assert [span.of(FERRY)[:12] for span in split_sentences(FERRY)] == ["Die Reederei", "Im vergangen"]


@pytest.mark.parametrize(
    ("text", "language", "told"),
    [
        ("between May and July", "en", [(5, None), (7, None)]),
        ("dal 4 al 7 maggio", "it", [(5, 4), (5, 7)]),
        ("vinse 2-1 a marzo", "it", [(3, None)]),
    ],
)
def test_months_and_spans_of_days_are_read(text: str, language: str, told: list[tuple[int, int | None]]) -> None:
    assert [(moment.month, moment.day) for moment in find_moments(text, language)] == told
