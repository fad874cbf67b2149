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
        ("Che ruolo ha Anna Neri?", "it", "definition"),
        ("What position does Anna Neri hold?", "en", "definition"),
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
        ("Cosa ha spinto il museo a chiudere?", "it", "reason"),
        ("A cosa è dovuta la piena?", "it", "reason"),
        ("Da che cosa dipende il prezzo del sale?", "it", "reason"),
        ("Qual è stata la causa dell'incendio?", "it", "reason"),
        ("Fino a che ora resta aperto?", "it", "time"),
        ("Chi è il sindaco che ora guida il museo?", "it", "person"),
        ("Quale limite di reddito vale?", "it", "quantity"),
        ("Qual è la velocità del traghetto?", "it", "quantity"),
        ("Quale architetto lo ha disegnato?", "it", "person"),
        ("Fammi una lista dei sostenitori", "it", "list"),
        ("Si può pagare con la carta?", "it", "yesno"),
        ("What caused the flood?", "en", "reason"),
        ("What is behind the closure?", "en", "reason"),
        ("How come the museum closed?", "en", "reason"),
        ("How soon will it open?", "en", "time"),
        ("How late was the ferry?", "en", "quantity"),
        ("What's the speed of the ferry?", "en", "quantity"),
        ("What countries joined?", "en", "list"),
        ("Didn't the museum open?", "en", "yesno"),
        ("Chi è Anna Neri?", "it", "definition"),
        ("Who's Anna Neri?", "en", "definition"),
        ("Wer ist Anna Neri?", "de", "definition"),
        ("Qui est Anna Neri ?", "fr", "definition"),
        ("Chi è il direttore del Museo Neri?", "it", "person"),
        ("Chi sono i soci di Anna Neri?", "it", "person"),
        ("Who was President of Ruritania?", "en", "person"),
        ("Ciao, grazie!", "it", "talk"),
        ("What can you do?", "en", "talk"),
        ("Chi sei?", "it", "talk"),
        ("Chi sei stato a premiare?", "it", "person"),
        ("Salve Regina", "it", "thing"),
        ("Was hat die Flut ausgelöst?", "de", "reason"),
        ("Woran liegt die Verspätung?", "de", "reason"),
        ("Was kostet die Fähre?", "de", "quantity"),
        ("Wie teuer ist die Fähre?", "de", "quantity"),
        ("Welche Geschwindigkeit hat die Fähre?", "de", "quantity"),
        ("In welchem Monat öffnet das Museum?", "de", "time"),
        ("Welcher Richter hat entschieden?", "de", "person"),
        ("Hat das Museum geöffnet?", "de", "yesno"),
        ("Qu'est-ce qui a provoqué la crue ?", "fr", "reason"),
        ("Pour quel motif le musée ferme-t-il ?", "fr", "reason"),
        ("Qu'est-ce qui change au musée ?", "fr", "thing"),
        ("Quel est le prix du billet ?", "fr", "quantity"),
        ("Quelle ministre a signé ?", "fr", "person"),
        ("Le musée fermera-t-il ?", "fr", "yesno"),
        ("Quelle lettre a-t-il signée ?", "fr", "thing"),
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


@pytest.mark.parametrize(
    ("text", "language", "noun"),
    [
        ("Quale legge è passata?", "it", "legge"),
        ("Quante imprese chiudono?", "it", "imprese"),
        ("Qual è l'importo del premio?", "it", "importo"),
        ("Quali sono gli eventi?", "it", "eventi"),
        ("Which agency pays?", "en", "agency"),
        ("What is the area of the park?", "en", "area"),
        ("What's the limit?", "en", "limit"),
        ("Welcher Dienst zahlt?", "de", "Dienst"),
        ("Quelle lettre a été signée ?", "fr", "lettre"),
    ],
)
def test_an_article_is_not_taken_for_the_beginning_of_the_noun(text: str, language: str, noun: str) -> None:
    focus = understand(text, language)[0].focus
    assert focus is not None and focus.text == noun


@pytest.mark.parametrize(
    ("text", "language", "unit"),
    [
        ("Was kostet die Fähre?", "de", "money"),
        ("Quel est le prix du billet ?", "fr", "money"),
        ("Quel est le taux d'occupation ?", "fr", "percent"),
        ("Che età ha la direttrice?", "it", "age"),
        ("Qual è l'importo del premio?", "it", "money"),
        ("Qual è la velocità del traghetto?", "it", None),
    ],
)
def test_the_unit_of_an_amount_is_read_in_each_language(text: str, language: str, unit: str | None) -> None:
    assert understand(text, language)[0].unit == unit


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


@pytest.mark.parametrize(
    ("text", "language", "kind", "unit"),
    [
        ("エネルピアーナの本社はどこにありますか？", "ja", "place", None),
        ("なぜ遅れましたか？", "ja", "reason", None),  # voicing marks fold away
        ("グイデージは何歳ですか？", "ja", "quantity", "age"),
        ("何隻のフェリーを発注しましたか？", "ja", "quantity", None),
        ("何年に設立されましたか？", "ja", "time", None),
        ("何年間続きましたか？", "ja", "quantity", "duration"),
        ("몇 년까지 늘리려 하나요?", "ko", "time", None),
        ("비용은 얼마입니까?", "ko", "quantity", "money"),
        ("伊万·莫雷蒂被判了几年？", "zh", "quantity", "duration"),
        ("谁签署了备忘录？", "zh", "person", None),
        ("为什么推迟？", "zh", "reason", None),
    ],
)
def test_questions_of_the_east_ask_for_a_kind_of_answer_too(
    text: str, language: str, kind: str, unit: str | None
) -> None:
    part = understand(text, language)[0]
    assert (part.kind, part.unit) == (kind, unit)


@pytest.mark.parametrize(
    ("text", "language", "noun", "unit"),
    [
        ("Quanti voti servivano per il bilancio?", "it", "voti", None),  # counted, whatever they cost
        ("Quanti milioni è costato il ponte?", "it", "milioni", "money"),
        ("Quanti euro ha speso il Comune?", "it", "euro", "money"),
        ("Quanti anni ha Anna Neri?", "it", "anni", "age"),
        ("Qual è il numero dei soci del club?", "it", "soci", None),
        ("What is the number of members of the club?", "en", "members", None),
    ],
)
def test_what_is_counted_says_of_which_unit_the_number_is(
    text: str, language: str, noun: str, unit: str | None
) -> None:
    part = understand(text, language)[0]
    assert part.focus is not None
    assert (part.focus.text, part.unit) == (noun, unit)


@pytest.mark.parametrize(("text", "name"), [("Qualche operaio è ferito?", []), ("Norlink assume operai?", ["Norlink"])])
def test_a_word_of_the_dictionary_that_opens_a_question_is_no_name(text: str, name: list[str]) -> None:
    assert [found.text for found in understand(text, "it")[0].names] == name
