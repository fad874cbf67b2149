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
from rag.types import FileProblem


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
        connection.executemany("INSERT OR REPLACE INTO staging VALUES (?, ?, ?, ?)", rows)


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


def problems(connection: sqlite3.Connection) -> dict[str, tuple[str, str]]:
    """Return the signature and the reason of each file that could not be taken in."""
    return {file: (sha, why) for file, sha, why in connection.execute("SELECT path, signature, reason FROM problems")}


def keep_problems(connection: sqlite3.Connection, found: Iterable[tuple[FileProblem, str]]) -> None:
    """Remember problems with the signature of the file that had them."""
    rows = [(problem.file, sha, problem.reason) for problem, sha in found]
    in_one(connection, "INSERT OR REPLACE INTO problems VALUES (?, ?, ?)", rows)


def forget_problems(connection: sqlite3.Connection, files: Iterable[str]) -> None:
    """Forget the problems of files that are gone or well."""
    in_one(connection, "DELETE FROM problems WHERE path = ?", [(file,) for file in files])


def in_one(connection: sqlite3.Connection, statement: str, rows: Sequence[tuple[str | bytes, ...]]) -> None:
    """Run a statement for each row in one transaction."""
    if not rows:
        return
    with transaction(connection):
        connection.executemany(statement, rows)
