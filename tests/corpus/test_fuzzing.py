"""A few hundred damaged files of every format; `python -m tests.corpus.fuzzing` goes on for ten minutes."""

from __future__ import annotations

from tests.corpus.fuzzing import fuzz


def test_readers_find_articles_or_refuse_in_one_line() -> None:
    counts, broken = fuzz(60.0, 240, 7)
    assert broken == []
    assert sum(count for name, count in counts.items() if name.endswith("read")) > 30
