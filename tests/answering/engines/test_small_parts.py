"""Tokens, prices, abilities: what an engine knows of models and of room."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from rag.answering.engines.abilities import ability_of
from rag.answering.engines.budget import count_tokens, select
from rag.answering.engines.prices import LIST, cost, read_prices
from rag.errors import SettingsError
from tests.answering.test_answer import found

LONG = {
    f"{name}.txt": f"Il porto {name}\n\n" + "Il porto di Bari ha accolto molte navi nel corso di un anno. " * 40
    for name in "abcd"
}


def test_tokens_are_counted_without_the_network_and_special_ones_are_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", "/nowhere")
    assert count_tokens("<|endoftext|>") > 1
    assert 10 < count_tokens("Il porto di Bari ha accolto 300 navi nel corso del 2025.") < 30
    assert count_tokens("") == 0 and count_tokens("a" * 50_000) > 1_000
    assert os.environ["TIKTOKEN_CACHE_DIR"] == "/nowhere"


@pytest.mark.parametrize("room", [40, 400, 1_200, 100_000])
def test_what_is_shown_fits_and_is_the_best(room: int) -> None:
    result = found("Quante navi ha accolto il porto di Bari?", LONG)
    chosen = select(result, room, margin=1.0)
    assert chosen.sentences and chosen.passages == {result.sentences[place].passage for place in chosen.sentences}
    assert 0 in chosen.passages
    spent = sum(count_tokens(result.sentences[place].text) for place in chosen.sentences)
    assert spent <= room or len(chosen.sentences) == 1
    assert chosen.cut is (len(chosen.sentences) < len(result.sentences))
    assert chosen.cut is (room < 100_000)


def test_another_tokenizer_gets_less() -> None:
    result = found("Quante navi ha accolto il porto di Bari?", LONG)
    assert len(select(result, 1_200, margin=2.0).sentences) < len(select(result, 1_200, margin=1.0).sentences)


def test_a_price_is_by_model_and_an_unknown_one_is_none() -> None:
    assert cost({"m": (1.0, 10.0)}, "m", 1_000_000, 100_000) == 2.0
    assert cost({"m": (1.0, 10.0)}, "m-2026-03-17", 10, 0) == 0.00001
    assert cost(LIST, "llama3.1:8b", 10, 10) is None and cost({}, "m", 0, 0) is None


@pytest.mark.parametrize(
    "text", ["", "[]", '{"m": 1}', '{"m": [1]}', '{"m": ["a", 2]}', '{"m": [-1, 2]}', '{"m": [NaN, 1]}']
)
def test_prices_that_are_none_are_refused_in_one_line(tmp_path: Path, text: str) -> None:
    (tmp_path / "p.json").write_text(text)
    with pytest.raises(SettingsError, match="prices"):
        read_prices(tmp_path / "p.json")
    (tmp_path / "p.json").write_text(json.dumps({"m": [0.4, 1.6]}))
    assert read_prices(tmp_path / "p.json") == {"m": (0.4, 1.6)}


@pytest.mark.parametrize(
    ("model", "protocol"),
    [
        ("gpt-5.4-mini", "markers"), ("llama3.1:8b", "markers"), ("Qwen/Qwen2.5-72B", "markers"), ("test", "markers"),
        ("qwen2.5:1.5b", "schema"), ("Qwen2.5-Coder-1.5B-Instruct-Q4_K_M.gguf", "schema"), ("llama3.2:3b", "schema"),
        ("smollm2", "schema"), ("qwen2.5:0.5b", "plain"), ("mixtral-8x7b", "markers"), ("gpt-oss:20b", "markers"),
        ("deepseek-r1:1.5b", "schema"), ("Qwen3-30B-A3B", "markers"), ("gpt-5.4-nano", "markers"),
    ],
)  # fmt: skip
def test_how_a_model_is_asked_is_told_by_its_name_or_by_hand(model: str, protocol: str) -> None:
    assert ability_of(model).protocol == protocol
    assert ability_of(model, "plain").protocol == "plain"
