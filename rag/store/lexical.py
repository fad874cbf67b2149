"""Find chunks by words: BM25 over the lists of terms, and FTS5 for what must be complete.

Takes analysed terms (folded forms and stems), gives hits. Knows nothing of languages: the analysis was done before.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from rag.store.bm25 import Impacts, bm25
from rag.store.hits import Hit, best_first
from rag.store.postings import FORM, STEM, holding_counts, place_of, read_postings
from rag.store.reading import Snapshot
from rag.store.soundness import as_written

MAX_TERMS = 12  # of folded forms, and as many of stems
COMMON_SHARE = 0.5  # a term in more of the chunks than this says little, and is left out when there are rarer ones
_BEGINNING = "SELECT {} FROM lexicon WHERE term >= ? AND term < ?"


def find_by_words(
    snapshot: Snapshot,
    surfaces: Sequence[str],
    stems: Sequence[str],
    k: int,
    files: Collection[str] | None,
    *,
    budget: int | None = MAX_TERMS,
) -> list[Hit]:
    """Return at most `k` chunks holding any of the terms, best first, equals by id; the score is BM25, above 0.

    Only the `budget` rarest terms of each kind are looked up, and none that most chunks hold; None: all of them.
    """
    if files is not None and not files:
        return []
    with as_written(snapshot.folder):
        forms, roots = _lists(snapshot, surfaces, stems)
        terms = [*_telling(snapshot, forms, budget), *_telling(snapshot, roots, budget)]
        if not terms:
            return []
        within = None if files is None else _within(snapshot, files)
        found = bm25(terms, len(snapshot.damping.by_number), snapshot.size, k, within)
    return best_first(snapshot.names(found.numbers), found.scores.tolist())[:k]


def find_holding(snapshot: Snapshot, terms: Sequence[Sequence[str]], files: Collection[str] | None) -> list[str]:
    """Return the ids of all chunks (of `files`) that hold a term of each group, in order of id."""
    groups = [" OR ".join(map(_quoted, group)) for group in terms if group]
    if not groups or (files is not None and not files):
        return []
    where = "" if files is None else "AND file IN (SELECT value FROM json_each(?))"
    statement = f"SELECT id FROM words JOIN chunks ON number = words.rowid WHERE words MATCH ? {where} ORDER BY id"
    values = [" AND ".join(f"({group})" for group in groups), *([] if files is None else [json.dumps(sorted(files))])]
    with snapshot.reading() as connection:
        return [name for (name,) in connection.execute(statement, values)]


def term_counts(snapshot: Snapshot, terms: Sequence[str]) -> dict[str, int]:
    """Return for each term how many chunks hold it, as folded form or as stem, whichever more; titles included."""

    def read(missing: list[str]) -> dict[str, int]:
        numbers = snapshot.term_numbers(missing)
        places = {term: [place_of(number, kind) for kind in (FORM, STEM)] for term, number in numbers.items()}
        every = [place for pair in places.values() for place in pair]
        with snapshot.reading() as connection:
            counts = holding_counts(connection, every, snapshot.sizes.most)
        return {term: max((counts.get(place, 0) for place in places.get(term, ())), default=0) for term in missing}

    return snapshot.term_counts.of(terms, read)


def terms_beginning(snapshot: Snapshot, beginnings: Collection[str]) -> list[str]:
    """Return the terms, folded forms and stems, that begin with any of `beginnings`, in order; kept once read."""
    known = snapshot.beginnings
    with snapshot.reading() as connection:
        for beginning in beginnings:
            if beginning not in known:
                rows = connection.execute(_BEGINNING.format("term"), _bounds(beginning))
                known[beginning] = tuple(term for (term,) in rows)
        return sorted({term for beginning in beginnings for term in known[beginning]})


def numbers_beginning(snapshot: Snapshot, beginning: str) -> NDArray[np.int32]:
    """Return the numbers of the terms that begin so, in order; kept once read."""

    def read(missing: list[str]) -> dict[str, NDArray[np.int32]]:
        with snapshot.reading() as connection:
            found = {
                one: [number for (number,) in connection.execute(_BEGINNING.format("number"), _bounds(one))]
                for one in missing
            }
        return {one: np.array(sorted(numbers), dtype=np.int32) for one, numbers in found.items()}

    return snapshot.numbers_beginning.of([beginning], read)[beginning]


def _bounds(beginning: str) -> tuple[str, str]:
    return beginning, beginning + "\U0010ffff"


def _lists(snapshot: Snapshot, surfaces: Sequence[str], stems: Sequence[str]) -> tuple[list[Impacts], list[Impacts]]:
    """Return what the forms and the stems that the corpus knows add to the chunks that hold them."""
    numbers = snapshot.term_numbers([*surfaces, *stems])
    forms = [place_of(numbers[text], FORM) for text in dict.fromkeys(surfaces) if text in numbers]
    roots = [place_of(numbers[text], STEM) for text in dict.fromkeys(stems) if text in numbers]

    def read(missing: list[int]) -> dict[int, Impacts]:
        with snapshot.reading() as connection:
            found = read_postings(connection, missing, snapshot.sizes.most)
        return {place: Impacts(postings, snapshot.damping) for place, postings in found.items()}

    known = snapshot.impacts.of([*forms, *roots], read)
    return [known[place] for place in forms if place in known], [known[place] for place in roots if place in known]


def _telling(snapshot: Snapshot, known: list[Impacts], budget: int | None) -> list[Impacts]:
    """Return the lists of rare terms first, within the budget; None: all of them."""
    if budget is None:
        return known
    known.sort(key=lambda term: len(term.numbers))
    return ([term for term in known if len(term.numbers) <= COMMON_SHARE * snapshot.size] or known)[:budget]


def _within(snapshot: Snapshot, files: Collection[str]) -> NDArray[np.bool_]:
    """Return which chunks, by number, are of `files`."""
    within = np.zeros(len(snapshot.damping.by_number), dtype=bool)
    within[snapshot.numbers(files)] = True
    return within


def _quoted(term: str) -> str:
    return '"' + term.replace('"', '""') + '"'
