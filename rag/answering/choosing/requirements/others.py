"""Tell what is said of others than the person asked about: "to how many years was Anna Neri sentenced?".

A sentence that gives the years of Carlo Riva does not answer, though the one behind it speaks of her. One that leans on
her may: she is named before it, or in the title. Nor is who only says it another: "«Ha preso due anni», ha detto Carlo
Riva" may well be about her.
"""

from __future__ import annotations

import re

from rag.language.given_names import is_given_name
from rag.language.names import Name, find_names
from rag.language.questions import Question
from rag.language.words import find_words
from rag.types import SearchResult

_OF_SOMEBODY = frozenset({"quantity", "time", "place"})  # kinds whose answer, unlike a person, belongs to one
_QUOTED = re.compile(r"[«»“”\"]|\b(?:secondo|according to|laut|selon|según)\b", re.IGNORECASE)


def is_of_others(part: Question, place: int, result: SearchResult) -> bool:
    """Tell whether the sentence at `place` names people, and neither it nor what it leans on whom `part` asks about."""
    asked = [name for name in part.names if _is_somebody(name)]
    sentence = result.sentences[place]
    source = result.sources[sentence.file]
    if part.kind not in _OF_SOMEBODY or not asked or _QUOTED.search(sentence.text) is not None:
        return False
    before = result.sentences[place - 1] if place else sentence
    leaned_on = (source.title or "", before.text if before.passage == sentence.passage else "")
    here, *around = (
        {word.surface for word in find_words(text, source.language)} for text in (sentence.text, *leaned_on)
    )
    for name in asked:
        own = {word.surface for word in name.telling}
        if not own.isdisjoint(here) or any(own <= words for words in around):
            return False
    return any(_is_somebody(name) for name in find_names(sentence.text, source.language))


def _is_somebody(name: Name) -> bool:
    """Tell whether a name has the shape of a person's and begins as people's do: "Teatro Verdi" has the shape alone."""
    return name.person and len(name.telling) > 1 and is_given_name(name.telling[0].surface)
