"""Name all articles and chunks of a small store, so that they can be read ahead; of a larger store none.

Terms are not read ahead: of the many that a store holds few are ever asked for.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TypeAlias

Reading: TypeAlias = Callable[[], AbstractContextManager[sqlite3.Connection]]

SMALL = 2_000  # chunks: all of them are read in some 40 ms


class Whole:
    """Name what a store of one state holds, when that is little."""

    def __init__(self, reading: Reading, size: Callable[[], int]) -> None:
        """Take what gives the connection, and what tells the number of chunks."""
        self._reading = reading
        self._size = size

    def chunks(self) -> list[str]:
        """Return the ids of all chunks."""
        return self._every("SELECT id FROM chunks ORDER BY number")

    def files(self) -> list[str]:
        """Return the names of all documents."""
        return self._every("SELECT file FROM documents ORDER BY file")

    def _every(self, statement: str) -> list[str]:
        if self._size() > SMALL:
            return []
        with self._reading() as connection:
            return [name for (name,) in connection.execute(statement)]
