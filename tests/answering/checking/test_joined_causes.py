"""Causes told by a colon or by who is responsible, and words that only look like deeds."""

from __future__ import annotations

import pytest

from rag.answering.checking import check

COACH = "L'allenatore Remo Valdi lascerà la squadra a giugno: il suo contratto non sarà rinnovato."
GAS = "Calcolano che il metano è responsabile di oltre la metà dell'effetto serra."
SNOW = "La tappa di domani potrebbe essere accorciata per neve, ha detto la giuria."
RUN = "Chief executive Ines Dahl will run the combined company, while founder Omar Sert becomes chairman."
SUE = "«Faremo appello», ha annunciato l'avvocata Pia Orsi, che difende Greco."
SIGNED = "Energy secretary Rose Achieng signed for Kenya and minister Paul Mugisha for Uganda."
BOUGHT = "EirNet has agreed to buy the battery maker Volta from the fund Stonegate for €640 million."
RATES = "Le tariffe, ha assicurato il presidente di Acque Blu Ivo Neri, non aumenteranno prima del 2027."


@pytest.mark.parametrize(
    ("claim", "source", "stands"),
    [
        ("Remo Valdi lascerà la squadra a giugno perché il suo contratto non sarà rinnovato.", COACH, True),
        ("Remo Valdi lascerà la squadra a giugno perché ha litigato con il presidente.", COACH, False),
        ("Oltre la metà dell'effetto serra è dovuta al metano, secondo i loro calcoli.", GAS, True),
        ("Oltre la metà dell'effetto serra è dovuta al vapore, secondo i loro calcoli.", GAS, False),
        ("La tappa di domani potrebbe essere accorciata a causa della neve.", SNOW, True),
        ("La tappa di domani potrebbe essere accorciata a causa di uno sciopero.", SNOW, False),
        ("The combined company will be run by Ines Dahl.", RUN, True),
        ("The combined company will be run by Omar Sert.", RUN, False),
        ("Pia Orsi ha annunciato ricorso in appello.", SUE, True),
        ("Pia Orsi ha fatto appello.", SUE, False),
        ("Paul Mugisha signed for Uganda.", SIGNED, True),
        ("Stonegate has agreed to sell Volta to EirNet for €640 million.", BOUGHT, True),
        ("EirNet has sold Volta to Stonegate for €640 million.", BOUGHT, False),
        ("Rates will not rise before 2027, said Ivo Neri, the chairman of Acque Blu.", RATES, True),
        ("Rates will rise before 2027, said Ivo Neri, the chairman of Acque Blu.", RATES, False),
    ],
)
def test_causes_and_deeds_are_read_where_they_stand(claim: str, source: str, stands: bool) -> None:
    assert (check(claim, [source]).verdict == "supported") == stands
