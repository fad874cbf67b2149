"""Second pass of a sync: one transaction that takes the truth from one complete state to the next.

Readers see the state before or the state after. The new state's name is a hash of the files' hashes, of the schema and
of the embedder, so equal corpora have equal names on every machine.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from rag.store.deriving import derive, derive_anew, forget
from rag.store.embedding.protocol import Embedder
from rag.store.hidden import hidden_keys, hide
from rag.store.rows import (
    CHUNK_COLUMNS,
    DOCUMENT_COLUMNS,
    SOURCE_VALUES,
    Cut,
    chunk_from,
    chunk_keys,
    chunk_row,
    document_row,
    split_keys,
    vector_key,
)
from rag.store.schema import DIMENSION, EMBEDDER, SCHEMA_VERSION, STATE, get_meta, set_meta, transaction
from rag.store.soundness import insert_words, row_check
from rag.store.staging import staged

NO_EMBEDDER = "none"


@dataclass(frozen=True, slots=True)
class Change:
    """Say what the next state takes out, what it takes in from the staging, and what of the first it keeps aside."""

    remove: Collection[str] = ()
    insert: Collection[str] = ()
    hide: Collection[str] = ()


def known_hashes(connection: sqlite3.Connection) -> dict[str, str]:
    """Return the signature of each file of the truth."""
    return dict(connection.execute("SELECT DISTINCT path, signature FROM documents"))


def needs_vectors(connection: sqlite3.Connection, embedder: Embedder) -> bool:
    """Tell whether a chunk has no vector, or vectors of another embedder."""
    if get_meta(connection, EMBEDDER) not in (None, embedder.name):
        return True
    found = connection.execute("SELECT EXISTS (SELECT 1 FROM chunks WHERE vector_key IS NULL)").fetchone()
    return bool(found[0])


def apply(connection: sqlite3.Connection, change: Change, embedder: Embedder | None) -> str:
    """Bring the truth to the next state in one transaction and return that state's name.

    Every vector that the new state needs lies there already, unless `embedder` is None: then new chunks have none.
    """
    with transaction(connection):
        rekey = embedder is not None and needs_vectors(connection, embedder)
        hide(connection, change.hide)
        for file in {*change.remove, *change.insert}:
            _remove(connection, file)
        fresh = [number for cut in staged(connection, change.insert) for number in _insert(connection, cut, embedder)]
        if embedder is not None:
            set_meta(connection, **{EMBEDDER: embedder.name, DIMENSION: str(embedder.dimension)})
        if embedder is not None and rekey:
            _rekey(connection, embedder.name)
            derive_anew(connection)
        else:
            derive(connection, fresh)
        connection.executemany("DELETE FROM staging WHERE path = ?", [(file,) for file in change.insert])
        connection.execute("DELETE FROM staging WHERE NOT kept")
        _prune(connection)
        state = _state(connection)
        set_meta(connection, **{STATE: state})
    return state


def _remove(connection: sqlite3.Connection, file: str) -> None:
    inside = "file IN (SELECT file FROM documents WHERE path = ?)"
    numbers = connection.execute(f"SELECT number FROM chunks WHERE {inside} ORDER BY number", (file,)).fetchall()
    forget(connection, [number for (number,) in numbers])
    connection.execute(f"DELETE FROM words WHERE rowid IN (SELECT number FROM chunks WHERE {inside})", (file,))
    connection.execute(f"DELETE FROM chunks WHERE {inside}", (file,))
    connection.execute("DELETE FROM documents WHERE path = ?", (file,))


def _insert(connection: sqlite3.Connection, cut: Cut, embedder: Embedder | None) -> Iterator[int]:
    """Insert a document with its chunks and yield the numbers that these are given."""
    document = cut.document
    values = document_row(document)
    row = (*values, cut.path, cut.signature, row_check(values[:SOURCE_VALUES]), row_check([document.text]))
    columns = f"{DOCUMENT_COLUMNS}, path, signature, row_check, text_check"
    connection.execute(f"INSERT INTO documents ({columns}) VALUES ({_marks(row)})", row)
    for chunk in cut.chunks:
        keys = (None, None) if embedder is None else chunk_keys(embedder.name, document.title, chunk)
        shown = chunk_row(chunk)
        row = (*shown, row_check(shown), *keys)
        columns = f"{CHUNK_COLUMNS}, row_check, vector_key, sentence_keys"
        inserted = connection.execute(f"INSERT INTO chunks ({columns}) VALUES ({_marks(row)})", row)
        number = inserted.lastrowid or 0
        insert_words(connection, number, document.title, chunk.text, document.language)
        yield number


def _rekey(connection: sqlite3.Connection, embedder: str) -> None:
    """Point every chunk at the vectors of `embedder`."""
    titles = dict(connection.execute("SELECT file, title FROM documents"))
    rows = connection.execute(f"SELECT {CHUNK_COLUMNS} FROM chunks").fetchall()
    keyed = ((*chunk_keys(embedder, titles[chunk.file], chunk), chunk.id) for chunk in map(chunk_from, rows))
    connection.executemany("UPDATE chunks SET vector_key = ?, sentence_keys = ? WHERE id = ?", keyed)


def _prune(connection: sqlite3.Connection) -> None:
    """Drop the vectors that no chunk, sentence or word uses any more."""
    used: set[bytes] = set()
    for vector, sentences in connection.execute("SELECT vector_key, sentence_keys FROM chunks"):
        if vector is not None:
            used.add(vector)
            used.update(split_keys(sentences))
    embedder = get_meta(connection, EMBEDDER)
    if embedder is not None:
        words = connection.execute("SELECT term FROM word_counts")
        used.update(vector_key(embedder, "word", word) for (word,) in words)
        used |= hidden_keys(connection, embedder)
    unused = [row for row in connection.execute("SELECT key FROM vectors") if row[0] not in used]
    connection.executemany("DELETE FROM vectors WHERE key = ?", unused)


def _state(connection: sqlite3.Connection) -> str:
    """Return the name of the state that stands in the tables now."""
    digest = hashlib.sha256()
    lacking = connection.execute("SELECT EXISTS (SELECT 1 FROM chunks WHERE vector_key IS NULL)").fetchone()[0]
    digest.update(f"{SCHEMA_VERSION}\0{get_meta(connection, EMBEDDER) or NO_EMBEDDER}\0{lacking}".encode())
    for file, signature in connection.execute("SELECT file, signature FROM documents ORDER BY file"):
        digest.update(f"\0{file}\0{signature}".encode())
    return digest.hexdigest()


def _marks(values: tuple[object, ...]) -> str:
    return ", ".join("?" * len(values))
