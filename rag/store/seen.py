"""Know the hash of each file, and read it again only when it may have changed.

A file with the size, the time of change and the inode that it had when it was hashed is the same file, unless it was
hashed within two seconds of that time: then a later write may have left all three as they were.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import stat
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from rag.store.staging import in_one

RACY_NANOSECONDS = 2_000_000_000
_READ_AT_ONCE = 1_048_576


@dataclass(frozen=True, slots=True)
class Look:
    """Hold what a file looked like when it was hashed; times in nanoseconds since 1970."""

    size: int
    changed: int
    inode: int
    sha256: str
    at: int

    def same(self, now: os.stat_result) -> bool:
        """Tell whether the file is surely the one that was hashed."""
        alike = (self.size, self.changed, self.inode) == (now.st_size, now.st_mtime_ns, now.st_ino)
        return alike and self.changed + RACY_NANOSECONDS < self.at


@dataclass(slots=True)
class Seen:
    """Hold the hashes of a folder's files (None: it cannot be read) and those looks that are new."""

    hashes: dict[str, str | None] = field(default_factory=dict)
    fresh: dict[str, Look] = field(default_factory=dict)
    hashed: int = 0


def look(
    root: Path,
    files: Iterable[str],
    known: Mapping[str, Look],
    most: Callable[[str], int],
    clock: Callable[[], int] = time.time_ns,
) -> Seen:
    """Return the hash of each of `files`; one of more bytes than `most` allows, and what is no file, has none."""
    seen = Seen()
    for file in files:
        seen.hashes[file] = _looked(root, file, known.get(file), most(file), seen, clock)
    return seen


def _looked(root: Path, file: str, before: Look | None, most: int, seen: Seen, clock: Callable[[], int]) -> str | None:
    path = root / file
    try:
        if before is not None and before.same(path.stat()):
            return before.sha256
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(descriptor, "rb") as stream:
            now = os.fstat(descriptor)
            if not stat.S_ISREG(now.st_mode) or now.st_size > most:
                return None
            at = clock()
            digest = hashlib.sha256()
            while part := stream.read(_READ_AT_ONCE):
                digest.update(part)
    except (OSError, ValueError):
        return None
    seen.hashed += 1
    sha256 = digest.hexdigest()
    seen.fresh[file] = Look(now.st_size, now.st_mtime_ns, now.st_ino, sha256, at)
    return sha256


def looks(connection: sqlite3.Connection) -> dict[str, Look]:
    """Return what the files looked like at the last sync."""
    rows = connection.execute("SELECT path, size, changed, inode, sha256, at FROM looks")
    return {path: Look(*values) for path, *values in rows}


def keep_looks(connection: sqlite3.Connection, seen: Seen, known: Iterable[str]) -> None:
    """Remember what is new, and forget the files that are not there any more."""
    in_one(connection, "DELETE FROM looks WHERE path = ?", [(path,) for path in known if path not in seen.hashes])
    rows = [(path, x.size, x.changed, x.inode, x.sha256, x.at) for path, x in seen.fresh.items()]
    in_one(connection, "INSERT OR REPLACE INTO looks VALUES (?, ?, ?, ?, ?, ?)", rows)
