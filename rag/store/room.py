"""Measure the room a store takes, know how much a sound one can need, and give back what is free.

Takes a folder and its truth, gives numbers of bytes. What is kept of a damaged truth is not counted: it is there for
the user.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from rag.store.schema import DIMENSION, OLD_TRUTH_FILE, get_meta, open_for_reading, translated

FLOOR = 256 * 1024**2
_SLACK = 3  # over what was measured of sound stores, of 100 to 100,000 chunks
_PER_CHARACTER = 12  # text as it was read, cut, in words, and staged while it is taken in
_FLOAT = 4
_CHROMA = 5  # copies of a chunk's vector: its log, its index, and what both leave free
_PER_VECTOR = 100  # a key, twice, and what a page leaves free
_FREE_SHARE = 8  # an eighth of the pages, and at least:
_FREE_PAGES = 256


@dataclass(frozen=True, slots=True)
class Room:
    """Hold the bytes that a store takes, and the most that one of its articles could."""

    taken: int
    most: int

    @property
    def is_over(self) -> bool:
        """Tell whether it takes more than it can need."""
        return self.taken > self.most


def room(folder: Path, connection: sqlite3.Connection) -> Room:
    """Return what the store takes and may take; the articles are looked at only when it takes more than the least."""
    taken = taken_by(folder)
    return Room(taken, FLOOR if taken <= FLOOR else most_for(connection))


def room_in(folder: Path) -> Room | None:
    """Return the room of a store that nobody has open here, whatever its size; None when there is none yet."""
    connection = open_for_reading(folder)
    if connection is None:
        return None
    with closing(connection), translated(folder):
        return Room(taken_by(folder), most_for(connection))


def taken_by(folder: Path) -> int:
    """Return the bytes that the files of a store claim; a hole in a file counts."""
    total = 0
    for place, _, names in os.walk(folder):
        for name in names:
            if not name.startswith(OLD_TRUTH_FILE):
                total += os.lstat(os.path.join(place, name)).st_size
    return total


def most_for(connection: sqlite3.Connection) -> int:
    """Return the most bytes that a sound store of these articles takes."""
    characters = connection.execute("SELECT total(length(text)) FROM documents").fetchone()[0]
    aside = connection.execute("SELECT total(length(payload)) FROM staging").fetchone()[0]
    vectors = connection.execute("SELECT count(*) FROM vectors").fetchone()[0]
    chunks = connection.execute("SELECT count(*) FROM chunks").fetchone()[0]
    vector = _FLOAT * int(get_meta(connection, DIMENSION) or 0)
    needed = (characters + aside) * _PER_CHARACTER + vectors * (vector + _PER_VECTOR) + chunks * vector * _CHROMA
    return FLOOR + _SLACK * int(needed)


def give_back(connection: sqlite3.Connection) -> None:
    """Give pages that are free back to the disk, when they are many: a first sync leaves those of its staging."""
    free, pages = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("freelist_count", "page_count"))
    if free > max(_FREE_PAGES, pages // _FREE_SHARE):
        connection.executescript("PRAGMA incremental_vacuum")  # `execute` takes one step, and that gives one page


def pack(connection: sqlite3.Connection) -> None:
    """Write the truth anew without what is free in it, and empty its log."""
    connection.execute("VACUUM")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
