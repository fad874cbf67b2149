"""The benchmark of the search asks the same questions of stores of known size, and says when the peer is absent."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest

from evals import search_benchmark
from evals.search_benchmark import SyntheticEmbedder, Vocabulary, fill, measured, questions, rows

WORDS = "il porto di Bari cresce e la città di Lecce aspetta un treno nuovo per la fiera".split()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a.txt").write_text(" ".join(WORDS), encoding="utf-8")
    return tmp_path / "data"


def test_questions_and_vectors_are_the_same_each_time(data: Path) -> None:
    asked = questions(Vocabulary(data))
    assert asked == questions(Vocabulary(data)) and len(set(asked)) == len(asked)
    one, other = SyntheticEmbedder().embed_queries(["a", "b"])
    assert one @ one == pytest.approx(1) and abs(one @ other) < 0.3


def test_a_store_is_made_once_and_measured(data: Path, tmp_path: Path) -> None:
    fill(tmp_path / "corpus", tmp_path / "store", 30, Vocabulary(data))
    found = measured("Fonte", tmp_path / "store", data)
    assert 0 < found["p50"] <= found["p95"] and found["cpu"] > 0
    assert 0 < found["recall"] <= 1 and found["memory"] > 0


def test_a_side_that_cannot_be_measured_is_told(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: Any, **__: Any) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess([], 1, "", "ModuleNotFoundError: No module named 'bm25s'\n")

    monkeypatch.setattr(search_benchmark.subprocess, "run", failing)
    lines = list(rows(30, data, tmp_path))
    assert len(lines) == 2 and all("unmeasured: ModuleNotFoundError: No module named 'bm25s'" in line for line in lines)
