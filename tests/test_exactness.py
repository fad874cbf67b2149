"""A few hundred generated texts keep their places; `python -m tests.exactness` tries twenty thousand."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import replace

import pytest

from rag.corpus import end_child
from rag.types import Chunk, Document
from tests import exactness

IN_CI = 300


@pytest.fixture(autouse=True)
def child() -> Iterator[None]:
    yield
    end_child()


def test_generated_texts_are_cited_where_they_stand() -> None:
    seed = int(os.environ.get("FONTE_TEST_SEED", "20260112"))
    sys.stdout.write(f"seed {seed}\n")
    counts, found = exactness.tried(IN_CI, seed)
    assert found == []
    assert counts["held"] > 0.9 * IN_CI


def test_a_text_is_made_by_its_number_and_the_seed_alone() -> None:
    assert exactness.made(3, 5) == exactness.made(3, 5) != exactness.made(3, 6)


def test_a_shift_by_one_character_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    real = exactness.chunk_document

    def shifted(document: Document) -> list[Chunk]:
        return [replace(chunk, start=chunk.start + 1, end=chunk.end + 1) for chunk in real(document)]

    monkeypatch.setattr(exactness, "chunk_document", shifted)
    counts, found = exactness.tried(3, 1)
    assert counts["held"] == 0 and found
