"""Numbers, dates and names of a claim: what is the same in other words passes, what differs is caught."""

from __future__ import annotations

import pytest

from rag.answering.checking import check
from rag.types import CHECKS

MARKET = "Nel 2024 il mercato ha toccato gli 1,8 miliardi di euro (pari al 3% del totale europeo)."
SIGNED = "Il sindaco Anna Neri ha firmato a Trani, il 12 gennaio 2026, il patto con la Korea Trade Agency (KTA)."
QUEUE = "L'attesa è scesa da 94 a 61 giorni; due apparecchi su cinque hanno più di dieci anni."
DEAL = "Nordvolt bought a 25% stake from Leeds for £2.5m on 14 January 2026."


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Nel 2024 il mercato valeva 1,8 miliardi di euro, il 3 per cento del totale europeo.", MARKET),
        ("In 2024 the market reached €1.8 billion, 3% of the European total.", MARKET),
        ("Il mercato ha toccato 1.800 milioni di euro.", MARKET),
        ("Anna Neri ha firmato il patto a gennaio 2026.", SIGNED),
        ("Anna Neri signed the pact with the KTA in Trani on January 12, 2026.", SIGNED),
        ("L'attesa è scesa a 61 giorni.", QUEUE),
        ("Il 40% degli apparecchi ha più di dieci anni.", QUEUE),
        ("Nordvolt ha comprato da Leeds un quarto per 2,5 milioni di sterline.", DEAL),
        ("Il 14 gennaio 2026 Nordvolt ha comprato una quota del 25%.", DEAL),
    ],
)
def test_the_same_facts_written_otherwise_are_supported(claim: str, source: str) -> None:
    assert check(claim, [source]).verdict == "supported"


@pytest.mark.parametrize(
    ("failing", "claim", "source"),
    [
        ("numbers", "Nel 2024 il mercato ha toccato gli 1,9 miliardi di euro.", MARKET),
        ("numbers", "Nel 2024 il mercato ha toccato gli 1,8 milioni di euro.", MARKET),
        ("numbers", "Nel 2024 il mercato ha toccato gli 1,8 miliardi di dollari.", MARKET),
        ("numbers", "In 2024 the market reached €18 billion.", MARKET),
        ("numbers", "L'attesa è scesa a 94 giorni.", QUEUE),
        ("numbers", "L'attesa è scesa da 94 a 61 ore.", QUEUE),
        ("numbers", "Due apparecchi su cinque hanno più di dodici anni.", QUEUE),
        ("numbers", "Nordvolt bought a 25% stake for €2.5m.", DEAL),
        ("dates", "Nel 2025 il mercato ha toccato gli 1,8 miliardi di euro.", MARKET),
        ("dates", "Anna Neri ha firmato il patto il 21 gennaio 2026.", SIGNED),
        ("dates", "Anna Neri signed the pact in February 2026.", SIGNED),
        ("names", "Carla Neri ha firmato il patto.", SIGNED),
        ("names", "Anna Neri ha firmato il patto a Bari.", SIGNED),
        ("names", "Anna Neri ha firmato il patto con la China Trade Agency.", SIGNED),
        ("names", "Nordvolt bought a stake from Oxford.", DEAL),
        ("names", "Nel 2024 il mercato ha toccato il 3% del totale giapponese.", MARKET),
    ],
)
def test_another_fact_is_a_contradiction(failing: str, claim: str, source: str) -> None:
    checked = check(claim, [source])
    assert checked.verdict == "unsupported"
    assert checked.checks[failing] == "failed"


def test_an_acronym_and_what_it_stands_for_are_one_name() -> None:
    source = "La Korea Trade Agency apre una sede."
    assert check("La KTA apre una sede.", [source]).verdict == "supported"
    assert check("La Korea Trade Agency apre una sede.", ["La KTA apre una sede."]).verdict == "supported"
    assert check("La KSA apre una sede.", [source]).verdict == "unsupported"


def test_the_whole_of_the_sources_is_supported_at_once_and_markup_does_not_count() -> None:
    source = "La **firma** di Anna Neri vale 1,8 miliardi [1]."
    assert check("La firma di Anna Neri vale 1,8 miliardi.", ["Altro.", source]).verdict == "supported"
    assert check("Altro. La firma di Anna Neri vale 1,8 miliardi.", ["Altro.", source]).verdict == "supported"


def test_what_no_source_speaks_of_is_only_partly_supported() -> None:
    assert check("La pioggia ha allagato i campi.", [MARKET]).verdict == "partial"


@pytest.mark.parametrize("claim", ["", "   ", "…", "[1]"])
def test_nothing_said_is_not_supported(claim: str) -> None:
    assert check(claim, [MARKET]).verdict == "unsupported"


def test_a_claim_that_says_nothing_to_check_is_not_supported() -> None:
    assert check("È così.", [MARKET]).verdict == "partial"


def test_without_a_source_nothing_is_supported() -> None:
    assert check("Il mercato cresce.", []).verdict == "unsupported"


def test_every_check_is_named_and_what_is_absent_is_not_applicable() -> None:
    checked = check("Il mercato ha toccato il 3%.", [MARKET])
    assert tuple(checked.checks) == CHECKS
    assert checked.checks["numbers"] == "ok" and checked.checks["dates"] == "n/a"


def test_a_fact_from_elsewhere_in_a_long_source_supports_nothing() -> None:
    source = (
        "Il museo di Dresda non ha prestato il quadro. La mostra resta aperta fino a maggio. "
        "I visitatori sono stati 74.500. "
        "Il curatore abita a Parigi. La rassegna costa quattro milioni. Il catalogo ha trecento pagine."
    )
    assert check("Il museo di Dresda non ha prestato il quadro.", [source]).verdict == "supported"
    assert check("Il museo di Parigi non ha prestato il quadro.", [source]).checks["names"] == "failed"
