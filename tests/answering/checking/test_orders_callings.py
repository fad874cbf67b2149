"""What is ordered and not yet done, what is only called so, shares that are left, quarters told by their months."""

from __future__ import annotations

import pytest

from rag.answering.checking import check

REPAY = "La Corte dei conti ha condannato l'ex direttore Aldo Ferrini a restituire 320.000 euro."
CLOSING = "The bakery chain Hollis is to close 14 of its 160 shops."
SUMMIT = "L'Ungheria non parteciperà al vertice di Lisbona, definito «inutile» dal ministro Gábor Kiss."
PARTS = "Il 58% dei soci è favorevole, il 27% è contrario e il resto non ha un'opinione."
CARS = "Nel primo trimestre le vendite sono cresciute del 41%; i diesel sono scesi sotto il 10% del mercato."
SITE = "Il cantiere della metropolitana, fermo da otto mesi, ripartirà in aprile."
LAW = "Der Landtag hat am Mittwoch ein Gesetz gegen Handys beschlossen."


@pytest.mark.parametrize(
    ("claim", "source", "stands"),
    [
        ("Aldo Ferrini dovrà restituire 320mila euro.", REPAY, True),
        ("Aldo Ferrini ha restituito 320.000 euro.", REPAY, False),
        ("Hollis will close 14 shops.", CLOSING, True),
        ("Hollis has closed 14 shops.", CLOSING, False),
        ("Secondo il ministro Gábor Kiss il vertice di Lisbona è inutile.", SUMMIT, True),
        ("Il vertice di Lisbona è inutile.", SUMMIT, False),
        ("Il 15% dei soci non ha un'opinione.", PARTS, True),
        ("Il 25% dei soci non ha un'opinione.", PARTS, False),
        ("Quasi sei soci su dieci sono favorevoli.", PARTS, True),
        ("Quasi sette soci su dieci sono favorevoli.", PARTS, False),
        ("Tra gennaio e marzo le vendite sono cresciute del 41%.", CARS, True),
        ("Tra aprile e giugno le vendite sono cresciute del 41%.", CARS, False),
        ("I diesel valgono meno del 10% del mercato.", CARS, True),
        ("I diesel valgono più del 10% del mercato.", CARS, False),
        ("I lavori della metropolitana riprenderanno ad aprile.", SITE, True),
        ("I lavori della metropolitana sono ripresi.", SITE, False),
        ("Am Mittwoch beschloss der Landtag ein Gesetz gegen Handys.", LAW, True),
        ("Am Mittwoch hat der Landtag ein Gesetz gegen Handys abgelehnt.", LAW, False),
    ],
)
def test_orders_and_names_given_to_things_are_no_facts(claim: str, source: str, stands: bool) -> None:
    assert (check(claim, [source]).verdict == "supported") == stands


FILM = "Il bilancio è di 1,9 milioni di euro, per il 60% coperto da sponsor privati."
FROST = "Farmers expect to lose up to 70% of the cherry crop after frost struck on three nights in late April."
PRICE = "Prices could rise above £9, according to the wholesaler Brandle & Co."


@pytest.mark.parametrize(
    ("claim", "source", "stands"),
    [
        ("Il 60% del bilancio è coperto da sponsor privati.", FILM, True),
        ("Il bilancio è coperto interamente da sponsor privati.", FILM, False),
        ("There was frost on three nights in late April.", FROST, True),
        ("Farmers lost 70% of the cherry crop.", FROST, False),
        ("The wholesaler Brandle & Co said that prices could rise above £9.", PRICE, True),
        ("The minister said that prices could rise above £9.", PRICE, False),
    ],
)
def test_a_share_is_not_the_whole_and_no_minister_speaks_who_is_not_there(
    claim: str, source: str, stands: bool
) -> None:
    assert (check(claim, [source]).verdict == "supported") == stands
