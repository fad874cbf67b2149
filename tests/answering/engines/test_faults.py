"""Whatever an endpoint does, an answer, an abstention or one clear error comes of it: in time, with few calls."""

from __future__ import annotations

import gzip
import json
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

import pytest

from rag.answering.answer import Told, telling
from rag.answering.endpoint.client import CALLS
from rag.answering.engines.chat import ChatEngine
from rag.errors import EngineError
from rag.types import Answer, ClaimEvent
from tests.answering import test_answer
from tests.answering.conftest import KEY, Speaking
from tests.answering.test_answer import ARTICLES, asked, holds
from tests.scripted_server import Body, Reply, Replying, document, events, failed, says, streamed, whole

QUESTION = "Quante navi ha accolto il porto di Bari?"
SHIPS = "Il porto di Bari ha accolto 300 navi nel corso del 2025, secondo l'Autorità portuale."
GOOD = f"{SHIPS} [s2]"
IN_TIME = 12.0  # seconds; the total deadline is 10, 1.5 for those that reach it
SOON = {"read": 0.5, "total": 1.5}
Outcome: TypeAlias = Literal["answer", "abstention", "error"]


def both(change: Callable[[Replying], Replying]) -> Reply:
    """Change a good reply, streamed or whole."""
    return lambda body: change(streamed(GOOD) if body["stream"] else whole(GOOD))


def raw(text: str | bytes, kind: str = "application/json", status: int = 200) -> Reply:
    data = text.encode() if isinstance(text, str) else text
    return lambda _: Replying((data,), status, kind, length=len(data))


def framed(*data: str) -> Reply:
    """Reply with events of one's own making, whether or not a stream was asked for."""
    return lambda _: Replying(tuple(f"data: {line}\n\n".encode() for line in data), kind="text/event-stream")


def delta(**fields: object) -> str:
    return json.dumps({"choices": [{"index": 0, "delta": fields, "finish_reason": None}]})


def bytewise(reply: Replying, size: int = 1) -> Replying:
    data = b"".join(reply.pieces)
    return replace(reply, pieces=tuple(data[at : at + size] for at in range(0, len(data), size)), length=None)


def refusing_field(name: str, text: str = "Unknown parameter: {}") -> Reply:
    def reply(body: Body) -> Replying:
        if name in body:
            return document({"error": {"message": text.format(name), "param": name}}, 400)
        return says(GOOD)(body)

    return reply


def only_fields(body: Body) -> Replying:
    """Refuse anything beyond the least, and do not say what."""
    if set(body) - {"model", "messages", "stream"}:
        return document({"detail": "Extra inputs are not permitted"}, 422)
    return says(GOOD)(body)


def no_system_role(body: Body) -> Replying:
    if body["messages"][0]["role"] == "system":
        return document({"error": {"message": "System role not supported", "code": 400}}, 400)
    assert "NO_ANSWER" in body["messages"][0]["content"]
    return says(GOOD)(body)


def small_context(body: Body) -> Replying:
    if len(body["messages"][-1]["content"]) > 900:
        text = "This model's maximum context length is 400 tokens. Please reduce the length of the messages."
        return document({"error": {"message": text, "code": "context_length_exceeded"}}, 400)
    return says(GOOD)(body)


RESULT = test_answer.found(QUESTION)
HUGE = "Zeta cresce e Omega cala. " * 400_000  # 10 MB
ZEROS = gzip.compress(b"data: " + b"0" * 20_000_000)
OUTAGE = {"error": {"message": "The server is overloaded", "type": "server_error"}}


@dataclass(frozen=True)
class Fault:
    """Hold a script, what must come of it, and how many calls it may take."""

    outcome: Outcome
    script: tuple[Reply, ...]
    calls: int = CALLS
    told: str = ""
    streamed: Outcome | None = None  # where it differs


def fault(
    outcome: Outcome, *script: Reply, calls: int = CALLS, told: str = "", streamed: Outcome | None = None
) -> Fault:
    return Fault(outcome, script, calls, told, streamed)


ok = says(GOOD)
FAULTS: dict[str, Fault] = {
    "400 that names nothing": fault("error", failed(400, "Bad request for this model"), calls=1),
    "400 context, always": fault("error", failed(400, "maximum context length is 10 tokens"), calls=2),
    "400 context, then it fits": fault("answer", small_context, calls=2),
    "413": fault("error", failed(413, "Payload too large"), calls=2),
    "400 unknown field seed": fault("answer", refusing_field("seed"), calls=2),
    "400 unknown field temperature": fault("answer", refusing_field("temperature", "Unsupported value: '{}'"), calls=2),
    "400 max_tokens is old": fault("answer", refusing_field("max_tokens", "Use 'max_completion_tokens', not '{}'"), calls=2),
    "400 no system role": fault("answer", no_system_role, calls=2),
    "422 extra fields, unnamed": fault("answer", only_fields, calls=2),
    "401": fault("error", failed(401, f"Incorrect API key provided: {KEY}"), calls=1, told="OPENAI_API_KEY"),
    "402 no credit": fault("error", failed(402, "Insufficient credit"), calls=1),
    "403": fault("error", failed(403, "Country not supported"), calls=1, told="403"),
    "404 model": fault("error", failed(404, "The model does not exist"), calls=1, told="--model: test."),
    "405 a web server": fault("error", raw("<html>405</html>", "text/html", 405), calls=1),
    "408 once": fault("answer", failed(408), ok, calls=2),
    "409 once": fault("answer", failed(409), ok, calls=2),
    "429 once": fault("answer", failed(429), ok, calls=2),
    "429 with Retry-After": fault("answer", failed(429, retry_after="1"), ok, calls=2),
    "429 with Retry-After in milliseconds": fault("answer", failed(429, retry_after_ms="20"), ok, calls=2),
    "429 with a Retry-After beyond patience": fault("error", failed(429, retry_after="3600"), calls=1, told="3600 s"),
    "429 with a date": fault("answer", failed(429, retry_after="Wed, 21 Oct 2015 07:28:00 GMT"), ok, calls=2),
    "429 with a Retry-After that is none": fault("answer", failed(429, retry_after="soon"), ok, calls=2),
    "429 for ever": fault("error", failed(429, "slow down"), calls=3, told="429"),
    "429 quota spent": fault("error", failed(429, "You exceeded your quota", code="insufficient_quota"), calls=1),
    "500 for ever": fault("error", failed(500, "oops"), calls=3, told="500"),
    "500 twice": fault("answer", failed(500), failed(500), ok, calls=3),
    "502 as a web page": fault("error", raw("<html><h1>Bad gateway</h1></html>", "text/html", 502), calls=3, told="502"),
    "503 once": fault("answer", failed(503, "loading model"), ok, calls=2),
    "529 once": fault("answer", failed(529, "overloaded"), ok, calls=2),
    "504 then 401": fault("error", failed(504), failed(401), calls=2),
    "a redirect": fault("error", lambda _: document({}, 307, location="http://127.0.0.1:9/v1"), calls=1, told="307"),
    "200 with an error inside": fault("error", lambda _: document(OUTAGE), calls=3, told="overloaded"),
    "200 with an error inside, once": fault("answer", lambda _: document(OUTAGE), ok, calls=2),
    "200 with a web page": fault("error", raw("<!doctype html><p>Login</p>", "text/html"), calls=3, told="web page"),
    "an empty body": fault("error", raw(""), calls=3),
    "an empty body, once": fault("answer", raw(""), ok, calls=2),
    "white space": fault("error", raw(" \n\n "), calls=3),
    "204": fault("error", lambda _: Replying((), 204, length=0), calls=3),
    "broken JSON": fault("error", raw('{"choices": [{"mess'), calls=3),
    "JSON that is a list": fault("error", raw("[1, 2]"), calls=3),
    "JSON that is nested beyond reason": fault("error", raw("[" * 100_000), calls=3),
    "plain words": fault("error", raw("upstream timed out", "text/plain"), calls=3),
    "no choices": fault("error", lambda _: document({"choices": []}), calls=2),
    "choices null": fault("error", lambda _: document({"choices": None}), calls=2),
    "a choice that is no object": fault("error", lambda _: document({"choices": ["x"]}), calls=2),
    "null content": fault("error", lambda _: whole(None), calls=2),
    "null content, once": fault("answer", lambda _: whole(None), ok, calls=2),
    "content in parts": fault(
        "answer", lambda _: whole(None, content=[{"type": "text", "text": GOOD}]), calls=1
    ),
    "content that is a number": fault("error", lambda _: whole(None, content=7), calls=2),
    "a refusal": fault("error", lambda _: whole(None, refusal="I cannot help with that."), calls=1, told="refused"),
    "finish_reason content_filter": fault("error", says("", finish="content_filter"), calls=1, told="filter"),
    "finish_reason length in the second sentence": fault("answer", says(f"{GOOD} Il presidente", finish="length"), calls=1),
    "finish_reason length before any text": fault("error", says("", finish="length"), calls=2, told="greatest length"),
    "finish_reason length, then enough room": fault("answer", says("<think>mm", finish="length"), ok, calls=2),
    "no finish_reason": fault("answer", says(GOOD, finish=None), calls=1),
    "a tool call unasked": fault(
        "error", lambda _: whole(None, finish="tool_calls", tool_calls=[{"function": {"name": "x"}}]), calls=2, told="tool"
    ),
    "thoughts without an end": fault("error", says("<think>Il porto di Bari ha 300 navi."), calls=2),
    "thoughts that begin nowhere": fault("answer", says(f"Vediamo. NO_ANSWER? [s9]\n</think>\n{GOOD}"), calls=1),
    "a byte order mark": fault("answer", says("\ufeff" + GOOD), calls=1),
    "thoughts beside the text": fault(
        "answer", framed(delta(reasoning_content="hm"), delta(content=GOOD), "[DONE]"), calls=1
    ),
    "usage that is nonsense": fault("answer", lambda _: whole(GOOD, usage={"prompt_tokens": "many", "x": -1}), calls=1),
    "a drip": fault("answer", both(lambda reply: replace(bytewise(reply, 40), pause=0.01)), calls=1),
    "a drip beyond the deadline": fault("error", both(lambda reply: replace(bytewise(reply), pause=0.05)), calls=1, told="too long"),
    "a stall before anything": fault("error", both(lambda reply: replace(reply, pause=4.0)), calls=1, told="too long"),
    "comments for ever": fault(
        "error", lambda _: Replying((b": keep-alive\n\n",) * 200, kind="text/event-stream", pause=0.05), told="too long"
    ),
    "a connection that closes at once": fault("error", both(lambda reply: replace(reply, pieces=(), cut=True)), calls=CALLS),
    "closed at once, once": fault("answer", both(lambda reply: replace(reply, pieces=(), cut=True)), ok, calls=2),
    "a length that is not true": fault("error", both(lambda reply: replace(reply, length=99_999, cut=True)), streamed="answer"),
    "an error event first": fault("error", framed(json.dumps(OUTAGE)), calls=3, told="overloaded"),
    "an error event in the middle": fault(
        "answer", framed(delta(content=GOOD + " E poi"), json.dumps(OUTAGE)), told="broke off"
    ),
    "CRLF": fault("answer", lambda _: streamed(GOOD, line_end="\r\n"), calls=1),
    "CR": fault("answer", lambda _: streamed(GOOD, line_end="\r"), calls=1),
    "comments between events": fault(
        "answer", lambda _: Replying((b": hi\n\n", b"event: x\nid: 1\n", *streamed(GOOD).pieces), kind="text/event-stream")
    ),
    "data over two lines": fault(
        "answer", lambda _: Replying((b'data: {"choices": [{"delta":\ndata: {"content": "%b"}}]}\n\n' % GOOD.encode(),))
    ),
    "UTF-8 split between chunks": fault("answer", both(lambda reply: bytewise(reply, 3)), calls=1),
    "bytes that are no UTF-8": fault("abstention", framed('{"choices":[{"delta":{"content":"\udcff"}}]}'.encode("utf-8", "surrogateescape").decode("latin-1"), "[DONE]"), says("NO_ANSWER")),
    "a repeated chunk": fault(
        "answer", framed(delta(content=GOOD + " "), delta(content=GOOD + " "), delta(content=GOOD), "[DONE]"), calls=1
    ),
    "a sentence repeated a thousand times": fault("answer", says(f"{GOOD} " * 1_000, size=4_000), calls=1),
    "10 MB of text": fault("error", says(HUGE, size=100_000), calls=3, told="bytes", streamed="abstention"),
    "10 MB in one line": fault("error", raw(b"data: " + b"x" * 10_000_000), told="bytes"),
    "no [DONE]": fault("answer", framed(*list(events(GOOD))[:-1]), calls=1),
    "text after [DONE]": fault("answer", framed(*events(GOOD), delta(content=" Zeta è re. [s2]")), calls=1),
    "only markers": fault("error", says("[s1][s2]"), calls=2),
    "markdown around the reply": fault("answer", says(f"Ecco la risposta:\n```\n**{GOOD}**\n```\n"), calls=1),
    "a JSON draft unasked": fault("answer", says(json.dumps({"found": True, "claims": [{"text": SHIPS, "sentences": [2]}]})), calls=1),
    "fences in fences": fault("answer", says(f"```\n```json\n```\n{GOOD}\n```\n```"), calls=1),
    "every sentence pointed at": fault("answer", says(f"{SHIPS} [s1][s2][s3][s4][s5-s99]"), calls=1),
    "a pointer of four thousand digits": fault("answer", says(f"{SHIPS} [s{'9' * 4_000}]"), calls=1),
    "footnotes": fault("answer", says(f"{SHIPS}<sup>2</sup>"), calls=1),
    "a row of a table": fault("answer", says(f"| a | b |\n|---|---|\n| {SHIPS} | [s2] |"), calls=1),
    "colours of a terminal": fault("answer", says(f"\x1b[31m{SHIPS}\x1b[0m\x07 [s2]"), calls=1),
    "the question said again": fault("answer", says(f"{QUESTION} [s2]\n{GOOD}"), calls=1),
    "another language, for ever": fault(
        "answer", says("The port of Bari welcomed 300 ships during 2025, said the port authority. [s2]"), calls=2, told="another language"
    ),
    "a script without spaces, for ever": fault("answer", says("2025年，巴里港接待了300艘船只，港口管理局表示。[s2]"), calls=2, told="another language"),
    "the sentinel inside a sentence": fault("abstention", says("Il porto di Bari NO_ANSWER ha accolto 300 navi. [s2]"), calls=1),
    "a bomb of zeros": fault(
        "error", lambda _: Replying((ZEROS,), kind="text/event-stream", headers={"Content-Encoding": "gzip"}), told="bytes"
    ),
    "numbers that are none": fault(
        "abstention", raw('{"choices":[{"message":{"content":"Zeta"},"finish_reason":NaN}],"usage":{"prompt_tokens":1e999}}')
    ),
    "the prompt recited": fault(
        "abstention", lambda body: says(f"{body['messages'][0]['content']} NO_ANSWER")(body), calls=2
    ),
    "half characters": fault("answer", raw(json.dumps({"choices": [{"message": {"content": f"\ud800{GOOD}\udfff"}}]})), calls=1),
    "a paraphrase of the sentinel": fault("abstention", says("Gli articoli forniti non specificano quante navi."), calls=1),
}  # fmt: skip


def lead(engine: ChatEngine, live: bool) -> tuple[Outcome, Answer | None, str]:
    """Return what came of a question, checking what always holds."""
    shown: list[ClaimEvent] = []
    began = time.monotonic()
    try:
        for event in telling(asked(QUESTION), RESULT, engine, live=live):
            if isinstance(event, Told):
                made = event.answer
            else:
                shown.append(event)
    except EngineError as error:
        line = str(error)
        assert KEY not in line and "\n" not in line and len(line) < 600 and line.rstrip()[-1] in ".1"
        assert error.__cause__ is None and error.__suppress_context__
        assert shown == []
        return "error", None, line
    finally:
        assert time.monotonic() - began < IN_TIME
    holds(made, ARTICLES)
    assert [event.claim for event in shown] == list(made.claims)
    assert KEY not in repr(made)
    told = " ".join(notice.message for notice in made.warnings)
    return ("abstention" if made.abstained else "answer"), made, told


@pytest.mark.parametrize("live", [False, True], ids=["whole", "streamed"])
@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_ends_well(speaking: Speaking, name: str, live: bool) -> None:
    expected = FAULTS[name]
    engine, server = speaking(*expected.script, **(SOON if expected.told == "too long" else {}))
    outcome, made, told = lead(engine, live)
    assert outcome == ((live and expected.streamed) or expected.outcome), told
    assert server.calls <= expected.calls
    assert expected.told in told or (live and expected.streamed)
    if outcome == "answer":
        assert made is not None and made.claims[0].text == SHIPS
        assert len(made.claims) == 1


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_ends_well_when_the_model_only_retells(speaking: Speaking, name: str) -> None:
    expected = FAULTS[name]
    engine, server = speaking(
        *expected.script, careful=True, **(SOON if expected.told in ("too long", "broke off") else {})
    )
    outcome, made, told = lead(engine, True)
    assert outcome != "abstention", told  # what the articles say does not depend on the model
    assert server.calls <= CALLS
    assert outcome == "answer" or expected.outcome != "answer", told
    if made is not None:
        assert {claim.text for claim in made.claims} == {SHIPS}


@pytest.mark.parametrize("live", [False, True], ids=["whole", "streamed"])
def test_a_server_that_is_not_there_is_named(speaking: Speaking, live: bool) -> None:
    engine, server = speaking(ok)
    server.__exit__()
    outcome, _, told = lead(engine, live)
    assert outcome == "error" and told.startswith("cannot reach 127.0.0.1:")


def test_a_refused_field_is_remembered(speaking: Speaking) -> None:
    engine, server = speaking(refusing_field("seed"))
    for _ in range(3):
        assert lead(engine, False)[0] == "answer"
    assert server.calls == 4 and ["seed" in body for body in server.requests] == [True, False, False, False]


@pytest.mark.slow
def test_a_stream_cut_at_any_byte_ends_well(speaking: Speaking) -> None:
    data = b"".join(streamed(f"{GOOD} Anna Neri è a Trani. [s3]", size=40, line_end="\r\n").pieces)
    current: list[Replying] = []
    engine, server = speaking(lambda _: current[0])
    outcomes: dict[Outcome, list[str]] = {"answer": [], "abstention": [], "error": []}
    for at in range(len(data)):
        current[:] = [Replying((data[:at],), kind="text/event-stream", cut=True)]
        before = server.calls
        outcome, made, told = lead(engine, True)
        assert server.calls - before <= CALLS
        outcomes[outcome].append(told)
        if made is not None and made.claims:
            assert {claim.text for claim in made.claims} == {SHIPS}
    assert len(outcomes["answer"]) > 50 and len(outcomes["error"]) > 50, Counter(outcomes["error"]).most_common(3)


@pytest.mark.slow
def test_a_retelling_cut_anywhere_ends_well(speaking: Speaking) -> None:
    data = b"".join(streamed(f"{GOOD} Anna Neri è a Trani. [s3]", size=40, line_end="\r\n").pieces)
    current: list[Replying] = []
    engine, server = speaking(lambda _: current[0], careful=True)
    outcomes: set[Outcome] = set()
    for at in range(0, len(data), 5):
        current[:] = [Replying((data[:at],), kind="text/event-stream", cut=True)]
        before = server.calls
        outcome, made, _ = lead(engine, True)
        assert server.calls - before <= CALLS
        outcomes.add(outcome)
        assert made is None or {claim.text for claim in made.claims} == {SHIPS}
    assert outcomes == {"answer", "error"}
