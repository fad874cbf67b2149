"""The commands with a language model at an endpoint: who answers, what is said about it, how it fails."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

import pytest

from rag.answering.endpoint.client import ChatClient
from rag.cli import main
from tests.cli.conftest import Outcome
from tests.scripted_server import Reply, ScriptedServer, failed, quotes, says

Typed: TypeAlias = Callable[..., Outcome]
Starting: TypeAlias = Callable[..., ScriptedServer]
QUESTION = "Chi ha firmato il memorandum per ANIE?"
KEY = "sk-geheim-0123456789"
SIGNED = "firma del Memorandum"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("store")


@pytest.fixture
def typed(capsys: pytest.CaptureFixture[str], store: Path) -> Iterator[Callable[..., Outcome]]:
    def run(*words: str) -> Outcome:
        code = main([*words, "--store", str(store), "--embedder", "hash"])
        return Outcome(code, *capsys.readouterr())

    yield run
    ChatClient._refused.clear()


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., ScriptedServer]]:
    """Return a starter of a server that OPENAI_BASE_URL points to."""
    servers: list[ScriptedServer] = []

    def start(*script: Reply, models: tuple[str, ...] = ("test",)) -> ScriptedServer:
        started = ScriptedServer(*script, models=models).__enter__()
        servers.append(started)
        monkeypatch.setenv("OPENAI_BASE_URL", started.url)
        monkeypatch.setenv("OPENAI_API_KEY", KEY)
        return started

    yield start
    for started in servers:
        started.__exit__()


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("gpt-5.4-mini", "--model 'gpt-5.4-mini' is no file here, and no key or address of a server is configured."),
        ("small.gguf", 'a model file needs the engine local. Install it with: pip install "fonte[local]"'),
    ],
)
def test_a_model_that_nothing_here_can_run_is_never_passed_over_unsaid(
    typed: Typed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, told: str
) -> None:
    for variable in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "FONTE_ENGINE"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setattr("rag.cli.opening.find_spec", lambda _: None)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "small.gguf").write_bytes(b"GGUF")
    done = typed("ask", QUESTION, "--model", name)
    assert done.code == 2 and told in done.err and done.out == ""
    assert typed("ask", QUESTION, "--model", name, "--engine", "extractive").code == 0


def test_auto_asks_the_endpoint_that_is_configured_and_says_so_in_one_line(typed: Typed, server: Starting) -> None:
    asked = server(quotes(SIGNED))
    done = typed("ask", QUESTION, "--model", "test", "--json")
    made = json.loads(done.out)
    assert done.code == 0 and (made["engine"], made["model"]) == ("openai", "test")
    assert "Marco Vecchio" in made["text"] and made["claims"][0]["citations"] == [1]
    (line,) = [line for line in done.err.splitlines() if "127.0.0.1" in line]
    assert "test" in line and KEY not in done.err + done.out
    assert asked.headers[0]["authorization"] == f"Bearer {KEY}"


def test_the_last_line_tells_tokens_and_the_cost_where_it_is_known(
    typed: Typed, server: Starting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server(says("NO_ANSWER", usage={"prompt_tokens": 1_000, "completion_tokens": 234}))
    assert typed("ask", QUESTION, "--model", "test").out.splitlines()[-1].endswith(" · 1234 token")
    (tmp_path / "prices.json").write_text('{"test": [1.0, 10.0]}')
    monkeypatch.setenv("FONTE_PRICES", str(tmp_path / "prices.json"))
    assert typed("ask", QUESTION, "--model", "test").out.splitlines()[-1].endswith(" · 1234 token · $0.0033")


def test_an_address_without_a_model_lists_what_is_served(typed: Typed, server: Starting) -> None:
    asked = server(says("x"), models=("llama3.1:8b", "qwen2.5:7b"))
    done = typed("ask", QUESTION)
    assert done.code == 2 and done.out == ""
    assert "llama3.1:8b, qwen2.5:7b" in done.err and "--model" in done.err and asked.calls == 0


def test_a_failing_endpoint_is_exit_3_and_no_other_engine_answers(typed: Typed, server: Starting) -> None:
    server(failed(401, f"Incorrect API key provided: {KEY}"))
    done = typed("ask", QUESTION, "--model", "test", "--json")
    assert done.code == 3 and done.out == "" and KEY not in done.err
    told, why = done.err.splitlines()  # where the articles went, for they did, and what became of it
    assert "on this machine" in told and "OPENAI_API_KEY" in why
    done = typed("ask", QUESTION, "--model", "test", "--debug")
    assert done.code == 3 and KEY not in done.err and "Traceback" in done.err


def test_the_extractive_engine_asks_nobody(typed: Typed, server: Starting) -> None:
    asked = server(says("x"))
    done = typed("ask", QUESTION, "--engine", "extractive")
    assert done.code == 0 and asked.calls == 0 and "127.0.0.1" not in done.err


def test_a_search_asks_no_model_and_needs_none(typed: Typed, server: Starting) -> None:
    asked = server(says("x"))
    done = typed("search", QUESTION)
    assert done.code == 0 and asked.calls == 0 and "127.0.0.1" not in done.err


@pytest.mark.parametrize("given", [{}, {"OPENAI_BASE_URL": "https://api.openai.com/v1"}])
def test_openai_without_a_key_is_a_mistake_in_the_set_up(
    typed: Typed, monkeypatch: pytest.MonkeyPatch, given: dict[str, str]
) -> None:
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    done = typed("ask", QUESTION, "--engine", "openai")
    assert done.code == 2 and "OPENAI_API_KEY" in done.err


def test_the_trace_tells_what_was_asked_and_said(typed: Typed, server: Starting, tmp_path: Path) -> None:
    server(says(f"<think>hm</think>Zeta vince. [s99] NO_ANSWER {KEY}"))
    assert typed("ask", QUESTION, "--model", "test", "--trace", str(tmp_path / "t.jsonl")).code == 0
    (record,) = [json.loads(line) for line in (tmp_path / "t.jsonl").read_text().splitlines()]
    (call,) = record["calls"]
    assert call["raw"].startswith("<think>hm</think>Zeta vince.") and call["prompt_tokens"] > 100
    assert call["messages"][0]["role"] == "system" and record["usage"]["completion_tokens"] > 0
    assert record["claims"] == [] and "unknown_sentence" in {notice["code"] for notice in record["warnings"]}


def test_batch_names_the_host_once_and_writes_the_failures(typed: Typed, server: Starting, tmp_path: Path) -> None:
    server(quotes(SIGNED), failed(400, "the model broke"))
    (tmp_path / "in.jsonl").write_text('{"id": 1, "question": "%s"}\n{"id": 2, "question": "E KSIA?"}\n' % QUESTION)  # noqa: UP031
    done = typed("batch", str(tmp_path / "in.jsonl"), str(tmp_path / "out.jsonl"), "--model", "test")
    lines = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert done.code == 3 and lines[0]["answer"]["engine"] == "openai" and "the model broke" in lines[1]["error"]
    assert sum("127.0.0.1" in line for line in done.err.splitlines()) == 1


def test_doctor_names_the_engine_and_probes_when_asked(typed: Typed, server: Starting) -> None:
    asked = server(quotes("Livia Sanna"))
    done = typed("doctor", "--model", "test")
    assert asked.calls == 0 and "test at 127.0.0.1" in done.out and "--probe" in done.out and KEY not in done.out
    done = typed("doctor", "--model", "test", "--probe")
    assert asked.calls == 1 and "cites by markers (1 calls" in done.out


def test_in_a_terminal_each_sentence_is_printed_when_it_is_checked_and_once(
    typed: Typed, server: Starting, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = server(quotes(SIGNED))
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    done = typed("ask", QUESTION, "--model", "test")
    assert done.code == 0 and asked.requests[0]["stream"] is True
    assert done.out.index("firma del Memorandum") < done.out.index("Fonti")
    assert done.out.count("apposta") == 2  # in the sentence and in its quote
    assert typed("ask", QUESTION, "--model", "test", "--json").code == 0
    assert asked.requests[1]["stream"] is False


@pytest.mark.parametrize("words", [("ask", QUESTION), ("batch", "in.jsonl", "out.jsonl"), ("ui", "--port", "0")])
def test_a_mistake_in_the_set_up_of_an_engine_shows_before_the_folder_is_read(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in.jsonl").write_text(json.dumps({"id": 1, "question": QUESTION}) + "\n", encoding="utf-8")
    assert main([*words, "--engine", "local", "--store", "store", "--corpus", str(tmp_path)]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.endswith("Run `fonte model pull`, or name a GGUF file with --model PATH.")
    assert not (tmp_path / "store").exists() and not (tmp_path / "out.jsonl").exists()
