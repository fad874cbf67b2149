"""Keep articles whose files vanished all at once out of the readers' sight, but whole: a disk may only be unmounted.

They lie where documents wait that were read but not yet taken in, so a file that comes back as it was is taken in again
without being read or embedded.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable

from rag.store.rows import cut_from_json, cut_to_json, texts_of
from rag.store.schema import transaction
from rag.store.staging import stored

LEAST_LOST = 2  # one article that goes is just gone


def is_mass(lost: Collection[str], known: Collection[str]) -> bool:
    """Tell whether so much of the corpus is gone that it may come back."""
    return len(lost) >= LEAST_LOST and 2 * len(lost) > len(known)


def hide(connection: sqlite3.Connection, paths: Iterable[str]) -> None:
    """Put the documents of `paths` aside, before they are removed; needs an open transaction."""
    for cut in stored(connection, paths):
        row = (cut.path, cut.document.file, cut.signature, cut_to_json(cut))
        connection.execute("INSERT OR REPLACE INTO staging VALUES (?, ?, ?, ?, 1)", row)


def hidden_files(connection: sqlite3.Connection) -> list[str]:
    """Return the paths of what is kept out of sight."""
    return [path for (path,) in connection.execute("SELECT DISTINCT path FROM staging WHERE kept ORDER BY path")]


def hidden_keys(connection: sqlite3.Connection, embedder: str) -> set[bytes]:
    """Return the keys of the vectors that are kept with them."""
    rows = connection.execute("SELECT payload FROM staging WHERE kept")
    return {text.key(embedder) for (payload,) in rows for text in texts_of(cut_from_json(payload))}


def forget_hidden(connection: sqlite3.Connection) -> int:
    """Forget what is kept out of sight; return how many files that were. The next change drops the vectors."""
    count = len(hidden_files(connection))
    with transaction(connection):
        connection.execute("DELETE FROM staging WHERE kept")
    return count
