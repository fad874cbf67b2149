"""The real thing: llama.cpp in this process, the small model, the shipped articles. Skipped where it was not pulled."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
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
    assert "loading" not in capsys.readouterr().err  # it is running in this process already


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
