"""Tell the names in a German question from its nouns, which are written with a capital as well.

"Insolvenzverwalter der Werft Thiessen" is no name that the articles could know: Thiessen is. A noun of the dictionary
names nothing, unless it is a place's name, or stands in a run that a first name opens ("Uwe Müller").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rag.language.given_names import is_given_name
from rag.language.lemmas import is_word
from rag.language.names import Name
from rag.language.places import place_of
from rag.language.words import Word


def without_nouns(names: Sequence[Name], text: str) -> list[Name]:
    """Return the names of the German `text` without the nouns around them; a run of nouns alone is none."""
    return [kept for name in names for kept in _without_nouns(name, text)]


def _without_nouns(name: Name, text: str) -> list[Name]:
    capitals = [word for word in name.words if word.capital]
    first = next((place for place, word in enumerate(capitals) if is_given_name(word.surface)), len(capitals))
    own = [word for place, word in enumerate(capitals) if place >= first or not _is_noun(word)]
    if not own:
        return []
    words = tuple(word for word in name.words if own[0].start <= word.start <= own[-1].start)
    start, end = words[0].start, words[-1].end
    return [replace(name, start=start, end=end, text=text[start:end], words=words, person=name.person and len(own) > 1)]


def _is_noun(word: Word) -> bool:
    acronym = len(word.text) > 1 and word.text.isupper()
    return not acronym and place_of(word) is None and is_word(word.text, "de")
