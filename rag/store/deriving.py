"""Derive from the chunks what a search reads of them: lists of terms, lengths, vectors side by side, sketches.

A part of every change of the truth, in its transaction. Nothing here is truth: `derive_anew` makes all of it again.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from rag.language.words import Term, content_terms
from rag.store.blocks import Sized, add_directions, add_sizes, remove_from_blocks
from rag.store.bm25 import TITLE_WEIGHT
from rag.store.postings import FORM, STEM, Lexicon, PostingsWriter, remove_postings
from rag.store.rows import CHUNK_COLUMNS, chunk_from, from_blobs, read_blobs, sentence_text, split_keys
from rag.store.sketches import terms_in, words_of
from rag.types import Chunk

DERIVED = ("lexicon", "postings", "sizes", "directions", "sketches")
_AT_ONCE = 512  # chunks
_LISTED = "(SELECT value FROM json_each(?))"
_CHUNKS = f"""
    SELECT {", ".join(f"chunks.{name}" for name in CHUNK_COLUMNS.split(", "))}, number, title, language, vector_key,
    sentence_keys FROM chunks JOIN documents USING (file) WHERE number IN {_LISTED} ORDER BY number
"""


@dataclass(frozen=True, slots=True)
class _Derived:
    """Hold a chunk with what is derived of it: the words of its title and of its sentences, and keys of vectors."""

    number: int
    chunk: Chunk
    language: str
    bags: tuple[tuple[Term, ...], ...]
    vector_key: bytes | None
    sentence_keys: bytes | None

    @property
    def terms(self) -> set[str]:
        """Return its folded forms and stems."""
        return {text for bag in self.bags for term in bag for text in (term.surface, term.stem)}


def derive(connection: sqlite3.Connection, numbers: Iterable[int]) -> None:
    """Derive what belongs to chunks that are there and not derived yet; their vectors must be there."""
    lexicon, writer = Lexicon(connection), PostingsWriter(connection)
    for some in _runs(numbers):
        chunks = list(_read(connection, some))
        places = lexicon.numbers({term for chunk in chunks for term in chunk.terms})
        for chunk in chunks:
            _count(chunk, places, writer)
        words = [sum(map(len, chunk.bags)) for chunk in chunks]
        add_sizes(connection, [Sized(c.number, c.chunk.id, 2 * count) for c, count in zip(chunks, words, strict=True)])
        _add_vectors(connection, chunks)
        _add_sketches(connection, chunks, places)
    writer.flush()


def forget(connection: sqlite3.Connection, numbers: Collection[int]) -> None:
    """Take out what was derived from chunks; their words are those that were noted, whatever would be found now."""
    for some in _runs(sorted(numbers)):
        rows = connection.execute(f"SELECT terms FROM sketches WHERE number IN {_LISTED}", (json.dumps(some),))
        remove_postings(connection, some, terms_in(blob for (blob,) in rows))
        connection.executemany("DELETE FROM sketches WHERE number = ?", [(number,) for number in some])
    remove_from_blocks(connection, numbers)


def derive_anew(connection: sqlite3.Connection) -> None:
    """Make all of it again; needs an open transaction."""
    for table in DERIVED:
        connection.execute(f"DELETE FROM {table}")
    derive(connection, [number for (number,) in connection.execute("SELECT number FROM chunks ORDER BY number")])


def _read(connection: sqlite3.Connection, numbers: Sequence[int]) -> Iterator[_Derived]:
    for *row, number, title, language, vector, sentences in connection.execute(_CHUNKS, (json.dumps(numbers),)):
        chunk = chunk_from(row)
        texts = (title or "", *(sentence_text(chunk, span) for span in chunk.sentences))
        bags = tuple(tuple(content_terms(text, language)) for text in texts)
        yield _Derived(number, chunk, language, bags, vector, sentences)


def _count(derived: _Derived, places: Mapping[str, int], writer: PostingsWriter) -> None:
    """Note how often each term stands in a chunk; the words of the title above it count twice."""
    above, *within = derived.bags
    titled = Counter([term.surface for term in above] + [term.stem for term in above])
    counts = {
        FORM: Counter([term.surface for bag in within for term in bag]),
        STEM: Counter([term.stem for bag in within for term in bag]),
    }
    for kind, there in counts.items():
        for term, count in titled.items():
            there[term] += TITLE_WEIGHT * count
        writer.add(derived.number, kind, {places[term]: count for term, count in there.items()})


def _add_vectors(connection: sqlite3.Connection, chunks: Sequence[_Derived]) -> None:
    keys = {chunk.number: chunk.vector_key for chunk in chunks if chunk.vector_key is not None}
    blobs = read_blobs(connection, list(keys.values()))
    found = {number: blobs[key] for number, key in keys.items() if key in blobs}
    if found:
        add_directions(connection, list(found), from_blobs("chunk", list(found.values())))


def _add_sketches(connection: sqlite3.Connection, chunks: Sequence[_Derived], places: Mapping[str, int]) -> None:
    blobs = read_blobs(connection, [key for chunk in chunks for key in split_keys(chunk.sentence_keys or b"")])
    rows = []
    for chunk in chunks:
        keys = split_keys(chunk.sentence_keys or b"")
        sentences = b"".join([blobs[key] for key in keys]) if all(key in blobs for key in keys) else b""
        rows.append((chunk.number, chunk.chunk.file, chunk.language, *words_of(chunk.bags, places), sentences))
    connection.executemany("INSERT INTO sketches VALUES (?, ?, ?, ?, ?, ?)", rows)


def _runs(numbers: Iterable[int]) -> Iterator[list[int]]:
    every = iter(numbers)
    while some := list(islice(every, _AT_ONCE)):
        yield some
