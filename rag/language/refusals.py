"""Find the deed or the thing that a word denies: "nega di avere colpito", "ruled out leaving"."""

from __future__ import annotations

from collections.abc import Sequence

from rag.language.infinitives import is_open
from rag.language.lemmas import lemma
from rag.language.words import Word


def refused_by(words: Sequence[Word], index: int, language: str) -> list[int]:
    """Return the deed that the denying word at `index` leads, or the noun whose being it denies, if any."""
    return _deed_after(words, index, language) or _thing_after(words, index, language)


def remains_to_do(words: Sequence[Word], index: int, language: str) -> bool:
    """Tell whether a deed is still to be done: "restano da chiarire", "remains to be seen"."""
    following = [word.surface for word in words[index + 1 : index + 3]]
    left = words[index].surface in _STILL and len(following) == 2
    return left and following[0] == "da" and is_open(words, index + 2, language)


_STILL = frozenset("resta restano restava restavano rimane rimangono rimaneva rimanevano".split())


def _deed_after(words: Sequence[Word], index: int, language: str) -> list[int]:
    """Return the deed that a denying verb leads: "di (avere) colpito", "to pay", "out stepping down"."""
    following = index + 1
    while following < len(words) and following < index + 3 and words[following].surface in _BEFORE_DEED:
        following += 1
    if following >= len(words) or following == index + 1 and not words[following].surface.endswith("ing"):
        return []
    word = words[following]
    led = words[following - 1].surface == "to" or word.surface.endswith("ing")
    if not (led if language == "en" else is_open(words, following, language) or word.surface in _SHORT_HAVE):
        return []
    helps = word.surface in _SHORT_HAVE or lemma(word.text, language) in ("avere", "essere", "have", "be")
    return [following + 1] if helps and following + 1 < len(words) else [following]


def _thing_after(words: Sequence[Word], index: int, language: str) -> list[int]:
    """Return the noun whose being a verb denies: "ha escluso razionamenti", "ruled out job cuts"."""
    if lemma(words[index].text, language) not in _DENYING_BEING:
        return []
    near = range(index + 1, min(index + 5, len(words)))
    bare = (i for i in near if words[i - 1].surface not in _LEADING)  # not "per ora" of "ha escluso per ora …"
    return [i for i in bare if not words[i].stop and words[i].surface != "out" and not words[i].capital][:1]


_LEADING = frozenset("per in a al alla nel nella di da for at on".split())
_DENYING_BEING = frozenset("escludere smentire scongiurare evitare rule exclude avert avoid".split())
_BEFORE_DEED = frozenset("di d to out ad a che".split())
_SHORT_HAVE = frozenset("aver esser averlo averla averli averle having being".split())
