"""More ways of writing: numbers told otherwise, hedges that reach only so far, denials told by other words."""

from __future__ import annotations

import pytest

from rag.answering.checking import check

STRIKE = "La Levante potrebbe cancellare quaranta voli per lo sciopero dei piloti, proclamato dal sindacato Anpi."
BACK = "L'ex ministra Carla Donati, che non si ricandiderà, ha annunciato che tornerà a insegnare a Pisa."
DELAYED = "Il processo, che doveva cominciare ieri, è stato rinviato al 12 maggio."
TOLD = "I lavori sono quasi finiti e il traffico riprenderà probabilmente a Natale, ha detto l'ingegnera Sara Conti."
UNLIKELY = "The museum is unlikely to reopen before 2028, its director Tom Weir warned."
STOPPED = "Wexmoor Hospital has stopped using the drug after two patients fell ill."
UNCLEAR = "Restano da chiarire le cause dell'incendio."
SACKED = "Il Vernate ha esonerato l'allenatore Igor Masini."
THIRD = "Due uomini sono stati arrestati; il terzo complice è ancora ricercato."
RISE = "L'assemblea ha bocciato l'aumento chiesto dall'amministratore Fulvio Grassi, che si è dimesso la sera stessa."
WATER = "La società Smat ha escluso per ora razionamenti a Torino."
OWNED = "The company, now owned by the Greek group Thalassa, has sold five ships."
HIRED = "Prosecutor James Holt said that the pair had been hired by a collector in Antwerp."
CLEARED = "The captain, Gareth Pugh, was cleared of any blame."
REPORTED = "Secondo il critico Dario Ponte il romanzo sarebbe stato scritto nel 1968."
DAMAGE = "Coldiretti, che stima danni per 300 milioni, ha chiesto al governo di sospendere i mutui."
PENDING = "The regulator must still approve the merger of Alder and Finch."
UNLESS = "Secondo la geologa Irma Prati senza i rinforzi la diga rischia di cedere."
EXPECTS = "L'amministratrice delegata Nora Galli prevede di chiudere il 2027 in utile."
DENIED = "Il presidente Dario Lusi ha smentito l'ipotesi di una fusione."
TOLD_IN = "Inspector Ruth Hale told the jury that the firm had received nine complaints."
DRONES = "L'azienda Aerovita prevede di fabbricare 400 droni l'anno."
OPINION = (
    "Sales could recover by 2027, chief executive Ann Lowell told us, though analysts at Merton consider 2029 likelier."
)
SURVEY = "Hedgehogs declined by roughly half after 2015, according to a county survey."
UNTIL = "Judge Hilda Marsh released Bowen on bail until 9 June."
HOPE = "La premier Sara Lind ha ribadito l'auspicio che il presidente Olsen accetti l'invito."
DEFENCE = '"Il mio cliente proverà la sua buona fede", ha detto l\'avvocato Renzo Galdi.'
PRICE = "The previous record price in the district was £2.4 million."


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("A county survey found that hedgehogs declined by about half after 2015.", SURVEY),
        ("Sara Lind auspica che Olsen accetti l'invito.", HOPE),
        ("The merger of Alder and Finch still awaits the regulator's approval.", PENDING),
        ("La fusione di Alder e Finch deve ancora essere approvata dall'autorità.", PENDING),
        ("According to the geologist Irma Prati, the dam risks giving way unless it is reinforced.", UNLESS),
        ("Secondo Nora Galli l'azienda chiuderà il 2027 in utile.", EXPECTS),
        ("Dario Lusi denied the merger.", DENIED),
        ("Chief executive Ann Lowell said sales might recover by 2027.", OPINION),
        ("Lo sciopero dei piloti è stato proclamato dal sindacato Anpi.", STRIKE),
        ("Carla Donati ha annunciato che tornerà a insegnare a Pisa.", BACK),
        ("Il processo comincerà il 12 maggio.", DELAYED),
        ("Sara Conti ha detto che il traffico riprenderà probabilmente a Natale.", TOLD),
        ("Tom Weir warned that the museum will probably not reopen before 2028.", UNLIKELY),
        ("Wexmoor Hospital no longer uses the drug.", STOPPED),
        ("Le cause dell'incendio non sono ancora chiare.", UNCLEAR),
        ("Igor Masini non è più l'allenatore del Vernate.", SACKED),
        ("Un terzo complice è ancora ricercato.", THIRD),
        ("Razionamenti a Torino sono stati per ora esclusi dalla società Smat.", WATER),
        ("The Greek group Thalassa now owns the company.", OWNED),
        ("According to James Holt, a collector in Antwerp hired the pair.", HIRED),
        ("According to the critic Dario Ponte, the novel was written in 1968.", REPORTED),
    ],
)
def test_the_same_in_other_words_is_supported(claim: str, source: str) -> None:
    assert check(claim, [source]).verdict == "supported"


@pytest.mark.parametrize(
    ("failing", "claim", "source"),
    [
        ("hedge", "La Levante ha cancellato quaranta voli.", STRIKE),
        ("hedge", "Il processo è cominciato ieri.", DELAYED),
        ("negation", "The museum will reopen before 2028, Tom Weir said.", UNLIKELY),
        ("negation", "Le cause dell'incendio sono state chiarite.", UNCLEAR),
        ("negation", "Smat ha annunciato razionamenti a Torino.", WATER),
        ("negation", "The regulator has approved the merger of Alder and Finch.", PENDING),
        ("hedge", "L'azienda chiuderà il 2027 in utile.", EXPECTS),
        ("hedge", "Bowen was convicted on 9 June.", UNTIL),
        ("roles", "Il presidente Olsen auspica che Lind accetti l'invito.", HOPE),
        ("attribution", "Il cliente di Galdi dimostrerà la sua buona fede.", DEFENCE),
        ("hedge", "Aerovita fabbrica 400 droni l'anno.", DRONES),
        ("attribution", "The firm had received nine complaints.", TOLD_IN),
        ("attribution", "Ann Lowell considers 2029 likelier.", OPINION),
        ("roles", "Gareth Pugh cleared the company of any blame.", CLEARED),
        ("roles", "The pair had hired a collector in Antwerp, James Holt said.", HIRED),
    ],
)
def test_what_they_do_not_tell_is_caught(failing: str, claim: str, source: str) -> None:
    checked = check(claim, [source])
    assert checked.verdict != "supported"
    assert checked.checks[failing] == "failed"


def test_what_a_judgement_amid_a_sentence_reaches_ends_with_its_clause() -> None:
    assert check("Coldiretti ha chiesto al governo di sospendere i mutui.", [DAMAGE]).verdict == "supported"
    assert check("Coldiretti stima danni per 300 milioni.", [DAMAGE]).verdict == "supported"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("novanta giorni", "tre mesi", True),
        ("48 ore", "due giorni", True),
        ("un anno", "dodici mesi", True),
        ("1,5 milioni di euro", "un milione e mezzo di euro", True),
        ("500.000 euro", "mezzo milione di euro", True),
        ("2,5 milioni di euro", "due milioni e mezzo di euro", True),
        ("novanta giorni", "quattro mesi", False),
        ("48 ore", "tre giorni", False),
        ("1,5 milioni di euro", "due milioni e mezzo di euro", False),
    ],
)
def test_amounts_are_one_in_other_units_and_words(one: str, other: str, same: bool) -> None:
    for told, claimed in ((one, other), (other, one)):
        checked = check(f"Il lavoro vale {claimed}.", [f"Anche qui il lavoro vale {told}, pare."])
        assert (checked.checks["numbers"] != "failed") is same


@pytest.mark.parametrize(
    ("claim", "source", "same"),
    [
        ("A third of voters stayed at home.", "One voter in three stayed at home.", True),
        ("Il 33% degli elettori è rimasto a casa.", "Un elettore su tre è rimasto a casa.", True),
        ("Ha vinto due volte.", "Ha vinto per la seconda volta.", True),
        ("Ha vinto tre volte.", "Ha vinto per la seconda volta.", False),
        ("The decision saves £3 million a year.", "The decision, taken in May, saves £3 million a year.", True),
        ("The decision saves £3 million a month.", "The decision, taken in May, saves £3 million a year.", False),
        ("Every day of closure costs £40,000.", "Every week of closure, he said, costs £40,000.", False),
        ("The centrali producono la metà.", "The centrali hanno dimezzato la produzione.", True),
    ],
)
def test_how_often_and_how_many_of_all(claim: str, source: str, same: bool) -> None:
    assert (check(claim, [source]).checks["numbers"] != "failed") is same


@pytest.mark.parametrize(
    ("claim", "source", "same"),
    [
        ("La casa fu costruita negli anni Trenta.", "The house was built in the 1930s.", True),
        ("Lasciò la città negli anni Cinquanta.", "Nel 1956 lasciò la città.", True),
        ("Lasciò la città negli anni Sessanta.", "Nel 1956 lasciò la città.", False),
        ("La biblioteca, oggi chiusa, era di Neri.", "The library, now closed, was Neri's.", True),
    ],
)
def test_decades_and_today(claim: str, source: str, same: bool) -> None:
    assert (check(claim, [source]).checks["dates"] == "ok") is same


MEDAL = "Judge Anne Thorpe sentenced Liam Cray to nine years for setting fire to the Grand Hotel."
BEACH = "Il Tar ha sospeso l'ordinanza con cui il prefetto Aldo Neri vietava l'accesso ai cani."
SIGNED = "Una petizione firmata da 8.000 residenti chiede di chiudere il centro ai camion."
TOMBS = "A Siponto è stata trovata una necropoli del VI secolo."
DIED = "Teresa Vidal died in Bristol at the age of 81."


@pytest.mark.parametrize(
    ("claim", "source", "supported"),
    [
        ("Liam Cray was sentenced to nine years by Judge Anne Thorpe.", MEDAL, True),
        ("Anne Thorpe was sentenced to nine years.", MEDAL, False),
        ("Il prefetto Aldo Neri aveva vietato l'accesso ai cani.", BEACH, True),
        ("Il Tar ha vietato l'accesso ai cani.", BEACH, False),
        ("Ottomila residenti hanno firmato una petizione.", SIGNED, True),
        ("A sixth-century necropolis has been found in Siponto.", TOMBS, True),
        ("A fourth-century necropolis has been found in Siponto.", TOMBS, False),
        ("Teresa Vidal è morta a Bristol a 81 anni.", DIED, True),
        ("Teresa Vidal è morta a Bristol a 18 anni.", DIED, False),
        ("La mensa è stata sospesa per una settimana.", "La preside ha sospeso per una settimana la mensa.", True),
        ("La mensa è stata sospesa per un mese.", "La preside ha sospeso per una settimana la mensa.", False),
    ],
)
def test_who_does_it_and_how_long_are_read_in_other_constructions(claim: str, source: str, supported: bool) -> None:
    assert (check(claim, [source]).verdict == "supported") is supported


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        (
            "The water is safe to drink.",
            "The water is safe to drink, according to the firm's chief chemist, Ravi Patel.",
        ),
        ("Il festival avrà 80.000 presenze.", "L'assessora Rita Moro prevede 80.000 presenze al festival."),
        ("L'imputato è uscito dalla villa.", "Il teste ha raccontato di avere visto l'imputato uscire dalla villa."),
        ("È prematuro parlare di cura.", "L'infettivologa Elena Bruni giudica prematuro parlare di cura."),
    ],
)
def test_what_somebody_says_or_foresees_keeps_its_speaker(claim: str, source: str) -> None:
    assert check(claim, [source]).checks["attribution"] == "failed"


def test_what_a_law_provides_for_has_no_speaker() -> None:
    assert check(
        "Per chi viola il divieto ci sono multe.", ["La legge prevede multe per chi viola il divieto."]
    ).checks["attribution"] in ("ok", "n/a")


def test_an_office_is_held_where_the_source_has_it() -> None:
    source = (
        "Guidi assumerà la presidenza dell'Automotive Regions Alliance, oltre al ruolo già ricoperto come presidente "
        "dell'European Chemical Regions Network."
    )
    assert check("Guidi assumerà la presidenza dell'Automotive Regions Alliance.", [source]).verdict == "supported"
    assert (
        check("Guidi assumerà la presidenza dell'European Chemical Regions Network.", [source]).verdict != "supported"
    )


def test_two_people_who_sign_for_two_bodies_do_not_both_sign_for_one() -> None:
    source = (
        "La firma del patto, apposta dal direttore di ANIE Marco Vecchio e dal vice di KSIA JeongHoi Kim, apre la via."
    )
    assert check("Marco Vecchio ha firmato il patto per ANIE e JeongHoi Kim per KSIA.", [source]).verdict == "supported"
    assert check("Marco Vecchio e JeongHoi Kim hanno firmato il patto per ANIE.", [source]).verdict == "unsupported"


@pytest.mark.parametrize(
    "claim",
    [
        "Il Comune ha chiuso la piscina di via Sarpi per un'infezione.",
        "Il Comune ha chiuso la piscina di via Sarpi su richiesta dei genitori.",
    ],
)
def test_a_cause_that_no_source_tells_is_added(claim: str) -> None:
    source = "Il Comune ha chiuso la piscina di via Sarpi il 3 giugno."
    assert check(claim, [source]).checks["meaning"] == "failed"


def test_of_two_deeds_each_is_done_to_its_own() -> None:
    source = "Il giudice ha assolto Riva e condannato Toso a due anni."
    assert check("Il giudice ha condannato Toso a due anni.", [source]).verdict == "supported"
    assert check("Il giudice ha condannato Riva a due anni.", [source]).checks["roles"] == "failed"


def test_an_office_one_is_promoted_to_is_no_deed() -> None:
    source = "The orchestra hired Ruth Anders as leader and promoted Paul Stein to principal viola."
    assert check("Paul Stein has been promoted to principal viola.", [source]).verdict == "supported"


def test_a_detail_in_the_middle_of_a_claim_is_missing() -> None:
    found = check("The previous record price for country cottages in the district was £2.4 million.", [PRICE])
    assert (found.verdict, found.checks["meaning"]) == ("partial", "failed")
