"""What a question says of the articles it means becomes a filter, where the corpus bears it out and only there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rag.retrieval.narrowing import Narrowed, narrow
from rag.types import Filters
from tests.memory import MemoryReader

ARTICLES = {
    "porti/bari.txt": "Il porto di Bari cresce\n\nIl porto ha accolto 300 navi. Lo dirige Anna Neri.",
    "museo.txt": "Il museo riapre\n\nIl museo civico riapre a Lecce. Ci crede anche Anna Neri.",
    "isola.txt": "La Regione Sardegna aderisce alla rete dei porti. Lo dice il Messaggero di Cagliari.",
    "treni.txt": "I treni tardano\n\nI treni per Bari tardano, scrive il Messaggero. Fonte: Nova.",
}
ABOUT = {
    "porti/bari.txt": ("2026-01-12", "Voce del Porto"),
    "museo.txt": ("2025-01", "Nova"),
    "treni.txt": ("2026-03-01", "Il Messaggero"),
}


def narrowed(question: str, language: str = "it", given: Filters = Filters(), **about: str) -> Narrowed:
    reader = MemoryReader(ARTICLES, None)
    for file, (date, outlet) in ABOUT.items():
        reader.by_file[file] = replace(reader.by_file[file], date=date, outlet=outlet)
    return narrow(reader, given, question, language)


@pytest.mark.parametrize(
    ("question", "rest", "filters"),
    [
        ("Negli articoli del 2026, chi dirige il porto?", "Chi dirige il porto?", Filters("2026", "2026")),
        ("Quali articoli di marzo citano Bari?", "Quali articoli citano Bari?", Filters("2026-03", "2026-03")),
        ("Nell'articolo sul museo, chi ci crede?", "Chi ci crede?", Filters(files=("museo.txt",))),
        ("Nell'articolo su Sardegna che cosa aderisce?", "Che cosa aderisce?", Filters(files=("isola.txt",))),
        ("Nell'articolo su Bari chi dirige?", "Chi dirige?", Filters(files=("porti/bari.txt",))),
        ("Nell'articolo «I treni tardano», quali treni?", "Quali treni?", Filters(files=("treni.txt",))),
        ("Chi dirige, nel file bari.txt?", "Chi dirige?", Filters(files=("porti/bari.txt",))),
        ("Secondo la Voce del Porto, chi dirige?", "Chi dirige?", Filters(outlets=("Voce del Porto",))),
        ("Secondo Voce del Porto negli articoli del 2026 chi dirige?", "Chi dirige?",
         Filters("2026", "2026", outlets=("Voce del Porto",))),
    ],
)  # fmt: skip
def test_what_the_corpus_bears_out_becomes_a_filter(question: str, rest: str, filters: Filters) -> None:
    found = narrowed(question)
    assert (found.question, found.filters) == (rest, filters)


@pytest.mark.parametrize(
    "question",
    [
        "Chi dirige il porto nel 2026?",
        "Quali articoli di gennaio citano Bari?",  # January of two years
        "Nell'articolo su Cagliari e Torino chi parla?",
        "Nel file altro.txt chi parla?",
        "Secondo Anna Neri, quante navi?",
        "Negli articoli del 2026?",  # nothing would be left to look for
    ],
)
def test_what_is_not_clear_stays_a_part_of_the_question(question: str) -> None:
    assert narrowed(question) == Narrowed(question, Filters(), question)


def test_an_outlet_that_others_speak_of_is_preferred_and_hides_nothing() -> None:
    found = narrowed("Secondo il Messaggero, quali treni tardano?")
    question = "Secondo il Messaggero, quali treni tardano?"
    assert found == Narrowed(question, Filters(), question, frozenset({"treni.txt"}))


def test_of_two_outlets_neither_hides_the_other() -> None:
    found = narrowed("Secondo Nova e la Voce del Porto, chi dirige?")
    assert not found.filters and found.preferred == {"museo.txt", "porti/bari.txt"}


def test_dated_articles_of_the_day_come_before_the_undated_ones() -> None:
    assert narrowed("Negli articoli di marzo 2026, chi parla?").preferred == {"treni.txt"}


def test_what_was_given_and_is_said_again_leaves_the_question_too() -> None:
    question = "Secondo la Voce del Porto, negli articoli del 2026 chi dirige nel file bari.txt?"
    first = narrowed(question)
    assert first.filters == Filters("2026", "2026", ("porti/bari.txt",), first.filters.outlets)
    assert narrowed(question, given=first.filters).question == first.question


def test_what_was_given_is_not_overruled_and_words_can_be_taken_as_they_are() -> None:
    given = Filters("2020", None, ("museo.txt",))
    assert narrowed("Nell'articolo su Bari del 2026 chi dirige?", given=given).filters == given
    literal = Filters(from_words=False)
    question = "Negli articoli del 2026, chi dirige?"
    assert narrowed(question, given=literal) == Narrowed(question, literal, question)
