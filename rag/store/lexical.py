"""Find chunks by words: BM25 over the FTS5 index, the rare terms first.

Takes analysed terms (folded forms and stems), gives hits. Knows nothing of languages: the analysis was done before.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from rag.store.impacts import Impact, read_impact, summed
from rag.store.reading import Hit, Snapshot

MAX_TERMS = 12  # of folded forms, and as many of stems: a dozen common ones cost tens of milliseconds
COMMON_SHARE = 0.5  # a term in more of the chunks than this says little, and is left out when there are rarer ones
_TIED = 2  # times k: chunks of equal score are put in order of id, as far as there are no more of them
KEPT_COUNTS = 50_000  # counts of terms kept in memory: a common term's takes a walk over all its chunks
MAX_POSTINGS = 60_000  # of folded forms, and of stems: chunks that hold the terms; 100,000 of both take some 50 ms
SURE_TERMS = 2  # of the rarest, looked up however common they are


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

    Only the `budget` rarest terms of each kind are looked up, as long as few enough chunks hold them, and none that
    most chunks hold; None: all of them.
    """
    counts = term_counts(snapshot, [*surfaces, *stems])
    terms = [f"{{title surfaces}} : {_quoted(term)}" for term in _rarest(surfaces, counts, snapshot.size, budget)]
    terms += [f"{{title stems}} : {_quoted(term)}" for term in _rarest(stems, counts, snapshot.size, budget)]
    if not terms or (files is not None and not files):
        return []
    scores = summed(_impacts(snapshot, terms))
    if files is not None:
        within = np.zeros(len(scores), dtype=bool)
        numbers = np.array(snapshot.numbers(files), dtype=np.intp)
        within[numbers[numbers < len(scores)]] = True
        scores[~within] = 0.0
    best = _best(scores, k)
    names = snapshot.names(best.tolist())
    hits = [Hit(names[number], float(scores[number])) for number in best.tolist() if number in names]
    return sorted(hits, key=lambda hit: (-hit.score, hit.chunk_id))[:k]


def find_holding(snapshot: Snapshot, terms: Sequence[Sequence[str]], files: Collection[str] | None) -> list[str]:
    """Return the ids of all chunks that hold, for each group of terms, at least one of them; in order of id."""
    groups = [" OR ".join(map(_quoted, group)) for group in terms if group]
    if not groups or (files is not None and not files):
        return []
    where = "" if files is None else "AND file IN (SELECT value FROM json_each(?))"
    statement = f"SELECT id FROM words JOIN chunks ON number = words.rowid WHERE words MATCH ? {where} ORDER BY id"
    values = [" AND ".join(f"({group})" for group in groups), *([] if files is None else [json.dumps(sorted(files))])]
    with snapshot.reading() as connection:
        return [name for (name,) in connection.execute(statement, values)]


def term_counts(snapshot: Snapshot, terms: Sequence[str]) -> dict[str, int]:
    """Return for each term the number of chunks that hold it, as folded form or stem, the title included."""
    known, counts = snapshot.term_counts, {}
    with snapshot.reading() as connection:
        for term in dict.fromkeys(terms):
            if term not in known:
                row = connection.execute("SELECT doc FROM word_counts WHERE term = ?", (term,)).fetchone()
                if len(known) >= KEPT_COUNTS:
                    known.clear()
                known[term] = 0 if row is None else int(row[0])
            counts[term] = known[term]
    return counts


def terms_beginning(snapshot: Snapshot, beginnings: Collection[str]) -> list[str]:
    """Return the terms, folded forms and stems, that begin with any of `beginnings`, in order; kept once read."""
    known = snapshot.beginnings
    with snapshot.reading() as connection:
        for beginning in beginnings:
            if beginning not in known:
                bounds = (beginning, beginning + "\U0010ffff")
                rows = connection.execute("SELECT term FROM word_counts WHERE term >= ? AND term < ?", bounds)
                known[beginning] = tuple(term for (term,) in rows)
        return sorted({term for beginning in beginnings for term in known[beginning]})


def _rarest(terms: Sequence[str], counts: Mapping[str, int], size: int, budget: int | None) -> list[str]:
    """Return the terms that the corpus knows, rare ones first, within the budget."""
    known = sorted((term for term in dict.fromkeys(terms) if counts[term]), key=lambda term: (counts[term], term))
    if budget is None:
        return known
    telling = [term for term in known if counts[term] <= COMMON_SHARE * size]
    within: list[str] = []
    postings = 0
    for term in (telling or known)[:budget]:
        postings += counts[term]
        if len(within) >= SURE_TERMS and postings > MAX_POSTINGS:
            break
        within.append(term)
    return within


def _impacts(snapshot: Snapshot, terms: Sequence[str]) -> list[Impact]:
    """Return the impacts of terms, each an FTS5 expression, in the order given."""

    def read(missing: list[str]) -> dict[str, Impact]:
        with snapshot.reading() as connection:
            return {term: read_impact(connection, term) for term in missing}

    return list(snapshot.impacts.of(terms, read).values())


def _best(scores: NDArray[np.float64], k: int) -> NDArray[np.intp]:
    """Return the numbers of the chunks of the `k` best scores above 0, and of those as good as the last of them."""
    found = np.flatnonzero(scores)
    if len(found) <= k:
        return found
    least = -np.partition(-scores[found], k - 1)[k - 1]
    above, equal = found[scores[found] > least], found[scores[found] == least]
    return np.concatenate([above, equal[: _TIED * k - len(above)]])


def _quoted(term: str) -> str:
    return '"' + term.replace('"', '""') + '"'
