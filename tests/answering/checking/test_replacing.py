"""Who takes whose place, what is planned and told as done, causes with their effects, and other numbers for one."""

from __future__ import annotations

import pytest

from rag.answering.checking import check

HEIR = "Il direttore Elio Banti lascerà il museo a maggio e gli succederà Carla Viti."
SUB = "Il tecnico ha sostituito il terzino Marko Ilic con Leo Danti."
PLEDGE = "La ministra Olga Reni ha promesso nuovi treni e coprirà la spesa nel 2031."
COOK = "Tina Poe will leave the hotel in May to manage the Lisbon branch."
CAUSE = "La fiera è stata annullata a causa della neve. Il sindaco Aldo Neri si è dimesso in aprile."
ROUGH = "Circa 700 tifosi hanno seguito la squadra, che non vince da un decennio."
OPEN = "Il rettore Ugo Sala non esclude di chiudere due sedi."


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Carla Viti prenderà il posto di Elio Banti.", HEIR),
        ("A Elio Banti succederà Carla Viti.", HEIR),
        ("Carla Viti will succeed Elio Banti.", HEIR),
        ("Marko Ilic è stato sostituito da Leo Danti.", SUB),
        ("Olga Reni coprirà la spesa nel 2031.", PLEDGE),
        ("La fiera non si è tenuta a causa della neve.", CAUSE),
        ("La squadra non vince da dieci anni.", ROUGH),
        ("Il rettore Ugo Sala potrebbe chiudere due sedi.", OPEN),
    ],
)
def test_the_same_change_told_otherwise_is_not_refused(claim: str, source: str) -> None:
    assert check(claim, [source]).verdict != "unsupported"


@pytest.mark.parametrize(
    ("failing", "claim", "source"),
    [
        ("roles", "A Carla Viti succederà Elio Banti.", HEIR),
        ("roles", "Elio Banti prenderà il posto di Carla Viti.", HEIR),
        ("roles", "Marko Ilic ha sostituito Leo Danti.", SUB),
        ("hedge", "Olga Reni ha consegnato nuovi treni.", PLEDGE),
        ("hedge", "Tina Poe manages the Lisbon branch.", COOK),
        ("numbers", "Esattamente 700 tifosi hanno seguito la squadra.", ROUGH),
        ("negation", "Il rettore Ugo Sala esclude di chiudere due sedi.", OPEN),
    ],
)
def test_the_change_turned_round_or_told_as_done_is_caught(failing: str, claim: str, source: str) -> None:
    found = check(claim, [source])
    assert (found.verdict, found.checks[failing]) == ("unsupported", "failed")


def test_a_cause_goes_with_its_own_effect() -> None:
    assert check("Il sindaco Aldo Neri si è dimesso a causa della neve.", [CAUSE]).checks["meaning"] == "failed"
