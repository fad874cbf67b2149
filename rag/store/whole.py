"""Name all there is in a small store, so that it can be read ahead; of a larger store nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any, TypeAlias

from rag.store.postings import FORM, STEM, place_of

Reading: TypeAlias = Callable[[], AbstractContextManager[sqlite3.Connection]]

SMALL = 2_000  # chunks: all of them are read in some 0.1 s


class Whole:
    """Name what a store of one state holds, when that is little."""

    def __init__(self, reading: Reading, size: Callable[[], int]) -> None:
        """Take what gives the connection, and what tells the number of chunks."""
        self._reading = reading
        self._size = size

    @property
    def is_little(self) -> bool:
        """Tell whether it may be read ahead."""
        return self._size() <= SMALL

    def chunks(self) -> list[str]:
        """Return the ids of all chunks."""
        return self._every("SELECT id FROM chunks ORDER BY number")

    def files(self) -> list[str]:
        """Return the names of all documents."""
        return self._every("SELECT file FROM documents ORDER BY file")

    def terms(self) -> list[str]:
        """Return all terms of the lexicon."""
        return self._every("SELECT term FROM lexicon ORDER BY number")

    def places(self) -> list[int]:
        """Return where the lists of all terms begin."""
        numbers: list[int] = self._every("SELECT number FROM lexicon ORDER BY number")
        return [place_of(number, kind) for number in numbers for kind in (FORM, STEM)]

    def _every(self, statement: str) -> list[Any]:
        if not self.is_little:
            return []
        with self._reading() as connection:
            return [value for (value,) in connection.execute(statement)]
