"""Look after a store: check everything, rebuild what is derived, forget what is kept aside, keep it within bounds.

A part of the write path: it needs the store's lock.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from rag.errors import BusyError, StoreError
from rag.settings import Settings
from rag.store.dense import bring_in_step
from rag.store.deriving import derive_anew
from rag.store.hidden import forget_hidden as forget
from rag.store.lock import StoreLock
from rag.store.place import move_aside
from rag.store.room import pack, room
from rag.store.schema import (
    SCHEMA_VERSION,
    TRUTH_FILE,
    DamagedTruth,
    has_state,
    open_for_writing,
    schema_version,
    transaction,
    translated,
)
from rag.store.soundness import bad_chunks, bad_documents, rebuild_words, trusted, words_are_sound
from rag.types import Notice


def forget_hidden(settings: Settings) -> int:
    """Forget the articles that vanished all at once; return how many files that were. Raises BusyError, StoreError."""
    with _writing(settings.store_path) as connection:
        return forget(connection)


def keep_in_bounds(settings: Settings, connection: sqlite3.Connection, *, asked: bool) -> tuple[Notice, ...]:
    """Look after the room that a store takes; rebuild what is derived when the user asked for a sync and it is over.

    Returns what the user should know. Raises StoreError when the store is still over its bound.
    """
    folder = settings.store_path
    before = room(folder, connection)
    if not before.is_over:
        return ()
    told = f"{before.taken / 1e6:,.0f} MB, and its articles need {before.most / 1e6:,.0f} MB at the very most"
    if not asked:
        return (Notice("store_too_large", f"The store takes {told}: `fonte index` rebuilds what is derived."),)
    rebuild_words(connection)
    pack(connection)
    if settings.vectors is None:
        bring_in_step(folder, connection, anew=True)
    after = room(folder, connection)
    if after.is_over:
        raise StoreError(
            f"the store {str(folder)!r} takes {after.taken / 1e6:,.0f} MB, also rebuilt, and its articles need "
            f"{after.most / 1e6:,.0f} MB at the very most.",
            hint="Take out of that folder what is not Fonte's, or delete it: `fonte index` builds it anew.",
        )
    return (Notice("store_rebuilt", f"The store took {told}. Rebuilt it takes {after.taken / 1e6:,.0f} MB."),)


def repair(settings: Settings) -> tuple[str, ...]:
    """Check truth, word index and vector index, rebuild what is derived, and return what was found, a line each.

    A truth that is damaged is moved aside: the next sync builds it anew from the articles. Raises BusyError,
    StoreError.
    """
    folder = settings.store_path
    if not (folder / TRUTH_FILE).exists():
        return ("there is no store yet: nothing to repair",)
    try:
        with _writing(folder) as connection:
            found = (*_truth(folder, connection), *_words(connection), *_derived(connection))
            return (*found, *_vectors(settings, connection))
    except DamagedTruth as damage:
        moved = move_aside(folder)
        trusted(folder)
        why = damage.message.rstrip(".")
        return (f"truth: {why}; moved to {moved.name}, the next `fonte index` builds it anew from the articles",)


@contextmanager
def _writing(folder: Path) -> Iterator[sqlite3.Connection]:
    with StoreLock(folder) as lock:
        if not lock.try_lock():
            raise BusyError("another process is writing this store.", hint="Try again when it is done.")
        with closing(open_for_writing(folder)) as connection, translated(folder):
            yield connection


def _truth(folder: Path, connection: sqlite3.Connection) -> tuple[str, ...]:
    version = schema_version(connection)
    if version != SCHEMA_VERSION:
        raise DamagedTruth(f"it is of another version ({version})")
    found = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if found != "ok":
        raise DamagedTruth(f"pages are damaged ({' '.join(str(found).split())})")
    orphans = connection.execute("PRAGMA foreign_key_check").fetchall()
    bad = [*bad_documents(connection), *bad_chunks(connection)]
    if orphans or bad:
        raise DamagedTruth(f"{len(orphans) + len(bad)} rows are not what was written")
    count = connection.execute("SELECT count(*) FROM documents").fetchone()[0]
    return (f"truth: {count} documents, sound",)


def _words(connection: sqlite3.Connection) -> tuple[str, ...]:
    if words_are_sound(connection):
        return ("word index: sound",)
    rebuild_words(connection)
    return ("word index: damaged, rebuilt from the truth",)


def _derived(connection: sqlite3.Connection) -> tuple[str, ...]:
    with transaction(connection):
        derive_anew(connection)
    return ("lists of terms: rebuilt from the truth",)


def _vectors(settings: Settings, connection: sqlite3.Connection) -> tuple[str, ...]:
    folder = settings.store_path
    if not has_state(folder):
        return ("vector index: not built yet",)
    built = bring_in_step(folder, connection, settings.vectors, anew=True)
    return (
        "vector index: rebuilt from the truth, nothing embedded" if built else "vector index: cannot be built here",
    )
