"""How many a claim speaks of, and what its amounts measure, without numbers and with them. Words alone, no embedder."""

from __future__ import annotations

import pytest

from rag.answering.checking import check

SOME = "Alcuni farmacisti di Rieti hanno rifiutato il nuovo listino, che la Regione ha approvato lunedì."
MOST = "Most residents no longer trust the mayor."
SHARE = "Il 38% degli apicoltori ha perso metà degli alveari."
EXCEPT = "Dal 3 maggio sono vietati i monopattini nel parco, salvo per i residenti."
USUALLY = "The ferry usually leaves on time."
BOTH = "Il giudice ha inflitto una multa a Corti e a Salvi."
ACCOUNTS = "La cantina Dorigo ha chiuso l'anno con vendite per 41 milioni di euro e un debito di 6,2 milioni."
TESTED = "Nel test la precisione era del 91%, contro il 77% del vecchio modello."
VOTES = "La delibera è passata con 17 voti favorevoli e 8 contrari."
RESULTS = "Brewer's sales rose 12% to $3.1 billion, whereas earnings slipped 4% to $290 million."
RANGE = "The plant will employ between 300 and 450 people."
HALF_YEAR = "Nel primo semestre gli arrivi sono cresciuti del 9%."


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Il nuovo listino è stato rifiutato da alcuni farmacisti di Rieti.", SOME),
        ("La maggior parte degli abitanti non si fida più del sindaco.", MOST),
        ("Nel parco i monopattini sono vietati dal 3 maggio, tranne che per i residenti.", EXCEPT),
        ("La cantina Dorigo ha un debito di 6,2 milioni di euro.", ACCOUNTS),
        ("Il vecchio modello aveva una precisione del 77%.", TESTED),
        ("I voti contrari sono stati 8.", VOTES),
        ("Earnings slipped 4%.", RESULTS),
        ("The plant will employ at least 300 people.", RANGE),
        ("The plant will employ at most 450 people.", RANGE),
        ("Gli arrivi sono cresciuti del 9% nei primi sei mesi.", HALF_YEAR),
    ],
)
def test_as_many_and_the_same_measured_is_supported(claim: str, source: str) -> None:
    assert check(claim, [source]).verdict == "supported"


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Tutti i farmacisti di Rieti hanno rifiutato il nuovo listino.", SOME),
        ("No residents trust the mayor.", MOST),
        ("Gli apicoltori hanno perso tutti metà degli alveari, ogni apicoltore è in crisi.", SHARE),
        ("Dal 3 maggio nel parco sono vietati tutti i monopattini.", EXCEPT),
        ("The ferry always leaves on time.", USUALLY),
        ("Il giudice ha inflitto una multa soltanto a Corti.", BOTH),
        ("La cantina Dorigo ha chiuso l'anno con un debito di 41 milioni di euro.", ACCOUNTS),
        ("Nel test la precisione era del 77%.", TESTED),
        ("La delibera è passata con 8 voti favorevoli e 17 contrari.", VOTES),
        ("Brewer's earnings rose 4% to $290 million.", RESULTS),
        ("The plant will employ more than 450 people.", RANGE),
        ("The plant will employ at most 300 people.", RANGE),
    ],
)
def test_more_than_is_known_and_another_measure_are_caught(claim: str, source: str) -> None:
    checked = check(claim, [source])
    assert checked.verdict != "supported"
    assert checked.checks["numbers"] == "failed"
