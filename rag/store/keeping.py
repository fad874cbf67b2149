"""Keep vectors by the hash of their text in the user's cache directory, for every corpus and every rebuild of a store.

A store keeps its own vectors; what lies here is a copy under the same keys (`rows.vector_key`), so that the articles of
a new folder, of a folder that has moved or of a store that was deleted are not embedded again. It stands beside the
stores and not in one, because no store may depend on another's life; it is a cache and not data, because everything in
it can be made again. It is one SQLite file in WAL mode: several processes read and write it at once, a kill loses at
most the last commit. It holds no text and can be read by its user alone. Above MOST_BYTES what was not used for longest
goes first. Whatever fails here costs time, never a sync: a damaged file is thrown away, and where nothing can be kept
`problem` says why.
"""

from __future__ import annotations

import math
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from rag.store.schema import transaction

FILE = "vectors.sqlite3"
MOST_BYTES = 1024**3  # the vectors of some thirty thousand articles
_BUSY_MILLISECONDS = 5_000
_ASK_AT_ONCE = 500  # variables of one statement
_CHECK_EVERY = 32  # writes between two looks at the size
_DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_DAY = 86_400
_TABLE = """CREATE TABLE IF NOT EXISTS vectors (
    number INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, day INTEGER NOT NULL, vector BLOB NOT NULL)"""


class VectorCache:
    """Keep vectors in `folder`; opened at the first use, and from one thread at a time."""

    def __init__(self, folder: Path, most_bytes: int = MOST_BYTES) -> None:
        self.problem = ""
        self._path = folder / FILE
        self._most_bytes = most_bytes
        self._writes = 0
        self._connection: sqlite3.Connection | None = None

    def find(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """Return the vectors of `keys` that are kept."""
        found: dict[bytes, bytes] = {}
        if self.problem:
            return found
        with self._guarded():
            connection = self._opened()
            for at in range(0, len(keys), _ASK_AT_ONCE):
                some = keys[at : at + _ASK_AT_ONCE]
                marks = ",".join("?" * len(some))
                found |= dict(connection.execute(f"SELECT key, vector FROM vectors WHERE key IN ({marks})", some))
                used = f"UPDATE vectors SET day = ? WHERE day < ? AND key IN ({marks})"
                connection.execute(used, (_today(), _today(), *some))
        return found

    def keep(self, rows: Sequence[tuple[bytes, bytes]]) -> None:
        """Keep vectors under their keys, in one commit; let go of the oldest when there are too many."""
        if self.problem:
            return
        with self._guarded():
            connection = self._opened()
            with transaction(connection):
                statement = "INSERT OR REPLACE INTO vectors (key, day, vector) VALUES (?, ?, ?)"
                connection.executemany(statement, [(key, _today(), vector) for key, vector in rows])
            if self._writes % _CHECK_EVERY == 0:
                self._shrink(connection)
            self._writes += 1

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        """Give up keeping at the first failure; throw a damaged file away, so that the next sync begins a new one."""
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            self.close()
            told = error.strerror if isinstance(error, OSError) else str(error)
            self.problem = f"{self._path} cannot be used ({told or error})"
            if isinstance(error, sqlite3.Error) and error.sqlite_errorcode & 0xFF in _DAMAGE:
                self.problem = f"{self._path} was damaged and is begun anew"
                self._remove()

    def _opened(self) -> sqlite3.Connection:
        if self._connection is None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._path.touch(mode=0o600)
            self._connection = sqlite3.connect(self._path, isolation_level=None, check_same_thread=False)
            self._connection.execute(f"PRAGMA busy_timeout = {_BUSY_MILLISECONDS}")
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._connection.execute("PRAGMA synchronous = NORMAL")
            self._connection.execute(_TABLE)
        return self._connection

    def _shrink(self, connection: sqlite3.Connection) -> None:
        """Let go of a quarter, the longest unused, until the rest fits; the file's free pages are then used again."""
        while _bytes(connection) > self._most_bytes:
            count = connection.execute("SELECT count(*) FROM vectors").fetchone()[0]
            if not count:
                return
            oldest = "SELECT number FROM vectors ORDER BY day, number LIMIT ?"
            connection.execute(f"DELETE FROM vectors WHERE number IN ({oldest})", (math.ceil(count / 4),))

    def _remove(self) -> None:
        for suffix in ("", "-wal", "-shm"):
            with suppress(OSError):
                Path(f"{self._path}{suffix}").unlink()


def _bytes(connection: sqlite3.Connection) -> int:
    """Return how many bytes of the file are in use."""
    pages, free, size = (
        connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "freelist_count", "page_size")
    )
    return int((pages - free) * size)


def _today() -> int:
    return int(time.time() // _DAY)
