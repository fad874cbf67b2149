"""Find the people that a question names and no sentence does, though each word of their names is another's.

"Chi è Elio Riva?" is not answered out of articles that tell of Elio Greco and of Carlo Riva.
"""

from __future__ import annotations

from rag.language.names import Name
from rag.language.places import place_of
from rag.language.questions import Question
from rag.language.words import find_words
from rag.types import SearchResult

_BETWEEN = 2  # words that may stand within a name: "Elio Maria Riva", "Riva, Elio"


def torn_names(part: Question, result: SearchResult) -> tuple[str, ...]:
    """Return the names of people in `part` all of whose words are found, but never together.

    A name that is in part unknown is for others to tell.
    """
    people = [name for name in part.names if name.person and len(name.telling) > 1 and not _names_place(name)]
    if not people:
        return ()
    told = [
        [word.surface for word in find_words(sentence.text, result.sources[sentence.file].language)]
        for sentence in result.sentences
    ]
    known = {surface for words in told for surface in words}
    torn = []
    for name in people:
        asked = {word.surface for word in name.telling}
        width = len(asked) + _BETWEEN
        together = any(
            asked <= set(words[at : at + width]) for words in told for at in range(len(words)) if words[at] in asked
        )
        if asked <= known and not together:
            torn.append(name.text)
    return tuple(torn)


def _names_place(name: Name) -> bool:
    """Tell whether a name has the shape of a person's, but is rather two places beside one another."""
    return any(place_of(word) is not None or word.text.isupper() for word in name.telling)
