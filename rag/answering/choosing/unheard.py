"""Find what a question names and no article uses: a name, a number or a date that is not to be answered about.

"Che cosa ha detto Elio Riva?" is not answered out of articles that know no Riva.
"""

from __future__ import annotations

from rag.answering.choosing.lexicon import lexicon_of
from rag.language.dates import find_dates
from rag.language.places import find_places
from rag.language.questions import Question
from rag.language.words import find_words
from rag.types import SearchResult, Sentence


def unheard_names(part: Question, result: SearchResult) -> tuple[str, ...]:
    """Return the names, numbers and dates in `part` that no article uses, if both share a language.

    The day of an article is known, though its text may not hold it; a place may go by another of its names.
    """
    languages = [_language(result, sentence) for sentence in result.sentences]
    if not languages or languages.count(part.language) * 2 <= len(languages):
        return ()
    lexicon = lexicon_of(part, part.language, result)
    dates, days = find_dates(part.text, part.language), {source.date for source in result.sources.values()}
    abroad, told = any(language != part.language for language in languages), _told_places(part, result)
    unheard: list[str] = []
    for word in part.telling:
        if word.start not in told and lexicon.unheard(word, abroad=abroad):
            date = next((date for date in dates if date.start <= word.start < date.end), None)
            if date is None or date.iso not in days:
                unheard.append(word.text if date is None else date.text)
    return tuple(dict.fromkeys(unheard))


def _told_places(part: Question, result: SearchResult) -> set[int]:
    """Return where words of `part` begin that name a place which some sentence found speaks of, by whatever name."""
    told = {
        place.code
        for sentence in result.sentences
        for place in find_places(find_words(sentence.text, _language(result, sentence)))
    }
    asked = find_words(part.text, part.language)
    return {
        word.start for place in find_places(asked) if place.code in told for word in asked[place.first : place.last]
    }


def _language(result: SearchResult, sentence: Sentence) -> str:
    return result.sources[sentence.file].language
