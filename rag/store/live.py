"""Read single values of the truth as they stand now, not as in a snapshot."""

from __future__ import annotations

import os
import sqlite3
import threading
from pathlib import Path

from rag.store.schema import TRUTH_FILE, get_meta, open_for_reading, translated


class Live:
    """Keep a connection to the truth of a folder as long as it is the same file; thread-safe."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._connection: sqlite3.Connection | None = None
        self._file: tuple[int, ...] = ()
        self._lock = threading.Lock()

    def value(self, key: str) -> str | None:
        """Return a value, or None when it or the truth is missing. Raises StoreError."""
        with self._lock, translated(self._folder):
            file = self._identity()
            if self._connection is None or file != self._file:
                self._close()
                self._connection, self._file = open_for_reading(self._folder), file
            return None if self._connection is None else get_meta(self._connection, key)

    def close(self) -> None:
        """Let go of the connection."""
        with self._lock:
            self._close()

    def _close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    def _identity(self) -> tuple[int, ...]:
        """Return what changes when the file is made anew, or written while it could only be read as it lies there."""
        try:
            truth = os.stat(self._folder / TRUTH_FILE)
        except FileNotFoundError:
            return ()
        logged = (self._folder / f"{TRUTH_FILE}-wal").exists()
        return truth.st_dev, truth.st_ino, truth.st_size, truth.st_mtime_ns, logged
