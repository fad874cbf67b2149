"""Answer with the list of the articles that mention something, or of the latest: counted by code, a sentence of each.

The list was made by a scan of the whole corpus, so no model is asked, whatever engine is chosen.
"""

from __future__ import annotations

from rag.answering.drafting import Asked, Draft, DraftClaim
from rag.answering.engines.extractive import NAME
from rag.answering.phrases import phrase
from rag.types import SearchResult


class ListingEngine:
    """Draft the count and the sentences of `SearchResult.listed`; see the module."""

    name = NAME
    model: str | None = None

    def close(self) -> None:
        """Do nothing: there is nothing to give back."""

    def draft(self, asked: Asked, result: SearchResult) -> Draft:
        """Return the count, cited to every article, and one sentence of each; nothing when none mentions the term."""
        listed = result.listed
        if listed is None or not listed.places:
            return Draft((), asked.parts, None, (listed.term,) if listed is not None and listed.term else ())
        count, among = len(listed.places), listed.among
        name = "listed" if listed.term else "found" if count == among else "latest"
        said = phrase(name, asked.language, term=listed.term, count=count, among=among)
        return Draft(
            (
                DraftClaim(listed.places, said, counts=count),
                *(DraftClaim((place,)) for place in listed.places),
            )
        )
