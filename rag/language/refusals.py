"""Find the deed or the thing that a word denies: "nega di avere colpito", "ruled out leaving"."""

from __future__ import annotations

from collections.abc import Sequence

from rag.language.infinitives import is_open
from rag.language.lemmas import lemma
from rag.language.words import Word


def refused_by(words: Sequence[Word], index: int, language: str) -> list[int]:
    """Return the deed that the denying word at `index` leads, or the noun whose being it denies, if any."""
    return _deed_after(words, index, language) or _thing_after(words, index, language)


def left_to_do(words: Sequence[Word], index: int, language: str) -> int | None:
    """Return the deed that a word tells as still to be done: "restano da chiarire", "must still approve"."""
    surface = words[index].surface
    following = [word.surface for word in words[index + 1 : index + 3]]
    if surface in _STAYING and following[:1] == ["da"] and len(following) > 1:
        return index + 2 if is_open(words, index + 2, language) else None
    beside = {word.surface for word in words[max(0, index - 1) : index + 2]}
    if surface in _HAVING and following == ["yet", "to"]:
        return _past_being(words, index + 3, language)
    if not beside & _STILL or surface not in _LACKING:
        return None
    return _past_being(words, index + 1, language)


def _past_being(words: Sequence[Word], start: int, language: str) -> int | None:
    """Return the first telling word from `start` on, past "to be", "ancora essere", "the European regulator's"."""
    near = range(start, min(start + _NEAR, len(words)))
    telling = (i for i in near if not (words[i].stop or words[i].surface in _PASSED_OVER))
    return next((i for i in telling if not _is_whose(words, i, language)), None)


def _is_whose(words: Sequence[Word], index: int, language: str) -> bool:
    """Tell whether a word says whose deed it is: "the regulator's", "Bruxelles"; German nouns have capitals."""
    owns = index + 1 < len(words) and words[index + 1].text == "s"
    return owns or (words[index].capital and language != "de")


_NEAR = 8  # words from "must still" to the deed
_STAYING = frozenset("resta restano restava restavano rimane rimangono rimaneva rimanevano".split())
_HAVING = frozenset("has have had is are was were".split())
_STILL = frozenset("still ancora noch encore aun todavia".split())
_LACKING = frozenset(
    """deve devono doveva dovevano dovra dovranno attende attendono aspetta aspettano must needs need needed has have
    had awaits await awaiting waiting requires require muss mussen doit doivent debe deben""".split()
)
_PASSED_OVER = _STILL | frozenset("essere stato venire be been being to wait waiting werden etre ser".split())


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
