"""What was read stays at hand within a bound, and what is at hand is what would be read."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from rag.indexing import sync
from rag.store import shelf as shelves
from rag.store import whole
from rag.store.embedding.hashing import HashEmbedder
from rag.store.kept import Kept
from rag.store.live import Live
from rag.store.reading import Snapshot
from rag.store.schema import DamagedTruth
from rag.store.shelf import Shelf
from tests.store.corpora import settings_for, write

ARTICLES = {
    f"{n:02}.txt": f"Molo {n}\n\nIl porto {name} accoglie la nave. Il faro di {name} si spegne a Trani.\n"
    for n, name in enumerate(("Adria", "Bari", "Cervia", "Dezzo", "Eboli", "Fano", "Gaeta", "Ischia"))
}


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    settings = settings_for(tmp_path)
    write(settings.corpus, ARTICLES)
    sync(settings, embedder=HashEmbedder())
    yield settings.store_path


@pytest.fixture
def shelf(folder: Path) -> Iterator[Shelf]:
    snapshot = Snapshot.open(folder, HashEmbedder().name)
    assert snapshot is not None
    with closing(snapshot):
        yield Shelf(snapshot)


def ids(shelf: Shelf) -> list[str]:
    with shelf.snapshot.reading() as connection:
        return [name for (name,) in connection.execute("SELECT id FROM chunks ORDER BY id")]


def test_what_was_asked_for_longest_ago_is_let_go_first() -> None:
    read: list[list[str]] = []

    def source(keys: list[str]) -> dict[str, str]:
        read.append(keys)
        return {key: key * 4 for key in keys if key != "-"}

    kept: Kept[str, str] = Kept(8, len)
    assert kept.of(["a", "-", "b", "a"], source) == {"a": "aaaa", "b": "bbbb"}
    assert list(kept.of(["b", "a"], source)) == ["b", "a"] and read == [["a", "-", "b"]]
    kept.of(["c"], source)  # there is room for two: "b" goes
    assert kept.of(["a"], source) == {"a": "aaaa"} and kept.of(["b"], source) == {"b": "bbbb"}
    assert read[1:] == [["c"], ["b"]]


def test_a_small_store_that_is_asked_again_and_again_is_read_ahead_once() -> None:
    read: list[list[str]] = []

    def source(keys: list[str]) -> dict[str, str]:
        read.append(keys)
        return {key: key * 4 for key in keys if key != "-"}

    kept: Kept[str, str] = Kept(100, len, lambda: ["a", "b", "e"])
    for key in "abcd-":
        kept.of([key], source)
    assert kept.of(["e", "b"], source) == {"e": "eeee", "b": "bbbb"}
    assert read == [["a"], ["b"], ["c"], ["d", "a", "b", "e"], ["-"]]


def test_what_is_read_ahead_is_what_is_read_one_by_one(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = []
    for little in (1_000, 0):
        monkeypatch.setattr(whole, "SMALL", little)
        snapshot = Snapshot.open(folder, HashEmbedder().name)
        assert snapshot is not None
        with closing(snapshot):
            shelf, seen = Shelf(snapshot), []
            for name in ids(shelf):
                chunk = shelf.chunks([name, "nope"])[name]
                seen.append((chunk, shelf.sketches([name]).vectors().tolist(), snapshot.sources([chunk.file])))
            assert bool(snapshot.whole.chunks()) is bool(snapshot.whole.files()) is (little > 0)
            found.append(seen)
    assert found[0] == found[1]


def test_chunks_and_vectors_at_hand_are_those_of_the_truth(shelf: Shelf, folder: Path) -> None:
    names = ids(shelf)
    first = shelf.chunks(names[:5])
    again = shelf.chunks(names)
    assert list(again) == names and all(again[name] is first[name] for name in names[:5])
    fresh = Shelf(shelf.snapshot).chunks(names)
    assert again == fresh
    vector = HashEmbedder().embed_queries(["faro"])[0]
    some, every = shelf.sketches(names[:3]), shelf.sketches(names)
    assert every.ids == names and every.among(names[:3]).best_cosines(vector) == some.best_cosines(vector)
    assert every.best_cosines(vector) == Shelf(shelf.snapshot).sketches(names).best_cosines(vector)
    assert shelf.vectors(["nope"]) == {} == shelf.chunks(["nope"]) and not shelf.sketches(["nope"]).ids


def test_a_word_has_the_same_vector_however_many_were_asked_for(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelves, "KEPT_WORDS", 6)
    words = ["bari", "cervia", "faro", "gaeta", "nave", "porto", "spegne", "trani", "zzz"]
    wanted = dict(zip(words, HashEmbedder().embed_words(words), strict=True))
    for asked in (["faro"], ["zzz"], ["nave", "porto", "faro"], words[:5], words, ["trani", "trani"], []):
        numbers = sorted(shelf.snapshot.term_numbers(asked).values())
        found = shelf.words(np.array(numbers, dtype=np.int32))
        there = shelf.snapshot.term_texts(found.numbers.tolist())
        assert set(there.values()) == set(asked) & set(words) - {"zzz"} and len(found.rows) == len(found.numbers)
        for number, row in zip(found.numbers.tolist(), found.rows, strict=True):
            assert np.allclose(row, wanted[there[number]], atol=1e-2)


def test_a_row_that_is_not_what_was_written_is_told_when_it_is_read(folder: Path, shelf: Shelf) -> None:
    name = ids(shelf)[0]
    with closing(sqlite3.connect(folder / "truth.sqlite3")) as connection, connection:
        connection.execute("UPDATE chunks SET text = text || '!' WHERE id = ?", (name,))
    assert shelf.chunks([name])  # its state is the one before
    later = Snapshot.open(folder, None)
    assert later is not None
    with closing(later), pytest.raises(DamagedTruth, match="not what was written"):
        Shelf(later).chunks([name])


def test_a_live_value_is_the_one_of_now_even_in_a_file_made_anew(folder: Path) -> None:
    truth = folder / "truth.sqlite3"
    live = Live(folder)
    before = live.value("state")
    assert before
    with closing(sqlite3.connect(truth)) as connection, connection:
        connection.execute("UPDATE meta SET value = 'next' WHERE key = 'state'")
    assert live.value("state") == "next"
    truth.rename(folder / "aside")
    assert live.value("state") is None
    (folder / "aside").rename(truth)
    assert live.value("state") == "next"
    live.close()
    assert live.value("nope") is None
    live.close()
