"""Tell a passage that knows nothing of a name by which a question goes, though other passages do.

Across languages words hardly meet, so that a sentence about any shipyard comes near to "how many work at Hanbada?". A
name is written alike: where the corpus spells it as the question does, the passage that answers has it.
"""

from __future__ import annotations

from rag.language.names import Name
from rag.language.places import place_of
from rag.language.questions import Question
from rag.language.words import fold
from rag.types import SearchResult, Sentence

_USED = 0.999  # the rarity below which some passage of the corpus has a word
_SHORTEST = 3  # letters of a word that can be looked for within others


def is_elsewhere(part: Question, result: SearchResult, sentence: Sentence) -> bool:
    """Tell whether a name of `part` that the corpus spells alike is missing from the passage and the title.

    Only of passages in another language; places have other names there.
    """
    source = result.sources[sentence.file]
    if source.language == part.language:
        return False
    text = fold(f"{source.title or ''} {result.passages[sentence.passage].text}")
    return any(_is_missing(name, text, result) for name in part.names)


def _is_missing(name: Name, text: str, result: SearchResult) -> bool:
    telling = [word for word in name.telling if len(word.surface) >= _SHORTEST]
    if not telling or any(place_of(word) is not None for word in telling):
        return False
    used = all(result.rarity.get(word.surface, 1.0) < _USED for word in telling)
    return used and not any(word.surface in text for word in telling)
