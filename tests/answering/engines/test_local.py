"""A small model puts into words what the articles say; where it fails them, their own sentence stands instead."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from typing import TypeAlias

import pytest

from rag.answering.answer import Told, telling
from rag.answering.endpoint.client import ChatClient
from rag.answering.endpoint.connection import Endpoint
from rag.answering.engines.budget import count_messages
from rag.answering.engines.grounds import find_grounds, places_to_show
from rag.answering.engines.local import LocalEngine
from rag.answering.engines.retelling import SURE
from rag.errors import EngineError
from rag.types import ClaimEvent
from tests.answering.test_answer import ARTICLES, asked, found, holds
from tests.scripted_server import Reply, ScriptedServer, failed, says

QUESTION = "Quante navi ha accolto il porto di Bari?"
SHIPS = "Il porto di Bari ha accolto 300 navi nel corso del 2025, secondo l'Autorità portuale."
OWN_WORDS = "Nel corso del 2025 il porto di Bari ha accolto 300 navi, secondo l'Autorità portuale."
Speaking: TypeAlias = Callable[..., tuple[LocalEngine, ScriptedServer]]


@pytest.fixture
def speaking() -> Iterator[Speaking]:
    """Return a maker of the engine and the server that stands in for its model."""
    with ExitStack() as stack:
        stack.callback(ChatClient._refused.clear)

        def make(*script: Reply) -> tuple[LocalEngine, ScriptedServer]:
            server = stack.enter_context(ScriptedServer(*script))
            endpoint = Endpoint(server.url, "tiny", "k", connect=1.0, read=0.5, total=3.0)
            engine = LocalEngine(lambda: endpoint, "tiny")
            stack.callback(engine.close)
            return engine, server

        yield make


def told(
    engine: LocalEngine, question: str = QUESTION, articles: dict[str, str] = ARTICLES, language: str = "it"
) -> Told:
    *claims, last = telling(asked(question, language), found(question, articles), engine, live=True)
    assert isinstance(last, Told)
    assert [event.claim for event in claims if isinstance(event, ClaimEvent)] == list(last.answer.claims)
    holds(last.answer, articles)
    return last


def test_the_model_s_own_words_are_shown_when_the_articles_bear_them_out(speaking: Speaking) -> None:
    engine, server = speaking(says(OWN_WORDS))
    made = told(engine).answer
    assert made.text == f"{OWN_WORDS} [1]"
    assert [citation.quote for citation in made.citations] == [SHIPS]
    assert (made.engine, made.model, server.calls) == ("local", "tiny", 1)
    assert made.warnings == ()


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (
            "Il porto di Bari ha accolto 900 navi nel corso del 2025, secondo l'Autorità portuale.",
            "unsupported: numbers",
        ),
        ("Il porto di Trieste ha accolto 300 navi, secondo l'Autorità portuale.", "unsupported: names"),
        ("Anna Neri ha firmato il nuovo piano a Trani insieme a Carlo Riva.", "beside the question"),
        ("The port of Bari received 300 ships in the course of 2025.", "language: en"),
        ("Nel 2025 il porto di Bari ha accolto 300 navi.", "unsupported: attribution"),
        ("L'articolo dice che il porto di Bari ha accolto 300 navi nel 2025.", "speaks of the article"),
        ("Balene!", "no sentence shown bears it out"),
    ],
)
def test_where_the_model_fails_the_article_s_sentence_stands(speaking: Speaking, said: str, why: str) -> None:
    engine, _ = speaking(says(said))
    last = told(engine)
    assert last.answer.text == f"{SHIPS} [1]"
    assert [notice.code for notice in last.answer.warnings] == ["draft_replaced"]
    (rejected,) = last.draft.record["rejected"]  # type: ignore[misc]
    assert rejected["why"].startswith(why)  # type: ignore[index]


@pytest.mark.parametrize(
    "said",
    ["300 navi", "300", "Risposta: 300 navi.", "300 navi [s1]", "Il porto di Bari ha accolto 300 navi nel corso"],
)
def test_a_bare_amount_or_half_a_sentence_becomes_the_sentence_that_states_it(speaking: Speaking, said: str) -> None:
    engine, _ = speaking(says(said))
    assert told(engine).answer.text == f"{SHIPS} [1]"


@pytest.mark.parametrize(
    "said",
    [
        *("[s1][s2][s3][s4]", "[s99] [s0] [s-1]", "Zeta ha vinto. [s77]", "", "```json\n{}\n```", "{", "\0" * 50),
        *(f"```\n```json\n{OWN_WORDS[:30]}\n```\n```", f"<think>{OWN_WORDS}", "NO_ANSWER? [s1]\n</think>\n"),
        *("\x1b[31mZeta\x1b[0m ![x](http://evil/a.png)", "<img src=x onerror=1>", "Il porto NO_ANSWER di Bari, 300."),
        *(
            "300 " * 5_000,
            "Zeta. " * 3_000,
            "\u202e300 navi\u202c o 900?",
            '{"found": true, "claims": [{"text": "Z"}]}',
        ),
        *("The port of Bari welcomed 300 ships in 2025.\r\n\r\n", "\ufeff", "[s1] [s1] 900 navi [s2][s3][s4][s5]"),
    ],
)
def test_whatever_the_model_writes_no_pointer_is_invented(speaking: Speaking, said: str) -> None:
    engine, server = speaking(says(said))
    made = told(engine).answer
    assert made.text == f"{SHIPS} [1]"
    assert "claim_removed" not in {notice.code for notice in made.warnings}  # it was checked here already
    assert server.calls == 1


def test_the_model_is_not_asked_what_the_articles_do_not_answer(speaking: Speaking) -> None:
    engine, server = speaking(says("Potenza ha 58 anni."))
    last = told(engine, "Quanti abitanti ha Potenza?")
    assert last.answer.abstained and last.answer.claims == ()
    assert server.calls == 0
    assert last.answer.usage.prompt_tokens == 0


def test_a_model_that_sees_no_answer_is_believed_when_the_articles_are_unsure(speaking: Speaking) -> None:
    engine, _ = speaking(says("NO_ANSWER"))
    grounds = find_grounds(asked(QUESTION), found(QUESTION))
    assert grounds.worth_asking
    made = told(engine).answer
    assert made.abstained is (grounds.probability < SURE)
    assert made.abstained or made.text == f"{SHIPS} [1]"


def test_an_unsure_answer_is_withheld_and_names_what_came_nearest(
    speaking: Speaking, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rag.answering.engines.retelling.SURE", 1.0)
    engine, _ = speaking(says("NO_ANSWER"))
    made = told(engine).answer
    assert made.abstained and "300 navi" in str(made.reason)


@pytest.mark.parametrize(
    ("said", "abstained"), [(OWN_WORDS, False), ("300 navi", False), ("Il porto di Bari ha accolto 900 navi.", True)]
)
def test_a_very_unsure_answer_needs_the_model_s_word(
    speaking: Speaking, monkeypatch: pytest.MonkeyPatch, said: str, abstained: bool
) -> None:
    monkeypatch.setattr("rag.answering.engines.retelling.UNSURE", 1.0)
    engine, _ = speaking(says(said))
    assert told(engine).answer.abstained is abstained


def test_the_part_that_the_model_leaves_out_is_quoted(speaking: Speaking) -> None:
    engine, _ = speaking(says(OWN_WORDS))
    made = told(engine, "Quante navi ha accolto il porto di Bari e chi ha firmato il nuovo piano a Trani?").answer
    assert made.claims[0].text == OWN_WORDS
    assert "Anna Neri" in made.claims[1].text
    assert len(made.claims) == 2


def test_of_a_double_question_only_the_unsure_part_is_withheld(
    speaking: Speaking, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = "Quante navi ha accolto il porto di Bari e chi ha firmato il nuovo piano a Trani?"
    surest = max(find_grounds(asked(question), found(question)).parts, key=lambda ground: ground.probability)
    monkeypatch.setattr("rag.answering.engines.retelling.SURE", surest.probability)
    engine, _ = speaking(says("NO_ANSWER"))
    made = told(engine, question).answer
    assert len(made.claims) == len(made.unanswered) == 1
    assert made.unanswered[0] != surest.part.text


def test_the_prompt_is_short_however_long_the_articles_are(speaking: Speaking) -> None:
    engine, server = speaking(says("NO_ANSWER"))
    many = {
        f"porto{n}.txt": f"Il porto di Bari {n}\n\n"
        + " ".join(
            f"Il porto di Bari ha accolto {n}{m} navi, {'e poi molte altre barche, ' * 6}nell'anno {m}."
            for m in range(9)
        )
        for n in range(9)
    }
    told(engine, articles=many)
    assert 100 < count_messages(server.requests[0]["messages"]) < 700


@pytest.mark.parametrize(("language", "expected"), [("it", "Rispondi a domande"), ("en", "You answer questions")])
def test_the_rules_come_first_in_the_language_of_the_question(speaking: Speaking, language: str, expected: str) -> None:
    engine, server = speaking(says("NO_ANSWER"))
    engine.draft(replace(asked(QUESTION), language=language), found(QUESTION))
    system, user = server.requests[0]["messages"]
    assert system["content"].startswith(expected)
    assert "=== articles " in user["content"] and "$" not in user["content"]


def test_what_is_quoted_is_always_shown_to_the_model() -> None:
    grounds = find_grounds(asked(QUESTION), found(QUESTION))
    shown = places_to_show(grounds.answered, found(QUESTION))
    assert set(grounds.answered[0].quoted) <= set(shown)
    assert len(shown) == len(set(shown))


@pytest.mark.parametrize("status", [500, 400])
def test_a_model_that_fails_is_one_clear_line(speaking: Speaking, status: int) -> None:
    engine, _ = speaking(failed(status))
    with pytest.raises(EngineError, match=r"the local model tiny gave no answer: .* take --engine extractive"):
        told(engine)


def test_loading_is_told_once_and_only_when_the_model_is_needed(speaking: Speaking) -> None:
    loads: list[str] = []
    there: list[bool] = []
    engine, server = speaking(says(OWN_WORDS))

    def serve() -> Endpoint:
        there.append(True)
        return Endpoint(server.url, "tiny", "k")

    quiet = LocalEngine(serve, "tiny", lambda: bool(there), loads.append)
    told(quiet, "Quanti abitanti ha Potenza?")
    assert loads == [] and there == []
    told(quiet)
    told(quiet)
    quiet.close()
    assert loads == ["tiny"]


def test_the_trace_holds_what_was_said_and_what_became_of_it(speaking: Speaking) -> None:
    engine, _ = speaking(says("Il porto di Bari ha accolto 900 navi nel corso del 2025."))
    record = told(engine).draft.record
    (call,) = record["calls"]  # type: ignore[misc]
    assert "900" in call["raw"] and call["messages"][0]["role"] == "system"  # type: ignore[index]
    assert "900" in record["rejected"][0]["text"]  # type: ignore[index]


ENGLISH = "How many ships did the port of Bari, il porto di Bari, receive (navi)?"
TRANSLATED = "The port of Bari received 300 ships in the course of 2025, according to the Port Authority."


def test_a_quote_in_another_language_is_translated_where_the_translation_holds(speaking: Speaking) -> None:
    engine, server = speaking(says("300 navi"), says(TRANSLATED))
    made = told(engine, ENGLISH, language="en").answer
    assert made.text == f"{TRANSLATED} [1]" and made.answer_language == "en"
    assert [citation.quote for citation in made.citations] == [SHIPS]
    assert SHIPS in server.requests[1]["messages"][0]["content"] and server.calls == 2
    assert made.usage.prompt_tokens > 300


@pytest.mark.parametrize(
    "said",
    [
        "The port of Bari received 900 ships in the course of 2025, according to the Port Authority.",
        "The port of Trieste received 300 ships in 2025, according to the Port Authority.",
        "The port of Bari received 300 ships in 2026, according to the Port Authority.",
        "Nel 2025 il porto di Bari ha accolto 300 navi.",
        "",
        "NO_ANSWER",
    ],
)
def test_a_translation_that_does_not_hold_leaves_the_quote_as_it_is(speaking: Speaking, said: str) -> None:
    engine, _ = speaking(says("300 navi"), says(said))
    made = told(engine, ENGLISH, language="en").answer
    assert made.text == f"{SHIPS} [1]"
    assert "quotes_in_other_language" in {notice.code for notice in made.warnings}


DONE = "What did Anna Neri sign at Trani?"
LESS = "Anna Neri and Carlo Riva signed the plan at Trani."
MORE = "Anna Neri signed the new plan at Trani together with Carlo Riva."


@pytest.mark.parametrize(
    ("translated", "shown"), [(MORE, MORE), ("Anna Neri signed the new plan at Trani in 1999.", LESS), ("", LESS)]
)
def test_where_a_translation_fails_what_the_model_said_of_the_sentence_stands(
    speaking: Speaking, translated: str, shown: str
) -> None:
    engine, _ = speaking(says(LESS), says(translated))
    made = told(engine, DONE, language="en").answer
    assert made.text == f"{shown} [1]" and made.answer_language == "en"
    assert shown not in " ".join(notice.message for notice in made.warnings)
