"""A store that takes far more room than its articles can need is rebuilt once, and then told of."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from rag.errors import StoreError
from rag.indexing import sync
from rag.settings import Settings
from rag.store.embedding.hashing import HashEmbedder
from rag.store.room import FLOOR, give_back, room, room_in, taken_by
from rag.store.schema import OLD_TRUTH_FILE, open_for_writing

FAR_OVER = 2 * FLOOR  # of a hole: it takes no room on the disk of who runs this


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    corpus = tmp_path / "articles"
    corpus.mkdir()
    for number in range(30):
        (corpus / f"{number}.txt").write_text(f"Il ponte numero {number} è stato riaperto al traffico ieri. " * 20)
    made = Settings(corpus, tmp_path / "store")
    sync(made, embedder=HashEmbedder())
    return made


@pytest.fixture
def truth(settings: Settings) -> Iterator[sqlite3.Connection]:
    with closing(open_for_writing(settings.store_path)) as connection:
        yield connection


def bloat(path: Path) -> None:
    with path.open("ab") as file:
        file.truncate(FAR_OVER)


def test_a_sound_store_takes_less_than_it_may(settings: Settings) -> None:
    found = room_in(settings.store_path)
    assert found is not None
    files = sum(path.stat().st_size for path in settings.store_path.rglob("*") if path.is_file())
    assert files <= found.taken < files + 100_000, "what readers share for a moment is counted too"
    assert found.taken < FLOOR < found.most < 2 * FLOOR
    assert not found.is_over


def test_more_articles_may_take_more(settings: Settings, truth: sqlite3.Connection) -> None:
    bloat(settings.store_path / "chroma" / "x.bin")
    before = room(settings.store_path, truth).most
    truth.execute("UPDATE documents SET text = text || text")
    assert room(settings.store_path, truth).most > before


def test_a_damaged_truth_that_is_kept_does_not_count(settings: Settings) -> None:
    before = taken_by(settings.store_path)
    bloat(settings.store_path / OLD_TRUTH_FILE)
    assert taken_by(settings.store_path) == before


def test_what_is_derived_is_rebuilt_when_it_runs_away(settings: Settings) -> None:
    bloat(settings.store_path / "chroma" / "data_level0.bin")
    told = sync(settings, embedder=HashEmbedder()).notices
    assert [notice.code for notice in told] == ["store_too_large"], "who asks a question is told, and waits for nothing"
    outcome = sync(settings, embedder=HashEmbedder(), retry_failed=True)
    assert [notice.code for notice in outcome.notices] == ["store_rebuilt"]
    assert taken_by(settings.store_path) < FLOOR
    assert sync(settings, embedder=HashEmbedder(), retry_failed=True).notices == ()


def test_a_store_that_is_too_large_also_rebuilt_stops_the_index_in_one_line(settings: Settings) -> None:
    bloat(settings.store_path / "somebody-elses.bin")
    with pytest.raises(StoreError, match=r"takes 53\d MB, also rebuilt, and its articles need") as stopped:
        sync(settings, embedder=HashEmbedder(), retry_failed=True)
    assert "\n" not in str(stopped.value)
    assert "Take out of that folder" in stopped.value.hint


def test_free_pages_go_back_to_the_disk(settings: Settings, truth: sqlite3.Connection) -> None:
    truth.executemany(
        "INSERT INTO vectors (key, vector) VALUES (?, ?)",
        [(bytes([i % 256, i // 256]), bytes(3_000)) for i in range(2_000)],
    )
    full = truth.execute("PRAGMA page_count").fetchone()[0]
    truth.execute("DELETE FROM vectors WHERE length(vector) = 3000")
    give_back(truth)
    assert truth.execute("PRAGMA page_count").fetchone()[0] < full - 1_000
    assert truth.execute("PRAGMA freelist_count").fetchone()[0] == 0
    assert truth.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
