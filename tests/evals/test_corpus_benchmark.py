"""Check the benchmark of a growing corpus on a small one."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.corpus_benchmark import article, fill, measured


def test_articles_are_of_a_hundred_words_and_no_two_alike() -> None:
    texts = [article(number) for number in range(200)]
    assert len(set(texts)) == 200 and article(7) == texts[7]
    assert 70 <= sum(len(text.split()) for text in texts) / 200 <= 130


@pytest.mark.slow
def test_only_what_changed_is_embedded(tmp_path: Path) -> None:
    fill(tmp_path / "corpus", 30)
    first, changed, renamed, nothing = measured(tmp_path / "corpus", tmp_path / "store", "hash")
    assert "chunks/s" in first and "peak" in first
    assert "changed 1, renamed 0, unchanged 29" in changed and " 0 embedded" not in changed
    assert " 0 embedded, changed 0, renamed 1" in renamed
    assert " 0 embedded, changed 0, renamed 0, unchanged 30" in nothing
