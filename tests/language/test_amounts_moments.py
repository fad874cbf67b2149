"""What amounts and moments are worth, whatever the notation."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.language.amounts import find_amounts
from rag.language.digits import read_digits
from rag.language.moments import find_moments
from rag.language.places import find_places
from rag.language.words import find_words


def amounts(text: str, language: str) -> list[tuple[float, str | None]]:
    return [(round(amount.value, 2), amount.unit) for amount in find_amounts(text, language)]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("it", "1,8 miliardi di euro", [(1.8e9, "EUR")]),
        ("en", "€1.8 billion", [(1.8e9, "EUR")]),
        ("en", "£2.5m and $3bn", [(2.5e6, "GBP"), (3e9, "USD")]),
        ("it", "un milione e centomila euro", [(1.1e6, "EUR")]),
        ("it", "640 mila euro, 640.000 euro", [(640_000, "EUR"), (640_000, "EUR")]),
        ("en", "640,000 euros", [(640_000, "EUR")]),
        ("fr", "14 000 voyageurs", [(14_000, None)]),
        ("it", "da 50 a 300 euro", [(50, "EUR"), (300, "EUR")]),
        ("it", "pari al 3 per cento", [(3, "percent")]),
        ("it", "tre punti percentuali", [(3, "points")]),
        ("it", "due terzi, la metà, due alunni su cinque", [(66.67, "percent"), (50, "percent"), (40, "percent")]),
        ("en", "a quarter, two in five", [(25, "percent"), (40, "percent")]),
        ("it", "diciotto mesi o un anno e mezzo", [(18, "time"), (18, "time")]),
        ("en", "a year and a half", [(18, "time")]),
        ("it", "una trentenne di 30 anni", [(360, "time"), (360, "time")]),
        ("it", "il terzo set, secondo l'arbitro, dopo 42 secondi", [(3, "ordinal"), (42, "hours")]),
        ("it", "ventisette, centoventi, duemilaquattrocento", [(27, None), (120, None), (2400, None)]),
        ("it", "62mila abitanti, 15mila euro", [(62_000, None), (15_000, "EUR")]),
        ("it", "la 32a città, la 12ª tappa", [(32, "ordinal"), (12, "ordinal")]),
        ("en", "the 32nd city", [(32, "ordinal")]),
        ("it", "metà Trecento", [(14, "ordinal")]),
        ("it", "sale di 0,3 °C", [(0.3, "degrees")]),
        ("it", "nove decimi dei voti", [(90, "percent")]),
        ("it", "ridurrà di un quarto la produzione", [(25, "percent")]),
        ("it", "il terzo restante", [(33.33, "percent")]),
        ("en", "an 88-million-euro project", [(88e6, "EUR")]),
        ("en", "two hundred and five thousand people", [(205_000, None)]),
        ("de", "fünfundzwanzig Züge, 6,3 Kilometer", [(25, None), (6300, "length")]),
        ("it", "due chilometri quadrati, 4,6 metri cubi al secondo", [(2e6, "area"), (4600, "volume")]),
        ("it", "nel 2024", []),
        ("it", "un uomo e una donna", []),
    ],
)
def test_an_amount_has_its_value_and_its_unit(
    language: str, text: str, expected: list[tuple[float, str | None]]
) -> None:
    assert amounts(text, language) == expected


@pytest.mark.parametrize(
    ("digits", "language", "value"),
    [("1.234", "it", 1234), ("1,234", "en", 1234), ("1,5", "it", 1.5), ("1.5", "en", 1.5), ("1.234.567", "it", 1234567),
     ("1.234,5", "it", 1234.5), ("1,234.5", "en", 1234.5), ("0,125", "it", 0.125)],
)  # fmt: skip
def test_digits_are_read_as_their_language_writes_them(digits: str, language: str, value: float) -> None:
    assert read_digits(digits, language) == value


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("it", "sabato 21 marzo", {"weekday": 6, "day": 21, "month": 3}),
        ("en", "on Saturday, 21 March 2026", {"weekday": 6, "day": 21, "month": 3, "year": 2026}),
        ("en", "on June 7", {"day": 7, "month": 6}),
        ("it", "a gennaio", {"month": 1}),
        ("it", "la prossima settimana", {"relative": "next week"}),
        ("en", "at 10 pm", {"clock": (10, 0)}),
        ("it", "alle 22", {"clock": (10, 0)}),
        ("it", "in autunno", {"season": 3}),
    ],
)
def test_a_moment_holds_what_is_written_and_no_more(language: str, text: str, expected: dict[str, object]) -> None:
    (moment,) = find_moments(text, language)
    for name in ("year", "month", "day", "weekday", "season", "clock", "relative"):
        assert getattr(moment, name) == expected.get(name)


def test_may_and_march_are_months_only_with_a_capital_and_company() -> None:
    assert find_moments("They may march against it.", "en") == []
    assert [moment.month for moment in find_moments("in May and since March", "en")] == [5, 3]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("la Corea del Sud e i coreani", ["KR", "KR"]),
        ("South Korea and the Danish firm", ["KR", "DK"]),
        ("Milano, Milan, Mailand", ["Milano", "Milano", "Milano"]),
        ("sardine, romanzo, russare, polish", []),
    ],
)
def test_a_place_is_known_by_any_of_its_names(text: str, codes: list[str]) -> None:
    assert [place.code for place in find_places(find_words(text, "it"))] == codes


@given(st.text(max_size=120), st.sampled_from(["it", "en", "de", "fr", "es", "und"]))
def test_any_text_can_be_read(text: str, language: str) -> None:
    for found in (*find_amounts(text, language), *find_moments(text, language)):
        assert 0 <= found.start < found.end <= len(text)
