"""Find chunks by meaning: by comparing every vector while they are few enough, through Chroma when they are more.

Beyond what may lie in memory, and wherever a Chroma server was asked for, Chroma names the candidates; their scores are
computed from the truth's vectors, so an answer does not depend on how the index was built. When Chroma does not agree
with the truth every vector is compared. `bring_in_step` is the only writer of the index and needs the store's lock.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Collection
from contextlib import closing
from functools import partial
from pathlib import Path

import numpy as np

from rag.errors import StoreError
from rag.store.blocks import count_directions
from rag.store.comparing import Comparison, rounded
from rag.store.embedding.protocol import Vectors
from rag.store.hits import Hit, best_first
from rag.store.live import Live
from rag.store.lock import StoreLock
from rag.store.reading import Snapshot, vector_rows
from rag.store.schema import CHROMA_FOLDER, STATE, VECTORS_STATE, get_meta, open_for_writing, set_meta, translated
from rag.store.server import Place, ServerIndex
from rag.store.shelf import Shelf
from rag.store.vectors import VectorIndex, VectorsBroken, release, shared_index
from rag.types import Notice

MORE_CANDIDATES = 24  # beyond k, for those that the index ranks a little wrongly
MOST_FILES = 200  # a filter of more files is scanned: it would make a long query of a small gain
_UNDER_WAY = ""  # the index is being written, or its writer died

_log = logging.getLogger(__name__)


class DenseLeg:
    """Search one snapshot by vector; thread-safe."""

    def __init__(self, shelf: Shelf, url: str | None = None) -> None:
        snapshot = shelf.snapshot
        self.notice: Notice | None = None
        self._snapshot = snapshot
        self._shelf = shelf
        self._url = url
        self._index = _index(snapshot.folder, url, snapshot.store_id)
        self._live = Live(snapshot.folder)
        self._open = True
        self._comparison = Comparison(snapshot)

    @property
    def _compares(self) -> bool:
        """Tell whether every vector is compared by choice: a server that was asked for is always used."""
        return self._url is None and self._comparison.fits

    def find(self, vector: Vectors, k: int, files: Collection[str] | None) -> list[Hit]:
        """Return at most `k` chunks by cosine with `vector` (unit length), best first, equals by id."""
        if self._snapshot.embedder is None or not self._snapshot.vectors or (files is not None and not files):
            return []
        if not self._compares and (files is None or len(files) <= MOST_FILES):
            found = self._candidates(vector, k, files)
            if found is not None:
                return _ranked(list(found), np.stack(list(found.values())), vector, k)
        return self._comparison.find(vector, k, files)

    def cosines(self, vector: Vectors, ids: Collection[str]) -> dict[str, float]:
        """Return the cosine of those chunks of `ids` that have a vector."""
        if self._snapshot.embedder is None or not ids:
            return {}
        if self._compares:
            return self._comparison.cosines(vector, ids)
        found = self._shelf.vectors(ids)
        hits = _ranked(list(found), np.stack(list(found.values())), vector, len(found)) if found else []
        return {hit.chunk_id: hit.score for hit in hits}

    def close(self) -> None:
        """Give the index back."""
        if self._open:
            self._open = False
            self._live.close()
            release(self._index)

    def _candidates(self, vector: Vectors, k: int, files: Collection[str] | None) -> dict[str, Vectors] | None:
        """Return the truth's vectors of what Chroma finds, or None when it cannot be asked about this state."""
        wanted = min(k + MORE_CANDIDATES, self._snapshot.vectors)
        found: list[str] | None = None
        for _ in range(2):  # an open client may be of a folder that another process has made anew
            try:
                with self._index.lock:
                    found = self._index.nearest(vector, wanted, files) if self._in_step(self._index) else None
                break
            except VectorsBroken as broken:
                self._index.close()
                self._without(str(broken))
        if found is None:
            return None
        vectors = self._shelf.vectors(found)
        if not found and files is not None:
            return None
        if not found or len(vectors) < len(set(found)):
            self._index.close()
            self._without("it names chunks that are not there")
            return None
        self.notice = None
        return vectors

    def _in_step(self, index: VectorIndex) -> bool:
        """Tell whether the index agrees with the snapshot; repair it when nobody else is writing."""
        name = self._snapshot.state.state
        if self._live.value(VECTORS_STATE) == vectors_mark(name, self._url):
            if index.verified == name:
                return True
            index.close()  # another process may have written: an open client counts what it wrote, and finds none of it
            if self._verified(index):
                return True
        if self._live.value(STATE) != name:
            self._without("another process has gone on to a newer state")
            return False
        return self._repaired()

    def _verified(self, index: VectorIndex) -> bool:
        try:
            agrees = index.agrees(self._snapshot.vectors, self._snapshot.probe)
        except VectorsBroken as broken:
            _log.info("the vector index cannot be read: %s", broken)
            agrees = False
        if agrees:
            index.verified = self._snapshot.state.state
        return agrees

    def _repaired(self) -> bool:
        folder = self._snapshot.folder
        try:
            with StoreLock(folder) as lock:
                if not lock.try_lock():
                    self._without("another process is writing it")
                    return False
                connection = open_for_writing(folder)
                with closing(connection):
                    built = bring_in_step(folder, connection, self._url, anew=True)
        except StoreError as error:
            self._without(error.message.rstrip("."))
            return False
        if not built:
            self._without("it cannot be built")
        return built

    def _without(self, why: str) -> None:
        message = f"The vector index is not used, every vector is compared instead: {why}."
        self.notice = Notice("exact_scan", " ".join(message.split()))


def vectors_mark(state: str, url: str | None) -> str:
    """Return what the truth notes when the index, embedded or at an address, holds a state."""
    return state if url is None else f"{state} {url}"


def is_in_step(folder: Path, connection: sqlite3.Connection, url: str | None) -> bool:
    """Tell whether the index was last written for the state of the truth, and was not taken away since."""
    with translated(folder):
        done, state = get_meta(connection, VECTORS_STATE), get_meta(connection, STATE)
        if state is None or done != vectors_mark(state, url):
            return False
        return url is not None or (folder / CHROMA_FOLDER).exists() or not count_directions(connection)


def _index(folder: Path, url: str | None, store_id: str) -> VectorIndex:
    return shared_index(folder, None if url is None else partial(ServerIndex, place=Place(url, store_id)))


def bring_in_step(folder: Path, connection: sqlite3.Connection, url: str | None = None, *, anew: bool = False) -> bool:
    """Make the index hold what the truth holds, by the difference of ids or, when that fails, anew; embed nothing.

    Needs the store's lock. Returns False when Chroma cannot be written here at all.
    """
    if is_in_step(folder, connection, url) and not anew:
        return True
    with translated(folder):
        done, state = get_meta(connection, VECTORS_STATE), get_meta(connection, STATE)
    if state is None:
        return True
    snapshot = Snapshot.open(folder, None)
    if snapshot is None:
        return True
    index = _index(folder, url, snapshot.store_id)
    try:
        with index.lock:
            _mark(folder, connection, _UNDER_WAY)
            written = _write(index, snapshot, anew=anew or not done)
            if written:
                _mark(folder, connection, vectors_mark(state, url))
                index.verified = state
            return written
    finally:
        release(index)
        snapshot.close()


def _write(index: VectorIndex, snapshot: Snapshot, *, anew: bool) -> bool:
    if not snapshot.vectors and not index.exists():
        return True
    if not anew:
        try:
            _update(index, snapshot)
            if index.agrees(snapshot.vectors, snapshot.probe):
                return True
        except VectorsBroken as broken:
            _log.info("the vector index is built anew: %s", broken)
    try:
        index.create(snapshot.made_by or "", len(snapshot.probe.vector) if snapshot.probe else 0)
        index.put(vector_rows(snapshot))
        return index.agrees(snapshot.vectors, snapshot.probe)
    except VectorsBroken as broken:
        _log.warning("the vector index cannot be built: %s", broken)
        return False


def _update(index: VectorIndex, snapshot: Snapshot) -> None:
    if index.made_by() != snapshot.made_by:
        raise VectorsBroken("it holds the vectors of another embedder")
    there = index.ids()
    wanted = {row.chunk_id for row in vector_rows(snapshot)}
    index.remove(sorted(there - wanted))
    index.put(vector_rows(snapshot, wanted - there))


def _mark(folder: Path, connection: sqlite3.Connection, state: str) -> None:
    with translated(folder):
        set_meta(connection, **{VECTORS_STATE: state})


def _ranked(ids: list[str], vectors: Vectors, vector: Vectors, k: int) -> list[Hit]:
    return best_first(ids, rounded(np.vecdot(vectors, vector)))[:k]
