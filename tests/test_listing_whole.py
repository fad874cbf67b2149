"""Questions for every article that mentions something, over three hundred articles of which it is known who they name.

The list must be complete, the count exact, and each article cited by a sentence that holds the mention.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from rag import Assistant
from rag.answering.counting import count_told
from rag.retrieval.overview import MOST
from tests.mentions import ARTICLES, write_corpus

Known = dict[str, set[str]]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Assistant, Known]]:
    folder = tmp_path_factory.mktemp("mentions")
    (folder / "articles").mkdir()
    known = write_corpus(folder / "articles")
    options = {"corpus": folder / "articles", "store": folder / "store", "embedder": "hash", "engine": "extractive"}
    with Assistant.open(**options) as assistant:
        yield assistant, known


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("Quali articoli citano l'Agenzia Navale Tirrena?", "agency"),
        ("In quanti articoli si parla dell’Agenzia navale tirrena?", "agency"),
        ("Quali articoli parlano dell'ANT?", "agency"),
        ("Quanti articoli menzionano l'ANT e quali?", "agency"),
        ("How many articles mention the Agenzia Navale Tirrena?", "agency"),
        ("Quali articoli citano l'European Chips Act?", "act"),
        ("Which articles talk about the European Chips Act?", "act"),
        ("Quels articles parlent de l'European Chips Act ?", "act"),
        ("Elencami gli articoli in cui si parla di battelli elettrici", "boat"),
        ("Puoi elencare gli articoli sul battello elettrico?", "boat"),
        ("Quali articoli parlano del Giappone?", "country"),
        ("quanti articoli citano il giappone", "country"),
        ("Which articles mention Japan?", "country"),
        ("In welchen Artikeln wird Japan erwähnt?", "country"),
        ("Dans combien d'articles le Japon est-il mentionné ?", "country"),
        ("Quali articoli nominano Ludovica Sant’Elmo?", "person"),
        ("Elenca tutti i memorandum", "memorandum"),
        ("List all the memorandums", "memorandum"),
    ],
)
def test_the_list_is_complete_and_the_count_exact(corpus: tuple[Assistant, Known], question: str, subject: str) -> None:
    assistant, known = corpus
    made = assistant.ask(question)
    assert {citation.file for citation in made.citations} == known[subject]
    assert len(made.citations) == len(known[subject])
    assert f"{len(known[subject])} " in made.claims[0].text and str(ARTICLES) in made.claims[0].text


def test_of_two_things_both_or_either_are_asked_for(corpus: tuple[Assistant, Known]) -> None:
    assistant, known = corpus
    both = assistant.ask("Quali articoli citano l'Agenzia Navale Tirrena e il Giappone?")
    assert {c.file for c in both.citations} == known["agency"] & known["country"] != set()
    either = assistant.ask("Quali articoli citano l'European Chips Act o Ludovica Sant'Elmo?")
    assert {c.file for c in either.citations} == known["act"] | known["person"]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Quali articoli ci sono?", "Articoli trovati: "),
        ("Di cosa parlano questi articoli?", "Articoli trovati: "),
        ("How many articles do you have?", "Articles found: "),
        ("Worum geht es in den Artikeln?", "Gefundene Artikel: "),
    ],
)
def test_who_asks_for_the_collection_itself_is_shown_its_latest_articles(
    corpus: tuple[Assistant, Known], question: str, said: str
) -> None:
    made = corpus[0].ask(question)
    assert made.claims[0].text.startswith(f"{said}{ARTICLES}. ")
    assert len(made.claims) == 1 + len(made.citations) == 1 + MOST
    assert len({citation.file for citation in made.citations}) == MOST


def test_a_collection_that_was_told_can_be_verified(corpus: tuple[Assistant, Known]) -> None:
    made = corpus[0].ask("Quali articoli ci sono?")
    assert count_told(made.claims[0].text) == MOST and {claim.verdict for claim in made.claims} == {"supported"}


def test_who_only_greets_is_told_what_can_be_asked(corpus: tuple[Assistant, Known]) -> None:
    for question in ("Ciao!", "what can you do?", "Hilfe"):
        made = corpus[0].ask(question)
        assert made.abstained and made.reason is not None and "rtic" in made.reason and "rtik" not in made.reason[:3]
    assert corpus[0].ask("Perché?").abstained


def test_a_name_that_stands_nowhere_is_in_no_article(corpus: tuple[Assistant, Known]) -> None:
    made = corpus[0].ask("Quali articoli citano la Compagnia Fluviale Ostiense?")
    assert made.abstained and made.reason is not None and "Compagnia Fluviale Ostiense" in made.reason
