"""A question goes to a model and comes back cited and checked, streaming or not."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from rag.answering.answer import Told, answer, telling
from rag.answering.engines.budget import count_tokens
from rag.errors import EngineError
from rag.types import ClaimEvent
from tests.answering.conftest import KEY, Speaking
from tests.answering.test_answer import ARTICLES, asked, found, holds
from tests.scripted_server import Body, Reply, Replying, answers, document, failed, quotes, says, streamed, whole

QUESTION = "Quante navi ha accolto il porto di Bari?"
SHIPS = "Il porto di Bari ha accolto 300 navi nel corso del 2025, secondo l'Autorità portuale."
PLAN = "Il presidente dell'Autorità portuale, Anna Neri, ha firmato il nuovo piano a Trani insieme a Carlo Riva."
LIVE = pytest.mark.parametrize("live", [False, True], ids=["whole", "streamed"])


def told(engine: object, question: str = QUESTION, *, live: bool = False) -> tuple[list[ClaimEvent], Told]:
    events = list(telling(asked(question), found(question), engine, live=live))  # type: ignore[arg-type]
    *claims, last = events
    assert isinstance(last, Told)
    return [claim for claim in claims if isinstance(claim, ClaimEvent)], last


@LIVE
def test_a_marked_sentence_becomes_a_claim_with_its_exact_place(speaking: Speaking, live: bool) -> None:
    engine, server = speaking(quotes("300 navi"))
    claims, last = told(engine, live=live)
    assert last.answer.text == f"{SHIPS} [1]"
    assert [event.claim for event in claims] == list(last.answer.claims)
    assert (last.answer.engine, last.answer.model) == ("openai", "test")
    assert server.requests[0]["stream"] is live and server.calls == 1
    holds(last.answer, ARTICLES)


@LIVE
def test_the_sentinel_is_an_abstention_that_names_what_came_nearest(speaking: Speaking, live: bool) -> None:
    engine, server = speaking(says("**NO_ANSWER**"))
    claims, last = told(engine, live=live)
    assert claims == [] and last.answer.abstained and "navi" in str(last.answer.reason)
    assert "300 navi" in str(last.answer.reason) and server.calls == 1


@LIVE
def test_an_invention_is_never_shown(speaking: Speaking, live: bool) -> None:
    engine, _ = speaking(
        says("Il porto di Bari ha accolto 900 balene. [s2] Il sindaco ha 58 anni. [s3] Zeta vince. [s77]")
    )
    claims, last = told(engine, live=live)
    assert claims == [] and last.answer.abstained
    assert "balene" not in last.answer.text
    assert "unknown_sentence" in {notice.code for notice in last.answer.warnings}


def test_each_claim_is_handed_over_before_the_reply_ends(speaking: Speaking) -> None:
    engine, _ = speaking(quotes("300 navi", "Anna Neri, ha", pause=0.01))
    events = telling(asked(QUESTION), found(QUESTION), engine, live=True)
    first = next(events)
    assert isinstance(first, ClaimEvent) and first.claim.text in (SHIPS, PLAN)
    assert len([event for event in events if isinstance(event, ClaimEvent)]) == 1


def test_tokens_are_those_the_server_counts_or_our_own_and_cost_what_the_table_says(speaking: Speaking) -> None:
    usage = {"prompt_tokens": 1000, "completion_tokens": 500}
    engine, _ = speaking(says("NO_ANSWER", usage=usage), model="priced")
    spent = answer(asked(QUESTION), found(QUESTION), engine).usage
    assert (spent.prompt_tokens, spent.completion_tokens, spent.cost_usd) == (1000, 500, 0.002)
    engine, _ = speaking(says("NO_ANSWER"))
    spent = answer(asked(QUESTION), found(QUESTION), engine).usage
    assert spent.prompt_tokens > 400 and spent.completion_tokens > 0 and spent.cost_usd is None


def test_the_trace_holds_what_was_asked_and_what_was_said(speaking: Speaking) -> None:
    engine, _ = speaking(says("<think>Vediamo…</think>NO_ANSWER"))
    _, last = told(engine)
    (call,) = last.draft.record["calls"]  # type: ignore[misc]
    assert call["raw"] == "<think>Vediamo…</think>NO_ANSWER"  # type: ignore[index]
    assert call["messages"][1]["content"].endswith("Answer in Italian.")  # type: ignore[index]
    assert KEY not in str(last)


def test_the_prompt_begins_with_what_never_changes_and_keeps_articles_behind_the_fence(speaking: Speaking) -> None:
    engine, server = speaking(says("NO_ANSWER"))
    answer(asked(QUESTION), found(QUESTION), engine)
    answer(asked("Chi è Anna Neri?"), found("Chi è Anna Neri?"), engine)
    one, two = (request["messages"] for request in server.requests)
    assert one[0] == two[0] and one[0]["role"] == "system"
    assert one[1]["content"].count(one[1]["content"].split("\n")[0].split("read ")[1]) == 3


@pytest.mark.parametrize("status", [400, 401, 403, 404, 500])
def test_a_failing_endpoint_is_one_clear_line_without_the_key(speaking: Speaking, status: int) -> None:
    engine, _ = speaking(failed(status, f"Incorrect API key provided: {KEY}\n<b>x</b>"))
    with pytest.raises(EngineError) as caught:
        answer(asked(QUESTION), found(QUESTION), engine)
    line = str(caught.value)
    assert caught.value.exit_code == 3 and "\n" not in line and KEY not in line and "127.0.0.1" in line
    assert caught.value.__cause__ is None


def test_a_model_that_writes_only_markers_is_asked_for_plain_text(speaking: Speaking) -> None:
    engine, server = speaking(says("[s1][s2][s3]"), says(SHIPS))
    made = answer(asked(QUESTION), found(QUESTION), engine)
    assert made.text == f"{SHIPS} [1]" and server.calls == 2
    assert server.requests[0]["messages"][0] != server.requests[1]["messages"][0]


def test_a_bare_name_becomes_the_sentence_that_says_it(speaking: Speaking) -> None:
    engine, _ = speaking(says("Anna Neri"))
    question = "Chi ha firmato il piano a Trani?"
    assert answer(asked(question), found(question), engine).text == f"{PLAN} [1]"


def test_passages_are_those_that_were_shown(speaking: Speaking) -> None:
    engine, _ = speaking(answers(lambda shown, _: " ".join(f"{text} [s{n}]" for n, text in shown)))
    made = answer(asked(QUESTION), found(QUESTION), engine)
    assert len(made.passages) == 2
    holds(made, ARTICLES)


@LIVE
def test_a_server_that_streams_unasked_or_does_not_though_asked_is_understood(speaking: Speaking, live: bool) -> None:
    text = f"{SHIPS} [s2]"
    engine, _ = speaking(lambda _: whole(text) if live else streamed(text))
    assert told(engine, live=live)[1].answer.claims[0].text == SHIPS


def test_articles_do_not_follow_a_redirect(speaking: Speaking) -> None:
    _, other = speaking(says("NO_ANSWER"))
    engine, _ = speaking(lambda _: document({}, 307, location=f"{other.url}/chat/completions"))
    with pytest.raises(EngineError, match="307"):
        answer(asked(QUESTION), found(QUESTION), engine)
    assert other.calls == 0


def test_a_proxy_of_the_environment_is_not_asked_for_this_machine(
    speaking: Speaking, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.delenv("NO_PROXY", raising=False)
    engine, server = speaking(says("NO_ANSWER"))
    assert answer(asked(QUESTION), found(QUESTION), engine).abstained and server.calls == 1


ENGLISH = "The port of Bari took in 300 ships in the course of 2025, according to the port authority. [s2]"


@LIVE
def test_a_reply_in_another_language_is_asked_for_again_and_its_claims_are_not_shown(
    speaking: Speaking, live: bool
) -> None:
    engine, server = speaking(says(ENGLISH), quotes("300 navi"))
    claims, last = told(engine, live=live)
    assert server.calls == 2 and [event.claim.text for event in claims] == [SHIPS]
    assert "every word" in server.requests[1]["messages"][1]["content"]
    assert last.answer.answer_language == "it"


def test_of_a_model_that_insists_on_its_language_the_articles_are_quoted(speaking: Speaking) -> None:
    engine, server = speaking(says(ENGLISH))
    made = answer(asked(QUESTION), found(QUESTION), engine)
    assert server.calls == 2 and made.answer_language == "it"
    assert made.text == f"{SHIPS} [1]" and "other_language" in {notice.code for notice in made.warnings}


def test_a_sentence_without_its_facts_is_not_quoted_for_what_a_model_says_in_its_language(speaking: Speaking) -> None:
    engine, _ = speaking(says("The port of Bari sank 9,000 ships in Paris in 2021 for five billion euros. [s2]"))
    made = answer(asked(QUESTION), found(QUESTION), engine)
    assert made.abstained and "other_language" not in {notice.code for notice in made.warnings}


def test_a_language_that_is_neither_the_question_s_nor_the_articles_is_no_reason_to_quote(speaking: Speaking) -> None:
    engine, _ = speaking(says(ENGLISH))
    made = answer(asked("Wie viele Schiffe kamen in den Hafen von Bari?", "de"), found(QUESTION), engine)
    assert made.answer_language == "en"


def test_no_more_requests_go_out_at_once_than_are_allowed(speaking: Speaking) -> None:
    engine, server = speaking(says("NO_ANSWER", pause=0.1), at_once=2)
    result = found(QUESTION)
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: answer(asked(QUESTION), result, engine), range(8)))
    assert all(one.abstained for one in made) and server.calls == 8
    assert server.most_at_once == 2


def test_a_reader_who_goes_away_ends_the_request(speaking: Speaking) -> None:
    engine, server = speaking(says(f"{SHIPS} [s2] " + "Anna Neri ha firmato. " * 200, pause=0.02))
    events = telling(asked(QUESTION), found(QUESTION), engine, live=True)
    assert isinstance(next(events), ClaimEvent)
    events.close()  # type: ignore[attr-defined]
    until = time.monotonic() + 5
    while server.at_once and time.monotonic() < until:
        time.sleep(0.02)
    assert server.at_once == 0


def test_a_context_that_is_told_is_kept_to(speaking: Speaking) -> None:
    articles = {f"{n}.txt": "Il porto di Bari ha accolto molte navi nel corso di un anno. " * 60 for n in range(6)}

    def reply(body: Body) -> Replying:
        size = sum(count_tokens(message["content"]) for message in body["messages"])
        if size > 1_300:
            return failed(400, f"the request exceeds the available context size (n_ctx 2048, it has {size})")(body)
        return says("NO_ANSWER")(body)

    engine, server = speaking(reply)
    made = answer(asked(QUESTION), found(QUESTION, articles), engine)
    assert made.abstained and server.calls == 2
    assert 0 < len(made.passages) < 5


def test_an_address_that_is_no_api_is_told_apart_from_an_unknown_model(speaking: Speaking) -> None:
    engine, server = speaking(failed(404, "not found"))
    server.models = None
    with pytest.raises(EngineError, match="is not an OpenAI-compatible API .* often ends in /v1"):
        answer(asked(QUESTION), found(QUESTION), engine)


@pytest.mark.parametrize(
    "end",
    ["NO_ANSWER perché Zeta ha lasciato Omega.", "NO_ANSWER", "Gli articoli non dicono perché Zeta ha lasciato Omega."],
)
@LIVE
def test_the_part_that_a_model_leaves_out_is_named(speaking: Speaking, live: bool, end: str) -> None:
    question = "Quante navi ha accolto il porto di Bari e perché Zeta ha lasciato Omega?"
    engine, _ = speaking(says(f"{SHIPS} [s2] {end}"))
    _, last = told(engine, question, live=live)
    assert last.answer.text == f"{SHIPS} [1]"
    assert len(last.answer.unanswered) == 1 and "Omega" in last.answer.unanswered[0]


@LIVE
def test_what_follows_a_refusal_is_beside_the_point(speaking: Speaking, live: bool) -> None:
    engine, _ = speaking(says(f"Gli articoli non dicono chi ha vinto. Tuttavia, {SHIPS} [s2]"))
    claims, last = told(engine, "Chi ha vinto a Bari?", live=live)
    assert claims == [] and last.answer.abstained


def repairing(first: str, again: str) -> Reply:
    """Answer with `first`, and with `again` when asked to write sentences anew."""
    return lambda body: says(again if "written anew" in body["messages"][0]["content"] else first)(body)


@LIVE
def test_a_sentence_that_the_checks_refuse_is_written_anew_and_checked_again(speaking: Speaking, live: bool) -> None:
    engine, server = speaking(repairing(f"Il porto di Bari ha accolto 900 navi. [s2] {PLAN} [s3]", f"{SHIPS} [s2]"))
    claims, last = told(engine, live=live)
    assert [event.claim.text for event in claims] == [PLAN, SHIPS] == [claim.text for claim in last.answer.claims]
    assert "900 navi" not in last.answer.text and server.calls == 2
    assert "- Il porto di Bari ha accolto 900 navi." in server.requests[1]["messages"][0]["content"]
    assert last.draft.record["repair"]["raw"] == f"{SHIPS} [s2]"  # type: ignore[index]
    assert last.answer.usage.prompt_tokens > count_tokens(server.requests[0]["messages"][1]["content"])
    holds(last.answer, ARTICLES)


@pytest.mark.parametrize(
    "again", ["NO_ANSWER", "", "Il porto di Bari ha accolto 900 navi. [s2]", "Zeta vince 7 a 0. [s1]"]
)
def test_a_repair_that_is_none_is_not_shown_and_not_tried_twice(speaking: Speaking, again: str) -> None:
    engine, server = speaking(repairing("Il porto di Bari ha accolto 900 navi. [s2]", again))
    made = answer(asked(QUESTION), found(QUESTION), engine)
    assert made.abstained and server.calls == 2
    assert "claim_removed" in {notice.code for notice in made.warnings}


def test_a_repair_that_fails_leaves_the_answer_as_it_is(speaking: Speaking) -> None:
    engine, _ = speaking(says(f"{SHIPS} [s2] Il porto di Bari ha accolto 900 navi. [s2]"), failed(401))
    assert answer(asked(QUESTION), found(QUESTION), engine).text == f"{SHIPS} [1]"


def test_the_date_of_an_article_is_quoted_or_not_told_and_never_asked_of_a_model(speaking: Speaking) -> None:
    engine, server = speaking(says("L'articolo è del 2025. [s2]"))
    made = answer(asked("Di che data è l'articolo sul porto?"), found("Di che data è l'articolo sul porto?"), engine)
    assert made.abstained and server.calls == 0
