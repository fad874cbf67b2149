"""Find chunks by meaning without an index: every vector is compared, and no neighbour is missed.

Up to IN_MEMORY bytes of vectors this is quicker than a graph of neighbours, and they lie in memory from the first
question on. Of many of them most are told by a rough comparison to be none of the nearest. Those that do not fit are
read and compared block by block.
"""

from __future__ import annotations

import logging
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rag.store.blocks import read_directions
from rag.store.embedding.protocol import Vectors
from rag.store.hits import Hit, best_first
from rag.store.largest import largest
from rag.store.onnx.session import OnnxUnavailable
from rag.store.reading import Snapshot
from rag.store.rough import Rough
from rag.store.soundness import as_written

IN_MEMORY = 160 * 1024**2  # bytes, of vectors as floats: 109,000 of e5's
_MANY = 8_000  # vectors, from which it is quicker to compare them roughly first
_AT_ONCE = 4_096

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, eq=False)
class _Held:
    """Hold the numbers of all chunks that have a vector, in order, and the vectors: of many as they are stored."""

    numbers: NDArray[np.int32]
    vectors: NDArray[np.floating[Any]]
    rough: Rough | None

    def nearest(self, vector: Vectors, k: int, within: NDArray[np.bool_] | None) -> tuple[NDArray[np.int32], Vectors]:
        """Return the numbers, in order, of chunks (of `within`) among which the `k` nearest are, and their cosines."""
        if self.rough is not None:
            places = self.rough.worthy(vector, k, within)
        elif within is not None:
            places = np.flatnonzero(within)
        else:
            return self.numbers, np.vecdot(self.vectors, vector, dtype=np.float32)
        return self.numbers[places], self.cosines(vector, places)

    def cosines(self, vector: Vectors, places: NDArray[np.intp]) -> Vectors:
        """Return the cosines of the vectors at some places with a unit vector."""
        pieces = (places[at : at + _AT_ONCE] for at in range(0, len(places), _AT_ONCE))
        found = [np.vecdot(self.vectors[piece].astype(np.float32), vector) for piece in pieces]
        return np.concatenate(found) if found else np.empty(0, dtype=np.float32)


class Comparison:
    """Compare a vector with those of all chunks of one snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    @cached_property
    def fits(self) -> bool:
        """Tell whether all vectors may lie in memory."""
        probe = self._snapshot.probe
        return probe is not None and self._snapshot.vectors * probe.vector.nbytes <= IN_MEMORY

    def find(self, vector: Vectors, k: int, files: Collection[str] | None) -> list[Hit]:
        """Return at most `k` chunks (of `files`) by cosine with `vector` (unit length), best first, equals by id."""
        allowed = None if files is None else self._snapshot.numbers(files)
        numbers, found = self._nearest(vector, k, allowed) if self.fits else self._read(vector, allowed)
        best = largest(found, k)
        return best_first(self._snapshot.names(numbers[best]), rounded(found[best]))[:k]

    def cosines(self, vector: Vectors, ids: Collection[str]) -> dict[str, float]:
        """Return the cosine of those chunks of `ids` that have a vector; only when all of them `fit`."""
        wanted = self._snapshot.numbers_of(ids)
        every = self._held.numbers
        numbers = np.fromiter(wanted.values(), dtype=np.int32, count=len(wanted))
        places = np.minimum(np.searchsorted(every, numbers), len(every) - 1)
        scores = rounded(self._held.cosines(vector, places))
        there = (every[places] == numbers).tolist()
        return {name: score for name, score, known in zip(wanted, scores, there, strict=True) if known}

    def _nearest(self, vector: Vectors, k: int, allowed: Collection[int] | None) -> tuple[NDArray[np.int32], Vectors]:
        """Return the numbers of the chunks among which the nearest are, and their cosines."""
        within = None if allowed is None else np.isin(self._held.numbers, list(allowed))
        return self._held.nearest(vector, k, within)

    def _read(self, vector: Vectors, allowed: Collection[int] | None) -> tuple[NDArray[np.int32], Vectors]:
        """Return the numbers of all chunks that have a vector, and their cosines, read block by block."""
        with self._snapshot.reading() as connection, as_written(self._snapshot.folder):
            found = [(block.numbers, np.vecdot(block.vectors, vector)) for block in read_directions(connection)]
            numbers = np.concatenate([numbers for numbers, _ in found])
            cosines = np.concatenate([cosines for _, cosines in found])
        within = slice(None) if allowed is None else np.isin(numbers, list(allowed))
        return numbers[within], cosines[within]

    @cached_property
    def _held(self) -> _Held:
        """Return all vectors side by side; read once, and never held twice."""
        assert self._snapshot.probe is not None
        count, dimension = self._snapshot.vectors, len(self._snapshot.probe.vector)
        many = count >= _MANY
        numbers = np.empty(count, dtype=np.int32)
        vectors = np.empty((count, dimension), dtype=np.float16 if many else np.float32)
        at = 0
        with self._snapshot.reading() as connection, as_written(self._snapshot.folder):
            for block in read_directions(connection):
                numbers[at : at + len(block.numbers)] = block.numbers
                vectors[at : at + len(block.numbers)] = block.vectors
                at += len(block.numbers)
            return _Held(numbers, vectors, _rough(vectors) if many else None)


def rounded(cosines: Vectors) -> list[float]:
    """Return cosines as they are told: to six places."""
    return list(np.round(cosines.astype(np.float64), 6).tolist())


def _rough(vectors: NDArray[np.floating[Any]]) -> Rough | None:
    try:
        return Rough(vectors.astype(np.float16, copy=False))
    except OnnxUnavailable as unavailable:
        _log.info("every vector is compared exactly: %s", unavailable.message)
        return None
