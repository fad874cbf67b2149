"""Cut a sentence into clauses: at commas, dashes, brackets, quotation marks and joining words; knows no documents.

Takes a text's words, gives for each word the number of its clause, so that a cue reaches as far as its clause does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.language.words import Word

_JOINERS = frozenset(
    """e ed ma mentre che dove quando perche poiche se benche sebbene nonche oppure o
    and but while that which who whom where when because if although though or whereas
    und aber wahrend dass weil wenn obwohl oder et mais tandis que qui parce bien ou y mientras
    porque""".split()
)
_STRONG = re.compile(r"[;:()—–\[\]«»“”\"]|(?<=\s)-(?=\s)")


def clauses(text: str, words: Sequence[Word]) -> tuple[int, ...]:
    """Return, for each word, the number of its clause, from 0."""
    numbers: list[int] = []
    current = 0
    for index, word in enumerate(words):
        between = text[words[index - 1].end : word.start] if index else ""
        if index and ("," in between or _STRONG.search(between) or joins(word)):
            current += 1
        numbers.append(current)
    return tuple(numbers)


def joins(word: Word) -> bool:
    """Tell whether a word opens another clause; "è" is not "e"."""
    return word.surface in _JOINERS and word.text.lower() not in ("è", "é", "sì", "ò")


def helping(words: Sequence[Word], language: str) -> list[str]:
    """Return the folded words without those that only fold to a helping verb: "e" is not "è", Italian "a" no "has"."""
    return ["" if w.text in ("e", "E") or (w.surface == "a" and language != "fr") else w.surface for w in words]


def reach(text: str, words: Sequence[Word], start: int, *, far: bool = False) -> range:
    """Return the words that a cue before `start` reaches: to the end of its clause, or, `far`, of its sentence part.

    Far reaches over commas and "and", and stops at a stronger break and before "but", "while", "which".
    """
    index = start
    while index < len(words):
        between = text[words[index - 1].end : words[index].start] if index else ""
        word = words[index].surface
        turned = word in _TURNS and (word not in _INSET or "," in between)
        if index > start and (_STRONG.search(between) or turned):
            break
        if not far and index > start and ("," in between or joins(words[index])):
            break
        index += 1
    return range(start, index)


_INSET = frozenset("invece pero aber".split())  # these also stand in the middle: "non è invece previsto"
_TURNS = frozenset(
    """ma mentre invece pero benche sebbene nonostante perche poiche but while whereas which although though because
    despite after aber wahrend obwohl weil mais tandis""".split()
)
