"""Choose the way a question is looked up: a scan for what must be complete, a search for all the rest."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from rag.language.listing import collection_asked, listing_asked
from rag.language.questions import Question
from rag.retrieval.listing import list_mentions
from rag.retrieval.overview import list_latest
from rag.retrieval.reading import QueryEmbedder, Reader
from rag.retrieval.search import search
from rag.types import Filters, SearchResult


def find(
    reader: Reader,
    embedder: QueryEmbedder | None,
    question: str,
    parts: Sequence[Question],
    *,
    k: int,
    filters: Filters = Filters(),
    preferred: Collection[str] = frozenset(),
    known_scale: bool = True,
) -> SearchResult:
    """Return every article that mentions what is to be listed, the latest of all, or the best `k` passages."""
    if collection_asked(question, parts[0].language):
        return list_latest(reader, filters=filters)
    listing = listing_asked(question, parts[0].language)
    if listing is not None:
        found = list_mentions(reader, listing, filters=filters)
        if found.passages or listing.articles:
            return found
    return search(reader, embedder, question, parts, k=k, filters=filters, preferred=preferred, known_scale=known_scale)
