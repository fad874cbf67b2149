"""Check that written dates are found, with their place, and nothing else is."""

from __future__ import annotations

import datetime
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.language.dates import find_dates

ONE = [
    ("12 Gennaio 2026", "2026-01-12"),
    ("mercoledì 4 febbraio 2026", "2026-02-04"),
    ("Mercoledì 4 Febbraio 2026", "2026-02-04"),
    ("19/01/2026", "2026-01-19"),
    ("19.01.2026", "2026-01-19"),
    ("9-1-2026", "2026-01-09"),
    ("2026-01-12", "2026-01-12"),
    ("2026/01/12", "2026-01-12"),
    ("January 12, 2026", "2026-01-12"),
    ("January 12th, 2026", "2026-01-12"),
    ("Jan. 12, 2026", "2026-01-12"),
    ("12 January 2026", "2026-01-12"),
    ("the 12th of January 2026", "2026-01-12"),
    ("Wed, Jan 14 2026", "2026-01-14"),
    ("gennaio 2026", "2026-01"),
    ("MAGGIO 2026", "2026-05"),
    ("May 2026", "2026-05"),
    ("MAY 2026", "2026-05"),
    ("Sept. 2025", "2025-09"),
    ("1° marzo 2025", "2025-03-01"),
    ("1º marzo 2025", "2025-03-01"),
    ("12 GEN 2026", "2026-01-12"),
    ("12 gen. 2026", "2026-01-12"),
    ("12. Januar 2026", "2026-01-12"),
    ("12.März 2026", "2026-03-12"),
    ("1er mars 2025", "2025-03-01"),
    ("mars 2025", "2025-03"),
    ("14 août 2025", "2025-08-14"),
    ("12 de enero de 2026", "2026-01-12"),
    ("enero de 2026", "2026-01"),
    ("5 de março de 2026", "2026-03-05"),
    ("12\u00a0gennaio\u00a02026", "2026-01-12"),
    ("12\u202fgennaio 2026", "2026-01-12"),
    ("12 gennaio\n2026", "2026-01-12"),
    ("12 gennaio\r\n2026", "2026-01-12"),
    ("29 febbraio 2024", "2024-02-29"),
    ("2026년 1월 12일", "2026-01-12"),
    ("2026年1月12日", "2026-01-12"),
]


@pytest.mark.parametrize(("written", "iso"), ONE)
@pytest.mark.parametrize("frame", ["{}", "dell’{}, poi", "({})", "Roma, {}.", "«{}»", "da {}; "])
def test_finds_a_date_and_its_place(frame: str, written: str, iso: str) -> None:
    text = frame.format(written)
    (found,) = find_dates(text)
    assert found.iso == iso
    assert text[found.start : found.end] == found.text
    assert written.endswith(found.text)


@pytest.mark.parametrize(
    "text",
    ["nel 2026", "2026", "12 gennaio", "gennaio", "ieri", "lunedì", "gennaio scorso", "31 febbraio 2026", "30/02/2026"]
    + ["29 febbraio 2025", "0 gennaio 2026", "32 gennaio 2026", "13/13/2026", "2026-13-01", "2026-00-10", "00/01/2026"]
    + [
        "versione 1.12.2026.4",
        "112/01/2026",
        "12/01/20267",
        "12 gennaio 20261",
        "x12 gennaio 2026b",
        "set 2025 targets",
    ]
    + ["may 2026", "march 2026", "a maggio 1500 euro", "due anni ago 2026", "https://a.it/2026/01/12/b", "12/01-2026"]
    + [
        "12\n\ngennaio 2026x",
        "12 gennaio\n\n2026",
        "gennaioo 2026",
        "3.12.2026.1",
        "tel. 06-12-20263",
        "2010-12",
        "19/01/26",
    ],
)
def test_finds_no_date_where_none_is_written(text: str) -> None:
    assert find_dates(text) == []


def test_an_impossible_day_leaves_no_month_behind() -> None:
    assert find_dates("il 31 febbraio 2026 non esiste") == []


def test_finds_several_in_order() -> None:
    text = "Dal 1° marzo 2025 al 12-13 gennaio 2026 (2026-02-04), poi maggio 2026."
    assert [mention.iso for mention in find_dates(text)] == ["2025-03-01", "2026-01-13", "2026-02-04", "2026-05"]


@pytest.mark.parametrize(
    ("text", "language", "iso"),
    [
        ("03/04/2026", "it", ["2026-04-03"]),
        ("03/04/2026", "de", ["2026-04-03"]),
        ("03/04/2026", "en", []),
        ("04/04/2026", "en", ["2026-04-04"]),
        ("01/19/2026", "en", ["2026-01-19"]),
        ("19/01/2026", "en", ["2026-01-19"]),
        ("01/19/2026", "it", []),
    ],
)
def test_the_order_of_digits_follows_the_language_and_is_never_guessed(
    text: str, language: str, iso: list[str]
) -> None:
    assert [mention.iso for mention in find_dates(text, language)] == iso


def test_decomposed_accents_are_the_same_letters() -> None:
    text = unicodedata.normalize("NFD", "12 février 2026")
    (found,) = find_dates(text)
    assert (found.iso, found.start, found.end) == ("2026-02-12", 0, len(text))


MONTHS = "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre".split()


@given(st.dates(min_value=datetime.date(1000, 1, 1), max_value=datetime.date(2999, 12, 31)), st.sampled_from(range(4)))
def test_every_day_is_read_back(day: datetime.date, form: int) -> None:
    month = MONTHS[day.month - 1]
    written = [
        f"{day.day} {month} {day.year}",
        f"{day.day:02}/{day.month:02}/{day.year}",
        f"{day:%Y-%m-%d}",
        f"{day.day}.{day.month}.{day.year}",
    ][form]
    assert [mention.iso for mention in find_dates(f"Il {written}, a Roma")] == [day.isoformat()]


@given(
    st.lists(
        st.sampled_from(["12", " ", "gennaio", "2026", "/", "-", ".", "1°", "\n", "di ", "mar", ",", "31", "T", "년"])
    )
)
def test_mentions_are_in_order_and_apart(parts: list[str]) -> None:
    text = "".join(parts)
    found = find_dates(text)
    assert all(text[mention.start : mention.end] == mention.text for mention in found)
    assert all(first.end <= second.start for first, second in zip(found, found[1:], strict=False))


@pytest.mark.parametrize(
    "text",
    ["parola " * 150_000, "2026 " * 100_000, "12 " * 200_000, "1" * 1_000_000, "gennaio " * 100_000, " " * 1_000_000]
    + ["12 de " * 100_000, "2026-" * 100_000, "a" * 1_000_000, "\n" * 1_000_000, "12 gennaio " * 50_000],
    ids=range(11),
)
def test_is_quick_on_a_huge_line(text: str) -> None:
    began = time.process_time()
    assert find_dates(text) == []
    assert time.process_time() - began < 0.9
