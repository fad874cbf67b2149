"""First pass of a sync: keep what was read and cut so far, in small commits, out of the readers' sight.

What stands here after a kill is used by the next sync, so no file is cut twice; `filling` does the same for vectors.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence

from rag.store.rows import (
    CHUNK_COLUMNS,
    DOCUMENT_COLUMNS,
    Cut,
    chunk_from,
    cut_from_json,
    cut_to_json,
    document_from,
)
from rag.store.schema import transaction


def staged_hashes(connection: sqlite3.Connection) -> dict[str, str]:
    """Return the signature of each file that is cut and waits."""
    return dict(connection.execute("SELECT DISTINCT path, signature FROM staging"))


def stage(connection: sqlite3.Connection, cuts: Iterable[Cut]) -> None:
    """Keep cut documents, all those of a file together, until the sync is complete, in one commit."""
    rows = [(cut.path, cut.document.file, cut.signature, cut_to_json(cut)) for cut in cuts]
    if not rows:
        return
    with transaction(connection):
        connection.executemany("DELETE FROM staging WHERE path = ?", {(path,) for path, *_ in rows})
        connection.executemany("INSERT OR REPLACE INTO staging VALUES (?, ?, ?, ?, 0)", rows)


def staged(connection: sqlite3.Connection, files: Iterable[str]) -> Iterator[Cut]:
    """Return the staged documents of `files`, one after the other."""
    for file in files:
        rows = connection.execute("SELECT file FROM staging WHERE path = ? ORDER BY rowid", (file,)).fetchall()
        for (name,) in rows:
            row = connection.execute("SELECT payload FROM staging WHERE file = ?", (name,)).fetchone()
            yield cut_from_json(row[0])


def stored(connection: sqlite3.Connection, files: Iterable[str]) -> Iterator[Cut]:
    """Return documents of the truth with their chunks, one after the other."""
    for file in files:
        names = connection.execute("SELECT file, signature FROM documents WHERE path = ? ORDER BY rowid", (file,))
        for name, signature in names.fetchall():
            row = connection.execute(f"SELECT {DOCUMENT_COLUMNS} FROM documents WHERE file = ?", (name,)).fetchone()
            rows = connection.execute(f"SELECT {CHUNK_COLUMNS} FROM chunks WHERE file = ? ORDER BY start", (name,))
            yield Cut(document_from(row), tuple(chunk_from(found) for found in rows), signature)


def in_one(connection: sqlite3.Connection, statement: str, rows: Sequence[tuple[str | bytes | float, ...]]) -> None:
    """Run a statement for each row in one transaction."""
    if not rows:
        return
    with transaction(connection):
        connection.executemany(statement, rows)
