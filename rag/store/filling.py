"""First pass of a sync: give a vector to every text that lacks one, while the next files are read and cut.

Texts are gathered ahead and put in order of kind and length, because texts of one length are embedded quickest, then
embedded in blocks beside the caller's thread, two at a time: while one is encoded the next is cut into tokens. The
caller's thread alone writes, one commit a block. A text is embedded once however often it comes, and not at all when
the store or the cache has its vector. After a kill the next sync finds all blocks that were committed.
"""

from __future__ import annotations

import sqlite3
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import groupby
from types import TracebackType

import numpy as np

from rag.store.embedding.protocol import Embedder, Vectors
from rag.store.keeping import VectorCache
from rag.store.rows import Kind, Text, from_blobs, renewed, to_blob
from rag.store.staging import in_one

READ_AHEAD = 4_096  # texts that are put in order
EMBED_AT_ONCE = 256  # texts of a block
BLOCK_CHARACTERS = 40_000  # of it at most: some seconds of work, lost when it is killed
RUNNING = 2  # blocks that are embedded at once; one more waits, so that none ever has to be waited for
_ASK_AT_ONCE = 500  # variables of one statement
_UNIT = 0.01  # how far from 1 a sound vector's length may lie


@dataclass(frozen=True, slots=True)
class _Block:
    """Texts of one kind that are embedded and committed together."""

    kind: Kind
    keys: list[bytes]
    texts: list[str]


class Filler:
    """Embed the texts that have no vector yet; `embedded` counts those that were sent to the embedder.

    Use it in a `with`, and call `finish` before its end: what then still runs is given up.
    """

    def __init__(self, connection: sqlite3.Connection, embedder: Embedder, cache: VectorCache | None = None) -> None:
        self.embedded = 0
        self._connection = connection
        self._embedder = embedder
        self._cache = cache
        self._waiting: dict[bytes, Text] = {}
        self._under_way: set[bytes] = set()
        self._running: deque[tuple[_Block, Future[Vectors]]] = deque()
        self._threads = ThreadPoolExecutor(RUNNING, thread_name_prefix="embedding")

    def add(self, texts: Iterable[Text]) -> None:
        """Take texts in; wait only when far more is to embed than has been."""
        keyed = {text.key(self._embedder.name): text for text in texts}
        for key in keyed.keys() & (self._waiting.keys() | self._under_way):
            del keyed[key]
        known = self._known(list(keyed))
        self._waiting |= {key: text for key, text in keyed.items() if key not in known}
        if len(self._waiting) >= READ_AHEAD:
            self._send()

    def finish(self) -> int:
        """Wait until every text has its vector; return how many were embedded."""
        self._send()
        while self._running:
            self._take()
        return self.embedded

    def __enter__(self) -> Filler:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # Ctrl-C waits for no block: what is committed stands, the rest is embedded next time.
        self._threads.shutdown(wait=kind is not KeyboardInterrupt, cancel_futures=True)
        if self._cache is not None:
            self._cache.close()

    def _send(self) -> None:
        """Put everything that waits on its way."""
        waiting, self._waiting = self._waiting, {}
        kept = self._kept(waiting)
        self._write(list(kept.items()))
        for block in _blocks((key, text) for key, text in waiting.items() if key not in kept):
            while len(self._running) > RUNNING:
                self._take()
            self._under_way.update(block.keys)
            self._running.append((block, self._threads.submit(self._vectors, block)))

    def _take(self) -> None:
        """Wait for the oldest block and commit it."""
        block, future = self._running.popleft()
        vectors = future.result()
        rows = [(key, to_blob(block.kind, vector)) for key, vector in zip(block.keys, vectors, strict=True)]
        self._write(rows)
        if self._cache is not None:
            self._cache.keep(rows)
        self._under_way.difference_update(block.keys)
        self.embedded += len(rows)

    def _vectors(self, block: _Block) -> Vectors:
        embedder = self._embedder
        return embedder.embed_words(block.texts) if block.kind == "word" else embedder.embed_passages(block.texts)

    def _write(self, rows: Sequence[tuple[bytes, bytes]]) -> None:
        in_one(self._connection, "INSERT OR REPLACE INTO vectors (key, vector) VALUES (?, ?)", rows)

    def _known(self, keys: list[bytes]) -> set[bytes]:
        found: set[bytes] = set()
        for at in range(0, len(keys), _ASK_AT_ONCE):
            some = keys[at : at + _ASK_AT_ONCE]
            marks = ",".join("?" * len(some))
            rows = self._connection.execute(f"SELECT key FROM vectors WHERE key IN ({marks})", some)
            found |= {row[0] for row in rows}
        return found

    def _kept(self, waiting: dict[bytes, Text]) -> dict[bytes, bytes]:
        """Return the vectors of the cache that are sound: of the right size and of length 1."""
        if self._cache is None:
            return {}
        dimension = self._embedder.dimension
        found = self._cache.find(list(waiting)).items()
        now = {key: renewed(waiting[key].kind, blob, dimension) for key, blob in found}
        return {key: blob for key, blob in now.items() if _sound(waiting[key].kind, blob, dimension)}


def _blocks(items: Iterable[tuple[bytes, Text]]) -> Iterator[_Block]:
    """Return texts in blocks of one kind, the longest first."""
    for kind, alike in groupby(sorted(items, key=_order), key=lambda item: item[1].kind):
        block, characters = _Block(kind, [], []), 0
        for key, text in alike:
            characters += len(text.text)
            if block.keys and (len(block.keys) == EMBED_AT_ONCE or characters > BLOCK_CHARACTERS):
                yield block
                block, characters = _Block(kind, [], []), len(text.text)
            block.keys.append(key)
            block.texts.append(text.text)
        yield block


def _order(item: tuple[bytes, Text]) -> tuple[Kind, int]:
    return item[1].kind, -len(item[1].text)


def _sound(kind: Kind, blob: bytes, dimension: int) -> bool:
    try:
        vectors = from_blobs(kind, [blob])
    except ValueError:  # not a whole number of floats
        return False
    return vectors.shape == (1, dimension) and abs(float(np.linalg.norm(vectors)) - 1) < _UNIT
