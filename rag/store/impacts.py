"""Say what each term adds to the BM25 of the chunks that hold it.

BM25 is a sum over terms. FTS5 says of one term what it adds to each chunk, which costs a walk over all that hold it; a
question's scores are then a sum of such columns, in memory. Of a common term it says twenty times sooner which chunks
hold it than what it adds to each: that is weighed for a few of them, in `weighing.py`. `lexical.py` decides.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

TITLE_WEIGHT = 2.0
TEXT_WEIGHT = 1.0  # of folded forms, and of stems
_ADDED = f"SELECT rowid, -bm25(words, {TITLE_WEIGHT}, {TEXT_WEIGHT}, {TEXT_WEIGHT}) FROM words WHERE words MATCH ?"
_HOLDING = "SELECT rowid FROM words WHERE words MATCH ?"


@dataclass(frozen=True, slots=True, eq=False)
class Impact:
    """Hold the numbers of the chunks that hold a term, int32, in order, and what it adds to each or to all of them."""

    numbers: NDArray[np.int32]
    added: NDArray[np.float64] | float

    @property
    def bytes(self) -> int:
        """Return the room it takes."""
        return self.numbers.nbytes + (0 if isinstance(self.added, float) else self.added.nbytes)


def read_impact(connection: sqlite3.Connection, expression: str) -> Impact:
    """Return the impact of an FTS5 expression of one term."""
    rows = connection.execute(_ADDED, (expression,)).fetchall()
    numbers, added = zip(*rows, strict=True) if rows else ((), ())
    return Impact(np.array(numbers, dtype=np.int32), np.array(added, dtype=np.float64))


def read_presence(connection: sqlite3.Connection, expression: str) -> Impact:
    """Return which chunks an FTS5 expression of one term finds; it adds 1 to each."""
    found = chain.from_iterable(connection.execute(_HOLDING, (expression,)))
    return Impact(np.fromiter(found, dtype=np.int32), 1.0)


def reach(impacts: Collection[Impact]) -> int:
    """Return one more than the largest number of a chunk that any of them holds."""
    return 1 + max((int(impact.numbers[-1]) for impact in impacts if len(impact.numbers)), default=-1)


def summed(impacts: Collection[Impact], size: int) -> NDArray[np.float64]:
    """Return what all of them add to each chunk by number, shape (size,); 0 where none does.

    Added in the order given, as FTS5 adds the terms of one query: the sums are the same to the last bit.
    """
    scores = np.zeros(size)
    for impact in impacts:
        scores[impact.numbers] += impact.added
    return scores
