"""Wrap Chroma, the vector index derived from the truth. A door: chromadb is imported when it is first used.

One client per folder and process, shared by everybody in it (chromadb keeps its systems in a global cache, and a second
client would not see a folder that was removed). Whatever goes wrong inside is VectorsBroken: the caller rebuilds the
index from the truth, or does without.
"""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from rag.store.embedding.protocol import Vectors
from rag.store.schema import CHROMA_FOLDER

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from chromadb.api.collection_configuration import CreateCollectionConfiguration
    from chromadb.api.models.Collection import Collection as ChromaCollection

COLLECTION = "fonte"
# Measured on 6,000 random vectors: recall@10 1.00 of the exact search, against 0.90 with chromadb's defaults.
HNSW: Mapping[str, str | int] = {"space": "cosine", "ef_construction": 200, "ef_search": 400, "max_neighbors": 32}
SLICE = 4_000  # rows a call, below chromadb's limit of 5,461
_SMALLEST_LIMIT = 256 * 1024**2
_LIMIT_PER_BYTE = 40  # a healthy index takes about four bytes for each byte of its vectors
_SAME = 1e-3  # cosine distance between equal vectors

_shared: dict[str, VectorIndex] = {}
_sharing = threading.Lock()


class VectorsBroken(Exception):
    """Raised when Chroma cannot be opened, read or written, whatever the reason."""


@dataclass(frozen=True, slots=True)
class Row:
    """Hold one chunk's place in the index; `vector` has shape (dimension,)."""

    chunk_id: str
    file: str
    vector: Vectors


def shared_index(store: Path, make: Callable[[Path], VectorIndex] | None = None) -> VectorIndex:
    """Return the index of the store folder, one per process, made by `make`; give it back with `release`."""
    folder = store.resolve() / CHROMA_FOLDER  # not resolved itself: a link is removed, never what it leads to
    with _sharing:
        made = (make or VectorIndex)(folder)
        index = _shared.setdefault(made.key, made)
        index.users += 1
        return index


def release(index: VectorIndex) -> None:
    """Give an index back; the last user closes it."""
    with _sharing:
        index.users -= 1
        if index.users == 0:
            _shared.pop(index.key, None)
            index.close()


class VectorIndex:
    """Hold one Chroma collection; thread-safe. `verified` is the state it is known to agree with, or None."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.users = 0
        self.verified: str | None = None
        self.lock = threading.RLock()
        self._client: Client | None = None
        self._collection: ChromaCollection | None = None

    @property
    def key(self) -> str:
        """Return the name by which threads of this process share the index."""
        return str(self.folder)

    def exists(self) -> bool:
        """Tell whether there may be an index."""
        return self.folder.exists()

    def made_by(self) -> str | None:
        """Return the name of the embedder that the index was made with."""
        with self._guarded() as collection:
            name = (collection.metadata or {}).get("embedder")
            return None if name is None else str(name)

    def ids(self) -> set[str]:
        """Return the ids of everything in the index."""
        with self._guarded() as collection:
            return set(collection.get(include=[])["ids"])

    def agrees(self, count: int, probe: Row | None) -> bool:
        """Tell whether the index holds `count` vectors, finds the probe by its vector, and is of a sane size."""
        with self._guarded() as collection:
            if collection.count() != count or self._size() > self._limit(count, probe):
                return False
            if probe is None:
                return True
            found = collection.query(query_embeddings=probe.vector.tolist(), n_results=1, include=["distances"])
            return bool(found["ids"][0]) and found["distances"] is not None and found["distances"][0][0] < _SAME

    def nearest(self, vector: Vectors, k: int, files: Collection[str] | None) -> list[str]:
        """Return the ids of about the `k` nearest chunks, in the given files only when there are any."""
        where: Any = None if files is None else {"file": {"$in": sorted(files)}}
        with self._guarded() as collection:
            found = collection.query(
                query_embeddings=vector.tolist(),
                n_results=k,
                where=where,
                include=[],
            )
            return list(found["ids"][0])

    def put(self, rows: Iterable[Row]) -> None:
        """Add rows or write them over."""
        iterator = iter(rows)
        with self._guarded() as collection:
            while some := list(islice(iterator, SLICE)):
                collection.upsert(
                    ids=[row.chunk_id for row in some],
                    embeddings=np.stack([row.vector for row in some]),
                    metadatas=[{"file": row.file} for row in some],
                )
                if self._size() > self._limit(collection.count(), some[0]):
                    raise VectorsBroken("it takes far more room than its vectors need")

    def remove(self, ids: Sequence[str]) -> None:
        """Take chunks out."""
        with self._guarded() as collection:
            for at in range(0, len(ids), SLICE):
                collection.delete(ids=list(ids[at : at + SLICE]))

    def create(self, embedder: str, dimension: int) -> None:
        """Remove the folder with whatever is in it and make an empty index."""
        with self.lock:
            self.close()
            try:
                if self.folder.is_dir() and not self.folder.is_symlink():
                    shutil.rmtree(self.folder)
                else:
                    self.folder.unlink(missing_ok=True)
            except OSError as error:
                raise VectorsBroken(f"the vector index cannot be removed: {error}") from error
            with translated_vectors():
                self._client = _client(self.folder)
                self._collection = self._client.create_collection(
                    COLLECTION,
                    configuration=cast("CreateCollectionConfiguration", {"hnsw": dict(HNSW)}),
                    embedding_function=None,
                    metadata={"embedder": embedder, "dimension": dimension, "normalised": True},
                )

    def close(self) -> None:
        """Close the client, so that the next use reads the folder anew."""
        with self.lock:
            client, self._client, self._collection, self.verified = self._client, None, None, None
            if client is not None:
                with suppress(Exception):
                    client.close()

    @contextmanager
    def _guarded(self) -> Iterator[ChromaCollection]:
        with self.lock, translated_vectors():
            if self._collection is None:
                if not self.folder.is_dir() or self.folder.is_symlink():
                    raise VectorsBroken("the vector index is not there")
                self._client = _client(self.folder)
                self._collection = self._client.get_collection(COLLECTION, embedding_function=None)
            yield self._collection

    def _size(self) -> int:
        """Return the bytes that the files of the index claim (a hole counts)."""
        return sum(
            os.stat(os.path.join(folder, name)).st_size for folder, _, names in os.walk(self.folder) for name in names
        )

    def _limit(self, count: int, probe: Row | None) -> int:
        return _SMALLEST_LIMIT + _LIMIT_PER_BYTE * count * (0 if probe is None else probe.vector.nbytes)


@contextmanager
def translated_vectors() -> Iterator[None]:
    """Turn whatever goes wrong inside chromadb into VectorsBroken."""
    try:
        yield
    except (VectorsBroken, KeyboardInterrupt, SystemExit, GeneratorExit, MemoryError):
        raise
    except BaseException as error:  # a panic of chromadb's Rust is no Exception
        raise VectorsBroken(f"{type(error).__name__}: {error}") from error


def _client(folder: Path) -> Client:
    import chromadb
    from chromadb.api.shared_system_client import SharedSystemClient
    from chromadb.config import Settings

    try:
        settings = Settings(anonymized_telemetry=False)
        return cast("Client", chromadb.PersistentClient(path=str(folder), settings=settings))
    except BaseException:
        # A system that failed to start stays in chromadb's global cache and would be handed out again.
        with suppress(Exception):
            SharedSystemClient._release_system(str(folder))
        raise
