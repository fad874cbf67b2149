"""Find the passages that may answer a question: ranked for each of its parts, then chosen so that they tell most.

Takes a question and a reader of the store, gives a SearchResult. Knows nothing of answers; never writes.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache

from rag.language.questions import Question
from rag.retrieval.evidence import rarity_of_parts
from rag.retrieval.filters import allowed
from rag.retrieval.later import Later, LaterSequence
from rag.retrieval.laying_out import passage_of, sentences_of
from rag.retrieval.lexicon import HANDED_ON, named
from rag.retrieval.ranking import (
    DEPTH,
    WEIGHTS,
    Ranking,
    Scope,
    Weights,
    rank_candidates,
)
from rag.retrieval.reading import QueryEmbedder, Reader, Sketches
from rag.retrieval.selecting import select
from rag.retrieval.similarity import similarities_of
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
    chosen = select(reader, rankings, k, spread=_asks_for_many(parts))
    ids = [one.chunk_id for one in chosen]
    stored, sketches = reader.chunks(ids), reader.sketches(ids)
    chunks = [stored[name] for name in ids]
    sources = reader.sources({chunk.file for chunk in chunks})
    sentences = LaterSequence(lambda: sentences_of(chunks))
    compared = cache(lambda: similarities_of(sketches, sentences, vectors if known_scale else None))
    related = named(reader, _related(rankings, sketches))
    return SearchResult(
        passages=tuple(
            passage_of(chunk, sources, one.score, one.legs) for one, chunk in zip(chosen, chunks, strict=True)
        ),
        sentences=sentences,
        sources=sources,
        state=reader.state() or CorpusState(0, ""),
        rarity=rarity_of_parts(reader, parts, related),
        related=related,
        similarities=Later(lambda: dict(zip(texts, compared()[0], strict=False))),
        contrasts=Later(lambda: dict(zip(texts, compared()[1], strict=False))),
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


def _related(rankings: Sequence[Ranking], shown: Sketches) -> dict[str, dict[int, float]]:
    """Return the near words among those shown for each word asked for, by number."""
    forms = shown.terms.numbers[shown.terms.forms]
    related: dict[str, dict[int, float]] = {}
    for ranking in rankings:
        if ranking.near is not None:
            related = ranking.near.among(forms, HANDED_ON) | related
    return related
