"""Know the tables of the truth file and how to open it; translate what SQLite says into our errors.

One SQLite file holds documents, chunks, vectors and the word index. Everything else in a store is derived from it.
"""

from __future__ import annotations

import errno
import os
import re
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from rag.errors import StoreError

TRUTH_FILE = "truth.sqlite3"
OLD_TRUTH_FILE = f"{TRUTH_FILE}.old"  # one that was damaged or of another version, kept once
SUSPECT_FILE = f"{TRUTH_FILE}.suspect"
CHROMA_FOLDER = "chroma"
SCHEMA_VERSION = "7"
# Keys of the table of single values.
STATE = "state"
VECTORS_STATE = "vectors_state"  # the state that Chroma holds; empty while it is being written
EMBEDDER = "embedder"
DIMENSION = "dimension"
STORE_ID = "store_id"  # names this store on a server that many share
CORPUS = "corpus"  # the folder whose articles these are
BUSY_MILLISECONDS = 10_000
_HINT = "Check its rights and the disk, or choose another with --store."
_CHECKED_BYTES = 32 * 1024**2
_CORRUPT = (
    sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_MISMATCH,
    sqlite3.SQLITE_FORMAT,
)  # fmt: skip
_NO_ROOM = (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN)
_ALONE = "ro&immutable=1"
_NOT_OURS = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM)
_NO_PLACE = (  # as it is set up: trying again does not help
    errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.EEXIST, errno.ELOOP,
    errno.ENAMETOOLONG,
)  # fmt: skip
_DAMAGED = re.compile(  # of statements that are right: what they name is not what was made
    "Could not decode to UTF-8|no such (?:column|table|index|module)|malformed|has no column|unrecognized token"
)

WORD_TABLES = """
CREATE VIRTUAL TABLE words USING fts5(
    title, surfaces, stems, tokenize = "unicode61 remove_diacritics 0 categories 'L* N* Co M*' tokenchars '.,'");
CREATE VIRTUAL TABLE word_counts USING fts5vocab(words, row);
"""
_TABLES = f"""{WORD_TABLES}
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE documents (
    file TEXT PRIMARY KEY, path TEXT NOT NULL, signature TEXT NOT NULL, sha256 TEXT NOT NULL, encoding TEXT NOT NULL,
    title TEXT, date TEXT, date_source TEXT, outlet TEXT, url TEXT, language TEXT NOT NULL, author TEXT,
    extracted INTEGER NOT NULL, pages TEXT NOT NULL, furniture TEXT NOT NULL, text TEXT NOT NULL,
    row_check TEXT NOT NULL, text_check TEXT NOT NULL);
CREATE INDEX documents_by_path ON documents(path);
CREATE TABLE chunks (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
    file TEXT NOT NULL REFERENCES documents(file) ON DELETE CASCADE ON UPDATE CASCADE,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, line INTEGER NOT NULL, text TEXT NOT NULL,
    sentences TEXT NOT NULL, row_check TEXT NOT NULL, vector_key BLOB, sentence_keys BLOB);
CREATE INDEX chunks_by_file ON chunks(file);
CREATE TABLE vectors (key BLOB PRIMARY KEY, vector BLOB NOT NULL);
CREATE TABLE lexicon (number INTEGER PRIMARY KEY, term TEXT NOT NULL UNIQUE);
CREATE TABLE postings (place INTEGER PRIMARY KEY, numbers BLOB NOT NULL, counts BLOB NOT NULL);
CREATE TABLE sizes (block INTEGER PRIMARY KEY, numbers BLOB NOT NULL, ids BLOB NOT NULL, lengths BLOB NOT NULL);
CREATE TABLE directions (block INTEGER PRIMARY KEY, numbers BLOB NOT NULL, vectors BLOB NOT NULL);
CREATE TABLE sketches (
    number INTEGER PRIMARY KEY, file TEXT NOT NULL, language TEXT NOT NULL, terms BLOB NOT NULL, tags BLOB NOT NULL,
    sentences BLOB NOT NULL);
CREATE TABLE staging (
    path TEXT NOT NULL, file TEXT PRIMARY KEY, signature TEXT NOT NULL, payload TEXT NOT NULL,
    kept INTEGER NOT NULL DEFAULT 0);
CREATE INDEX staging_by_path ON staging(path);
CREATE TABLE problems (
    path TEXT PRIMARY KEY, signature TEXT NOT NULL, reason TEXT NOT NULL, tries INTEGER NOT NULL, again REAL NOT NULL);
CREATE TABLE looks (
    path TEXT PRIMARY KEY, size INTEGER NOT NULL, changed INTEGER NOT NULL, inode INTEGER NOT NULL,
    sha256 TEXT NOT NULL, at INTEGER NOT NULL) WITHOUT ROWID;
"""


class DamagedTruth(StoreError):
    """Raised when the truth file is no database any more; the writer moves it aside and starts anew."""


class UnusableStore(StoreError):
    """Raised when the place of a store cannot be one as it is set up: its rights, or a file where a folder must be."""

    exit_code = 2
    retryable = False


def open_for_reading(folder: Path) -> sqlite3.Connection | None:
    """Open an existing truth file of the current schema, or return None; nothing is created."""
    with translated(folder):
        if not (folder / TRUTH_FILE).is_file():
            return None
        try:
            return _of_this_schema(folder, _reading_mode(folder))
        except sqlite3.OperationalError as error:
            if getattr(error, "sqlite_errorcode", 0) & 0xFF not in _NO_ROOM or _has_log(folder):
                raise
            return _of_this_schema(folder, _ALONE)  # the disk is full: no room for the file that readers share


def _of_this_schema(folder: Path, mode: str) -> sqlite3.Connection | None:
    connection = _connect(folder, mode)
    try:
        if schema_version(connection) == SCHEMA_VERSION:
            return connection
    except BaseException:
        connection.close()
        raise
    connection.close()
    return None


def open_for_writing(folder: Path) -> sqlite3.Connection:
    """Open the truth file, made when missing. A file of another schema stays as it is: ask `schema_version`."""
    with translated(folder):
        connection = _connect(folder, "rwc")
        try:
            if schema_version(connection) is None:
                connection.execute("PRAGMA auto_vacuum = INCREMENTAL")  # heeded in an empty file alone
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")  # safe against kill -9; loses at most the last commits
            if schema_version(connection) is None:
                connection.executescript(
                    f"BEGIN IMMEDIATE; {_TABLES} INSERT INTO meta VALUES ('schema', '{SCHEMA_VERSION}'); "
                    f"INSERT INTO meta VALUES ('{STORE_ID}', '{secrets.token_hex(8)}'); COMMIT;"
                )
        except BaseException:
            connection.close()
            raise
    return connection


def schema_version(connection: sqlite3.Connection) -> str | None:
    """Return the version that the file was made with; None for an empty file."""
    if connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0:
        return None
    if connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'meta'").fetchone()[0] == 0:
        return "unknown"
    return get_meta(connection, "schema") or "unknown"


def get_meta(connection: sqlite3.Connection, key: str) -> str | None:
    """Return one value of the table of single values, or None."""
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return None if row is None else str(row[0])


def set_meta(connection: sqlite3.Connection, **values: str) -> None:
    """Write single values."""
    connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", values.items())


def has_state(folder: Path) -> bool:
    """Tell whether there is a complete state to answer from; a damaged file has none."""
    try:
        connection = open_for_reading(folder)
        if connection is None:
            return False
        with closing(connection), translated(folder):
            return get_meta(connection, STATE) is not None
    except StoreError:
        return False


def quick_check(connection: sqlite3.Connection, folder: Path) -> None:
    """Raise DamagedTruth when pages of the file are damaged; a file that would take long to look at is trusted."""
    if (folder / TRUTH_FILE).stat().st_size > _CHECKED_BYTES:
        return
    found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        raise DamagedTruth(f"the store {str(folder)!r} is damaged: {' '.join(str(found).split())}.")


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Write everything or nothing. SQLite may have rolled back by itself, when the disk is full for one."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def mark_suspect(folder: Path, why: str) -> None:
    """Mark a store as damaged, so that the next sync builds it anew; where nothing can be written, do nothing."""
    with suppress(OSError):
        (folder / SUSPECT_FILE).write_text(f"{why}\n", encoding="utf-8")


@contextmanager
def translated(folder: Path) -> Iterator[None]:
    """Turn what SQLite and the file system raise into StoreError, or DamagedTruth for a file that is no database."""
    shown = repr(str(folder))
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code in _CORRUPT or _DAMAGED.search(str(error)):
            mark_suspect(folder, str(error))
            hint = "`fonte index` builds it anew; or delete that folder."
            why = " ".join(str(error).split())[:120]
            raise DamagedTruth(f"the store {shown} is damaged: {why}.", hint=hint) from error
        kind = UnusableStore if code in _NOT_OURS else StoreError
        raise kind(f"the store {shown} cannot be used: {error}.", hint=_HINT) from error
    except OSError as error:
        kind = UnusableStore if error.errno in _NO_PLACE else StoreError
        raise kind(f"the store {shown} cannot be used: {error.strerror or error}.", hint=_HINT) from error


def _reading_mode(folder: Path) -> str:
    """Return how to open the truth for reading; where nothing can be written SQLite makes no file beside it."""
    return "rw" if os.access(folder, os.W_OK) or (folder / f"{TRUTH_FILE}-wal").exists() else _ALONE


def _has_log(folder: Path) -> bool:
    """Tell whether something that was written stands beside the truth file, not yet in it."""
    log = folder / f"{TRUTH_FILE}-wal"
    return log.exists() and log.stat().st_size > 0


def _connect(folder: Path, mode: str) -> sqlite3.Connection:
    place = (folder / TRUTH_FILE).absolute().as_uri()
    connection = sqlite3.connect(f"{place}?mode={mode}", uri=True, isolation_level=None, check_same_thread=False)
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
    connection.execute("PRAGMA foreign_keys = ON")
    return connection
