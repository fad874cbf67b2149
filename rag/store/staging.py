"""First pass of a sync: keep what was read and embedded so far, in small commits, out of the readers' sight.

What stands here after a kill is used by the next sync, so no file is cut and no text is embedded twice.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence

from rag.store.embedding import Embedder, Vectors
from rag.store.rows import (
    CHUNK_COLUMNS,
    DOCUMENT_COLUMNS,
    Cut,
    Kind,
    Text,
    chunk_from,
    cut_from_json,
    cut_to_json,
    document_from,
    texts_of,
    to_blob,
)
from rag.store.schema import transaction
from rag.types import FileProblem

EMBED_AT_ONCE = 256  # texts a commit
_ASK_AT_ONCE = 500  # variables of one statement


def staged_hashes(connection: sqlite3.Connection) -> dict[str, str]:
    """Return the hash of each file that is cut and waits."""
    return dict(connection.execute("SELECT file, sha256 FROM staging"))


def stage(connection: sqlite3.Connection, cuts: Iterable[Cut]) -> None:
    """Keep cut documents until the sync is complete, in one commit."""
    rows = [(cut.document.file, cut.document.sha256, cut_to_json(cut)) for cut in cuts]
    _in_one(connection, "INSERT OR REPLACE INTO staging VALUES (?, ?, ?)", rows)


def staged(connection: sqlite3.Connection, files: Iterable[str]) -> Iterator[Cut]:
    """Return the staged documents of `files`, one after the other."""
    for file in files:
        row = connection.execute("SELECT payload FROM staging WHERE file = ?", (file,)).fetchone()
        if row is not None:
            yield cut_from_json(row[0])


def stored(connection: sqlite3.Connection, files: Iterable[str]) -> Iterator[Cut]:
    """Return documents of the truth with their chunks, one after the other."""
    for file in files:
        row = connection.execute(f"SELECT {DOCUMENT_COLUMNS} FROM documents WHERE file = ?", (file,)).fetchone()
        rows = connection.execute(f"SELECT {CHUNK_COLUMNS} FROM chunks WHERE file = ? ORDER BY start", (file,))
        yield Cut(document_from(row), tuple(chunk_from(found) for found in rows))


def problems(connection: sqlite3.Connection) -> dict[str, tuple[str, str]]:
    """Return the hash and the reason of each file that could not be taken in."""
    return {file: (sha, why) for file, sha, why in connection.execute("SELECT file, sha256, reason FROM problems")}


def keep_problems(connection: sqlite3.Connection, found: Iterable[tuple[FileProblem, str]]) -> None:
    """Remember problems with the hash of the file that had them."""
    rows = [(problem.file, sha, problem.reason) for problem, sha in found]
    _in_one(connection, "INSERT OR REPLACE INTO problems VALUES (?, ?, ?)", rows)


def forget_problems(connection: sqlite3.Connection, files: Iterable[str]) -> None:
    """Forget the problems of files that are gone or well."""
    _in_one(connection, "DELETE FROM problems WHERE file = ?", [(file,) for file in files])


class Filler:
    """Embed the texts that have no vector yet; `embedded` counts the texts sent to the embedder."""

    def __init__(
        self, connection: sqlite3.Connection, embedder: Embedder, tell: Callable[[int, int, str], None]
    ) -> None:
        self.embedded = 0
        self._connection = connection
        self._embedder = embedder
        self._tell = tell
        self._waiting: dict[bytes, Text] = {}

    def fill(self, fresh: Sequence[str], old: Sequence[str]) -> int:
        """Embed what the staged files `fresh` and the documents `old` of the truth lack; return how many texts."""
        for cuts, first in ((staged(self._connection, fresh), 0), (stored(self._connection, old), len(fresh))):
            for done, cut in enumerate(cuts, first):
                self._tell(done, len(fresh) + len(old), cut.document.file)
                self.add(texts_of(cut))
        self.flush()
        return self.embedded

    def add(self, texts: Iterable[Text]) -> None:
        """Take texts in; embed and commit whenever enough are waiting."""
        keyed = {text.key(self._embedder.name): text for text in texts}
        known = self._known(list(keyed))
        self._waiting |= {key: text for key, text in keyed.items() if key not in known}
        if len(self._waiting) >= EMBED_AT_ONCE:
            self.flush()

    def flush(self) -> None:
        """Embed and commit everything that waits."""
        items, self._waiting = list(self._waiting.items()), {}
        for at in range(0, len(items), EMBED_AT_ONCE):
            self._embed(items[at : at + EMBED_AT_ONCE])

    def _embed(self, items: list[tuple[bytes, Text]]) -> None:
        rows: list[tuple[bytes, bytes]] = []
        kinds: tuple[Kind, ...] = ("chunk", "sentence", "word")
        for kind in kinds:
            chosen = [(key, text.text) for key, text in items if text.kind == kind]
            if chosen:
                vectors = self._vectors(kind, [text for _, text in chosen])
                rows += [(key, to_blob(kind, row)) for (key, _), row in zip(chosen, vectors, strict=True)]
        _in_one(self._connection, "INSERT OR REPLACE INTO vectors VALUES (?, ?)", rows)
        self.embedded += len(items)

    def _vectors(self, kind: Kind, texts: list[str]) -> Vectors:
        return self._embedder.embed_words(texts) if kind == "word" else self._embedder.embed_passages(texts)

    def _known(self, keys: list[bytes]) -> set[bytes]:
        found: set[bytes] = set()
        for at in range(0, len(keys), _ASK_AT_ONCE):
            some = keys[at : at + _ASK_AT_ONCE]
            marks = ",".join("?" * len(some))
            rows = self._connection.execute(f"SELECT key FROM vectors WHERE key IN ({marks})", some)
            found |= {row[0] for row in rows}
        return found


def _in_one(connection: sqlite3.Connection, statement: str, rows: Sequence[tuple[str | bytes, ...]]) -> None:
    """Run a statement for each row in one transaction."""
    if not rows:
        return
    with transaction(connection):
        connection.executemany(statement, rows)
