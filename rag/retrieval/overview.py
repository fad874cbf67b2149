"""Show what a collection holds, to who asks just that: its latest articles, one passage of each.

Reads what is known of every article, and the opening of those that are shown.
"""

from __future__ import annotations

from rag.language.sentences import ends_sentence
from rag.language.words import fold
from rag.retrieval.filters import allowed
from rag.retrieval.laying_out import passage_of, sentence_texts, sentences_of
from rag.retrieval.reading import Reader
from rag.types import Chunk, CorpusState, Filters, Leg, Legs, Listed, SearchResult, Source

MOST = 20  # articles that are shown
_WHOLE = 5  # words from which an opening sentence tells what an article is about


def list_latest(reader: Reader, *, filters: Filters = Filters()) -> SearchResult:
    """Return the opening passage of each of the latest articles, those without a date last; `listed.among` counts all.

    `SearchResult.listed` has no term, and says which sentence of each tells what it is about.
    """
    files = allowed(reader.files(), filters) if filters else None
    known = [source for source in reader.files() if files is None or source.file in files]
    if filters.since or filters.until:
        known = [source for source in known if source.date]  # of an undated one nobody knows that it is of that time
    latest = sorted(sorted(known, key=lambda s: s.file), key=lambda s: s.date or "", reverse=True)[:MOST]
    opening = {chunk.file: chunk for chunk in reader.texts(reader.openings([source.file for source in latest]))}
    shown = [source for source in latest if source.file in opening]
    chunks = [opening[source.file] for source in shown]
    sentences = sentences_of(chunks)
    firsts = {sentence.passage: place for place, sentence in reversed(list(enumerate(sentences)))}
    sources = {source.file: source for source in shown}
    return SearchResult(
        passages=tuple(passage_of(chunk, sources, 1.0, Legs(None, Leg(1, 1.0))) for chunk in chunks),
        sentences=sentences,
        sources=sources,
        state=reader.state() or CorpusState(0, ""),
        listed=Listed(
            "",
            tuple(
                firsts[place] + _telling(chunk, source)
                for place, (chunk, source) in enumerate(zip(chunks, shown, strict=True))
            ),
            len(known),
        ),
    )


def _telling(chunk: Chunk, source: Source) -> int:
    """Return the place in a chunk of the sentence that is its article's title, else of the first whole one."""
    texts = sentence_texts(chunk)
    title = fold(source.title or "")
    titled = (place for place, text in enumerate(texts) if title and fold(text).strip("#* ") == title)
    whole = (p for p, text in enumerate(texts) if len(text.split()) >= _WHOLE and ends_sentence(text))
    return next(titled, next(whole, 0))
