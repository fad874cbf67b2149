"""A question is rewritten before the search where an engine can, and by rules where it cannot."""

from __future__ import annotations

import pytest

from rag.answering.answer import answer
from rag.answering.engines.extractive import ExtractiveEngine
from rag.language.questions import Question
from rag.retrieval.narrowing import Narrowed
from rag.retrieval.search import search
from rag.types import Filters, SearchResult
from rag.understanding import Retrieved, retrieve
from tests.answering.conftest import Speaking, speaking
from tests.answering.test_answer import ARTICLES
from tests.memory import HashEmbedder, MemoryReader
from tests.scripted_server import Body, Reply, failed, says

__all__ = ["speaking"]  # a fixture
HISTORY = [("Chi ha firmato il piano a Trani?", "Anna Neri ha firmato il piano.")]


class Searches:
    """Search in memory, and remember what for."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self._embedder = HashEmbedder()
        self._reader = MemoryReader(ARTICLES, self._embedder)

    def __call__(self, text: str, parts: tuple[Question, ...], _: Narrowed) -> SearchResult:
        self.asked.append(text)
        return search(self._reader, self._embedder, text, parts, k=5, known_scale=False)


def as_written(text: str, _: str) -> Narrowed:
    return Narrowed(text, Filters(), text)


def led(question: str, engine: object, history: list[tuple[str, str]] | None = None) -> tuple[Retrieved, list[str]]:
    searches = Searches()
    return retrieve(question, history or [], as_written, searches, engine), searches.asked  # type: ignore[arg-type]


def replying(**by_step: str) -> Reply:
    def reply(body: Body) -> object:
        first = body["messages"][0]["content"]
        step = "condense" if "Last question" in first else "translate" if first.startswith("Translate") else "answer"
        return says(by_step.get(step, "NO_ANSWER"))(body)

    return reply  # type: ignore[return-value]


def test_a_follow_up_is_made_to_stand_alone_by_the_model(speaking: Speaking) -> None:
    engine, server = speaking(
        replying(condense="<think>hm</think>\nDomanda: «Quando ha firmato il piano Anna Neri?»\n")
    )
    found, asked = led("E quando?", engine, HISTORY)
    assert asked == ["Quando ha firmato il piano Anna Neri?"] == [found.asked.interpreted.question]
    assert found.asked.question == "E quando?"
    assert "A: Anna Neri ha firmato il piano." in server.requests[0]["messages"][0]["content"]
    assert server.calls == 1


@pytest.mark.parametrize(
    "said",
    [
        "", "NO_ANSWER", "Ecco!\nLa domanda è questa?", "x" * 2_000, "When did Anna Neri sign the plan?",
        "Non posso rispondere.", "[s1]", "<think>Quando",
    ],
)  # fmt: skip
def test_a_rewriting_that_cannot_be_used_leaves_the_rules_theirs(speaking: Speaking, said: str) -> None:
    engine, _ = speaking(replying(condense=said))
    by_rules, _ = led("E quando?", ExtractiveEngine(), HISTORY)
    found, asked = led("E quando?", engine, HISTORY)
    assert asked == [by_rules.asked.interpreted.question]


def test_a_failing_endpoint_leaves_the_rules_theirs_and_the_answer_tells(speaking: Speaking) -> None:
    engine, _ = speaking(failed(401))
    found, _ = led("E quando?", engine, HISTORY)
    assert "Trani" in found.asked.interpreted.question
    assert found.rewritings[0].record["problem"]


def test_without_a_history_in_the_language_of_the_articles_nothing_is_asked(speaking: Speaking) -> None:
    engine, server = speaking(says("boh"))
    found, asked = led("Chi ha firmato il piano a Trani?", engine)
    assert (server.calls, found.rewritings, asked) == (0, (), ["Chi ha firmato il piano a Trani?"])


def test_a_question_in_another_language_is_searched_for_in_that_of_the_articles(speaking: Speaking) -> None:
    engine, server = speaking(replying(translate="Quante navi ha accolto il porto di Bari nel 2025?"))
    question = "How many ships did the port of Bari take in 2025?"
    found, asked = led(question, engine)
    assert asked == [question, "Quante navi ha accolto il porto di Bari nel 2025?"]
    assert found.asked.interpreted.question == question and found.asked.language == "en"
    made = found.charged(answer(found.asked, found.result, engine))
    assert "Answer in English." in server.requests[-1]["messages"][1]["content"]
    assert made.usage.prompt_tokens > found.rewritings[0].usage.prompt_tokens > 0


@pytest.mark.parametrize("said", ["Quante navi ha accolto il porto di Bari?", "How many ships? 2025"])
def test_a_translation_that_loses_a_number_or_is_none_is_not_used(speaking: Speaking, said: str) -> None:
    engine, _ = speaking(replying(translate=said))
    question = "How many ships did the port of Bari take in 2025?"
    assert led(question, engine)[1] == [question]


def test_a_small_model_is_not_asked_to_rewrite(speaking: Speaking) -> None:
    engine, server = speaking(says("boh"), protocol="plain")
    assert led("E quando?", engine, HISTORY)[0].rewritings == () and server.calls == 0


def test_a_question_of_names_alone_is_one_in_the_language_of_the_articles() -> None:
    found, _ = led("Anna Neri", None)
    assert (found.asked.language, [part.language for part in found.asked.parts]) == ("it", ["it"])


@pytest.mark.parametrize("said", ['{"best": [2, 1]}', '<think>2?</think> Ecco: {"best": [2]}'])
def test_a_model_that_is_asked_to_puts_the_passages_in_order(speaking: Speaking, said: str) -> None:
    engine, server = speaking(says(said))
    searches = Searches()
    question = "Quante navi ha accolto il porto di Bari nel 2025?"
    plain = retrieve(question, [], as_written, searches, engine)
    found = retrieve(question, [], as_written, searches, engine, 2)
    assert [p.text for p in found.result.passages] == [p.text for p in plain.result.passages[1::-1]]
    for sentence in found.result.sentences:
        passage = found.result.passages[sentence.passage]
        assert passage.file == sentence.file and passage.start <= sentence.start < passage.end
    assert "[1] " in server.requests[0]["messages"][0]["content"] and server.calls == 1
    assert found.rewritings[0].record["used"] and not found.result.notices
    assert found.charged(answer(found.asked, found.result, ExtractiveEngine())).usage.prompt_tokens > 0


@pytest.mark.parametrize(
    "said",
    [
        "", "boh", '{"best": []}', '{"best": [1, 1]}', '{"best": [99]}', '{"best": ["1"]}', '{"best": [true]}',
        '{"x": 1}', "{" * 9,
    ],
)  # fmt: skip
def test_an_order_that_cannot_be_used_leaves_that_of_the_search_and_is_told(speaking: Speaking, said: str) -> None:
    engine, _ = speaking(says(said))
    searches = Searches()
    plain = retrieve("Quante navi ha accolto il porto?", [], as_written, searches)
    found = retrieve("Quante navi ha accolto il porto?", [], as_written, searches, engine, 2)
    assert found.result.passages == plain.result.passages[:2]
    assert [notice.code for notice in found.result.notices] == ["not_reranked"]


def test_an_engine_that_cannot_order_or_fails_changes_nothing_but_the_number(speaking: Speaking) -> None:
    searches = Searches()
    failing, _ = speaking(failed(401))
    for engine, codes in ((ExtractiveEngine(), []), (failing, ["not_reranked"])):
        found = retrieve("Quante navi ha accolto il porto?", [], as_written, searches, engine, 1)
        assert len(found.result.passages) == 1 and [notice.code for notice in found.result.notices] == codes
