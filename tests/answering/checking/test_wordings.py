"""Ways of writing that news are full of: each passes as it is, and is caught once it tells something else."""

from __future__ import annotations

import pytest

from rag.answering.checking import check

CLEFT = "A respingere il piano era stato nel 2019 l'allora prefetto Ivo Carli, che lo riteneva troppo caro."
OFFICE = (
    "«Temiamo il peggio», ha detto Lia Sorgi, presidente dei fornai di Borgo Lungo, che ha chiesto aiuti al Comune."
)
DENIED = "Berti ha negato di avere colpito il direttore di gara, Nino Falda, che ha riportato una frattura."
STATE = "La Regione Lazio ha dichiarato lo stato di calamità per 40 comuni."
ACCUSED = "La società ha sospeso tre autisti, accusati dalla procura di avere manomesso i freni di due treni."
HURT = "Nello scontro sono rimaste ferite dodici persone, nessuna in modo grave."
FLEET = "The company has sold five of its eleven ships since the fire."
GAVE = "La giuria ha consegnato a Rita Lodi un assegno da 8.000 euro."
RULED = "Judge Eluned Prosser ruled that the firm had ignored two warnings."
FARM = "Nordvind costruirà al largo di Brindisi un parco eolico da 900 megawatt."
OFFER = "The Hart Foundation has offered £5 million, on condition that Strand resigns."
OPINION = "Mercoledì il ministero ha rilasciato il parere favorevole al porto."
DEBT = "Hanno ceduto Valona, Durazzo e Butrinto nel 1085, dopo la morte di Roberto Guiscardi."
OPERA = "The Northern Opera has postponed Macbeth after the conductor, Leo Harsan, resigned on Tuesday."


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Nel 2019 il piano era stato respinto dall'allora prefetto Ivo Carli.", CLEFT),
        ("Lia Sorgi ha chiesto aiuti al Comune.", OFFICE),
        ("Il direttore di gara Nino Falda ha riportato una frattura.", DENIED),
        ("Berti ha respinto l'accusa di avere colpito il direttore di gara.", DENIED),
        ("Lo stato di calamità è stato dichiarato dalla Regione Lazio per 40 comuni.", STATE),
        ("La procura accusa i tre autisti di avere manomesso i freni di due treni.", ACCUSED),
        ("Nessuno dei dodici feriti era grave.", HURT),
        ("The company has sold five ships since the fire.", FLEET),
        ("Rita Lodi ha ricevuto dalla giuria un assegno da 8.000 euro.", GAVE),
        ("Judge Prosser ruled that the firm had ignored two warnings.", RULED),
        ("Nordvind will build a 900-megawatt wind farm off Brindisi.", FARM),
        ("The Hart Foundation's offer is conditional on Strand's resignation.", OFFER),
        ("Il ministero ha rilasciato il parere favorevole mercoledì.", OPINION),
        ("Hanno ceduto Valona, dopo la morte di Roberto Guiscardi.", DEBT),
        ("Macbeth, postponed after Leo Harsan resigned, was a production of the Northern Opera.", OPERA),
    ],
)
def test_a_turn_of_phrase_is_supported(claim: str, source: str) -> None:
    assert check(claim, [source]).verdict == "supported"


@pytest.mark.parametrize(
    ("failing", "claim", "source"),
    [
        ("negation", "Nel 2019 il prefetto Ivo Carli aveva approvato il piano.", CLEFT),
        ("negation", "Berti ha colpito il direttore di gara.", DENIED),
        ("roles", "La procura ha sospeso tre autisti.", ACCUSED),
        ("roles", "Gli autisti accusano la procura di avere manomesso i freni.", ACCUSED),
        ("negation", "Una delle dodici persone è rimasta ferita in modo grave.", HURT),
        ("numbers", "The company has sold eleven ships since the fire.", FLEET),
        ("roles", "La giuria ha ricevuto da Rita Lodi un assegno da 8.000 euro.", GAVE),
        ("names", "Judge Norma Prosser ruled that the firm had ignored two warnings.", RULED),
        ("hedge", "Nordvind ha costruito al largo di Brindisi un parco eolico da 900 megawatt.", FARM),
        ("hedge", "Strand has resigned.", OFFER),
    ],
)
def test_what_it_does_not_tell_is_caught(failing: str, claim: str, source: str) -> None:
    checked = check(claim, [source])
    assert checked.verdict != "supported"
    assert checked.checks[failing] == "failed"


def test_a_sentence_of_a_longer_source_is_supported_word_for_word() -> None:
    source = "Le scuole private «non sostenute» sono poche. Quelle che accettano fondi sono dette sostenute."
    assert check("Quelle che accettano fondi sono dette sostenute.", [source]).verdict == "supported"


def test_a_sentence_amid_somebody_s_words_is_not_told_as_a_fact() -> None:
    source = "Il sindaco ha detto: «Il ponte è sicuro. Nessuna crepa minaccia la campata. Possiamo riaprirlo»."
    assert check("Nessuna crepa minaccia la campata.", [source]).verdict != "supported"


def test_an_inset_left_out_keeps_who_does_what_but_no_hedge_is_lost_with_it() -> None:
    source = "Orsa Minore, secondo alcuni, ha comprato Vega, già fallita, da Lira."
    assert check("Orsa Minore, secondo alcuni, ha comprato Vega da Lira.", [source]).verdict == "supported"
    assert check("Orsa Minore ha comprato Vega da Lira.", [source]).verdict != "supported"
