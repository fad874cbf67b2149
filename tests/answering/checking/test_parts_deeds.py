"""What holds of a part, what each doer's amount is, what comes round how often, and who is the most. Words alone."""

from __future__ import annotations

import pytest

from rag.answering.checking import check

CASES = "Nel porto sono stati sequestrati 37 container, cinque dei quali carichi di rifiuti."
MILLIONS = "Il piano vale 14,5 miliardi di euro, di cui 3,1 destinati alle scuole."
DUG = "Dei 64 pozzi previsti ne sono stati scavati 29."
WAGES = "The union wants a raise of 7%; the state has offered 2.5%."
PRICE = "Il biglietto costa 12 euro a persona."
DROPS = "Il ghiacciaio perde tre metri cubi al secondo."
HIT = "Ancona e Fermo sono le province più colpite, Macerata la meno."
CALLED = 'Mayor Ilse Grant called the levy "reckless" and threatened to sue.'
LASTING = "A cantiere chiuso il tragitto durerà un'ora, contro le due attuali."
ADVISED = "L'autorità ha raccomandato il ritiro del farmaco Zelnix."
DENIES = "La ditta Orvax nega che il difetto sia provato."
LEADER = "The panel, led by geologist Ruth Amadi of Exeter, studied 14 wells."
THICK = "Bo Larsen says that the ice is no more than 22 kilometres thick."
FAR = ", far thinner than earlier estimates of 50."
ANOTHER = "Another laboratory, in Graz, contests the results."
DRUGS = "L'Agenzia europea per i medicinali ha approvato il farmaco."
EARLIEST = "The shuttle would fly in 2031 at the earliest."
STOPPED = "A Pesaro sono stati tolti i parcheggi da sei piazze, e altre due seguiranno."
VOTED = "Il consiglio ha approvato il bilancio martedì."
FRONTED = "La Provincia di Rieti ha stanziato 2,3 milioni per le strade."
AWAITED = "La fiera dovrebbe attirare 40.000 visitatori."
CLEARED_EN = "The merger was announced in March 2023 and cleared by the European Union in June."
DID_SO = "Chi vuole potrà ancora cambiare fornitore, ma solo un cliente su nove lo ha fatto."
POOR = "Il contributo salirà a 90 euro per le famiglie numerose."
POWER = "Le tariffe dell'acqua scenderanno del 3%."
PENDING_LAW = "La riforma, ferma alla Camera dal 2018, riguarda i notai."
SEA = "La medusa, originaria dell'Atlantico, è arrivata nel 1990."
SALE = "A court on Friday blocked the sale of Nimbus Media to the Swedish publisher Halden Group."
ASKED = "Halden said it would ask the Supreme Court to decide; Orbit declined to comment."
STUDIED = "Il Comune valuta un nuovo sconto per gli abbonati."


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Dalla Provincia di Rieti sono stati stanziati 2,3 milioni per le strade.", FRONTED),
        ("Sono attesi 40.000 visitatori.", AWAITED),
        ("The European Union cleared the merger in June.", CLEARED_EN),
        ("Solo un cliente su nove ha cambiato fornitore.", DID_SO),
        ("Per le famiglie numerose il contributo salirà a 90 euro.", POOR),
        ("Il Comune sta valutando un nuovo sconto per gli abbonati.", STUDIED),
        ("In autunno toccherà ad altre due piazze.", STOPPED.replace("seguiranno", "seguiranno in autunno")),
        ("Cinque dei 37 container sequestrati erano carichi di rifiuti.", CASES),
        ("Dei 14,5 miliardi di euro del piano, 3,1 miliardi sono destinati alle scuole.", MILLIONS),
        ("Finora sono stati scavati 29 dei 64 pozzi.", DUG),
        ("The state has offered 2.5%.", WAGES),
        ("Macerata è la provincia meno colpita.", HIT),
        ("Bo Larsen says that the ice is at most 22 kilometres thick.", THICK),
        ("L'Ema ha approvato il farmaco.", DRUGS),
        ("The European Medicines Agency has approved the drug.", DRUGS),
        ("The shuttle could not fly before 2031.", EARLIEST),
        ("Sei piazze di Pesaro non hanno più parcheggi.", STOPPED),
    ],
)
def test_parts_and_doers_told_otherwise_are_supported(claim: str, source: str) -> None:
    assert check(claim, [source]).verdict == "supported"


@pytest.mark.parametrize(
    ("failing", "claim", "source"),
    [
        ("numbers", "Nel porto sono stati sequestrati 37 container carichi di rifiuti.", CASES),
        ("numbers", "Sono stati scavati 64 pozzi.", DUG),
        ("numbers", "The state has offered a raise of 7%.", WAGES),
        ("numbers", "Il biglietto costa 12 euro al mese.", PRICE),
        ("numbers", "Il ghiacciaio perde tre metri cubi al minuto.", DROPS),
        ("numbers", "Bo Larsen says that the ice is at least 22 kilometres thick.", THICK),
        ("numbers", "Bo Larsen says that the ice is no more than 50 kilometres thick.", THICK.replace(".", FAR)),
        ("numbers", "All other laboratories contest the results.", ANOTHER),
        ("numbers", "Il consiglio ha approvato il bilancio all'unanimità.", VOTED),
        ("negation", "Macerata è la provincia più colpita.", HIT),
        ("attribution", "The levy is reckless.", CALLED),
        ("attribution", "Il difetto non è provato.", DENIES),
        ("hedge", "Il tragitto dura un'ora.", LASTING),
        ("hedge", "L'autorità ha ritirato il farmaco Zelnix.", ADVISED),
        ("numbers", "Il contributo salirà a 90 euro per tutte le famiglie.", POOR),
        ("meaning", "Le tariffe del metano scenderanno del 3%.", POWER),
        ("meaning", "La Camera ha approvato la riforma.", PENDING_LAW),
        ("names", "La medusa è originaria del Pacifico.", SEA),
        ("roles", "A court blocked the sale of Halden Group to Nimbus Media.", SALE),
        ("negation", "A court allowed the sale of Nimbus Media.", SALE),
        ("attribution", "Orbit said it would ask the Supreme Court to decide.", ASKED),
        ("hedge", "Il Comune ha introdotto un nuovo sconto per gli abbonati.", STUDIED),
        ("names", "The panel was led by Mark Oduya of Exeter.", LEADER),
    ],
)
def test_a_part_for_the_whole_or_another_doer_is_caught(failing: str, claim: str, source: str) -> None:
    found = check(claim, [source])
    assert found.verdict != "supported"
    assert found.checks[failing] == "failed"
