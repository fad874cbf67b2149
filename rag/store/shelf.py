"""Give the chunks of a snapshot, their sketches and vectors, and those of words; what was read last stays at hand.

A row of text is checked when it is read; what is at hand was checked. The bounds are of one snapshot: at most some
90 MB, and of a small corpus no more than it takes.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from rag.language.words import is_vectored
from rag.store.embedding.protocol import Vectors
from rag.store.kept import Kept
from rag.store.reading import Snapshot, vector_rows
from rag.store.rows import CHUNK_COLUMNS, chunk_from, from_blobs, read_blobs, vector_key
from rag.store.sketches import Sketch, Sketches
from rag.store.soundness import as_written, checked
from rag.types import Chunk

KEPT_CHUNKS = 8 * 1024**2  # bytes: some 3,000
KEPT_SKETCHES = 32 * 1024**2  # bytes: some 9,000
KEPT_VECTORS = 12 * 1024**2  # bytes of the vectors of chunks: some 7,000
KEPT_WORDS = 20_000  # of the words that passages use; their vectors take 30 MB
_LISTED = "(SELECT value FROM json_each(?))"
_OF_A_SPAN = 100  # bytes
_UNASKED, _NONE = -2, -1


@dataclass(frozen=True, slots=True, eq=False)
class WordVectors:
    """Hold vectors of words, shape (words, dimension), float32, in the order of their `numbers`."""

    numbers: NDArray[np.int32]
    rows: Vectors


NO_WORDS = WordVectors(np.empty(0, dtype=np.int32), np.empty((0, 0), dtype=np.float32))


class Shelf:
    """Read chunks and words of one snapshot; thread-safe."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self._chunks: Kept[str, Chunk] = Kept(KEPT_CHUNKS, _bytes, snapshot.whole.chunks)
        self._sketches: Kept[str, Sketch] = Kept(KEPT_SKETCHES, lambda sketch: sketch.bytes, snapshot.whole.chunks)
        self._vectors: Kept[str, Vectors] = Kept(KEPT_VECTORS, lambda vector: vector.nbytes)
        self._places = np.empty(0, dtype=np.int32)  # of words, by number, in the rows
        self._rows = np.empty((0, 0), dtype=np.float32)
        self._filled = 0
        self._lock = Lock()

    def chunks(self, ids: Sequence[str]) -> dict[str, Chunk]:
        """Return the chunks of `ids` that are there, in the order asked."""
        return self._chunks.of(ids, self._read_chunks)

    def texts(self, ids: Sequence[str]) -> list[Chunk]:
        """Return the chunks of `ids` that are there, in order of id; none is kept at hand."""
        return sorted(self._read_chunks(list(ids)).values(), key=lambda chunk: chunk.id)

    def openings(self, files: Sequence[str]) -> list[str]:
        """Return the id of the first chunk of each of `files` that has one."""
        statement = f"SELECT id, min(start) FROM chunks WHERE file IN {_LISTED} GROUP BY file ORDER BY file"
        with self.snapshot.reading() as connection:
            return [str(name) for name, _ in connection.execute(statement, (json.dumps(list(files)),))]

    def sketches(self, ids: Sequence[str]) -> Sketches:
        """Return the sketches of the chunks of `ids` that are there, in the order asked."""
        dimension = self.snapshot.dimension if self.snapshot.embedder is not None else 0
        return Sketches(self._sketches.of(ids, self._read_sketches), dimension)

    def vectors(self, ids: Collection[str]) -> dict[str, Vectors]:
        """Return the vectors of those chunks of `ids` that have one, shape (dimension,) each."""
        return self._vectors.of(sorted(ids), self._read_vectors)

    def words(self, numbers: NDArray[np.int32]) -> WordVectors:
        """Return the vectors of those words of the lexicon that have one; `numbers` are distinct and in order."""
        if self.snapshot.embedder is None or not len(numbers):
            return NO_WORDS
        with self._lock:
            if not len(self._places):
                self._places = np.full(self.snapshot.lexicon_size, _UNASKED, dtype=np.int32)
            places = self._places[numbers]
            unasked = places == _UNASKED
            if unasked.any():
                self._read_words(numbers[unasked], numbers)
                places = self._places[numbers]
            known = places >= 0
            return WordVectors(numbers[known], self._rows.take(places[known], axis=0))

    def _read_chunks(self, ids: list[str]) -> dict[str, Chunk]:
        statement = f"SELECT {CHUNK_COLUMNS}, row_check FROM chunks WHERE number IN {_LISTED}"
        numbers = sorted(self.snapshot.numbers_of(ids).values())
        with self.snapshot.reading() as connection:
            rows = connection.execute(statement, (json.dumps(numbers),)).fetchall()
        chunks = (chunk_from(checked(row, check, self.snapshot.folder)) for *row, check in rows)
        return {chunk.id: chunk for chunk in chunks}

    def _read_sketches(self, ids: list[str]) -> dict[str, Sketch]:
        names = {number: name for name, number in self.snapshot.numbers_of(ids).items()}
        statement = f"SELECT * FROM sketches WHERE number IN {_LISTED}"
        with self.snapshot.reading() as connection:
            rows = connection.execute(statement, (json.dumps(sorted(names)),)).fetchall()
        return {names[number]: Sketch(*values) for number, *values in rows}

    def _read_vectors(self, ids: list[str]) -> dict[str, Vectors]:
        return {row.chunk_id: row.vector for row in vector_rows(self.snapshot, ids)}

    def _read_words(self, missing: NDArray[np.int32], asked: NDArray[np.int32]) -> None:
        """Take the vectors of `missing` words in; where there is no room for them, `asked` alone are kept."""
        if self._filled + len(missing) > KEPT_WORDS:
            self._places[:] = _UNASKED
            self._filled, missing = 0, asked
        assert self.snapshot.embedder is not None
        texts = self.snapshot.term_texts(missing.tolist())
        keys = {n: vector_key(self.snapshot.embedder, "word", text) for n, text in texts.items() if is_vectored(text)}
        with self.snapshot.reading() as connection:
            blobs = read_blobs(connection, list(keys.values()))
        known = [number for number, key in keys.items() if key in blobs]
        self._places[missing] = _NONE
        if known:
            with as_written(self.snapshot.folder):
                fresh = from_blobs("word", [blobs[keys[number]] for number in known])
            self._make_room(self._filled + len(known), fresh.shape[1])
            self._rows[self._filled : self._filled + len(known)] = fresh
            self._places[known] = np.arange(self._filled, self._filled + len(known), dtype=np.int32)
            self._filled += len(known)

    def _make_room(self, rows: int, dimension: int) -> None:
        if rows > len(self._rows):  # room that nothing is written to takes no memory: it need not grow step by step
            wider = np.empty((max(rows, min(KEPT_WORDS, self.snapshot.lexicon_size)), dimension), dtype=np.float32)
            if self._filled:
                wider[: self._filled] = self._rows[: self._filled]
            self._rows = wider


def _bytes(chunk: Chunk) -> int:
    return 2 * len(chunk.text) + _OF_A_SPAN * (len(chunk.sentences) + 5)
