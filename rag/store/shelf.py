"""Give the chunks of a snapshot with their vectors, and those of words; what was read last stays at hand.

A row is checked when it is read; what is at hand was checked. The bounds are of one snapshot: at most some 70 MB, and
of a small corpus no more than it takes.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from threading import Lock

import numpy as np

from rag.store.embedding.protocol import Vectors
from rag.store.kept import Kept
from rag.store.reading import Snapshot, vector_rows
from rag.store.rows import CHUNK_COLUMNS, chunk_from, from_blobs, runs_from_blobs, split_keys, vector_key
from rag.store.soundness import checked
from rag.types import Chunk

KEPT_CHUNKS = 24 * 1024**2  # bytes of chunks with the vectors of their sentences: some 1,500
KEPT_VECTORS = 12 * 1024**2  # bytes of the vectors of chunks: some 7,000
KEPT_WORDS = 20_000  # of the words that passages use; their vectors take 30 MB
_ASK_AT_ONCE = 500  # variables of one statement
_LISTED = "(SELECT value FROM json_each(?))"
_OF_A_SPAN = 100  # bytes
_UNKNOWN = -1


@dataclass(frozen=True, slots=True, eq=False)
class StoredChunk:
    """Hold a chunk with its vectors: shapes (dimension,) and (sentences, dimension), float32; None without embedder."""

    chunk: Chunk
    vector: Vectors | None
    sentence_vectors: Vectors | None

    @property
    def bytes(self) -> int:
        """Return the room it takes, nearly."""
        vectors = sum(rows.nbytes for rows in (self.vector, self.sentence_vectors) if rows is not None)
        return vectors + 2 * len(self.chunk.text) + _OF_A_SPAN * (len(self.chunk.sentences) + 5)


@dataclass(frozen=True, slots=True, eq=False)
class WordVectors:
    """Hold vectors of words, shape (words, dimension), float32, in the order of `words`."""

    words: list[str]
    rows: Vectors


NO_WORDS = WordVectors([], np.empty((0, 0), dtype=np.float32))


class Shelf:
    """Read chunks and words of one snapshot; thread-safe."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self._chunks: Kept[str, StoredChunk] = Kept(KEPT_CHUNKS, lambda stored: stored.bytes)
        self._vectors: Kept[str, Vectors] = Kept(KEPT_VECTORS, lambda vector: vector.nbytes)
        self._places: dict[str, int] = {}  # of words in the rows; _UNKNOWN: the corpus does not use the word
        self._rows = np.empty((0, 0), dtype=np.float32)
        self._filled = 0
        self._lock = Lock()

    def chunks(self, ids: Sequence[str]) -> dict[str, StoredChunk]:
        """Return the chunks of `ids` that are there, in the order asked."""
        return self._chunks.of(ids, self._read_chunks)

    def texts(self, ids: Sequence[str]) -> list[Chunk]:
        """Return the chunks of `ids` that are there, without their vectors, in order of id."""
        snapshot = self.snapshot
        statement = f"SELECT {CHUNK_COLUMNS}, row_check FROM chunks WHERE id IN {_LISTED} ORDER BY id"
        with snapshot.reading() as connection:
            rows = connection.execute(statement, (json.dumps(list(ids)),)).fetchall()
        return [chunk_from(checked(row, check, snapshot.folder)) for *row, check in rows]

    def vectors(self, ids: Collection[str]) -> dict[str, Vectors]:
        """Return the vectors of those chunks of `ids` that have one, shape (dimension,) each."""
        return self._vectors.of(sorted(ids), self._read_vectors)

    def words(self, words: Collection[str]) -> WordVectors:
        """Return the vectors of those `words` (folded) that the corpus uses, in order of the words."""
        if self.snapshot.embedder is None:
            return NO_WORDS
        asked = sorted(set(words))
        with self._lock:
            missing = [word for word in asked if word not in self._places]
            if missing:
                self._read_words(missing, asked)
            places = [self._places[word] for word in asked]
            known = [word for word, place in zip(asked, places, strict=True) if place != _UNKNOWN]
            rows = self._rows.take(np.array([place for place in places if place != _UNKNOWN], dtype=np.intp), axis=0)
        return WordVectors(known, rows)

    def _read_chunks(self, ids: list[str]) -> dict[str, StoredChunk]:
        statement = f"SELECT {CHUNK_COLUMNS}, row_check, vector_key, sentence_keys FROM chunks WHERE id IN {_LISTED}"
        with self.snapshot.reading() as connection:
            rows = connection.execute(statement, (json.dumps(ids),)).fetchall()
        wanted = [key for row in rows if row[8] is not None for key in (row[8], *split_keys(row[9]))]
        blobs = {} if self.snapshot.embedder is None else self._blobs(wanted)
        whole = [row[8:] for row in rows if row[8] in blobs and all(key in blobs for key in split_keys(row[9]))]
        vectors = runs_from_blobs("chunk", [key for key, _ in whole], blobs)
        sentences = runs_from_blobs("sentence", [joined for _, joined in whole], blobs)
        found = {}
        for *row, check, key, joined in rows:
            chunk = chunk_from(checked(row, check, self.snapshot.folder))
            vector = vectors[key][0].copy() if key in vectors else None  # a view would keep all that was read
            rows_of = sentences[joined].copy() if vector is not None and joined in sentences else None
            found[chunk.id] = StoredChunk(chunk, vector, rows_of)
        return found

    def _read_vectors(self, ids: list[str]) -> dict[str, Vectors]:
        return {row.chunk_id: row.vector for row in vector_rows(self.snapshot, ids)}

    def _read_words(self, missing: list[str], asked: list[str]) -> None:
        """Take the vectors of `missing` words in; where there is no room for them, `asked` alone are kept."""
        if len(self._places) + len(missing) > KEPT_WORDS:
            self._places.clear()
            self._filled, missing = 0, asked
        assert self.snapshot.embedder is not None
        keys = {word: vector_key(self.snapshot.embedder, "word", word) for word in missing}
        blobs = self._blobs(list(keys.values()))
        known = [word for word in missing if keys[word] in blobs]
        self._places |= dict.fromkeys(missing, _UNKNOWN)
        if not known:
            return
        fresh = from_blobs("word", [blobs[keys[word]] for word in known])
        self._make_room(self._filled + len(known), fresh.shape[1])
        self._rows[self._filled : self._filled + len(known)] = fresh
        self._places |= {word: self._filled + at for at, word in enumerate(known)}
        self._filled += len(known)

    def _make_room(self, rows: int, dimension: int) -> None:
        if rows > len(self._rows):
            wider = np.empty((max(rows, min(2 * len(self._rows), KEPT_WORDS)), dimension), dtype=np.float32)
            if self._filled:
                wider[: self._filled] = self._rows[: self._filled]
            self._rows = wider

    def _blobs(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        blobs: dict[bytes, bytes] = {}
        wanted = list(dict.fromkeys(keys))
        with self.snapshot.reading() as connection:
            for at in range(0, len(wanted), _ASK_AT_ONCE):
                some = wanted[at : at + _ASK_AT_ONCE]
                marks = ",".join("?" * len(some))
                blobs |= dict(connection.execute(f"SELECT key, vector FROM vectors WHERE key IN ({marks})", some))
        return blobs
