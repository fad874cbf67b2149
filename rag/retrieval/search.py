"""Find the passages that may answer a question: ranked for each of its parts, then chosen so that they tell most.

Takes a question and a reader of the store, gives a SearchResult. Knows nothing of answers; never writes.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from rag.language.questions import Question
from rag.retrieval.evidence import rarity_of_parts
from rag.retrieval.filters import allowed
from rag.retrieval.laying_out import passage_of, sentences_of
from rag.retrieval.lexicon import HANDED_ON
from rag.retrieval.ranking import (
    DEPTH,
    WEIGHTS,
    Ranking,
    Scope,
    Weights,
    candidates_of,
    rank_candidates,
    vocabulary,
)
from rag.retrieval.reading import QueryEmbedder, Reader, Stored, Vector
from rag.retrieval.selecting import select
from rag.types import CorpusState, Filters, SearchResult

__all__ = ["DEPTH", "WEIGHTS", "Weights", "search"]

_SEVERAL = 2  # names that make a question one about several things


def search(
    reader: Reader,
    embedder: QueryEmbedder | None,
    question: str,
    parts: Sequence[Question],
    *,
    k: int,
    filters: Filters = Filters(),
    preferred: Collection[str] = frozenset(),
    known_scale: bool = True,
    weights: Weights = WEIGHTS,
) -> SearchResult:
    """Return at most `k` passages, best first, with all that is known of their sentences and the question's words.

    Of passages that fit about as well those of the `preferred` files come first. `known_scale` says that the embedder's
    cosines mean what the calibration knows; without it no similarities and no related words are used or handed on.
    """
    texts = list(dict.fromkeys([question, *(part.text for part in parts)]))
    vectors = None if embedder is None else embedder.embed_queries(texts)
    scope = Scope(allowed(reader.files(), filters) if filters else None, preferred, max(DEPTH, k))
    rankings = [
        rank_candidates(
            reader,
            embedder if known_scale else None,
            None if vectors is None else vectors[texts.index(text)],
            text,
            asked,
            scope,
            weights,
        )
        for text, asked in _separately(question, parts)
    ]
    stored = {name: item for ranking in rankings for name, item in ranking.stored.items()}
    chosen = select(rankings, {name: item.chunk for name, item in stored.items()}, k, spread=_asks_for_many(parts))
    items = [stored[one.chunk_id] for one in chosen]
    sources = reader.sources({item.chunk.file for item in items})
    sentences = sentences_of([item.chunk for item in items])
    similarities = _similarities(items, len(sentences), vectors)
    related = _related(rankings, vocabulary(candidates_of(reader, [item.chunk for item in items]).values()))
    return SearchResult(
        passages=tuple(
            passage_of(item.chunk, sources, one.score, one.legs) for one, item in zip(chosen, items, strict=True)
        ),
        sentences=sentences,
        sources=sources,
        state=reader.state() or CorpusState(0, ""),
        rarity=rarity_of_parts(reader, parts, related),
        related=related,
        similarities={t: similarities[i] for i, t in enumerate(texts)} if similarities and known_scale else {},
    )


def _separately(question: str, parts: Sequence[Question]) -> list[tuple[str, Sequence[Question]]]:
    """Return the texts to look for, each with the questions it asks: those of a double question one by one."""
    if len(parts) == 1:
        return [(question, parts)]
    return [(part.text, [part]) for part in parts]


def _asks_for_many(parts: Sequence[Question]) -> bool:
    """Tell whether a question wants several things: a list, or what two or more names have to do with one another."""
    names = {name.text for part in parts for name in part.names}
    return len(parts) == 1 and (parts[0].kind == "list" or len(names) >= _SEVERAL)


def _related(rankings: Sequence[Ranking], shown: Collection[str]) -> dict[str, dict[str, float]]:
    """Return the near words among those shown for each word asked for."""
    related: dict[str, dict[str, float]] = {}
    for ranking in rankings:
        if ranking.near is not None:
            related = ranking.near.among(shown, HANDED_ON) | related
    return related


def _similarities(items: Sequence[Stored], count: int, vectors: Vector | None) -> list[tuple[float, ...]]:
    """Return, for each text asked for, its cosines with the `count` sentences of the passages in order."""
    rows = [item.sentence_vectors for item in items if item.sentence_vectors is not None]
    if vectors is None or not rows or sum(len(row) for row in rows) != count:
        return []
    cosines = np.einsum("ij,kj->ki", np.vstack(rows).astype(np.float32), vectors)  # too few for BLAS's threads
    return [tuple(round(float(value), 6) for value in row) for row in cosines]
