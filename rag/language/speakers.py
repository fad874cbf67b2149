"""Tell who speaks: the words around a word of saying that name the speaker; knows languages, not documents."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.language.quotations import TURNING
from rag.language.words import Word

THAT = frozenset("che di come that dass que de d how as".split())  # words that lead what is said


def near_speaker(text: str, words: Sequence[Word], verb: int | None, allowed: frozenset[int]) -> frozenset[int]:
    """Return the words around a saying verb that can name the speaker: those of its own clause, up to commas."""
    if verb is None:
        return frozenset()
    taken = {verb}
    for step in (-1, 1):
        index = verb + step
        while 0 <= index < len(words) and index in allowed and abs(index - verb) <= _MOST:
            left, right = sorted((index, index - step))
            between = text[words[left].end : words[right].start]
            if re.search(r"[,;:«»“”]", between) and not _names_go_on(words, index, step):
                break
            if words[index].surface in TURNING:
                break
            if words[index].surface in THAT and words[index].surface not in ("di", "de", "d") and step == 1:
                break
            taken.add(index)
            index += step
    return frozenset(taken - {verb})


_MOST = 12


def _names_go_on(words: Sequence[Word], index: int, step: int) -> bool:
    """Tell whether past a comma the speaker's name or office goes on: "il presidente, Renato Vitale,"."""
    return words[index].capital and not words[index].stop


def is_accused(words: Sequence[Word], verb: int) -> bool:
    """Tell whether a verb of saying is done to its subject, who says nothing: "era accusata di …"."""
    return any(word.surface in _BEING for word in words[max(0, verb - 3) : verb])


_BEING = frozenset("era erano fu furono stato stata stati state viene vengono venne was were been being is are".split())


def judging(words: Sequence[Word], verb: int, near: frozenset[int]) -> frozenset[int]:
    """Return the words before a verb that name who judges: in its clause, or what its "che", "who" stands for."""
    before = frozenset(i for i in near if i < verb)
    if any(not words[i].stop for i in before) and words[min(before)].surface not in _WHO:
        return before
    return frozenset(range(max(0, verb - _MOST), verb))


_WHO = frozenset("che who which qui".split())
