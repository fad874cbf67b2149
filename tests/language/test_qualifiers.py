"""Which words of a question say which articles are meant, and which tell of the event asked about."""

from __future__ import annotations

import pytest

from rag.language.periods import Period
from rag.language.qualifiers import find_outlets, find_qualifiers, squeeze, without

YEAR = Period("2026", "2026")


@pytest.mark.parametrize(
    ("language", "question", "period", "rest"),
    [
        ("it", "Negli articoli del 2026, chi ha firmato?", YEAR, "Chi ha firmato?"),
        ("it", "Chi ha firmato, negli articoli del 2026?", YEAR, "Chi ha firmato?"),
        ("it", "Quali articoli del 2026 citano Sony?", YEAR, "Quali articoli citano Sony?"),
        ("it", "Notizie dal 12 gennaio 2026 su Seul", Period(since="2026-01-12"), "Notizie su Seul"),
        ("it", "Articoli tra gennaio e marzo 2026 su Seul", Period("2026-01", "2026-03"), "Articoli su Seul"),
        ("it", "Articoli prima di marzo 2026 su Seul", Period(until="2026-02"), "Articoli su Seul"),
        ("it", "Articoli dopo il 31 dicembre 2025 su Seul", Period(since="2026-01-01"), "Articoli su Seul"),
        ("it", "Articoli pubblicati a gennaio su Seul", Period(month=1), "Articoli su Seul"),
        ("it", "Quali articoli ci sono del 2026?", YEAR, "Quali articoli ci sono?"),
        ("en", "How many articles do you have from January 2026?", Period("2026-01", "2026-01"),
         "How many articles do you have?"),
        ("en", "Which articles from January 2026 mention Sony?", Period("2026-01", "2026-01"),
         "Which articles mention Sony?"),
        ("en", "How many articles published before 2025 mention Sony?", Period(until="2024"),
         "How many articles mention Sony?"),
        ("en", "In the articles from 2026, who signed?", YEAR, "Who signed?"),
        ("de", "Welche Artikel aus dem Jahr 2026 erwähnen Sony?", YEAR, "Welche Artikel erwähnen Sony?"),
        ("fr", "Quels articles de 2026 mentionnent Sony ?", YEAR, "Quels articles mentionnent Sony ?"),
        ("es", "¿Qué artículos de 2026 mencionan a Sony?", YEAR, "¿Qué artículos mencionan a Sony?"),
    ],
)  # fmt: skip
def test_a_date_beside_the_word_for_articles_is_theirs(language: str, question: str, period: Period, rest: str) -> None:
    (found,) = find_qualifiers(question, language)
    assert found.period == period
    assert without(question, found.start, found.end) == rest


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("it", "Chi ha firmato il memorandum nel 2026?"),
        ("it", "Quante navi sono arrivate a gennaio?"),
        ("it", "Che cosa prevede l'articolo 11 della Costituzione del 1948?"),
        ("it", "Quale libro fu pubblicato nel 1984?"),
        ("it", "Come si intitola l’articolo su Urso e la Sony?"),
        ("it", "Quanti articoli da regalo ha venduto nel 2025?"),
        ("it", "Quanti articoli ci sono nella Costituzione del 1948?"),
        ("it", "Nell'intervista del 12 gennaio 2026, che cosa dice?"),
        ("it", "Articoli del 31 febbraio 2026 su Seul"),
        ("en", "Who wrote the story of 2001: A Space Odyssey?"),
        ("en", "What happened in March 2025?"),
        ("zh", "2026年谁签署了?"),
    ],
)
def test_a_date_of_the_event_is_no_filter(language: str, question: str) -> None:
    assert find_qualifiers(question, language) == []


def test_the_date_of_the_one_article_asked_about_stays_in_the_question() -> None:
    question = "Che titolo ha l'articolo del 12 gennaio 2026?"
    (found,) = find_qualifiers(question, "it")
    assert found.period == Period("2026-01-12", "2026-01-12")
    assert without(question, found.start, found.end) == question


@pytest.mark.parametrize(
    ("question", "topic", "rest"),
    [
        ("Nell'articolo su Lombardia, chi guida Esra?", "Lombardia", "Chi guida Esra?"),
        ("Chi guida Esra nell’articolo sulla Lombardia?", "Lombardia", "Chi guida Esra?"),
        ("Nell'articolo che parla del porto di Bari chi dirige?", "porto di Bari", "Chi dirige?"),
    ],
)
def test_a_topic_singles_out_an_article(question: str, topic: str, rest: str) -> None:
    (found,) = find_qualifiers(question, "it")
    assert found.topic == topic and without(question, found.start, found.end) == rest


def test_titles_and_files_are_taken_as_written() -> None:
    (titled,) = find_qualifiers("In the article titled “Port grows”, who runs it?", "en")
    assert titled.title == "Port grows"
    question = "Nel file note/a-1.txt chi dirige?"
    (named,) = find_qualifiers(question, "it")
    assert named.file == "note/a-1.txt" and without(question, named.start, named.end) == "Chi dirige?"


OUTLETS = {squeeze(name): name for name in ("Gazzetta di Mervi", "ANSA", "Il Post")} | {"post": "Il Post"}


@pytest.mark.parametrize(
    ("question", "names", "rest"),
    [
        ("Secondo la Gazzetta di Mervi, quanti sono?", ["Gazzetta di Mervi"], "Quanti sono?"),
        ("Quanti sono, secondo l'ANSA?", ["ANSA"], "Quanti sono?"),
        ("According to gazzetta di mervi, how many?", ["Gazzetta di Mervi"], "How many?"),
        ("Cosa scrive Il Post della diga?", ["Il Post"], None),
        ("Secondo il Post e secondo ANSA quanti sono?", ["Il Post", "ANSA"], None),
        ("How many does the ANSA report give?", ["ANSA"], None),
        ("Chi dirige l'ANSA?", [], None),
        ("Secondo il post, quanti sono?", [], None),
        ("Secondo Ettore Massaveri quanti sono?", [], None),
    ],
)
def test_an_outlet_counts_when_it_is_named_as_the_teller(question: str, names: list[str], rest: str | None) -> None:
    found = find_outlets(question, "it", OUTLETS)
    assert [mention.name for mention in found] == names
    if rest is not None:
        assert found[0].apart and without(question, found[0].start, found[0].end) == rest


@pytest.mark.parametrize(
    "text", ["", "articoli", "nell'articolo su", "articoli del " * 300, "secondo " * 500, "«" * 99]
)
def test_nothing_and_much_of_it_is_read_quickly(text: str) -> None:
    for language in ("it", "en", "de", "fr", "es", "und"):
        find_qualifiers(text, language)
        find_outlets(text, language, OUTLETS)
