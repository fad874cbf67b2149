"""What is told of a part, what is still open, and denials by a verb, a share or not by all."""

from __future__ import annotations

import pytest

from rag.answering.checking import check

FUNDS = "L'investimento sarà di 9 milioni di euro, di cui 3,5 arriveranno dai fondi europei."
OPEN = "La Provincia non ha ancora deciso se concedere un contributo."
HOLD = "The extension has been put on hold until the government decides on funding in the autumn."
NOT_ALL = "Non tutti i soci sono d'accordo: una trentina ha chiesto di rinviare il voto del 28 marzo."
YIELDS = "L'enologa Sofia Wagner ritiene che le rese diminuiranno del 15%."
FARE = "A single ticket will rise from £2.50 to £2.80."
RIGHT = "Il diritto di aprire scuole non può essere sospeso neppure in caso di emergenza."
CALM = "Lutero evitò un cambiamento estremo per non sconvolgere le persone."


@pytest.mark.parametrize(
    ("claim", "source", "stands"),
    [
        ("The investment will be 9 million euros, 3.5 million of which from EU funds.", FUNDS, True),
        ("Dai fondi europei arriveranno 9 milioni di euro.", FUNDS, False),
        ("Sul contributo non c'è ancora una decisione.", OPEN, True),
        ("Sul contributo c'è una decisione.", OPEN, False),
        ("The extension is on hold.", HOLD, True),
        ("The government will fund the extension in the autumn.", HOLD, False),
        ("Circa trenta soci vogliono che il voto del 28 marzo sia rinviato.", NOT_ALL, True),
        ("Circa trecento soci vogliono che il voto del 28 marzo sia rinviato.", NOT_ALL, False),
        ("Tutti i soci sono d'accordo.", NOT_ALL, False),
        ("Le rese caleranno del 15%, stima Sofia Wagner.", YIELDS, True),
        ("Le rese caleranno del 15%.", YIELDS, False),
        ("Il biglietto singolo passerà da 2,50 a 2,80 sterline.", FARE, True),
        ("Il biglietto singolo passerà da 2,80 a 2,50 sterline.", FARE, False),
        ("In caso di emergenza il diritto di aprire scuole può essere sospeso.", RIGHT, False),
        ("Neppure in un'emergenza si può sospendere il diritto di aprire scuole.", RIGHT, True),
        ("Lutero evitò un cambiamento estremo per paura del papa.", CALM, False),
    ],
)
def test_a_part_is_not_the_whole_and_what_is_open_is_not_settled(claim: str, source: str, stands: bool) -> None:
    assert (check(claim, [source]).verdict == "supported") == stands
