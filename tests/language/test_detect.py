"""Check that the language of a text is told rightly, short questions above all."""

from __future__ import annotations

import time

import pytest

from rag.language.detect import detect_language

QUESTIONS = {
    "it": """
    Chi ha firmato?
    Quanti dipendenti?
    Quanti dipendenti ha l'azienda?
    Quando è stato firmato l'accordo?
    Cosa dice il European Chips Act?
    Chi è Guido Guidesi?
    Dov'è stata firmata l'intesa?
    Perché la Lombardia ha aderito a Esra?
    Cosa prevede il Memorandum of Understanding tra ANIE e KSIA?
    Qual è il ruolo della Korea Semiconductor Industry Association?
    E lui cosa ha dichiarato?
    Quali Paesi sono coinvolti?
    Chi presiede Sony Semiconductor Solutions?
    Mercato dei semiconduttori in Italia
    semiconduttori Lombardia
    accordo Italia Corea
    Riassumi l'articolo
    E poi?
    Quanto vale?
    Che cos'è?
    di cosa parla l’articolo su Will Smith?
    CHI HA FIRMATO IL MEMORANDUM?
    Come mai?
    Quali articoli parlano di The Guardian?
    """,
    "en": """
    Who signed?
    Who is Guido Guidesi?
    How many employees?
    What does the European Chips Act say?
    When was the memorandum signed?
    What's new?
    Who's Vincenzo de Martino?
    Where did Giorgia Meloni go?
    Why?
    How much is the Italian market worth?
    Which regions joined the European Semiconductor Regions Alliance?
    What did Adolfo Urso say about Sony?
    Is Lombardia a member of Esra?
    Italian semiconductor market size
    Summarize the article
    Did they sign anything in Tokyo?
    List the countries involved
    What is La Repubblica?
    And then what happened?
    Does Federazione ANIE have a president?
    chip design research center
    """,
    "fr": """
    Qui a signé ?
    Combien d'employés ?
    Qui est Guido Guidesi ?
    Quand l'accord a-t-il été signé ?
    Que dit le European Chips Act ?
    Quels pays sont concernés ?
    Pourquoi la Lombardie a-t-elle rejoint l'alliance ?
    Où a eu lieu le sommet ?
    Qu'est-ce que la KSIA ?
    Quelle est la taille du marché italien ?
    Et ensuite ?
    Résume l'article
    """,
    "de": """
    Wer hat unterschrieben?
    Wie viele Mitarbeiter?
    Wer ist Guido Guidesi?
    Was sagt der European Chips Act?
    Wann wurde das Abkommen unterzeichnet?
    Welche Länder sind beteiligt?
    Warum ist die Lombardei beigetreten?
    Wo fand das Treffen statt?
    Worum geht es in dem Artikel?
    Und dann?
    Wie groß ist der italienische Markt?
    Halbleiter in Italien
    """,
    "es": """
    ¿Quién firmó?
    ¿Cuántos empleados?
    Quien firmo el acuerdo?
    ¿Quién es Guido Guidesi?
    ¿Qué dice el European Chips Act?
    ¿Cuándo se firmó el memorando?
    ¿Qué países participan?
    ¿Dónde se celebró la cumbre?
    Cuanto vale el mercado italiano?
    ¿Por qué se unió Lombardía?
    Resume el artículo
    """,
    "pt": """
    Quem assinou?
    Quantos funcionários?
    Quem é Guido Guidesi?
    O que diz o European Chips Act?
    Quando foi assinado o acordo?
    Quais países estão envolvidos?
    Onde aconteceu a reunião?
    Qual é o tamanho do mercado italiano?
    Por que a Lombardia não aderiu?
    Quanto vale o mercado?
    """,
    "ko": """
    누가 서명했나요?
    ANIE와 KSIA가 무엇에 서명했나요?
    Semiconductor Industry Association는 무엇인가요?
    'what is the'는 무슨 뜻인가요? 영어 문장입니다
    """,
    "ja": "誰が署名しましたか?\nANIEとKSIAは何に署名しましたか?\n半導体とは何ですか",
    "zh": "谁签署了备忘录?\nANIE 和 KSIA 签署了什么?",
    "ru": "Кто подписал меморандум?\nЧто такое ANIE?",
    "ar": "من وقع الاتفاق؟",
    "el": "Ποιος υπέγραψε;",
    "und": "\n12345\nANIE KSIA\n???\n\u0000\n🙂",
}
CASES = [(line.strip(), code) for code, lines in QUESTIONS.items() for line in lines.split("\n") if line.strip()]


@pytest.mark.parametrize(("question", "code"), CASES)
def test_tells_the_language_of_a_short_question(question: str, code: str) -> None:
    assert detect_language(question) == code


def test_a_name_that_opens_a_question_does_not_choose_its_language() -> None:
    assert [detect_language(f"{name} investe in Italia?") for name in ("Samsung", "Huawei", "Intel")] == ["it"] * 3


def test_holds_sixty_questions_of_the_latin_languages() -> None:
    assert sum(code in ("it", "en", "fr", "de", "es", "pt") for _, code in CASES) >= 60


@pytest.mark.parametrize("text", ["", " \n", "12 %", "http://", "ß", "A", "\ufeff", "🙂🙂"])
def test_says_something_of_any_text(text: str) -> None:
    assert len(detect_language(text)) in (2, 3)


def test_a_foreign_quote_does_not_turn_an_article() -> None:
    text = (
        "Il ministro ha firmato il «Memorandum of Understanding on the supply of chips» a 서울, nella capitale coreana."
    )
    assert detect_language(text) == "it"


def test_takes_under_a_millisecond_a_question() -> None:
    questions = [question for question, _ in CASES] * 5
    began = time.process_time()
    for question in questions:
        detect_language(question)
    assert (time.process_time() - began) / len(questions) < 0.001


def test_a_huge_text_takes_no_longer_than_a_page() -> None:
    began = time.process_time()
    detect_language("parola e " * 200_000)
    detect_language("x" * 1_000_000)
    assert time.process_time() - began < 0.2
