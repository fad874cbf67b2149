"""Find the word that a number counts: "workers" of "380 of the plant's 1,450 workers"; knows no documents."""

from __future__ import annotations

from collections.abc import Sequence

from rag.language.number_words import is_numeral
from rag.language.words import Word


def noun_counted(text: str, words: Sequence[Word], end: int, following: int) -> int | None:
    """Return the index of the first content word right after a number: what it counts."""
    for index in range(_past_the_whole(words, following), min(_past_the_whole(words, following) + 3, len(words))):
        if not near(text, end, words[index].start) or words[index].number or words[index].surface in _OF_WHICH:
            return None
        if words[index].surface in _SOMEWHERE:  # "1,450 at the plant"
            return None
        if not words[index].stop:
            return index
    return None


_SOMEWHERE = frozenset("at in from on nel nello nella nei presso".split())


def _past_the_whole(words: Sequence[Word], following: int) -> int:
    """Return the index past the second number of "five of its eleven ships", which counts the same."""
    near = range(following + 1, min(following + 3, len(words)))
    partitive = following < len(words) and words[following].surface in _OF_THE
    return next((i + 1 for i in near if partitive and is_numeral(words[i].surface)), following)


_OF_WHICH = frozenset("quali which whom denen lesquels cuales".split())
_OF_THE = frozenset("dei degli delle di of".split())


def near(text: str, end: int, start: int) -> bool:
    """Tell whether no mark parts what ends at `end` from what begins at `start`."""
    return not any(character in '.;:,()!?«»"' for character in text[end:start])


__all__ = ["near", "noun_counted"]
