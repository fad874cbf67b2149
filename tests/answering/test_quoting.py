"""Claim text: the quote's own words without markup, markers, or anything a terminal or page could act on."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.answering.quoting import claim_text


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("Un **grassetto** e _così_ via.", "Un grassetto e _così_ via."),
        ("A cura della [Camera \\[2\\]](#)", "A cura della Camera"),
        ("Notizie [1] e altre [2, 3].", "Notizie e altre."),
        ("- punto di lista", "punto di lista"),
        ("## Titolo", "Titolo"),
        ("due\nrighe\r\ncon\u00a0spazi", "due righe con spazi"),
        ("testo \x1b[31mrosso\u202e\u200b", "testo rosso"),
        ("<b>forte</b> <img src=x onerror=alert(1)>", "forte"),
        ("[s3] e [^4] qui", "e qui"),
        ("5 * 3 * 2 fa 30", "5 * 3 * 2 fa 30"),
        ("un'«intesa»", "un'«intesa»"),
        ("**Vale [1]** molto", "Vale molto"),
        ("![foto](u.png) Vale", "Vale"),
        ("می\u200cخواهم 👩\u200d🚒", "می\u200cخواهم 👩\u200d🚒"),
    ],
)
def test_markup_and_markers_are_taken_out(quote: str, expected: str) -> None:
    assert claim_text(quote) == expected


@given(st.text(max_size=200))
def test_no_marker_and_no_control_character_is_left(quote: str) -> None:
    text = claim_text(quote)
    assert not re.search(r"\[\d{1,4}\]", text)
    assert all(c.isprintable() for c in text if c not in "\u200c\u200d")
    assert text == text.strip()


@given(st.text(max_size=200))
def test_cleaning_twice_changes_nothing_that_matters(quote: str) -> None:
    once = claim_text(quote)
    assert len(claim_text(once)) <= len(once)


def test_a_long_hostile_line_is_cleaned_quickly() -> None:
    assert claim_text("[" * 20_000 + "(" * 20_000)
    assert claim_text("**" * 20_000) is not None
