"""Read one complete state of the truth, the same one from opening to closing, whatever is written meanwhile.

A snapshot is one read transaction; several threads may share it. Vectors of another embedder than the one asked for are
left out. Chunks are read by `shelf.py`, the word index by `lexical.py`, the vector index by `dense.py`.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from rag.errors import StoreError
from rag.store.embedding.protocol import Vectors
from rag.store.impacts import Impact
from rag.store.kept import Kept
from rag.store.rows import (
    DOCUMENT_COLUMNS,
    SOURCE_COLUMNS,
    SOURCE_VALUES,
    document_from,
    from_blobs,
    source_from,
)
from rag.store.schema import EMBEDDER, STATE, STORE_ID, get_meta, open_for_reading, translated
from rag.store.soundness import checked, suspect
from rag.store.vectors import Row
from rag.types import CorpusState, Document, Source

_KEPT_IMPACTS = 16 * 1024**2  # bytes, and as many of presences
_KEPT_SOURCES = 10_000
_LISTED = "(SELECT value FROM json_each(?))"


@dataclass(frozen=True, slots=True)
class Hit:
    """Hold a chunk that one leg found; a larger score is better."""

    chunk_id: str
    score: float


@dataclass(frozen=True, slots=True, eq=False)
class Matrix:
    """Hold the vectors of all chunks, shape (chunks, dimension), with their ids and files in the same order."""

    ids: tuple[str, ...]
    files: tuple[str, ...]
    vectors: Vectors


class Snapshot:
    """Read one state; `embedder` is the one whose vectors are wanted, `connection` an open transaction."""

    def __init__(self, folder: Path, connection: sqlite3.Connection, state: CorpusState, embedder: str | None) -> None:
        self.folder = folder
        self.state = state
        self._connection = connection
        self._lock = threading.RLock()
        self._closed = False
        self.term_counts: dict[str, int] = {}  # kept by `lexical.py`, as these
        self.beginnings: dict[str, tuple[str, ...]] = {}
        self.impacts: Kept[str, Impact] = Kept(_KEPT_IMPACTS, lambda impact: impact.bytes)
        self.presences: Kept[str, Impact] = Kept(_KEPT_IMPACTS, lambda impact: impact.bytes)
        self._names: dict[int, str] = {}
        self._sources: Kept[str, Source] = Kept(_KEPT_SOURCES, lambda _: 1)
        with self.reading() as open_connection:
            self.made_by = get_meta(open_connection, EMBEDDER)
            self.store_id = get_meta(open_connection, STORE_ID) or ""
        self.embedder = embedder if embedder == self.made_by else None

    @classmethod
    def open(cls, folder: Path, embedder: str | None) -> Snapshot | None:
        """Return the last complete state, or None when there is none yet. Raises StoreError."""
        connection = open_for_reading(folder)
        if connection is None:
            return None
        try:
            with translated(folder):
                connection.execute("BEGIN")
                name = get_meta(connection, STATE)
                if name is None:
                    connection.close()
                    return None
                documents = connection.execute("SELECT count(*) FROM documents").fetchone()[0]
            return cls(folder, connection, CorpusState(documents, name), embedder)
        except BaseException:
            connection.close()
            raise

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Give one thread the connection; translate SQLite's errors."""
        with self._lock, translated(self.folder):
            if self._closed:
                raise StoreError(f"the store {str(self.folder)!r} is closed.", hint="Open it again.")
            yield self._connection

    def close(self) -> None:
        """End the transaction."""
        with self._lock:
            self._closed = True
            self._connection.close()

    @cached_property
    def size(self) -> int:
        """Return the number of chunks."""
        with self.reading() as connection:
            return int(connection.execute("SELECT count(*) FROM chunks").fetchone()[0])

    def numbers(self, files: Collection[str]) -> list[int]:
        """Return the numbers of the chunks of `files`."""
        statement = f"SELECT number FROM chunks WHERE file IN {_LISTED}"
        with self.reading() as connection:
            return [number for (number,) in connection.execute(statement, (json.dumps(sorted(files)),))]

    def names(self, numbers: Sequence[int]) -> dict[int, str]:
        """Return the ids of the chunks of `numbers` that are there; kept once read."""
        missing = [number for number in numbers if number not in self._names]
        if missing:
            statement = f"SELECT number, id FROM chunks WHERE number IN {_LISTED}"
            with self.reading() as connection:
                self._names |= dict(connection.execute(statement, (json.dumps(missing),)))
        return {number: self._names[number] for number in numbers if number in self._names}

    @cached_property
    def outlets(self) -> dict[str, tuple[str, ...]]:
        """Return the documents of each outlet that is known, both in order."""
        found: dict[str, list[str]] = {}
        with self.reading() as connection:
            statement = "SELECT outlet, file FROM documents WHERE outlet IS NOT NULL ORDER BY outlet, file"
            for outlet, file in connection.execute(statement):
                found.setdefault(str(outlet), []).append(file)
        return {outlet: tuple(files) for outlet, files in found.items()}

    def files(self) -> list[Source]:
        """Return every document without its text, ordered by path."""
        with self.reading() as connection:
            rows = connection.execute(f"SELECT {SOURCE_COLUMNS} FROM documents ORDER BY file").fetchall()
        try:
            return [source_from(row) for row in rows]
        except (ValueError, TypeError) as error:
            raise suspect(self.folder, "what is said of the articles is not what was written") from error

    def sources(self, files: Collection[str]) -> dict[str, Source]:
        """Return the documents of `files` that are there, without their text, ordered by path; kept once read."""
        return self._sources.of(sorted(files), self._read_sources)

    def document(self, file: str) -> Document | None:
        """Return one document with its text, or None."""
        with self.reading() as connection:
            statement = f"SELECT {DOCUMENT_COLUMNS}, row_check, text_check FROM documents WHERE file = ?"
            row = connection.execute(statement, (file,)).fetchone()
        if row is None:
            return None
        *values, check, text_check = row
        checked(values[:SOURCE_VALUES], check, self.folder)
        document = document_from(values)
        checked([document.text], text_check, self.folder)
        return document

    @cached_property
    def vectors(self) -> int:
        """Return the number of chunks that have a vector."""
        with self.reading() as connection:
            return int(connection.execute("SELECT count(vector_key) FROM chunks").fetchone()[0])

    @cached_property
    def probe(self) -> Row | None:
        """Return the first chunk that has a vector, to try the vector index with."""
        return next(vector_rows(self, limit=1), None)

    @cached_property
    def matrix(self) -> Matrix:
        """Return all vectors of the chunks; read once."""
        rows = list(vector_rows(self))
        vectors = np.stack([row.vector for row in rows]) if rows else np.empty((0, 0), dtype=np.float32)
        return Matrix(tuple(row.chunk_id for row in rows), tuple(row.file for row in rows), vectors)

    def _read_sources(self, files: list[str]) -> dict[str, Source]:
        statement = f"SELECT {SOURCE_COLUMNS}, row_check FROM documents WHERE file IN {_LISTED}"
        with self.reading() as connection:
            rows = connection.execute(statement, (json.dumps(files),)).fetchall()
        return {row[0]: source_from(checked(values, check, self.folder)) for row in rows for *values, check in [row]}


def vector_rows(snapshot: Snapshot, ids: Collection[str] | None = None, limit: int = -1) -> Iterator[Row]:
    """Return the chunks that have a vector (those of `ids`, when given), ordered by id."""
    where = "" if ids is None else f"WHERE id IN {_LISTED}"
    joined = "SELECT id, file, vector FROM chunks JOIN vectors ON key = vector_key"
    statement = f"{joined} {where} ORDER BY id LIMIT {limit:d}"
    with snapshot.reading() as connection:
        rows = connection.execute(statement, () if ids is None else (json.dumps(sorted(ids)),)).fetchall()
    for name, file, blob in rows:
        yield Row(name, file, from_blobs("chunk", [blob])[0])
