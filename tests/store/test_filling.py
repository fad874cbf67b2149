"""Texts get their vectors once, whatever they come with and however often, in small commits beside the reading."""

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from rag.store import filling
from rag.store.embedding.hashing import HashEmbedder
from rag.store.embedding.protocol import Vectors
from rag.store.filling import Filler
from rag.store.keeping import VectorCache
from rag.store.rows import Kind, Text, from_blobs, to_blob, vector_key
from tests.store.corpora import CountingEmbedder


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    connection.execute("CREATE TABLE vectors (key BLOB PRIMARY KEY, vector BLOB NOT NULL) WITHOUT ROWID")
    yield connection
    connection.close()


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filling, "READ_AHEAD", 20)
    monkeypatch.setattr(filling, "EMBED_AT_ONCE", 8)
    monkeypatch.setattr(filling, "BLOCK_CHARACTERS", 200)


KINDS: tuple[Kind, ...] = ("chunk", "sentence", "word")
TEXTS = [Text(kind, f"{kind} {'x' * (number % 7)} {number}") for number in range(50) for kind in KINDS]


def vectors(connection: sqlite3.Connection) -> dict[bytes, bytes]:
    return dict(connection.execute("SELECT key, vector FROM vectors"))


def filled(connection: sqlite3.Connection, embedder: CountingEmbedder, cache: VectorCache | None = None) -> int:
    with Filler(connection, embedder, cache) as filler:
        for at in range(0, len(TEXTS), 7):
            filler.add(TEXTS[at : at + 7])
        return filler.finish()


def test_every_text_has_its_own_vector_under_its_own_key(connection: sqlite3.Connection) -> None:
    embedder = CountingEmbedder()
    assert filled(connection, embedder) == len(TEXTS) == len(embedder.asked)
    found = vectors(connection)
    for text in TEXTS:
        (wanted,) = HashEmbedder().embed_passages([text.text])
        assert found[text.key("counting/1")] == to_blob(text.kind, wanted)


def test_a_text_that_comes_again_is_embedded_once_wherever_the_first_stands(connection: sqlite3.Connection) -> None:
    embedder = CountingEmbedder()
    with Filler(connection, embedder) as filler:
        for _ in range(3):  # waiting, under way, in the store
            for text in TEXTS:
                filler.add([text, text])
        assert filler.finish() == len(TEXTS)
        filler.add(TEXTS)
        assert filler.finish() == len(TEXTS)
    assert len(embedder.asked) == len(set(embedder.asked)) == len(TEXTS)


def test_another_store_takes_its_vectors_from_the_cache_bit_by_bit(
    connection: sqlite3.Connection, tmp_path: Path
) -> None:
    filled(connection, CountingEmbedder(), VectorCache(tmp_path))
    first = vectors(connection)
    connection.execute("DELETE FROM vectors")
    embedder = CountingEmbedder()
    assert filled(connection, embedder, VectorCache(tmp_path)) == 0
    assert embedder.asked == []
    assert vectors(connection) == first
    other = CountingEmbedder("another/1")
    assert filled(connection, other, VectorCache(tmp_path)) == len(TEXTS)


@pytest.mark.parametrize("blob", [b"", b"abc", bytes(256), b"\xff" * 256, bytes(1536)])
def test_a_vector_of_the_cache_that_is_none_is_embedded_again(
    connection: sqlite3.Connection, tmp_path: Path, blob: bytes
) -> None:
    text = Text("chunk", "porto")
    cache = VectorCache(tmp_path)
    cache.keep([(text.key("counting/1"), blob)])
    with Filler(connection, CountingEmbedder(), cache) as filler:
        filler.add([text])
        assert filler.finish() == 1
    (wanted,) = HashEmbedder().embed_passages(["porto"])
    assert np.allclose(from_blobs("chunk", [vectors(connection)[text.key("counting/1")]])[0], wanted, atol=2e-3)


class Waiting(CountingEmbedder):
    """Embed nothing before it is told to."""

    def __init__(self) -> None:
        super().__init__()
        self.go = threading.Event()

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        assert self.go.wait(30)
        return super().embed_passages(texts)


def test_texts_are_taken_in_while_earlier_ones_are_embedded(connection: sqlite3.Connection) -> None:
    embedder = Waiting()
    with Filler(connection, embedder) as filler:
        filler.add(Text("chunk", f"testo {number}") for number in range(20))
        filler.add(Text("chunk", f"altro {number}") for number in range(10))  # not held up
        assert embedder.asked == []
        embedder.go.set()
        assert filler.finish() == 30


class Failing(CountingEmbedder):
    """Fail at a text."""

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        if "chunk  0" in texts:
            raise RuntimeError("no power")
        return super().embed_passages(texts)


def test_an_embedder_that_fails_ends_the_filling_and_keeps_what_was_committed(connection: sqlite3.Connection) -> None:
    with pytest.raises(RuntimeError, match="no power"), Filler(connection, Failing()) as filler:
        filler.add(TEXTS[3:])
        filler.add(TEXTS[:3])
        filler.finish()
    kept = len(vectors(connection))
    assert 100 < kept < len(TEXTS)
    assert vector_key("counting/1", "chunk", "chunk  0") not in vectors(connection)
    embedder = CountingEmbedder()
    assert filled(connection, embedder) == len(TEXTS) - kept


def test_blocks_hold_one_kind_of_like_length_within_bounds(connection: sqlite3.Connection) -> None:
    seen: list[list[str]] = []

    class Seeing(CountingEmbedder):
        def embed_passages(self, texts: Sequence[str]) -> Vectors:
            seen.append(list(texts))
            return super().embed_passages(texts)

        embed_words = embed_passages

    with Filler(connection, Seeing()) as filler:
        filler.add([*TEXTS, Text("chunk", "y" * 500)])
        filler.finish()
    assert ["y" * 500] in seen  # longer than a block may be, and alone in one
    for block in seen:
        assert len({text.split()[0] for text in block}) == 1
        assert len(block) <= 8
        assert len(block) == 1 or sum(map(len, block)) <= 200
    assert sorted(text for block in seen for text in block) == sorted([*(text.text for text in TEXTS), "y" * 500])


@pytest.mark.parametrize(("kind", "dtype"), [("chunk", "<f4"), ("sentence", "<f2"), ("word", "<f2")])
def test_a_vector_that_an_earlier_version_kept_is_not_embedded_again(
    connection: sqlite3.Connection, tmp_path: Path, kind: Kind, dtype: str
) -> None:
    text = Text(kind, "porto")
    (wanted,) = CountingEmbedder().embed_passages(["porto"])
    cache = VectorCache(tmp_path)
    cache.keep([(text.key("counting/1"), wanted.astype(dtype).tobytes())])
    with Filler(connection, CountingEmbedder(), cache) as filler:
        filler.add([text])
        assert filler.finish() == 0
    (kept,) = from_blobs(kind, [vectors(connection)[text.key("counting/1")]])
    assert np.allclose(kept, wanted, atol=2e-3) and abs(float(kept @ wanted) - 1) < 2e-3
