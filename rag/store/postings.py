"""Keep for each term which chunks hold it and how often: what BM25 is summed from, a few reads a question.

FTS5 says of a term what it adds to each chunk by walking over all of them, one row of SQL at a time; here a term is a
few arrays. A list lies in blocks of 65,536 chunk numbers, so that a sync writes the blocks it touches and no more. All
of it is derived from the chunks and written in the truth's own transaction.
"""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

Kind: TypeAlias = Literal[0, 1]

FORM: Kind = 0  # lists of folded forms
STEM: Kind = 1  # lists of stems
BLOCK = 1 << 16  # chunk numbers: within a block two bytes are enough
MOST_COUNTED = 255  # a term that stands more often in a chunk counts as if it stood so often
_KINDS = 2
_HELD = 1_000_000  # postings gathered before they are written: some 40 MB
_KNOWN = 300_000  # terms whose numbers are at hand while chunks are added
_ASK_AT_ONCE = 500
_LISTED = "(SELECT value FROM json_each(?))"


@dataclass(frozen=True, slots=True, eq=False)
class Postings:
    """Hold the numbers of the chunks that hold a term, int32 and in order, and how often it stands there, uint8."""

    numbers: NDArray[np.int32]
    counts: NDArray[np.uint8]

    @property
    def bytes(self) -> int:
        """Return the room they take."""
        return self.numbers.nbytes + self.counts.nbytes


class Lexicon:
    """Give every term of the corpus a number, the same one as long as a chunk holds it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._numbers: dict[str, int] = {}
        self._next = 1 + (connection.execute("SELECT max(number) FROM lexicon").fetchone()[0] or 0)

    def numbers(self, terms: Collection[str]) -> Mapping[str, int]:
        """Return the numbers of these terms, and of others, new ones for those that have none."""
        if len(self._numbers) > _KNOWN:
            self._numbers.clear()
        missing = {term for term in terms if term not in self._numbers}
        if missing:
            self._numbers |= term_numbers(self._connection, missing)
            fresh = sorted(missing - self._numbers.keys())
            self._numbers |= zip(fresh, range(self._next, self._next + len(fresh)), strict=True)
            self._next += len(fresh)
            rows = [(self._numbers[term], term) for term in fresh]
            self._connection.executemany("INSERT INTO lexicon VALUES (?, ?)", rows)
        return self._numbers


class PostingsWriter:
    """Add chunks to the lists; nothing is written before `flush`, or before enough is gathered."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._held: dict[int, tuple[array[int], bytearray]] = {}
        self._count = 0

    def add(self, number: int, kind: Kind, counts: Mapping[int, int]) -> None:
        """Say how often each term stands in a chunk whose number is larger than all before."""
        block, within = divmod(number, BLOCK)
        for term, count in counts.items():
            place = place_of(term, kind) + block
            held = self._held.get(place)
            if held is None:
                held = self._held[place] = (array("H"), bytearray())
            held[0].append(within)
            held[1].append(min(count, MOST_COUNTED))
        self._count += len(counts)
        if self._count >= _HELD:
            self.flush()

    def flush(self) -> None:
        """Write what was gathered behind what is there."""
        for places in _runs(self._held):
            there = _blobs(self._connection, places)
            rows = []
            for place in places:
                numbers, counts = there.get(place, (b"", b""))
                within, often = self._held[place]
                rows.append((place, numbers + _little(within), counts + bytes(often)))
            self._connection.executemany("INSERT OR REPLACE INTO postings VALUES (?, ?, ?)", rows)
        self._held.clear()
        self._count = 0


def remove_postings(connection: sqlite3.Connection, numbers: Collection[int], terms: Collection[int]) -> None:
    """Take chunks out of the lists of the `terms` that they hold; forget the terms that no other chunk holds."""
    blocks = sorted({number // BLOCK for number in numbers})
    gone = {block: [number % BLOCK for number in numbers if number // BLOCK == block] for block in blocks}
    touched = [place_of(term, kind) + block for term in terms for kind in (FORM, STEM) for block in blocks]
    for places in _runs(touched):
        kept, empty = [], []
        for place, (within, counts) in _blobs(connection, places).items():
            left = ~np.isin(np.frombuffer(within, dtype="<u2"), gone[place % BLOCK])
            if left.any():
                often = np.frombuffer(counts, dtype=np.uint8)[left].tobytes()
                kept.append((place, np.frombuffer(within, dtype="<u2")[left].tobytes(), often))
            else:
                empty.append((place,))
        connection.executemany("INSERT OR REPLACE INTO postings VALUES (?, ?, ?)", kept)
        connection.executemany("DELETE FROM postings WHERE place = ?", empty)
    unused = "DELETE FROM lexicon WHERE number = ? AND NOT EXISTS (SELECT 1 FROM postings WHERE place BETWEEN ? AND ?)"
    ranges = ((term, place_of(term, FORM), place_of(term + 1, FORM) - 1) for term in terms)
    connection.executemany(unused, ranges)


def term_numbers(connection: sqlite3.Connection, terms: Collection[str]) -> dict[str, int]:
    """Return the numbers of those terms that some chunk holds."""
    statement = f"SELECT term, number FROM lexicon WHERE term IN {_LISTED}"
    return dict(connection.execute(statement, (json.dumps(list(terms)),)))


def read_postings(connection: sqlite3.Connection, places: Collection[int], most: int) -> dict[int, Postings]:
    """Return the whole lists that begin at these places and are not empty; `most` is the largest chunk number."""
    blocks = range(most // BLOCK + 1)
    blobs = _blobs(connection, [place + block for place in places for block in blocks])
    found = {}
    for place in places:
        there = [(block, *blobs[place + block]) for block in blocks if place + block in blobs]
        if not there:
            continue
        numbers = np.frombuffer(b"".join([within for _, within, _ in there]), dtype="<u2").astype(np.int32)
        counts = np.frombuffer(b"".join([often for *_, often in there]), dtype=np.uint8)
        end = 0
        for block, _, often in there:
            begin, end = end, end + len(often)
            numbers[begin:end] += block * BLOCK
        found[place] = Postings(numbers, counts)
    return found


def holding_counts(connection: sqlite3.Connection, places: Collection[int], most: int) -> dict[int, int]:
    """Return how many chunks the lists name that begin at these places; `most` as above."""
    blocks = range(most // BLOCK + 1)
    statement = f"SELECT place, length(counts) FROM postings WHERE place IN {_LISTED}"
    every = [place + block for place in places for block in blocks]
    lengths = dict(connection.execute(statement, (json.dumps(every),)))
    return {place: sum(lengths.get(place + block, 0) for block in blocks) for place in places}


def place_of(term: int, kind: Kind) -> int:
    """Return where the list of a term begins."""
    return (term * _KINDS + kind) * BLOCK


def _runs(places: Iterable[int]) -> Iterator[list[int]]:
    """Return the places in runs that one statement takes."""
    every = list(places)
    return (every[at : at + _ASK_AT_ONCE] for at in range(0, len(every), _ASK_AT_ONCE))


def _blobs(connection: sqlite3.Connection, places: list[int]) -> dict[int, tuple[bytes, bytes]]:
    statement = f"SELECT place, numbers, counts FROM postings WHERE place IN {_LISTED}"
    rows = connection.execute(statement, (json.dumps(places),))
    return {place: (numbers, counts) for place, numbers, counts in rows}


def _little(numbers: array[int]) -> bytes:
    return np.frombuffer(numbers, dtype=np.uint16).astype("<u2").tobytes()
