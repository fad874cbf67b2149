"""Say what each term adds to the BM25 of the chunks that hold it.

BM25 is a sum over terms. FTS5 says of one term what it adds to each chunk, which costs a walk over all that hold it; a
question's scores are then a sum of such columns, in memory. `lexical.py` decides which terms are worth it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

TITLE_WEIGHT = 2.0
SURFACE_WEIGHT = 1.0
STEM_WEIGHT = 1.0
_STATEMENT = (
    f"SELECT rowid, -bm25(words, {TITLE_WEIGHT}, {SURFACE_WEIGHT}, {STEM_WEIGHT}) FROM words WHERE words MATCH ?"
)


@dataclass(frozen=True, slots=True, eq=False)
class Impact:
    """Hold the numbers of the chunks that hold a term, int32, in order, and what it adds to each, float64."""

    numbers: NDArray[np.int32]
    added: NDArray[np.float64]

    @property
    def bytes(self) -> int:
        """Return the room it takes."""
        return self.numbers.nbytes + self.added.nbytes


def read_impact(connection: sqlite3.Connection, expression: str) -> Impact:
    """Return the impact of an FTS5 expression of one term."""
    rows: list[Any] = connection.execute(_STATEMENT, (expression,)).fetchall()
    numbers, added = zip(*rows, strict=True) if rows else ((), ())
    return Impact(np.array(numbers, dtype=np.int32), np.array(added, dtype=np.float64))


def summed(impacts: Collection[Impact]) -> NDArray[np.float64]:
    """Return the BM25 of the chunks by number, as far as any term stands; 0 where none does.

    Added in the order given, as FTS5 adds the terms of one query: the sums are the same to the last bit.
    """
    scores = np.zeros(1 + max((int(impact.numbers[-1]) for impact in impacts if len(impact.numbers)), default=-1))
    for impact in impacts:
        scores[impact.numbers] += impact.added
    return scores
