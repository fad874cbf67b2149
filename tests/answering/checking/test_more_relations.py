"""Years told from another, amounts that come round, superlatives since a year, and who "la quale" stands for."""

from __future__ import annotations

import pytest

from rag.answering.checking import check

RATE = "Il tasso di disoccupazione in Sicilia è sceso nel 2025 al 32,1%, dal 35,4% dell'anno prima."
GIFT = "The fund gave £3 million to the hospital, its largest donation since 1998, and will add £500,000 a year."
DELAY = "Il ministero ha prorogato al 30 novembre il termine per le domande, inizialmente fissato al 15 ottobre."
MAYOR = "«Abbiamo atteso troppo», lamenta la sindaca Paola Conti, secondo la quale mancano 6 milioni."
SENSOR = "L'Università di Pavia ha brevettato un sensore che misura l'umidità del suolo senza batterie."
HEAT = "Wetterdienstchef Paul Reimer warnte, dass die Hitzewelle noch zehn Tage dauern könne."
THEFT = "Nella notte i ladri hanno svuotato la cassaforte della gioielleria."


@pytest.mark.parametrize(
    ("claim", "source", "stands"),
    [
        ("Nel 2024 il tasso di disoccupazione in Sicilia era del 35,4%.", RATE, True),
        ("Nel 2025 il tasso di disoccupazione in Sicilia era del 35,4%.", RATE, False),
        ("In un anno la disoccupazione in Sicilia è diminuita di 3,3 punti.", RATE, True),
        ("In un anno la disoccupazione in Sicilia è diminuita di 4,3 punti.", RATE, False),
        ("The fund will add £500,000 a year.", GIFT, True),
        ("The fund gave £3 million a year to the hospital.", GIFT, False),
        ("It is the fund's largest donation since 1998.", GIFT, True),
        ("It is the fund's largest donation ever.", GIFT, False),
        ("La scadenza per le domande è slittata dal 15 ottobre al 30 novembre.", DELAY, True),
        ("Il ministero ha anticipato il termine per le domande.", DELAY, False),
        ("Secondo la sindaca Paola Conti mancano 6 milioni.", MAYOR, True),
        ("Mancano 6 milioni.", MAYOR, False),
        ("The University of Pavia has patented a battery-free soil sensor.", SENSOR, True),
        ("Il sensore brevettato serve a misurare l'umidità del terreno.", SENSOR, True),
        ("Il sensore usa le batterie.", SENSOR, False),
        ("Laut Paul Reimer könnte die Hitzewelle noch zehn Tage dauern.", HEAT, True),
        ("Die Hitzewelle wird noch zehn Tage dauern.", HEAT, False),
        ("I ladri sono stati arrestati nella notte.", THEFT, False),
    ],
)
def test_what_follows_from_a_source_stands_and_what_is_near_it_does_not(claim: str, source: str, stands: bool) -> None:
    assert (check(claim, [source]).verdict == "supported") == stands
