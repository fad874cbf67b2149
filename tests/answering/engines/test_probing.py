"""A small question tells how a model can be asked, and what it told is used the next time."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from rag.answering.answer import answer
from rag.answering.engines.openai import open_engine
from rag.answering.engines.probing import probe, remembered
from rag.errors import EngineError
from rag.settings import Settings
from tests.answering.conftest import Speaking
from tests.answering.test_answer import asked, found
from tests.scripted_server import Body, Reply, Replying, answers, failed, says

RIGHT = "Il progetto porta la firma di Livia Sanna."


@pytest.fixture(autouse=True)
def _own_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rag.answering.engines.probing.data_directory", lambda: tmp_path / "data")


def only(protocol: str) -> Reply:
    """Reply rightly to one way of asking, and with all the markers, or none, to the others."""

    def reply(body: Body) -> Replying:
        if "response_format" in body:
            text = '{"found": true, "claims": [{"text": "%s", "sentences": [2]}]}' % RIGHT  # noqa: UP031
            return says(text if protocol == "schema" else "{}")(body)
        if "[s3]" in body["messages"][0]["content"]:
            return says(f"{RIGHT} [s2]" if protocol == "markers" else "[s1][s2][s3]")(body)
        return says(RIGHT if protocol == "plain" else "Anna")(body)

    return reply


@pytest.mark.parametrize(("protocol", "calls"), [("markers", 1), ("schema", 2), ("plain", 3)])
def test_the_first_way_that_a_model_masters_is_kept(speaking: Speaking, protocol: str, calls: int) -> None:
    engine, server = speaking(only(protocol))
    assert remembered(engine.client.endpoint) is None
    found = probe(engine)
    assert (found.protocol, found.calls, server.calls) == (protocol, calls, calls)
    assert remembered(engine.client.endpoint) == protocol
    settings = Settings(Path("x"), engine="openai", base_url=server.url, model="test")
    opened = open_engine(settings)
    assert opened.ability.protocol == protocol
    opened.close()


def test_a_model_that_answers_wrongly_is_kept_as_nothing(speaking: Speaking) -> None:
    engine, _ = speaking(says("Il progetto è di Anna Neri. [s2]"))
    assert probe(engine).protocol is None
    assert remembered(engine.client.endpoint) is None


def test_pointing_at_everything_is_not_citing(speaking: Speaking) -> None:
    engine, _ = speaking(answers(lambda shown, _: f"{RIGHT} " + "".join(f"[s{n}]" for n, _ in shown)))
    assert probe(engine).protocol == "plain"


def test_an_endpoint_that_fails_is_an_error(speaking: Speaking) -> None:
    engine, _ = speaking(failed(401, "no"))
    with pytest.raises(EngineError, match="refuses the key"):
        probe(engine)


def test_a_memory_that_is_damaged_is_none(speaking: Speaking, tmp_path: Path) -> None:
    engine, _ = speaking(only("markers"))
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "protocols.json").write_text("[[[")
    assert remembered(engine.client.endpoint) is None
    probe(engine)
    assert remembered(engine.client.endpoint) == "markers"


@pytest.mark.parametrize(
    ("model", "protocol", "asks_for", "careful"),
    [
        ("llama3.1:8b", "auto", "markers", False),
        ("qwen2.5:1.5b", "auto", "schema", True),
        ("qwen2.5:1.5b", "schema", "schema", False),
        ("qwen2.5:0.5b", "markers", "markers", False),
    ],
)
def test_a_model_that_is_small_by_its_name_is_asked_with_care(
    model: str, protocol: str, asks_for: str, careful: bool
) -> None:
    settings = Settings(Path("x"), engine="openai", base_url="http://127.0.0.1:9", model=model, protocol=protocol)
    with closing(open_engine(settings)) as engine:
        assert (engine.ability.protocol, engine._careful) == (asks_for, careful)


def test_a_small_model_is_not_asked_what_the_articles_do_not_tell(speaking: Speaking) -> None:
    engine, server = speaking(says("Il porto di Bari ha accolto 300 navi nel 2025."), model="priced", careful=True)
    question = "Chi ha vinto le elezioni del 1998?"
    made = answer(asked(question), found(question), engine)
    assert made.abstained and server.calls == 0
    question = "Quante navi ha accolto il porto di Bari?"
    made = answer(asked(question), found(question), engine)
    assert server.calls == 1 and "300 navi" in made.text
    assert made.usage.cost_usd == round((made.usage.prompt_tokens + 2 * made.usage.completion_tokens) / 1e6, 6)
