"""Keep the vectors on a Chroma server instead of beside the truth: the same index behind an address. A door: chromadb.

A server holds a collection for each store and embedder, so many corpora can share it. Ids, vectors and file names go
there, no texts. A call that finds no server is tried again for some seconds: it may be starting.
"""

from __future__ import annotations

import hashlib
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import numpy as np

from rag.store.vectors import HNSW, SLICE, Row, VectorIndex, VectorsBroken, translated_vectors

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.collection_configuration import CreateCollectionConfiguration
    from chromadb.api.models.Collection import Collection as ChromaCollection

SECONDS = 60.0  # that one call may take
WAITS = (0.2, 0.8, 2.0)  # seconds between tries
GREETING_SECONDS = 4.0  # that a server may take to say it is there
REST_SECONDS = 60.0  # a server that took longer is left alone
_Made = TypeVar("_Made")


@dataclass(frozen=True, slots=True)
class Place:
    """Hold the address of a Chroma server and the name that one store has there."""

    url: str
    store: str

    def collection(self, embedder: str) -> str:
        """Return the name of the collection for an embedder's vectors."""
        return f"fonte-{self.store}-{hashlib.sha256(embedder.encode()).hexdigest()[:8]}"


class ServerIndex(VectorIndex):
    """Hold one collection on a server; thread-safe."""

    def __init__(self, folder: Path, place: Place) -> None:
        super().__init__(folder)
        self.place = place
        self._server: ClientAPI | None = None
        self._silent_until = 0.0

    @property
    def key(self) -> str:
        """Return the name by which threads of this process share the index."""
        return f"{self.place.url} {self.place.store}"

    def exists(self) -> bool:
        """Tell whether there may be an index: a server always may have one."""
        return True

    def create(self, embedder: str, dimension: int) -> None:
        """Make an empty collection in the place of all that this store has on the server."""
        with self.lock, translated_vectors():
            self.close()
            client = self._connected()
            for collection in client.list_collections():
                if collection.name.startswith(f"fonte-{self.place.store}-"):
                    client.delete_collection(collection.name)
            self._collection = client.create_collection(
                self.place.collection(embedder),
                configuration=cast("CreateCollectionConfiguration", {"hnsw": dict(HNSW)}),
                embedding_function=None,
                metadata={"embedder": embedder, "dimension": dimension, "normalised": True},
            )

    def put(self, rows: Iterable[Row]) -> None:
        """Add rows or write them over, a slice a call, each tried again when the server does not answer."""
        iterator = iter(rows)
        with self._guarded() as collection:
            while some := list(islice(iterator, SLICE)):
                _again(lambda: _upsert(collection, some))  # noqa: B023  (called at once)

    def remove(self, ids: Sequence[str]) -> None:
        """Take chunks out."""
        with self._guarded() as collection:
            for at in range(0, len(ids), SLICE):
                _again(lambda: collection.delete(ids=list(ids[at : at + SLICE])))  # noqa: B023

    def close(self) -> None:
        """Forget the connection, so that the next use asks the server anew."""
        with self.lock:
            server, self._server, self._collection, self.verified = self._server, None, None, None
            if server is not None:
                _disconnect(server)

    @contextmanager
    def _guarded(self) -> Iterator[ChromaCollection]:
        with self.lock, translated_vectors():
            if self._collection is None:
                client = self._connected()
                ours = [c for c in client.list_collections() if c.name.startswith(f"fonte-{self.place.store}-")]
                if len(ours) != 1:
                    raise VectorsBroken("the server has no vectors of this store")
                self._collection = client.get_collection(ours[0].name, embedding_function=None)
            yield self._collection

    def _connected(self) -> ClientAPI:
        if self._server is None:
            if time.monotonic() < self._silent_until:
                raise VectorsBroken(f"{self.place.url} did not answer a moment ago")
            try:
                _again(lambda: _greet(self.place.url))
            except TimeoutError:
                self._silent_until = time.monotonic() + REST_SECONDS
                raise
            self._server = _again(lambda: _client(self.place.url))
        return self._server

    def _size(self) -> int:
        return 0  # the server's disk is the server's affair


def _upsert(collection: ChromaCollection, rows: Sequence[Row]) -> None:
    metadatas: list[Mapping[str, Any]] = [{"file": row.file} for row in rows]
    collection.upsert(
        ids=[row.chunk_id for row in rows],
        embeddings=np.stack([row.vector for row in rows]),
        metadatas=cast(Any, metadatas),
    )


def _again(call: Callable[[], _Made]) -> _Made:
    """Return what `call` gives; try again while the server cannot be reached."""
    for seconds in WAITS:
        try:
            return call()
        except Exception as error:
            if not _unreachable(error) or isinstance(error, TimeoutError):
                raise
            time.sleep(seconds)
    return call()


def _unreachable(error: Exception) -> bool:
    """Tell whether nothing, or something that is still starting, answered at the address."""
    told = f"{type(error).__name__} {error}".lower()
    return any(word in told for word in ("connect", "timed out", "timeout", "disconnected", "502", "503", "reset"))


def _disconnect(client: ClientAPI) -> None:
    """Close a client with its connections, which chromadb leaves open."""
    session = getattr(getattr(client, "_server", None), "_session", None)
    for close in (getattr(client, "close", None), getattr(session, "close", None)):
        with suppress(Exception):
            if close is not None:
                close()


def _greet(url: str) -> None:
    """Return when a Chroma server answers there: its own client would wait for ever. Raises OSError, VectorsBroken."""
    host, port, secure = _host_and_port(url)
    shown = f"[{host}]" if ":" in host else host
    address = f"{'https' if secure else 'http'}://{shown}:{port}/api/v2/heartbeat"
    try:
        with urllib.request.urlopen(address, timeout=GREETING_SECONDS) as answer:
            answer.read(1_000)
    except urllib.error.HTTPError as error:
        error.close()
        if error.code in (502, 503):  # a proxy before a server that is starting
            raise ConnectionError(f"{error.code} {error.reason}") from error
        raise VectorsBroken(f"what answers at {url} is no Chroma server") from error
    except urllib.error.URLError as error:
        if isinstance(error.reason, TimeoutError):
            raise TimeoutError(f"{url} does not answer") from error
        raise


def _host_and_port(url: str) -> tuple[str, int, bool]:
    """Return host, port, and whether the address is of https."""
    parts = urllib.parse.urlsplit(url)
    secure = parts.scheme == "https"
    return parts.hostname or "", parts.port or (443 if secure else 8000), secure


def _client(url: str) -> ClientAPI:
    import chromadb
    from chromadb.config import Settings

    host, port, secure = _host_and_port(url)
    client = chromadb.HttpClient(
        host=host,
        port=port,
        ssl=secure,
        settings=Settings(
            anonymized_telemetry=False,
            chroma_http_max_keepalive_connections=0,  # chromadb never closes those that wait
        ),
    )
    session = getattr(getattr(client, "_server", None), "_session", None)
    if session is not None:
        session.timeout = SECONDS  # by itself it waits for ever
    return client
