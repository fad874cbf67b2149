"""Find chunks by words: BM25 over the FTS5 index, the rare terms first.

Takes analysed terms (folded forms and stems), gives hits. Knows nothing of languages: the analysis was done before.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from itertools import accumulate, compress

import numpy as np
from numpy.typing import NDArray

from rag.store.impacts import Impact, reach, read_impact, read_presence, summed
from rag.store.reading import Hit, Snapshot
from rag.store.weighing import Term, idf, weigh

MAX_TERMS = 12  # of folded forms, and as many of stems
COMMON_SHARE = 0.5  # a term in more of the chunks than this says little, and is left out when there are rarer ones
MAX_POSTINGS = 100_000  # chunks that hold the common terms; a walk over them takes some 20 ms
SURE_TERMS = 2  # of the rarest, looked up however common they are
EXACT_UP_TO = 1_000  # chunks that hold a term: what it adds is then asked of FTS5, which takes 2 ms
WEIGHED = 150  # chunks, or twice k when that is more, in which the common terms are weighed
KEPT_COUNTS = 50_000  # counts of terms kept in memory: a common term's takes a walk over all its chunks
_TIED = 2  # times k: chunks of equal score are put in order of id, as far as there are no more of them


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
    most chunks hold. What a common term adds is weighed in the chunks that are best when it adds the same to all.
    None: all terms are looked up, and each is asked what it adds to every chunk.
    """
    if files is not None and not files:
        return []
    terms = [*_telling(snapshot, surfaces, budget, stem=False), *_telling(snapshot, stems, budget, stem=True)]
    common = [term for term in terms if budget is not None and term.chunks > EXACT_UP_TO]
    exact = _impacts(snapshot, [term for term in terms if term not in common])
    present = _presences(snapshot, common)
    size = reach([*exact, *present])
    added = summed(exact, size)
    scores = added + summed(present, size) if common else added
    if files is not None:
        scores = scores * _within(snapshot, files, size)
    best = _best(scores, max(WEIGHED, 2 * k) if common else k)
    found = added[best]
    if common:
        with snapshot.reading() as connection:
            found = found + weigh(connection, best.tolist(), common)
    names = snapshot.names(best.tolist())
    hits = [Hit(names[at], score) for at, score in zip(best.tolist(), found.tolist(), strict=True) if at in names]
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


def _telling(snapshot: Snapshot, texts: Sequence[str], budget: int | None, *, stem: bool) -> list[Term]:
    """Return the terms that the corpus knows, rare ones first, within the budget; None: all of them."""
    counts = term_counts(snapshot, texts)
    known = [Term(text, counts[text], stem) for text in dict.fromkeys(texts) if counts[text]]
    known.sort(key=lambda term: (term.chunks, term.text))
    if budget is None:
        return known
    return ([term for term in known if term.chunks <= COMMON_SHARE * snapshot.size] or known)[:budget]


def _impacts(snapshot: Snapshot, terms: Sequence[Term]) -> list[Impact]:
    """Return what each term adds to each chunk, in the order given."""

    def read(missing: list[str]) -> dict[str, Impact]:
        with snapshot.reading() as connection:
            return {expression: read_impact(connection, expression) for expression in missing}

    return list(snapshot.impacts.of([_expression(term) for term in terms], read).values())


def _presences(snapshot: Snapshot, common: Sequence[Term]) -> list[Impact]:
    """Return for common terms what each adds if it stood once in chunks of the same length: enough to choose by.

    A form stands where its stem does, so a stem is walked over for its form as well.
    """
    added: dict[Term, float] = {}
    for term in sorted(common, key=lambda term: (not term.stem, term.chunks, term.text)):
        covering = (stem for stem in added if term.text.startswith(stem.text) and stem.chunks >= term.chunks)
        walked = term if term.stem else next(covering, term)
        added[walked] = added.get(walked, 0.0) + idf(snapshot.size, term.chunks)
    postings = accumulate(term.chunks for term in added)
    enough = [at < SURE_TERMS or total <= MAX_POSTINGS for at, total in enumerate(postings)]
    walks = {_expression(term): weight for term, weight in compress(added.items(), enough)}

    def read(missing: list[str]) -> dict[str, Impact]:
        with snapshot.reading() as connection:
            return {expression: read_presence(connection, expression) for expression in missing}

    return [Impact(found.numbers, walks[name]) for name, found in snapshot.presences.of(list(walks), read).items()]


def _expression(term: Term) -> str:
    """Return the FTS5 expression of a term."""
    return f"{{title {'stems' if term.stem else 'surfaces'}}} : {_quoted(term.text)}"


def _within(snapshot: Snapshot, files: Collection[str], size: int) -> NDArray[np.bool_]:
    """Return which chunks, by number, are of `files`."""
    numbers = np.array(snapshot.numbers(files), dtype=np.intp)
    within = np.zeros(size, dtype=bool)
    within[numbers[numbers < size]] = True
    return within


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
