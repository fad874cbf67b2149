"""Check what `fonte index --explain` tells of a file."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

PAGE = "Un titolo di prova\n\nRoma, 3 marzo 2025\n\nUn paragrafo lungo abbastanza per essere letto.\n\nCondividi\n"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.txt").write_text(PAGE, encoding="utf-8")
    (tmp_path / "b.csv").write_text("title,text\nUno,La prima riga.\nDue,\n", encoding="utf-8")
    return tmp_path


def test_lines_of_furniture_are_marked_and_the_date_says_how_it_is_known(fonte: Callable, corpus: Path) -> None:
    told = fonte("index", str(corpus), "--explain", "sub/a.txt")
    assert told.code == 0
    assert "-    7  Condividi" in told.out and "     1  Un titolo di prova" in told.out
    assert "date: 2025-03-03 (dateline)" in told.out and "author: unknown" in told.out
    assert "dates told: none" in told.out


def test_a_file_may_be_named_from_where_one_stands(
    fonte: Callable, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(corpus / "sub")
    assert fonte("index", str(corpus), "--explain", "a.txt").code == 0
    assert fonte("index", str(corpus), "--explain", str(corpus / "sub" / "a.txt")).code == 0


def test_rows_are_told_one_by_one_with_what_was_left_out(fonte: Callable, corpus: Path) -> None:
    told = json.loads(fonte("index", str(corpus), "--explain", "b.csv", "--json").out)
    assert [article["name"] for article in told["articles"]] == ["b.csv#1"]
    assert told["left_out"] and told["articles"][0]["lines"][0]["furniture"] is False


@pytest.mark.parametrize("name", ["none.txt", "../a.txt", "b.exe", "sub"])
def test_what_is_no_file_of_the_corpus_is_refused_in_one_line(fonte: Callable, corpus: Path, name: str) -> None:
    (corpus / "b.exe").write_text("x")
    told = fonte("index", str(corpus), "--explain", name)
    assert told.code == 2 and len(told.err.strip().splitlines()) == 1
