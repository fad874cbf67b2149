"""Derive from the chunks what a search reads of them: lists of terms, lengths, vectors side by side.

A part of every change of the truth, in its transaction. Nothing here is truth: `derive_anew` makes all of it again.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice

from rag.language.words import Term, content_terms
from rag.store.blocks import Sized, add_directions, add_sizes, remove_from_blocks
from rag.store.bm25 import TITLE_WEIGHT
from rag.store.postings import FORM, STEM, Lexicon, PostingsWriter, remove_postings
from rag.store.rows import from_blobs

DERIVED = ("lexicon", "postings", "sizes", "directions")
_AT_ONCE = 512  # chunks
_LISTED = "(SELECT value FROM json_each(?))"
_CHUNKS = f"""
    SELECT number, id, chunks.text, title, language, vector FROM chunks JOIN documents USING (file)
    LEFT JOIN vectors ON key = vector_key WHERE number IN {_LISTED} ORDER BY number
"""


def derive(connection: sqlite3.Connection, numbers: Iterable[int]) -> None:
    """Derive what belongs to chunks that are there and not derived yet; their vectors must be there."""
    lexicon, writer = Lexicon(connection), PostingsWriter(connection)
    for some in _runs(numbers):
        rows = connection.execute(_CHUNKS, (json.dumps(some),)).fetchall()
        sizes = []
        for number, name, text, title, language, _ in rows:
            above, within = content_terms(title or "", language), content_terms(text, language)
            _count(number, above, within, lexicon, writer)
            sizes.append(Sized(number, name, 2 * (len(above) + len(within))))
        add_sizes(connection, sizes)
        found = [(row[0], row[-1]) for row in rows if row[-1] is not None]
        if found:
            add_directions(
                connection, [number for number, _ in found], from_blobs("chunk", [blob for _, blob in found])
            )
    writer.flush()


def forget(connection: sqlite3.Connection, numbers: Collection[int]) -> None:
    """Take out what was derived from chunks that are still there."""
    for some in _runs(sorted(numbers)):
        terms: set[str] = set()
        for _, _, text, title, language, _ in connection.execute(_CHUNKS, (json.dumps(some),)):
            for term in (*content_terms(title or "", language), *content_terms(text, language)):
                terms |= {term.surface, term.stem}
        remove_postings(connection, some, terms)
    remove_from_blocks(connection, numbers)


def derive_anew(connection: sqlite3.Connection) -> None:
    """Make all of it again; needs an open transaction."""
    for table in DERIVED:
        connection.execute(f"DELETE FROM {table}")
    derive(connection, [number for (number,) in connection.execute("SELECT number FROM chunks ORDER BY number")])


def _count(
    number: int, above: Sequence[Term], within: Sequence[Term], lexicon: Lexicon, writer: PostingsWriter
) -> None:
    """Note how often each term stands in a chunk; the words of the title above it count twice."""
    titled = Counter([term.surface for term in above] + [term.stem for term in above])
    counts = {
        FORM: Counter([term.surface for term in within]),
        STEM: Counter([term.stem for term in within]),
    }
    places = lexicon.numbers(titled.keys() | counts[FORM].keys() | counts[STEM].keys())
    for kind, there in counts.items():
        for term, count in titled.items():
            there[term] += TITLE_WEIGHT * count
        writer.add(number, kind, {places[term]: count for term, count in there.items()})


def _runs(numbers: Iterable[int]) -> Iterator[list[int]]:
    every = iter(numbers)
    while some := list(islice(every, _AT_ONCE)):
        yield some
