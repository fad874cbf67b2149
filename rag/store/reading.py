"""Read one complete state of the truth, the same one from opening to closing, whatever is written meanwhile.

A snapshot is one read transaction; several threads may share it. Vectors of another embedder than the one asked for are
left out. Chunks are read by `shelf.py`, the word index by `lexical.py`, the vector index by `dense.py`.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rag.errors import StoreError
from rag.store.blocks import ID_BYTES, Sizes, count_directions, read_sizes
from rag.store.bm25 import Damping, Impacts, damping
from rag.store.kept import Kept
from rag.store.postings import term_numbers
from rag.store.rows import DOCUMENT_COLUMNS, SOURCE_COLUMNS, SOURCE_VALUES, document_from, from_blobs, source_from
from rag.store.schema import DIMENSION, EMBEDDER, STATE, STORE_ID, get_meta, open_for_reading, translated
from rag.store.soundness import as_written, checked, suspect
from rag.store.vectors import Row
from rag.store.whole import Whole
from rag.types import CorpusState, Document, Source

_KEPT_IMPACTS = 40 * 1024**2  # bytes
_KEPT_TERMS = 50_000
_KEPT_BEGINNINGS = 1024**2  # bytes
_KEPT_NUMBERS = 50_000  # of chunks by id, and the other way round: some 14 MB
_KEPT_SOURCES = 10_000
_LISTED = "(SELECT value FROM json_each(?))"


class Snapshot:
    """Read one state; `embedder` is the one whose vectors are wanted, `connection` an open transaction."""

    def __init__(self, folder: Path, connection: sqlite3.Connection, state: CorpusState, embedder: str | None) -> None:
        self.folder = folder
        self.state = state
        self._connection = connection
        self._lock = threading.RLock()
        self._closed = False
        self.whole = Whole(self.reading, lambda: self.size)
        self.term_counts: Kept[str, int] = Kept(_KEPT_TERMS, lambda _: 1)  # by `lexical.py`, as these
        self.beginnings: dict[str, tuple[str, ...]] = {}
        self.impacts: Kept[int, Impacts] = Kept(_KEPT_IMPACTS, lambda impacts: impacts.bytes)
        self.numbers_beginning: Kept[str, NDArray[np.int32]] = Kept(_KEPT_BEGINNINGS, lambda numbers: numbers.nbytes)
        self._terms: Kept[str, int | None] = Kept(_KEPT_TERMS, lambda _: 1)
        self._texts: Kept[int, str] = Kept(_KEPT_TERMS, lambda _: 1)
        self._numbers: dict[str, int] = {}
        self._names: dict[int, str] = {}
        self._sources: Kept[str, Source] = Kept(_KEPT_SOURCES, lambda _: 1, self.whole.files)
        with self.reading() as open_connection:
            self.made_by = get_meta(open_connection, EMBEDDER)
            self.store_id = get_meta(open_connection, STORE_ID) or ""
            self.dimension = int(get_meta(open_connection, DIMENSION) or 0)
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

    @property
    def size(self) -> int:
        """Return the number of chunks."""
        return len(self.sizes.numbers)

    @cached_property
    def sizes(self) -> Sizes:
        """Return the numbers, ids and lengths of all chunks; read once."""
        with self.reading() as connection, as_written(self.folder):
            return read_sizes(connection)

    @cached_property
    def damping(self) -> Damping:
        """Return what `bm25.damping` says of all chunks."""
        with as_written(self.folder):
            return damping(self.sizes.numbers, self.sizes.lengths)

    def numbers(self, files: Collection[str]) -> list[int]:
        """Return the numbers of the chunks of `files`."""
        statement = f"SELECT number FROM chunks WHERE file IN {_LISTED}"
        with self.reading() as connection:
            return [number for (number,) in connection.execute(statement, (json.dumps(sorted(files)),))]

    def names(self, numbers: NDArray[np.integer[Any]]) -> list[str]:
        """Return the ids of the chunks of `numbers`, in their order. Raises DamagedTruth where there is none."""
        asked, known = numbers.tolist(), self._names
        try:
            return [known[number] for number in asked]  # often: they were named before
        except KeyError:
            names = self._read_names(numbers)
        if len(known) > _KEPT_NUMBERS:
            self._names, self._numbers = {}, {}
        self._names.update(zip(asked, names, strict=True))
        self._numbers.update(zip(names, asked, strict=True))
        return names

    def numbers_of(self, names: Collection[str]) -> dict[str, int]:
        """Return the numbers of the chunks of these ids that are there."""
        known = self._numbers
        try:
            return {name: known[name] for name in names}  # nearly always: they were named just now
        except KeyError:
            missing = [name for name in names if name not in known]
        statement = f"SELECT id, number FROM chunks WHERE id IN {_LISTED}"
        with self.reading() as connection:
            read = dict(connection.execute(statement, (json.dumps(missing),)))
        numbers = {name: known.get(name, read.get(name)) for name in names}
        return {name: number for name, number in numbers.items() if number is not None}

    def term_numbers(self, terms: Collection[str]) -> dict[str, int]:
        """Return the numbers of those terms that some chunk holds; kept once read, and so is that there is none."""

        def read(missing: list[str]) -> dict[str, int | None]:
            with self.reading() as connection:
                return dict.fromkeys(missing) | term_numbers(connection, missing)

        return {term: number for term, number in self._terms.of(terms, read).items() if number is not None}

    def term_texts(self, numbers: Collection[int]) -> dict[int, str]:
        """Return the terms of these numbers; kept once read."""

        def read(missing: list[int]) -> dict[int, str]:
            with self.reading() as connection:
                statement = f"SELECT number, term FROM lexicon WHERE number IN {_LISTED}"
                return dict(connection.execute(statement, (json.dumps(missing),)))

        return self._texts.of(numbers, read)

    @cached_property
    def lexicon_size(self) -> int:
        """Return one more than the largest number of a term."""
        with self.reading() as connection:
            return 1 + int(connection.execute("SELECT max(number) FROM lexicon").fetchone()[0] or 0)

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
            return count_directions(connection)

    @cached_property
    def probe(self) -> Row | None:
        """Return the first chunk that has a vector, to try the vector index with."""
        return next(vector_rows(self, limit=1), None)

    def _read_names(self, numbers: NDArray[np.integer[Any]]) -> list[str]:
        sizes = self.sizes
        with as_written(self.folder):
            places = np.searchsorted(sizes.numbers, numbers)
            if not np.array_equal(sizes.numbers[places], numbers):
                raise ValueError("no such chunk")
        joined = sizes.ids[places].tobytes().hex()
        return [joined[at : at + 2 * ID_BYTES] for at in range(0, len(joined), 2 * ID_BYTES)]

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
