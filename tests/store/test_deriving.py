"""What is derived of the chunks follows every change of the truth, and is the same as when it is made anew."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from rag.indexing import sync
from rag.settings import Settings
from rag.store import blocks, deriving, postings
from rag.store.deriving import derive_anew
from rag.store.embedding.hashing import HashEmbedder
from rag.store.schema import DamagedTruth, transaction
from rag.store.store import Store
from rag.upkeep import repair
from tests.store.corpora import many, settings_for, write


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks, "SIZES_BLOCK", 16)
    monkeypatch.setattr(blocks, "DIRECTIONS_BLOCK", 8)
    monkeypatch.setattr(postings, "BLOCK", 32)
    monkeypatch.setattr(postings, "_HELD", 200)
    monkeypatch.setattr(deriving, "_AT_ONCE", 5)


def held(folder: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Return everything that is derived, with the terms themselves for their numbers."""
    with closing(sqlite3.connect(folder / "truth.sqlite3")) as connection:
        terms = dict(connection.execute("SELECT number, term FROM lexicon"))
        lists = connection.execute("SELECT place, numbers, counts FROM postings").fetchall()
        named = [(terms[place // 64], place % 64, numbers, counts) for place, numbers, counts in lists]
        rows = {table: connection.execute(f"SELECT * FROM {table}").fetchall() for table in ("sizes", "directions")}
    assert {name for name, *_ in named} == set(terms.values())  # no term is kept that no chunk holds
    return {"postings": sorted(named), **rows}


def test_after_every_change_it_is_what_would_be_derived_anew(tmp_path: Path) -> None:
    rng = random.Random(5)
    settings = settings_for(tmp_path, many(14))
    for turn in range(6):
        sync(settings, embedder=HashEmbedder())
        now = held(settings.store_path)
        with closing(sqlite3.connect(settings.store_path / "truth.sqlite3", isolation_level=None)) as connection:
            with transaction(connection):
                derive_anew(connection)
        assert held(settings.store_path) == now
        there = sorted(settings.corpus.glob("*.txt"))
        for path in rng.sample(there, 2):
            path.unlink()
        rng.choice(sorted(settings.corpus.glob("*.txt"))).write_text("Un drago vola su Torino.\n", encoding="utf-8")
        write(settings.corpus, many(2, start=100 + 2 * turn))


def test_what_has_no_shape_is_told_as_damage_and_repaired(tmp_path: Path) -> None:
    settings = settings_for(tmp_path, many(3))
    sync(settings, embedder=HashEmbedder())
    whole = held(settings.store_path)
    for table, column in (("directions", "vectors"), ("sizes", "ids"), ("postings", "counts")):
        with closing(sqlite3.connect(settings.store_path / "truth.sqlite3")) as connection, connection:
            connection.execute(f"UPDATE {table} SET {column} = substr({column}, 2)")
        with closing(Store.open(settings.store_path, HashEmbedder())) as store, pytest.raises(DamagedTruth):
            store.dense(HashEmbedder().embed_queries(["città"])[0], 3)
            store.words(["citta"], [], 3)
        repair(settings)
        assert held(settings.store_path) == whole


def test_vectors_are_compared_alike_in_memory_roughly_first_and_block_by_block(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings: Settings = settings_for(tmp_path, many(6))
    sync(settings, embedder=HashEmbedder())
    vector, other = HashEmbedder().embed_queries(["il sindaco Tizio3", "la città di Nome3x2"])
    files = ["0001.txt", "0003.txt"]
    found = []
    for room, many_vectors in ((160 * 1024**2, 8_000), (160 * 1024**2, 2), (0, 8_000)):
        monkeypatch.setattr("rag.store.comparing.IN_MEMORY", room)
        monkeypatch.setattr("rag.store.comparing._MANY", many_vectors)
        monkeypatch.setattr("rag.store.dense.DenseLeg._candidates", lambda *_: None)
        with closing(Store.open(settings.store_path, HashEmbedder())) as store:
            found.append([store.dense(vector, 5), store.dense(vector, 5, files)])
            nearest = {hit.chunk_id: hit.score for hit in store.dense(other, 100)}
            assert store.cosines(vector, nearest) != nearest == store.cosines(other, nearest)
    assert found[0] == found[1] == found[2]
    assert found[0][0][0].score >= found[0][0][1].score and len(found[0][1]) == 4


def test_words_that_are_analysed_otherwise_by_now_leave_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = settings_for(tmp_path, {"a.txt": "Un drago vola su Torino.\n", "b.txt": "Il porto cresce.\n"})
    sync(settings, embedder=HashEmbedder())
    monkeypatch.setattr(
        deriving, "content_terms", lambda *_: []
    )  # another version takes every word for a function word
    (settings.corpus / "a.txt").unlink()
    sync(settings, embedder=HashEmbedder())
    assert {term for term, *_ in held(settings.store_path)["postings"]} == {"porto", "port", "cresce", "cresc"}
