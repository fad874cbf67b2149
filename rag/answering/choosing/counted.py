"""Tell whether a passage speaks of what a question counts: other words in common are not enough.

"How many bicycles do the trains of the valley take?" is not answered out of a passage about those trains that knows no
bicycles. Words meet as stems, synonyms, or vectors that lie near; across languages nobody can tell by the words.
"""

from __future__ import annotations

from rag.language.cues import FOCUS_KINDS
from rag.language.questions import Question
from rag.language.thesaurus import same_meaning
from rag.language.words import find_words
from rag.types import SearchResult, Sentence

_NEAR = 0.5  # strength of a word's vector from which it may stand for what is counted


def speaks_of_counted(part: Question, result: SearchResult, sentence: Sentence) -> bool:
    """Tell whether the passage of a sentence has the noun that `part` counts; of measures ("price") nobody asks it."""
    source, focus = result.sources[sentence.file], part.focus
    if part.kind != "quantity" or focus is None or focus.surface in FOCUS_KINDS or source.language != part.language:
        return True
    near = result.related.get(focus.surface, {})
    text = f"{source.title or ''} {result.passages[sentence.passage].text}"
    return any(
        word.stem == focus.stem
        or near.get(word.surface, 0.0) >= _NEAR
        or same_meaning(focus, part.language, word, part.language)
        for word in find_words(text, part.language)
        if not word.stop
    )
