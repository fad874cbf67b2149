"""The real thing: llama.cpp, the small model, the shipped articles. Skipped where it was not pulled."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from rag import Assistant, ClaimEvent, StatusEvent
from rag.answering.engines import llama
from rag.cli import main
from rag.settings import Settings
from rag.types import Answer, AnswerEvent

pytestmark = [pytest.mark.local, pytest.mark.slow]
SIGNED = "Chi ha firmato il memorandum per ANIE?"


@pytest.fixture(scope="module")
def assistant(local_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = Path(__file__).parent.parent / "seeds"
    chosen = Settings(folder, tmp_path_factory.mktemp("store"), engine="local", model=str(local_model))
    with Assistant.open(settings=chosen) as opened:
        yield opened
    llama.stop()


def holds(made: Answer, folder: Path) -> None:
    """Assert that every pointer of an answer leads to its quote, in what the model was shown."""
    assert made.abstained == (not made.claims)
    for citation in made.citations:
        text = (folder / citation.file).read_bytes().decode(citation.encoding)
        assert text[citation.start : citation.end] == citation.quote
        assert any(p.file == citation.file and p.start <= citation.start < citation.end <= p.end for p in made.passages)


def test_a_question_is_answered_with_its_exact_place(assistant: Assistant, seeds: Path) -> None:
    made = assistant.ask(SIGNED)
    assert "Marco Vecchio" in made.text and "[1]" in made.text
    assert made.engine == "local" and str(made.model).startswith("qwen2.5")
    assert made.answer_language == "it"
    assert 100 < made.usage.prompt_tokens < 1_000 and made.usage.completion_tokens > 0 and made.usage.cost_usd == 0
    holds(made, seeds)


def test_the_same_question_is_streamed_to_the_same_answer(assistant: Assistant, seeds: Path) -> None:
    *before, last = assistant.stream(SIGNED)
    assert isinstance(last, AnswerEvent) and isinstance(before[0], StatusEvent)
    assert [event.claim for event in before if isinstance(event, ClaimEvent)] == list(last.answer.claims)
    assert "Marco Vecchio" in last.answer.text
    holds(last.answer, seeds)


def test_what_the_articles_do_not_tell_is_not_asked_of_the_model(assistant: Assistant) -> None:
    made = assistant.ask("Quanti anni ha Marco Vecchio?")
    assert made.abstained and made.claims == () and made.usage.prompt_tokens == 0


def test_a_batch_goes_the_same_way(
    assistant: Assistant, seeds: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text(json.dumps({"id": 1, "question": SIGNED}) + "\n", encoding="utf-8")
    chosen = assistant.settings
    words = ["batch", str(source), str(target), "--engine", "local", "--model", str(chosen.model)]
    assert main([*words, "--corpus", str(seeds), "--store", str(chosen.store)]) == 0
    (line,) = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
    assert line["answer"]["engine"] == "local" and "Marco Vecchio" in line["answer"]["text"]
    assert "loading" not in capsys.readouterr().err  # it is running already


def test_the_server_talks_to_the_openai_sdk_and_to_nobody_without_the_key(local_model: Path) -> None:
    from openai import OpenAI

    endpoint = llama.serve(local_model, local_model.stem)
    assert endpoint.is_here and llama.serve(local_model, "another name") == endpoint
    with OpenAI(api_key=endpoint.key, base_url=endpoint.base_url) as client:
        said = client.chat.completions.create(
            model=endpoint.model, messages=[{"role": "user", "content": "Scrivi soltanto: pronto"}], max_tokens=6,
            temperature=0,
        )  # fmt: skip
    assert "pronto" in str(said.choices[0].message.content).lower()
    for headers in ({}, {"Authorization": "Bearer another"}):
        request = urllib.request.Request(
            f"{endpoint.base_url}/chat/completions", b'{"messages": []}', {"Content-Type": "application/json"} | headers
        )
        with pytest.raises(urllib.error.HTTPError, match="401") as refused:
            urllib.request.urlopen(request, timeout=10)
        refused.value.close()


def test_while_the_weights_are_read_the_rest_of_the_program_goes_on(local_model: Path) -> None:
    llama.stop()
    ticks, done = [time.monotonic()], threading.Event()

    def tick() -> None:
        while not done.wait(0.02):
            ticks.append(time.monotonic())

    watching = threading.Thread(target=tick)
    watching.start()
    began = time.monotonic()
    llama.serve(local_model, local_model.stem)
    took = time.monotonic() - began
    done.set()
    watching.join()
    assert max(after - before for before, after in pairwise(ticks)) < took / 2


def test_a_server_that_died_is_started_anew(assistant: Assistant) -> None:
    assert "Marco Vecchio" in assistant.ask(SIGNED).text
    for served in llama._running.values():
        served.process.kill()
        served.process.wait()
    assert "Marco Vecchio" in assistant.ask(SIGNED).text


def test_the_server_ends_with_the_process_that_started_it(local_model: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from rag.answering.engines import llama; "
        "print(llama.serve(Path(sys.argv[1]), 'x').base_url, flush=True); sys.stdin.read()"
    )
    words = [sys.executable, "-c", script, str(local_model)]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as started:
        assert started.stdout is not None
        url = started.stdout.readline().strip()
        assert url.startswith("http://127.0.0.1:")
        started.kill()
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"{url}/models", timeout=1).close()
        except urllib.error.HTTPError as alive:
            alive.close()
        except OSError:
            return
        time.sleep(0.1)
    raise AssertionError("the server is still there")
