"""Tell whether rows are what was written: a bit that flips inside a value leaves the file a sound database.

Rows of documents and chunks carry a hash of their values. What an answer needs is checked when it is read, everything
by `fonte doctor --repair`.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from rag.language.words import index_terms
from rag.store.deriving import derive_anew
from rag.store.rows import CHUNK_COLUMNS, SOURCE_COLUMNS
from rag.store.schema import SUSPECT_FILE, WORD_TABLES, DamagedTruth, mark_suspect, transaction

_CHECK_CHARACTERS = 16


def row_check(values: Sequence[Any]) -> str:
    """Return the hash that a row carries of its values."""
    said = "\0".join(["\1" if value is None else str(value) for value in values])
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:_CHECK_CHARACTERS]


def checked(values: Sequence[Any], check: str, folder: Path) -> Sequence[Any]:
    """Return a row's values when they are what was written; else mark the store and raise DamagedTruth."""
    if row_check(values) != check:
        raise suspect(folder, f"what it holds of {values[0]!r} is not what was written")
    return values


def suspect(folder: Path, why: str) -> DamagedTruth:
    """Mark a store as damaged, so that the next sync builds it anew, and return the error to raise."""
    mark_suspect(folder, why)
    return DamagedTruth(f"the store {str(folder)!r} is damaged: {why}.", hint="`fonte index` builds it anew.")


@contextmanager
def as_written(folder: Path) -> Iterator[None]:
    """Take it for damage when what is derived of the chunks has no shape, or speaks of chunks that are not there."""
    try:
        yield
    except (ValueError, IndexError, TypeError) as error:
        raise suspect(folder, "what it derived of its chunks is not what was written") from error


def is_suspect(folder: Path) -> bool:
    """Tell whether a reader found damage."""
    return (folder / SUSPECT_FILE).exists()


def trusted(folder: Path) -> None:
    """Take the mark away, when the damaged truth is out of the way."""
    with suppress(OSError):
        (folder / SUSPECT_FILE).unlink(missing_ok=True)


def bad_documents(connection: sqlite3.Connection) -> Iterator[str]:
    """Yield the names of the documents that are not what was written."""
    rows = connection.execute(f"SELECT {SOURCE_COLUMNS}, row_check, text_check, text FROM documents")
    for *values, check, text_check, text in rows:
        if row_check(values) != check or row_check([text]) != text_check:
            yield str(values[0])


def bad_chunks(connection: sqlite3.Connection) -> Iterator[str]:
    """Yield the ids of the chunks that are not what was written."""
    for *values, check in connection.execute(f"SELECT {CHUNK_COLUMNS}, row_check FROM chunks"):
        if row_check(values) != check:
            yield str(values[0])


def words_are_sound(connection: sqlite3.Connection) -> bool:
    """Tell whether the word index is whole and holds every chunk."""
    try:
        connection.execute("INSERT INTO words(words) VALUES ('integrity-check')")
        lacking = "SELECT count(*) FROM chunks WHERE number NOT IN (SELECT rowid FROM words)"
        extra = "SELECT count(*) FROM words WHERE rowid NOT IN (SELECT number FROM chunks)"
        return not any(connection.execute(statement).fetchone()[0] for statement in (lacking, extra))
    except sqlite3.DatabaseError:
        return False


def rebuild_words(connection: sqlite3.Connection) -> None:
    """Make the word index, and all else that is derived for a search, anew from the chunks."""
    rows = "SELECT number, chunks.text, title, language FROM chunks JOIN documents USING (file) ORDER BY number"
    connection.executescript(f"DROP TABLE word_counts; DROP TABLE words; {WORD_TABLES}")
    with transaction(connection):
        for number, text, title, language in connection.execute(rows).fetchall():
            insert_words(connection, number, title, text, language)
        derive_anew(connection)


def insert_words(connection: sqlite3.Connection, number: int, title: str | None, text: str, language: str) -> None:
    """Put a chunk into the word index."""
    above, terms = index_terms(title or "", language), index_terms(text, language)
    connection.execute(
        "INSERT INTO words (rowid, title, surfaces, stems) VALUES (?, ?, ?, ?)",
        (number, f"{above.surfaces} {above.stems}", terms.surfaces, terms.stems),
    )
