"""Turn what a question says of the articles it means into filters: "negli articoli del 2026", "secondo la Gazzetta".

Takes the question and a reader of the store; gives the question without those phrases, the filters, and files to
prefer. A wrong filter is worse than none: a phrase that the corpus does not clearly bear out stays a part of the
question, and a filter that was given otherwise is never overruled.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from rag.language.aliases import other_names
from rag.language.listing import holds, telling_words
from rag.language.periods import Period
from rag.language.qualifiers import OutletMention, Qualifier, find_outlets, find_qualifiers, squeeze, without
from rag.language.words import find_words, fold
from rag.naming import article_place
from rag.retrieval.aliasing import named_as_here
from rag.retrieval.filters import allowed
from rag.retrieval.listing import alternatives
from rag.retrieval.reading import Reader
from rag.retrieval.spelling import spelled
from rag.types import Chunk, Filters

_MOST_MEANT = 5  # articles that "the article about …" may mean, before it means none
_OPENING = 2  # sentences of an article that tell what it is about, beside its title
_TOP = 600  # characters before which an article opens, furniture included
_LEAST_NAME = 3  # letters and digits of an outlet's name that a question is searched for
_ARTICLES = ("il", "lo", "la", "i", "gli", "le", "l", "the", "der", "die", "das", "les")
_ENDINGS = (".com", ".it", ".org", ".net", ".eu", ".de", ".fr", ".info", ".news", ".co.uk", ".ch", ".es")


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Hold a question without the phrases that became filters, the filters, and the files to be preferred.

    `read_as` is the whole question with its misspelt words as they were understood.
    """

    question: str
    filters: Filters
    read_as: str
    preferred: frozenset[str] = frozenset()


def narrow(reader: Reader, given: Filters, question: str, language: str) -> Narrowed:
    """Return what `question` says of the articles it means, joined with the filters that were `given`.

    Misspelt words and known names are read as those of the corpus first. None of it is done when the words are to be
    taken as they are.
    """
    if not given.from_words:
        return Narrowed(question, given, question)
    question = named_as_here(reader, spelled(reader, question, language))
    narrowed = Narrowed(question, given, question)
    # From the last phrase to the first, so that the places of the others stay true.
    for qualifier in reversed(find_qualifiers(question, language)):
        narrowed = _with_qualifier(reader, narrowed, qualifier, language)
    outlets = _ways_to_write(tuple(sorted(reader.outlets())))
    for mention in reversed(mentions := find_outlets(narrowed.question, language, outlets)):
        files = frozenset(reader.outlets()[mention.name])
        narrowed = replace(narrowed, preferred=narrowed.preferred | files)
        free = not narrowed.filters.files and narrowed.filters.outlets in ((), (mention.name,))
        if free and len(mentions) == 1 and mention.apart and _only_teller(reader, mention, language):
            filters = replace(narrowed.filters, outlets=(mention.name,))
            narrowed = _filtered(narrowed, mention.start, mention.end, filters)
    return narrowed


def _with_qualifier(reader: Reader, narrowed: Narrowed, qualifier: Qualifier, language: str) -> Narrowed:
    filters = narrowed.filters
    if qualifier.period is not None:
        period = _settled(reader, qualifier.period)
        given = (filters.since, filters.until)
        if period is None or (any(given) and given != (period.since, period.until)):
            return narrowed
        filters = replace(filters, since=period.since, until=period.until)
        made = _filtered(narrowed, qualifier.start, qualifier.end, filters)
        if made is narrowed:
            return narrowed
        dated = frozenset(source.file for source in reader.files() if source.date is not None)
        return replace(made, preferred=made.preferred | (dated & (allowed(reader.files(), filters) or frozenset())))
    files = _files_meant(reader, qualifier, language)
    if not files or (filters.files and filters.files != files):
        return narrowed
    return _filtered(narrowed, qualifier.start, qualifier.end, replace(filters, files=files))


def _filtered(narrowed: Narrowed, start: int, end: int, filters: Filters) -> Narrowed:
    """Return the question without the phrase; one that would be left with nothing to search for keeps it."""
    shorter = without(narrowed.question, start, end)
    if not any(not word.stop for word in find_words(shorter, "")):
        return narrowed
    return replace(narrowed, question=shorter, filters=filters)


def _settled(reader: Reader, period: Period) -> Period | None:
    """Return a period with its year: that of the only year in which dated articles have the month."""
    if period.month is None:
        return period
    months = {source.date[:7] for source in reader.files() if source.date and source.date[5:7] == f"{period.month:02}"}
    return Period(min(months), max(months)) if len(months) == 1 else None


def _files_meant(reader: Reader, qualifier: Qualifier, language: str) -> tuple[str, ...]:
    """Return the paths of the few articles that a file name, a title or a topic means; none when it is not clear."""
    if qualifier.file is not None:
        wanted = fold(qualifier.file)
        paths = {article_place(source.file).path for source in reader.files()}
        found = {path for path in paths if wanted in (fold(path), fold(path.rsplit("/", 1)[-1]))}
    elif qualifier.title is not None:
        title = squeeze(qualifier.title)
        found = {article_place(s.file).path for s in reader.files() if s.title and title in squeeze(s.title)}
    else:
        found = _about(reader, qualifier.topic or "", language)
    return tuple(sorted(found)) if len(found) <= _MOST_MEANT else ()


def _about(reader: Reader, topic: str, language: str) -> set[str]:
    """Return the articles whose title names the topic; else those that open with it; else the only one to name it."""
    terms = [telling_words(term, language) for term in (topic, *other_names(topic))]
    ids = {name for asked in terms if asked for name in reader.holding(alternatives(asked, language), None)}
    chunks = reader.texts(sorted(ids))
    sources = reader.sources({chunk.file for chunk in chunks})

    def named(text: str, file: str) -> bool:
        theirs = sources[file].language
        words = find_words(text, theirs)
        return any(asked and holds(asked, language, words, theirs) for asked in terms)

    titled = {file for file, source in sources.items() if named(source.title or "", file)}
    opening = {chunk.file for chunk in chunks if chunk.start < _TOP and named(_first_sentences(chunk), chunk.file)}
    found = titled or opening or (set(sources) if len(sources) == 1 else set())
    return {article_place(file).path for file in found}


def _first_sentences(chunk: Chunk) -> str:
    last = chunk.sentences[:_OPENING][-1]
    return chunk.text[: last.end - chunk.start]


@lru_cache(maxsize=4)
def _ways_to_write(outlets: tuple[str, ...]) -> dict[str, str]:
    """Return the outlets by the ways to write them: with and without article or ending, run together."""
    named: dict[str, str] = {}
    for outlet in outlets:
        plain = fold(outlet).removeprefix("www.")
        first, _, rest = plain.replace("’", "'").replace("'", "' ").partition(" ")
        shorter = rest if first.strip("'") in _ARTICLES else ""
        stem = next((plain.removesuffix(ending) for ending in _ENDINGS if plain.endswith(ending)), "")
        for written in (plain, shorter, stem):
            if len(squeeze(written)) >= _LEAST_NAME:
                named.setdefault(squeeze(written), outlet)
    return named


def _only_teller(reader: Reader, mention: OutletMention, language: str) -> bool:
    """Tell whether no other outlet's article names this one: then "according to" it can only mean its own articles."""
    words = [word for word in telling_words(mention.name, language) if word.surface not in _ARTICLES]
    ids = reader.holding([[word.surface] for word in words], None) if words else ()
    own = frozenset(reader.outlets()[mention.name])
    return all(chunk.file in own for chunk in reader.texts(ids))
