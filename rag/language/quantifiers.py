"""Find how many of a kind a sentence speaks of without a number: "alcuni operatori", "most residents", "sempre".

Takes a text's words, gives for each such word its degree, from none to all, and the word it counts. Knows languages,
not documents.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.language.units import UNITS
from rag.language.words import Word, fold

NONE, FEW, SOME, MANY, MOST, ALL = range(6)

_DEGREES = {
    NONE: """nessun nessuno nessuna no none neither kein keine keinen keiner aucun aucune ningun ninguna""",
    FEW: """pochi poche pochissimi pochissime few wenige peu pocos pocas""",
    SOME: """alcuni alcune certi certe diversi diverse vari varie qualche some several einige manche mehrere plusieurs
        quelques algunos algunas varios varias""",
    MANY: """molti molte numerosi numerose tanti tante parecchi parecchie many numerous viele zahlreiche beaucoup
        nombreux nombreuses muchos muchas numerosos""",
    MOST: """most meisten""",
    ALL: """tutti tutte tutta tutto ogni ciascun ciascuno ciascuna qualsiasi qualunque all every each whole entire
        intero intera alle allen jede jeder jedes tous toutes chaque todos todas cada""",
}
DEGREE = {word: degree for degree, words in _DEGREES.items() for word in words.split()}
_PHRASES = (
    (
        re.compile(
            r"\b(?:(?:la )?(?:maggior|gran) parte|(?:la |una |the |a )?(?:larga |vast |large )?"
            r"(?:maggioranza|majority)|quasi (?:tutt[ie]|ogni)|almost (?:all|every)|nearly (?:all|every)|la plupart|"
            r"la mayoria|die meisten|"
            r"fast alle|presque tous|pressoche tutt[ie]|not (?:all|every)|non tutt[ie]|nicht alle)\b"
        ),
        MOST,
    ),
    (re.compile(r"\b(?:a|una) (?:minority|minoranza|handful|manciata)\b"), FEW),
    (re.compile(r"\b(?:una )?parte (?=de(?:i|gli|lle|ll|l|lla)\b)"), SOME),
)
_OFTEN = {
    SOME: "talvolta occasionalmente sometimes occasionally manchmal parfois",
    MANY: "spesso frequentemente often frequently oft haufig souvent",
    MOST: "solitamente generalmente usually generally meistens normalmente",
    ALL: "sempre always immer toujours siempre",
}
OFTEN = {word: degree for degree, words in _OFTEN.items() for word in words.split()}
_PARTITIVE = frozenset(
    "di dei degli delle del dello della dell of the i gli le il lo la l der den die des les los las de".split()
)
_NO_QUANTITY = frozenset("e ed i che around over together il the".split())


@dataclass(frozen=True, slots=True)
class Quantifier:
    """Hold where a word of degree stands, its degree, from `NONE` to `ALL`, and the index of what it counts."""

    index: int
    degree: int
    noun: int | None


def find_quantifiers(text: str, words: Sequence[Word], language: str) -> tuple[Quantifier, ...]:
    """Return the words of degree of a sentence, in order; "ogni anno" tells how often a thing comes, and is none."""
    phrases = _phrases(text, words)
    found = []
    for index, word in enumerate(words):
        degree, last = phrases.get(index, (DEGREE.get(word.surface), index))
        inside = any(first < index <= end for first, (_, end) in phrases.items())
        if degree is None or inside or not _counts(words, index, language):
            continue
        noun = _counted(text, words, last + 1)
        if noun is None or words[noun].surface not in UNITS:
            found.append(Quantifier(index, degree, noun))
    return tuple(found)


def _phrases(text: str, words: Sequence[Word]) -> dict[int, tuple[int, int]]:
    """Return, by the index of its first word, the degree and the last word of each phrase: "la maggior parte"."""
    plain = fold(text)
    if len(plain) != len(text):
        return {}
    found: dict[int, tuple[int, int]] = {}
    for pattern, degree in _PHRASES:
        for match in pattern.finditer(plain):
            inside = [i for i, word in enumerate(words) if match.start() <= word.start < match.end()]
            if inside and not any(first <= inside[0] <= last for first, (_, last) in found.items()):
                found[inside[0]] = (degree, inside[-1])
    return found


def _counts(words: Sequence[Word], index: int, language: str) -> bool:
    """Tell "tutti i soci", "every house" from "tutto", "at all", "tutti e tre", "no longer"."""
    surface = words[index].surface
    before = words[index - 1].surface if index else ""
    following = words[index + 1].surface if index + 1 < len(words) else ""
    if surface in ("tutta", "tutto", "whole", "entire", "intero", "intera"):
        return following in ("il", "lo", "la", "l") or surface not in ("tutta", "tutto")
    if surface in ("no", "all", "alle") and language not in _WRITTEN_IN[surface]:
        return False
    if surface in ("no", "all") and (following in _NO_FOLLOWING or before in ("at", "after", "in", "first", "above")):
        return False
    if surface == "most" and before in ("the", "at", "la", "le", "il"):  # "the most expensive"
        return False
    return not (
        surface in ("certi", "certe", "diversi", "diverse", "varie") and before not in _FREE and index > 0
    ) and (surface != "tutti" or following not in _NO_QUANTITY - {"i"})


_WRITTEN_IN = {"no": ("en",), "all": ("en",), "alle": ("de",)}
_NO_FOLLOWING = frozenset("longer more less fewer one doubt matter later over around together right but the-".split())
_FREE = frozenset("e ma che in per con da a tra fra su secondo ha hanno sono".split())


def _counted(text: str, words: Sequence[Word], start: int) -> int | None:
    """Return the first telling word after a word of degree, past "dei", "of the", "nuove"."""
    for index in range(start, min(start + _NEAR, len(words))):
        between = text[words[index - 1].end : words[index].start]
        if re.search(r"[,;:.()«»“”\"]", between) or words[index].number:
            return None
        if words[index].surface in _PARTITIVE or words[index].stop:
            continue
        return index
    return None


_NEAR = 4  # words from a word of degree to what it counts

__all__ = ["ALL", "DEGREE", "FEW", "MANY", "MOST", "NONE", "OFTEN", "SOME", "Quantifier", "find_quantifiers"]
