"""Keep what a search wants of all chunks at once, side by side in blocks: numbers, ids, lengths, and their vectors.

A row a chunk would be read a hundred thousand times at the first question. A block holds the chunks of a range of
numbers, so that a sync writes the blocks it touches and no more. All of it is derived, in the truth's own transaction.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from rag.store.embedding.protocol import Vectors

ID_BYTES = 16
SIZES_BLOCK = 4_096  # chunk numbers
DIRECTIONS_BLOCK = 128
_MOST_LENGTH = 65_535


@dataclass(frozen=True, slots=True)
class Sized:
    """Hold one chunk's number, its id, and the number of words that BM25 counts in it, the title included."""

    number: int
    chunk_id: str
    length: int


@dataclass(frozen=True, slots=True, eq=False)
class Sizes:
    """Hold the numbers of all chunks in order, int32, their ids as 16 bytes each, and their lengths in words."""

    numbers: NDArray[np.int32]
    ids: NDArray[np.void]
    lengths: NDArray[np.uint16]

    @property
    def most(self) -> int:
        """Return the largest number, 0 without chunks."""
        return int(self.numbers[-1]) if len(self.numbers) else 0


@dataclass(frozen=True, slots=True, eq=False)
class Directions:
    """Hold the numbers of the chunks that have a vector, int32 and in order, and the vectors, (chunks, dimension)."""

    numbers: NDArray[np.int32]
    vectors: Vectors


def add_sizes(connection: sqlite3.Connection, chunks: Iterable[Sized]) -> None:
    """Add chunks whose numbers, in order, are larger than all before."""
    for block, some in groupby(chunks, key=lambda chunk: chunk.number // SIZES_BLOCK):
        alike = list(some)
        numbers = np.array([chunk.number for chunk in alike], dtype="<i4").tobytes()
        ids = b"".join(bytes.fromhex(chunk.chunk_id) for chunk in alike)
        lengths = np.array([min(chunk.length, _MOST_LENGTH) for chunk in alike], dtype="<u2").tobytes()
        row = connection.execute("SELECT numbers, ids, lengths FROM sizes WHERE block = ?", (block,)).fetchone()
        before = row or (b"", b"", b"")
        values = (block, before[0] + numbers, before[1] + ids, before[2] + lengths)
        connection.execute("INSERT OR REPLACE INTO sizes VALUES (?, ?, ?, ?)", values)


def add_directions(connection: sqlite3.Connection, numbers: list[int], vectors: Vectors) -> None:
    """Add vectors of chunks whose numbers, in order, are larger than all before; shape (numbers, dimension)."""
    halves = vectors.astype("<f2")
    for block, some in groupby(enumerate(numbers), key=lambda item: item[1] // DIRECTIONS_BLOCK):
        places = [place for place, _ in some]
        row = connection.execute("SELECT numbers, vectors FROM directions WHERE block = ?", (block,)).fetchone()
        before = row or (b"", b"")
        fresh = np.array([numbers[place] for place in places], dtype="<i4").tobytes()
        values = (block, before[0] + fresh, before[1] + halves[places].tobytes())
        connection.execute("INSERT OR REPLACE INTO directions VALUES (?, ?, ?)", values)


def remove_from_blocks(connection: sqlite3.Connection, numbers: Collection[int]) -> None:
    """Take chunks out."""
    _remove(connection, "sizes", ("ids", "lengths"), SIZES_BLOCK, numbers)
    _remove(connection, "directions", ("vectors",), DIRECTIONS_BLOCK, numbers)


def read_sizes(connection: sqlite3.Connection) -> Sizes:
    """Return the sizes of all chunks."""
    rows = connection.execute("SELECT numbers, ids, lengths FROM sizes ORDER BY block").fetchall()
    numbers, ids, lengths = (b"".join(column) for column in zip(*rows, strict=True)) if rows else (b"", b"", b"")
    return Sizes(
        np.frombuffer(numbers, dtype="<i4"),
        np.frombuffer(ids, dtype=f"V{ID_BYTES}"),
        np.frombuffer(lengths, dtype="<u2"),
    )


def read_directions(connection: sqlite3.Connection) -> Iterator[Directions]:
    """Return the vectors of all chunks that have one, block by block."""
    for numbers, vectors in connection.execute("SELECT numbers, vectors FROM directions ORDER BY block"):
        some = np.frombuffer(numbers, dtype="<i4")
        yield Directions(some, np.frombuffer(vectors, dtype="<f2").reshape(len(some), -1).astype(np.float32))


def count_directions(connection: sqlite3.Connection) -> int:
    """Return how many chunks have a vector."""
    return int(connection.execute("SELECT total(length(numbers)) / 4 FROM directions").fetchone()[0])


def _remove(
    connection: sqlite3.Connection, table: str, columns: Collection[str], size: int, numbers: Collection[int]
) -> None:
    names = ("numbers", *columns)
    gone = sorted(numbers)
    for block in sorted({number // size for number in gone}):
        row = connection.execute(f"SELECT {', '.join(names)} FROM {table} WHERE block = ?", (block,)).fetchone()
        if row is None:
            continue
        left = ~np.isin(np.frombuffer(row[0], dtype="<i4"), gone)
        connection.execute(f"DELETE FROM {table} WHERE block = ?", (block,))
        if left.any():
            kept = [np.frombuffer(blob, dtype=f"V{len(blob) // len(left)}")[left].tobytes() for blob in row]
            marks = ", ".join("?" * (len(kept) + 1))
            connection.execute(f"INSERT INTO {table} VALUES ({marks})", (block, *kept))
