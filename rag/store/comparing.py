"""Find chunks by meaning without an index: every vector is compared, and no neighbour is missed.

Up to IN_MEMORY bytes of vectors this is quicker than a graph of neighbours, and they lie in memory from the first
question on. More of them are read and compared block by block.
"""

from __future__ import annotations

from collections.abc import Collection
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rag.store.blocks import Directions, read_directions
from rag.store.embedding.protocol import Vectors
from rag.store.largest import largest
from rag.store.reading import Hit, Snapshot, best_first
from rag.store.soundness import as_written

IN_MEMORY = 160 * 1024**2  # bytes: 109,000 vectors of e5's
_HALVED = 20_000  # rows: a millisecond, of which a thread takes a tenth to start

_halves = ThreadPoolExecutor(2, thread_name_prefix="comparing")


@dataclass(frozen=True, slots=True, eq=False)
class _Compared:
    """Hold a vector and its cosines with all chunks; those that a thread is still at are not there yet."""

    vector: Vectors
    cosines: Vectors
    under_way: tuple[Future[Any], ...] = ()

    def done(self) -> Vectors:
        """Return the cosines when all of them are there."""
        for part in self.under_way:
            part.result()
        return self.cosines


class Comparison:
    """Compare a vector with those of all chunks of one snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._last: _Compared | None = None  # a search asks for the nearest, and then for the cosines of others

    @cached_property
    def fits(self) -> bool:
        """Tell whether all vectors may lie in memory."""
        probe = self._snapshot.probe
        return probe is not None and self._snapshot.vectors * probe.vector.nbytes <= IN_MEMORY

    def begin(self, vector: Vectors) -> None:
        """Begin to compare, in other threads when there is much to do; only when all vectors `fit`."""
        self._begun(vector)

    def find(self, vector: Vectors, k: int, files: Collection[str] | None) -> list[Hit]:
        """Return at most `k` chunks (of `files`) by cosine with `vector` (unit length), best first, equals by id."""
        numbers, found = self._compared(vector)
        if files is not None:
            within = np.isin(numbers, self._snapshot.numbers(files))
            numbers, found = numbers[within], found[within]
        best = largest(found, k)
        return best_first(self._snapshot.names(numbers[best]), rounded(found[best]))[:k]

    def cosines(self, vector: Vectors, ids: Collection[str]) -> dict[str, float]:
        """Return the cosine of those chunks of `ids` that have a vector; only when all of them `fit`."""
        wanted = self._snapshot.numbers_of(ids)
        every = self._every.numbers
        numbers = np.fromiter(wanted.values(), dtype=np.int32, count=len(wanted))
        places = np.minimum(np.searchsorted(every, numbers), len(every) - 1)
        scores = rounded(self._begun(vector).done()[places])
        there = (every[places] == numbers).tolist()
        return {name: score for name, score, known in zip(wanted, scores, there, strict=True) if known}

    def _compared(self, vector: Vectors) -> tuple[NDArray[np.int32], Vectors]:
        """Return the numbers of all chunks that have a vector, and their cosines."""
        if self.fits:
            return self._every.numbers, self._begun(vector).done()
        with self._snapshot.reading() as connection, as_written(self._snapshot.folder):
            found = [(block.numbers, np.vecdot(block.vectors, vector)) for block in read_directions(connection)]
            return np.concatenate([numbers for numbers, _ in found]), np.concatenate([cosines for _, cosines in found])

    def _begun(self, vector: Vectors) -> _Compared:
        last = self._last
        if last is None or not np.array_equal(last.vector, vector):
            self._last = last = _begun(self._every.vectors, vector)
        return last

    @cached_property
    def _every(self) -> Directions:
        """Return all vectors side by side; read once, and never held twice."""
        assert self._snapshot.probe is not None
        count, dimension = self._snapshot.vectors, len(self._snapshot.probe.vector)
        numbers, vectors, at = np.empty(count, dtype=np.int32), np.empty((count, dimension), dtype=np.float32), 0
        with self._snapshot.reading() as connection, as_written(self._snapshot.folder):
            for block in read_directions(connection):
                numbers[at : at + len(block.numbers)] = block.numbers
                vectors[at : at + len(block.numbers)] = block.vectors
                at += len(block.numbers)
        return Directions(numbers, vectors)


def rounded(cosines: Vectors) -> list[float]:
    """Return cosines as they are told: to six places."""
    return list(np.round(cosines.astype(np.float64), 6).tolist())


def _begun(vectors: Vectors, vector: Vectors) -> _Compared:
    """Return the cosines of all rows with a vector; of many rows two threads do half each."""
    cosines, half = np.empty(len(vectors), dtype=np.float32), len(vectors) // 2
    if len(vectors) < _HALVED:
        return _Compared(vector, np.vecdot(vectors, vector, out=cosines))
    parts = (slice(None, half), slice(half, None))
    under_way = (_halves.submit(np.vecdot, vectors[part], vector, out=cosines[part]) for part in parts)
    return _Compared(vector, cosines, tuple(under_way))
