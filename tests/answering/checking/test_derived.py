"""Numbers that no source has as such, and that its own numbers give."""

from __future__ import annotations

import pytest

from rag.answering.checking import check

SHARE = "Tra il 2010 e il 2020 la quota di iscritti è passata dal 12,4% al 15,1%."
FINE = "The court fined Alder Foods £4.6 million; the previous record was £2.1 million."
COST = "La spesa sarà coperta per due terzi dalla Regione e per il resto dalla società Acque Blu."
TOWNS = "L'acquedotto serve Isola, Verona Sud, Bovolone e Santa Maria."


@pytest.mark.parametrize(
    ("claim", "source", "stands"),
    [
        ("Tra il 2010 e il 2020 la quota di iscritti è aumentata di 2,7 punti.", SHARE, True),
        ("Tra il 2010 e il 2020 la quota di iscritti è aumentata di 3,7 punti.", SHARE, False),
        ("The fine is more than twice the previous record.", FINE, True),
        ("The fine is more than three times the previous record.", FINE, False),
        ("Il terzo restante della spesa sarà a carico della società Acque Blu.", COST, True),
        ("Il quarto restante della spesa sarà a carico della società Acque Blu.", COST, False),
        ("L'acquedotto serve quattro paesi.", TOWNS, True),
        ("L'acquedotto serve cinque paesi.", TOWNS, False),
    ],
)
def test_a_number_may_follow_from_those_of_a_source(claim: str, source: str, stands: bool) -> None:
    assert (check(claim, [source]).verdict == "supported") == stands
