"""What a person sees of an answer in a terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from rag import Assistant
from rag.cli.render import render_answer


def shown(folder: Path, question: str, capsys: pytest.CaptureFixture[str]) -> list[str]:
    (folder / "articles").mkdir()
    for name, text in (("a", "Il porto riapre"), ("b", "Il sindaco lascia")):
        (folder / "articles" / f"{name}.txt").write_text(f"{text}\n\n{text} dopo sei mesi di attesa.\n", "utf-8")
    options = {"corpus": folder / "articles", "store": folder / "store", "embedder": "hash", "engine": "extractive"}
    with Assistant.open(**options) as assistant:
        render_answer(assistant.ask(question))
    return capsys.readouterr().out.splitlines()


def test_a_list_of_articles_has_a_line_for_each(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = shown(tmp_path, "Quali articoli ci sono?", capsys)
    assert lines[:3] == ["Articoli trovati: 2. [1][2]", "Il porto riapre [1]", "Il sindaco lascia [2]"]
