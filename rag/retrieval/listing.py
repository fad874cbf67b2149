"""Find every article that mentions a term: a scan of the whole corpus, never the best k.

The word index names the chunks that may hold the term; every sentence of them is then read. An acronym and what it
stands for are one term wherever some article explains it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from rag.language.acronyms import find_acronyms
from rag.language.aliases import other_names
from rag.language.listing import Listing, joined_terms, mentions, telling_words
from rag.language.sentences import ends_sentence
from rag.language.thesaurus import synonyms
from rag.language.words import Word, content_terms, find_words, fold
from rag.retrieval.filters import allowed
from rag.retrieval.laying_out import passage_of, sentence_texts, sentences_of
from rag.retrieval.reading import Reader
from rag.types import Chunk, CorpusState, Filters, Leg, Legs, Listed, SearchResult

_AT_ONCE = 500  # chunks read together
_WHOLE = 5  # words from which a sentence tells more than a headline or a caption
_UNDATED = "9999"


@dataclass(frozen=True, slots=True)
class _Mention:
    """Hold a sentence that mentions the term: its chunk, its number in it, its text."""

    chunk: Chunk
    number: int
    text: str

    @property
    def order(self) -> tuple[bool, int]:
        """Return the order of preference within an article: whole sentences first, then by place."""
        whole = len(self.text.split()) >= _WHOLE and ends_sentence(self.text)
        return (not whole, self.chunk.sentences[self.number].start)


def list_mentions(reader: Reader, listing: Listing, *, filters: Filters = Filters()) -> SearchResult:
    """Return one passage of every article that mentions the term, by date and name, those without a date last.

    `SearchResult.listed` says which sentence of each does so.
    """
    files = allowed(reader.files(), filters) if filters else None
    state = reader.state() or CorpusState(0, "")
    found = _of_joined(reader, listing, files)
    sources = reader.sources(set(found))
    ordered = sorted(found.values(), key=lambda m: (sources[m.chunk.file].date or _UNDATED, m.chunk.file))
    sentences = sentences_of([mention.chunk for mention in ordered])
    firsts = {sentence.passage: place for place, sentence in reversed(list(enumerate(sentences)))}
    among = state.documents if files is None else len(files)
    legs = Legs(None, Leg(1, 1.0))
    return SearchResult(
        passages=tuple(passage_of(mention.chunk, sources, 1.0, legs) for mention in ordered),
        sentences=sentences,
        sources=sources,
        state=state,
        listed=Listed(listing.term, tuple(firsts[n] + m.number for n, m in enumerate(ordered)), among),
    )


def _of_joined(reader: Reader, listing: Listing, files: Collection[str] | None) -> dict[str, _Mention]:
    """Return the best mention of each article; of "A and B" both must be there, of "A or B" one.

    An "and" between common nouns is rather a part of the term ("ricerca e sviluppo").
    """
    joined = joined_terms(listing.term)
    if len(joined.parts) == 1:
        return _of_term(reader, listing.term, listing.language, files)
    if joined.all and not all(part[:1].isupper() for part in joined.parts):
        found = _of_term(reader, listing.term, listing.language, files)
        if found:
            return found
    each = [_of_term(reader, part, listing.language, files) for part in joined.parts]
    if not joined.all:
        return {file: mention for found in reversed(each) for file, mention in found.items()}
    return {file: mention for file, mention in each[0].items() if all(file in found for found in each)}


def _of_term(reader: Reader, term: str, language: str, files: Collection[str] | None) -> dict[str, _Mention]:
    """Return the best mention of a term in each article, by any of the names that the corpus has for it."""
    known = other_names(term)
    terms = [term.title() if known and term.islower() else term, *known]
    found = list(_mentions(reader, terms, language, files))
    others = _other_names(term, [mention.text for mention in found])
    return _best_of_each([*found, *_mentions(reader, others, language, files)])


def alternatives(words: Sequence[Word], language: str) -> list[list[str]]:
    """Return, for each content word of a term (each word, when it has none), the index terms that may stand for it."""
    telling = [word for word in words if not word.stop] or words
    return [sorted({word.surface, word.stem, *(() if word.capital else synonyms(word, language))}) for word in telling]


def _best_of_each(found: Iterable[_Mention]) -> dict[str, _Mention]:
    """Return the best mention of each article."""
    best: dict[str, _Mention] = {}
    for mention in found:
        file = mention.chunk.file
        if file not in best or mention.order < best[file].order:
            best[file] = mention
    return best


def _mentions(reader: Reader, terms: Sequence[str], language: str, files: Collection[str] | None) -> Iterator[_Mention]:
    """Yield every sentence that mentions one of the terms."""
    asked = [telling for term in terms if (telling := telling_words(term, language))]
    wanted = [(told, alternatives(told, language)) for told in asked]
    ids = sorted({name for _, groups in wanted for name in reader.holding(groups, files)})
    for start in range(0, len(ids), _AT_ONCE):
        chunks = reader.texts(ids[start : start + _AT_ONCE])
        sources = reader.sources({chunk.file for chunk in chunks})
        for chunk in chunks:
            theirs = sources[chunk.file].language
            for number, text in enumerate(sentence_texts(chunk)):
                if any(_mentioned(told, groups, language, text, theirs) for told, groups in wanted):
                    yield _Mention(chunk, number, text)


def _mentioned(
    told: Sequence[Word], groups: Sequence[Sequence[str]], language: str, text: str, their_language: str
) -> bool:
    """Tell whether a sentence mentions a term; most do not hold its words at all, which is told sooner."""
    there = {form for term in content_terms(text, their_language) for form in (term.surface, term.stem)}
    if not all(any(form in there for form in group) for group in groups) and not any(word.stop for word in told):
        return False
    return mentions(told, language, find_words(text, their_language), their_language)


def _other_names(term: str, texts: Sequence[str]) -> list[str]:
    """Return what the texts give as the acronym or the long form of the term."""
    wanted = fold(term)
    others: dict[str, None] = {}
    for text in texts:
        for acronym in find_acronyms(text):
            if fold(acronym.short) == wanted:
                others[acronym.long] = None
            elif fold(acronym.long) == wanted:
                others[acronym.short] = None
    return list(others)
