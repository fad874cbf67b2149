"""Tell whether what a claim adds to its question stands in its sources: that is where a small model invents.

Asked where San Diego lies from Los Angeles, it writes "a sud-est" where the article says "sud": all other words are
those of the question, so a check of the whole sentence finds nearly everything.
"""

from __future__ import annotations

from collections.abc import Sequence

from rag.answering.choosing.lexicon import Lexicon
from rag.language.questions import Question
from rag.language.words import Word, find_words
from rag.types import SearchResult

_SAME = 0.7  # two words this near say one thing
_MISSING = 0.2  # share of the words added that may be the model's own: a verb put otherwise


def additions_stand(
    text: str, language: str, parts: Sequence[Question], places: Sequence[int], result: SearchResult
) -> bool:
    """Tell whether the words of `text` that the question does not have are found at `places`, or in their titles."""
    asked = [word for part in parts for word in find_words(part.text, part.language)]
    theirs = [word for place in places for word in _source_words(place, result)]
    source = result.sources[result.sentences[places[0]].file].language
    inward = Lexicon(language, language, {}, {})
    outward = Lexicon(language, source, {}, result.related)
    added = [word for word in find_words(text, language) if not word.stop and inward.match(word, asked) < _SAME]
    missing = [word for word in added if outward.match(word, theirs) < _SAME]
    return len(missing) <= _MISSING * len(added)


def _source_words(place: int, result: SearchResult) -> tuple[Word, ...]:
    sentence = result.sentences[place]
    source = result.sources[sentence.file]
    return (*find_words(sentence.text, source.language), *find_words(source.title or "", source.language))
