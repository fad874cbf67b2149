"""Give the passages of a search result another order, or fewer of them, and everything that counts by their places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rag.types import SearchResult


def reordered(result: SearchResult, places: Sequence[int], k: int) -> SearchResult:
    """Return `result` with the passages at the first `k` of `places`, in that order; scores stay with the ranks."""
    kept = tuple(places)[:k]
    scores = sorted((passage.score for passage in result.passages), reverse=True)
    of_passage: dict[int, list[int]] = {place: [] for place in kept}
    for at, sentence in enumerate(result.sentences):
        if sentence.passage in of_passage:
            of_passage[sentence.passage].append(at)
    order = [at for place in kept for at in of_passage[place]]
    ranks = {place: rank for rank, place in enumerate(kept)}
    files = {result.passages[place].file for place in kept}
    return replace(
        result,
        passages=tuple(replace(result.passages[place], score=scores[rank]) for rank, place in enumerate(kept)),
        sentences=tuple(replace(result.sentences[at], passage=ranks[result.sentences[at].passage]) for at in order),
        sources={file: source for file, source in result.sources.items() if file in files},
        similarities={text: tuple(row[at] for at in order) for text, row in result.similarities.items()},
        contrasts={text: tuple(row[at] for at in order) for text, row in result.contrasts.items()},
    )
