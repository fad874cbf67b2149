"""Negation, hedge, attribution, roles and meaning: what is told otherwise is caught, what is told as well passes."""

from __future__ import annotations

import pytest

from rag.answering.checking import check

CLOSED = "Le autorità non hanno evacuato alcun paese."
NIGHT = "Gli agricoltori potranno irrigare soltanto di notte."
FLED = "Il complice sarebbe fuggito verso Perugia a bordo di un furgone bianco."
AIMS = "La Regione mira a raddoppiare la quota di mercato entro il 2030."
COMING = "A gennaio Anna Neri assumerà la presidenza del consorzio."
SAID = "Secondo la geologa Elena Spada, la frana minaccia il paese."
QUOTED = "«È un passo decisivo per la città», ha dichiarato il sindaco Ugo Righi."
BEAT = "L'Imoco ha battuto la Savino nella finale di Coppa Italia."
SOLD = "Maestrale ha acquistato da Portunato il marchio Levante."
SIGNED = "Il patto è stato firmato dal direttore di ANIE Marco Vecchio e dal vice di KSIA Jeong Kim."
HANGS = "Borealis plans to open a depot in Oulu, provided that the city sells it the land."
HARDLY = "I periti hanno giudicato inadeguata la rete, mai collaudata prima."
WAITS = "La direttrice si aspetta 900 iscritti al corso."
PLANT = "L'azienda di Prato aprirà un secondo stabilimento a Trento."


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Nessun paese è stato evacuato dalle autorità.", CLOSED),
        ("The authorities have not evacuated any village.", CLOSED),
        ("Di giorno gli agricoltori non potranno irrigare.", NIGHT),
        ("Il complice potrebbe essere fuggito verso Perugia.", FLED),
        ("The accomplice allegedly fled towards Perugia.", FLED),
        ("La Regione punta a raddoppiare la quota di mercato.", AIMS),
        ("Da gennaio Anna Neri presiederà il consorzio.", COMING),
        ("Per la geologa Elena Spada la frana minaccia il paese.", SAID),
        ("Ugo Righi ha parlato di un passo decisivo per la città.", QUOTED),
        ("La Savino è stata battuta dall'Imoco nella finale di Coppa Italia.", BEAT),
        ("Portunato ha venduto a Maestrale il marchio Levante.", SOLD),
        ("Marco Vecchio ha firmato il patto per ANIE e Jeong Kim per KSIA.", SIGNED),
        ("A Trento aprirà un secondo stabilimento.", PLANT),
        ("Borealis plans to open a depot in Oulu.", HANGS),
        ("La rete non era mai stata collaudata prima.", HARDLY),
        ("La direttrice conta di avere 900 iscritti al corso.", WAITS),
    ],
)
def test_the_same_told_otherwise_is_supported(claim: str, source: str) -> None:
    assert check(claim, [source]).verdict == "supported"


@pytest.mark.parametrize(
    ("failing", "claim", "source"),
    [
        ("negation", "Le autorità hanno evacuato un paese.", CLOSED),
        ("negation", "Gli agricoltori non potranno irrigare di notte.", NIGHT),
        ("negation", "L'Imoco non ha battuto la Savino.", BEAT),
        ("negation", "The authorities evacuated a village.", CLOSED),
        ("hedge", "Il complice è fuggito verso Perugia a bordo di un furgone bianco.", FLED),
        ("hedge", "La Regione ha raddoppiato la quota di mercato.", AIMS),
        ("hedge", "La Regione raddoppierà la quota di mercato.", AIMS),
        ("hedge", "Anna Neri ha assunto la presidenza del consorzio.", COMING),
        ("attribution", "La frana minaccia il paese.", SAID),
        ("attribution", "È un passo decisivo per la città.", QUOTED),
        ("attribution", "Secondo Carla Riva la frana minaccia il paese.", f"{SAID} Carla Riva è sindaca."),
        ("hedge", "Borealis will open a depot in Oulu.", HANGS),
        ("hedge", "The city has sold Borealis the land.", HANGS),
        ("hedge", "Il corso avrà 900 iscritti.", WAITS),
        ("negation", "I periti hanno giudicato adeguata la rete.", HARDLY),
        ("negation", "La rete è stata collaudata prima.", HARDLY),
        ("roles", "La Savino ha battuto l'Imoco nella finale di Coppa Italia.", BEAT),
        ("roles", "L'Imoco è stata battuta dalla Savino nella finale di Coppa Italia.", BEAT),
        ("roles", "Portunato ha acquistato da Maestrale il marchio Levante.", SOLD),
        ("roles", "Marco Vecchio ha firmato il patto per KSIA e Jeong Kim per ANIE.", SIGNED),
    ],
)
def test_another_telling_is_a_contradiction(failing: str, claim: str, source: str) -> None:
    checked = check(claim, [source])
    assert checked.checks[failing] == "failed"
    assert checked.verdict == "unsupported"


@pytest.mark.parametrize(
    "claim",
    [
        "Le autorità non hanno evacuato alcun paese, ma hanno chiuso le scuole.",
        "Le autorità non hanno evacuato alcun paese per mancanza di mezzi.",
        "Le autorità non hanno evacuato alcun paese dopo una lunga riunione notturna.",
    ],
)
def test_what_the_source_does_not_tell_leaves_a_claim_partly_supported(claim: str) -> None:
    checked = check(claim, [CLOSED])
    assert (checked.verdict, checked.checks["meaning"]) == ("partial", "failed")


def test_a_quotation_goes_on_over_its_sentences() -> None:
    source = "«La strada è sicura. I controlli sono stati fatti» ha detto il sindaco Ugo Righi."
    assert check("I controlli sono stati fatti.", [source]).checks["attribution"] == "failed"
    assert check("Ugo Righi ha detto che i controlli sono stati fatti.", [source]).verdict == "supported"


def test_a_claim_joined_from_two_sources_keeps_who_did_what() -> None:
    sources = ["Dario Fusetti è stato condannato a quattro anni.", "Luisa Ronchi è stata assolta."]
    assert check("Dario Fusetti è stato condannato e Luisa Ronchi assolta.", sources).verdict == "supported"
    swapped = check("Luisa Ronchi è stata condannata a quattro anni.", sources)
    assert (swapped.verdict, swapped.checks["roles"]) == ("unsupported", "failed")


def test_who_enters_and_what_he_enters_are_two_things() -> None:
    told = (
        "La Regione Veneto ha comunicato la sua adesione alla Lega dei Porti (Ledip).",
        "L'ingresso in Ledip è stato voluto dall'assessore veneto allo Sviluppo economico, Pino Carli.",
    )
    assert check("L'ingresso del Veneto in Ledip è stato voluto da Pino Carli.", told).verdict == "supported"
    assert check("L'ingresso della Liguria in Ledip è stato voluto da Pino Carli.", told).verdict != "supported"
