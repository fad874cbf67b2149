"""Questions about an article itself: date, title, source, author."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rag.answering.choosing.about import about_article
from rag.language.questions import understand
from rag.retrieval.search import search
from rag.types import SearchResult
from tests.memory import HashEmbedder, MemoryReader

ARTICLES = {
    "ponte.txt": "Il ponte nuovo apre al traffico\n\n3 marzo 2025\n\ndi Anna Neri\n\n"
    "Il ponte nuovo di Lecco apre al traffico il 20 aprile.\n\nFonte: Gazzetta del Lago",
    "fiume.txt": "Il fiume Adda cresce\n\nIl fiume Adda cresce ancora dopo le piogge di lunedì.",
}
DATES = {"ponte.txt": "2025-03-03", "fiume.txt": None}


def result(question: str) -> SearchResult:
    embedder = HashEmbedder()
    found = search(
        MemoryReader(ARTICLES, embedder), embedder, question, understand(question, "it"), k=5, known_scale=False
    )
    sources = {file: replace(source, date=DATES[file]) for file, source in found.sources.items()}
    return replace(found, sources=sources)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Quando è stato pubblicato l'articolo sul ponte nuovo di Lecco?", "3 marzo 2025"),
        ("Qual è la fonte dell'articolo sul ponte nuovo?", "Fonte: Gazzetta del Lago"),
        ("Chi è l'autore dell'articolo sul ponte nuovo?", "di Anna Neri"),
        ("Come si intitola l'articolo sul fiume Adda?", "Il fiume Adda cresce"),
    ],
)
def test_what_an_article_says_of_itself_is_found(question: str, told: str) -> None:
    found = result(question)
    about = about_article(understand(question, "it")[0], found)
    assert about is not None
    assert [found.sentences[place].text for place in about.places] == [told]


def test_an_article_without_a_date_has_none() -> None:
    question = "Quando è stato pubblicato l'articolo sul fiume Adda?"
    about = about_article(understand(question, "it")[0], result(question))
    assert about is not None and about.places == []


def test_any_other_question_is_left_alone() -> None:
    question = "Quando apre il ponte nuovo?"
    assert about_article(understand(question, "it")[0], result(question)) is None
