"""Names that countries and bodies known everywhere bear: found where they are meant, and not in other words."""

from __future__ import annotations

import pytest

from rag.language.aliases import find_aliases, other_names


@pytest.mark.parametrize(
    ("text", "found", "other"),
    [
        ("How many were sold in the US?", "US", "Stati Uniti"),
        ("Che cosa dice l'Oms?", "Oms", "World Health Organization"),
        ("quanti negli stati uniti", "stati uniti", "United States"),
        ("La Banca centrale europea alza i tassi", "Banca centrale europea", "ECB"),
        ("Made in the U.K. alone", "U.K.", "United Kingdom"),
    ],
)
def test_a_known_name_is_found_with_its_others(text: str, found: str, other: str) -> None:
    (alias,) = find_aliases(text)
    assert text[alias.start : alias.end] == found and other in alias.others and found not in alias.others


@pytest.mark.parametrize("text", ["Tell us who won", "un accordo e una nato", "La casa AIUTO", "ema e fda", ""])
def test_other_words_are_no_names(text: str) -> None:
    assert find_aliases(text) == []


def test_a_country_goes_by_its_short_names_and_by_those_abroad() -> None:
    assert {"Stati Uniti", "US", "Estados Unidos"} <= set(other_names("USA"))
    assert {"South Korea", "Coree Du Sud"} <= set(other_names("Corea del Sud"))
    assert other_names("us") == other_names("ponte") == ()
