"""Turn a draft's places into citations: exact spans, copied by code, numbered in order of first use."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from rag.answering.drafting import Draft, DraftClaim
from rag.answering.quoting import claim_text
from rag.language.detect import detect_language
from rag.naming import article_place
from rag.types import Citation, SearchResult, Sentence


@dataclass(frozen=True, slots=True)
class CitedClaim:
    """Hold a claim's text with its citations; `language` is that of the text."""

    text: str
    citations: tuple[Citation, ...]
    language: str


def cite(draft: Draft, result: SearchResult) -> list[CitedClaim]:
    """Return the claims of a draft with exact citations.

    A place outside the result is dropped; a claim left without one, or without words, is dropped too.
    """
    numbers: dict[tuple[str, int, int], int] = {}
    cited: list[CitedClaim] = []
    for claim in draft.claims:
        sentences = [result.sentences[place] for place in claim.sentences if 0 <= place < len(result.sentences)]
        text = _text_of(claim, sentences)
        if not sentences or not any(character.isalnum() for character in text):
            continue
        citations = [_citation(sentence, result, numbers) for sentence in sentences]
        theirs = result.sources[sentences[0].file].language
        cited.append(CitedClaim(text, tuple(dict.fromkeys(citations)), _language(claim, text, theirs)))
    return cited


def _language(claim: DraftClaim, text: str, theirs: str) -> str:
    """Return the language of a claim in an engine's own words; a quoted one has that of its article."""
    if claim.text is None:
        return theirs
    found = detect_language(text)
    return theirs if found == "und" else found


def _text_of(claim: DraftClaim, sentences: Sequence[Sentence]) -> str:
    if claim.text is not None:
        return claim_text(claim.text)
    return claim_text(" ".join(sentence.text for sentence in sentences))


def _citation(sentence: Sentence, result: SearchResult, numbers: dict[tuple[str, int, int], int]) -> Citation:
    source = result.sources[sentence.file]
    place = article_place(sentence.file)
    number = numbers.setdefault((sentence.file, sentence.start, sentence.end), len(numbers) + 1)
    return Citation(
        n=number,
        file=place.path,
        title=source.title,
        date=source.date,
        url=source.url,
        encoding=source.encoding,
        start=sentence.start,
        end=sentence.end,
        line=None if source.extracted else sentence.line,
        page=bisect_right(source.pages, sentence.start) or None,
        record=place.record,
        quote=sentence.text,
        sha256=source.sha256,
    )
