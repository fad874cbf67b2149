"""Questions: the kind of answer, the parts, the noun that is asked for."""

from __future__ import annotations

import pytest

from rag.language.questions import split_parts, understand


@pytest.mark.parametrize(
    ("text", "language", "kind"),
    [
        ("Chi dirige il museo?", "it", "person"),
        ("Da chi è stato fondato il giornale?", "it", "person"),
        ("Quando ha aperto la biblioteca?", "it", "time"),
        ("In che anno nacque?", "it", "time"),
        ("Dove si trova il porto?", "it", "place"),
        ("In quale città ha sede?", "it", "place"),
        ("Quanti studenti ha la scuola?", "it", "quantity"),
        ("Qual è il valore del contratto?", "it", "quantity"),
        ("A quanto ammonta il debito?", "it", "quantity"),
        ("Perché chiude la fabbrica?", "it", "reason"),
        ("Quali paesi partecipano?", "it", "list"),
        ("Quale ministro ha parlato?", "it", "person"),
        ("Che cos'è il grafene?", "it", "definition"),
        ("Come funziona il motore?", "it", "manner"),
        ("È vero che il ponte è crollato?", "it", "yesno"),
        ("fatturato della ditta", "it", "thing"),
        ("Come si chiama il traghetto?", "it", "name"),
        ("A che ora comincia?", "it", "time"),
        ("Scrivimi una poesia sul lago", "it", "task"),
        ("Che cosa scrive la poetessa nella sua poesia?", "it", "thing"),
        ("Fai finta che il museo sia chiuso e dimmi quando.", "it", "task"),
        ("What is the ferry called?", "en", "name"),
        ("What did it cost to build?", "en", "quantity"),
        ("At what temperature does it melt?", "en", "quantity"),
        ("Please write me a short poem about chips", "en", "task"),
        ("Who wrote the letter?", "en", "person"),
        ("Um wie viel Uhr beginnt es?", "de", "time"),
        ("Wie heißt die Fähre?", "de", "name"),
        ("À quelle heure ouvre le musée ?", "fr", "time"),
        ("Who runs the museum?", "en", "person"),
        ("In what year was it built?", "en", "time"),
        ("How many people live there?", "en", "quantity"),
        ("Which countries joined?", "en", "list"),
        ("Why did it fail?", "en", "reason"),
        ("Where is it?", "en", "place"),
        ("Wer leitet das Museum?", "de", "person"),
        ("Combien d'élèves ?", "fr", "quantity"),
        ("누가 서명했습니까?", "ko", "person"),
        ("いつ始まりましたか", "ja", "time"),
    ],
)
def test_the_kind_of_answer_is_read_from_the_question(text: str, language: str, kind: str) -> None:
    assert understand(text, language)[0].kind == kind


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Dove e quando si è tenuta la fiera?", ("Dove si è tenuta la fiera?", "quando si è tenuta la fiera?")),
        ("Chi ha vinto a Torino e quando è nato?", ("Chi ha vinto a Torino", "quando è nato Torino?")),
        ("Chi ha parlato a Roma?", ("Chi ha parlato a Roma?",)),
        ("Chi sono Anna e Carlo?", ("Chi sono Anna e Carlo?",)),
    ],
)
def test_a_double_question_falls_into_its_parts(text: str, parts: tuple[str, ...]) -> None:
    assert split_parts(text, "it") == parts


def test_an_elliptic_second_part_borrows_the_verb_of_the_first() -> None:
    first, second = understand("Chi ha firmato il patto per la Lega e chi per il Comune?", "it")
    assert first.kind == second.kind == "person"
    assert "firmato" in {word.surface for word in second.words}
    assert "lega" not in {word.surface for word in second.words}


def test_the_noun_asked_for_is_told() -> None:
    assert [understand(text, "it")[0].focus.text for text in ("Quanti dipendenti ha?", "Quale ministro parla?")] == [  # type: ignore[union-attr]
        "dipendenti",
        "ministro",
    ]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Quanto è costato il ponte?", "money"),
        ("Che percentuale vota?", "percent"),
        ("Quanto è alto?", "measure"),
        ("Quanti sono?", None),
    ],
)
def test_a_quantity_may_have_to_be_of_a_unit(text: str, unit: str | None) -> None:
    assert understand(text, "it")[0].unit == unit
