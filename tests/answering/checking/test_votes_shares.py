"""Votes told by a score, shares of counts, deeds brought about, and denials told by other verbs."""

from __future__ import annotations

import pytest

from rag.answering.checking import check

VOTE = "The council voted 9-4 on Tuesday to sell the old cinema to the developer Harper Homes."
LAW = "La Camera ha approvato martedì la legge con 187 sì, 121 no e 4 astenuti."
HEAD = "Rosanna Ferri è stata eletta presidente dell'associazione con 312 voti su 480."
STAGE = "Il maltempo ha costretto gli organizzatori ad annullare la tappa, che avrebbe dovuto attraversare tre valli."
GYM = "Secondo i periti la causa del crollo fu un difetto dell'acciaio, non un errore di progettazione."
BEER = "Nel 2025 il birrificio ha venduto 1,2 milioni di bottiglie."
DRUG = "Lena Foss said the drug cut the risk of stroke by about a third, but only 900 patients were followed."
BUSES = "Die Stadt Kiel will alle 120 Busse ersetzen; das kostet nach Angaben von Ute Brandt 84 Millionen Euro."
BELIEF = "Nearly half of managers believe that productivity has not changed."
VIEW = "Historian Luke Feeney believes that the play was written by Edith Hart."
LEAVES = "L'allenatore Remo Valdi lascerà la squadra a giugno."
LOSS = "The company made a loss of $210 million last year after three years of profit."
JOBS = "The decision will affect about 380 of the plant's 1,450 workers."
PAID = "The World Bank lent $420 million for the line."
SAID = "Joan Whitby disagreed: firms are likely to cut office space by a quarter, she said."


@pytest.mark.parametrize(
    ("claim", "source", "stands"),
    [
        ("Nine councillors voted for the sale of the cinema and four against.", VOTE, True),
        ("Eight councillors voted for the sale of the cinema and four against.", VOTE, False),
        ("La legge è stata approvata dalla Camera con 187 voti a favore e 121 contrari.", LAW, True),
        ("La legge è stata approvata dalla Camera con 121 voti a favore e 187 contrari.", LAW, False),
        ("Con il 65% dei voti Rosanna Ferri è stata eletta presidente dell'associazione.", HEAD, True),
        ("Con il 75% dei voti Rosanna Ferri è stata eletta presidente dell'associazione.", HEAD, False),
        ("La tappa è stata annullata per il maltempo.", STAGE, True),
        ("La tappa ha attraversato tre valli.", STAGE, False),
        ("Il crollo, secondo i periti, non fu dovuto a un errore di progettazione.", GYM, True),
        ("Il crollo, secondo i periti, non fu dovuto a un difetto dell'acciaio.", GYM, False),
        ("Nel 2025 il birrificio ha venduto oltre un milione di bottiglie.", BEER, True),
        ("Nel 2025 il birrificio ha venduto oltre due milioni di bottiglie.", BEER, False),
        ("According to Lena Foss the drug cut the risk of stroke by roughly one third.", DRUG, True),
        ("According to Lena Foss the drug cut the risk of stroke by roughly one half.", DRUG, False),
        ("In Kiel sollen alle 120 Busse ersetzt werden.", BUSES, True),
        ("In Kiel wurden alle 120 Busse ersetzt.", BUSES, False),
        ("Almost half of managers think that productivity has not changed.", BELIEF, True),
        ("Productivity has not changed.", BELIEF, False),
        ("In the view of Luke Feeney, Edith Hart wrote the play.", VIEW, True),
        ("Edith Hart wrote the play.", VIEW, False),
        ("Remo Valdi non sarà più l'allenatore della squadra.", LEAVES, True),
        ("The company lost $210 million last year after three profitable years.", LOSS, True),
        ("The company lost $210 million last year after four profitable years.", LOSS, False),
        ("About 380 workers will be affected, out of 1,450 at the plant.", JOBS, True),
        ("About 480 workers will be affected, out of 1,450 at the plant.", JOBS, False),
        ("The World Bank lent 420 million shillings for the line.", PAID, False),
        ("Firms are likely to cut office space by a quarter.", SAID, False),
        ("Firms are likely to cut office space by a quarter, according to Joan Whitby.", SAID, True),
    ],
)
def test_what_is_told_otherwise_stands_and_what_is_another_thing_does_not(
    claim: str, source: str, stands: bool
) -> None:
    assert (check(claim, [source]).verdict == "supported") == stands
