"""Find what a sentence leaves open: the condition it hangs on ("provided that …"), what nobody rules out.

Takes a text's words; knows languages, not documents.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.language.lemmas import lemma
from rag.language.words import Word

_CONDITION = re.compile(
    r"\b(?:provided that|providing that|on condition that|as long as|unless|subject to|a condizione (?:che|di)|"
    r"a patto (?:che|di)|purch[eé]|sempre che|a meno che|a meno di|salvo che|sofern|es sei denn|à condition que|"
    r"à moins que|conditional (?:up)?on|contingent (?:up)?on|condizionat[oaie] a\w*|subordinat[oaie] a\w*|"
    r"vincolat[oaie] a\w*)\b",
    re.I,
)


def on_condition(text: str, words: Sequence[Word]) -> tuple[frozenset[int], frozenset[int]]:
    """Return the words of a condition, and those of them that lead it; none of either where there is none."""
    found = _CONDITION.search(text)
    if found is None:
        return frozenset(), frozenset()
    within = frozenset(i for i, word in enumerate(words) if word.start >= found.start())
    return within, frozenset(i for i in within if words[i].start < found.end())


def leaves_open(words: Sequence[Word], index: int, language: str) -> bool:
    """Tell whether a verb of ruling out is denied, and so leaves open what follows: "non esclude"."""
    base = lemma(words[index].text, language)
    out = index + 1 < len(words) and words[index + 1].surface == "out"
    if base not in ("escludere", "exclude", "ausschliessen", "exclure") and not (base == "rule" and out):
        return False
    return any(word.surface in ("non", "not", "t", "nicht", "pas") for word in words[max(0, index - 3) : index])


def is_unwilling(words: Sequence[Word], index: int, base: str) -> bool:
    """Tell whether somebody would not do a thing and so did not: "non ha voluto commentare", "wollte nicht"."""
    if base not in ("volere", "wollen", "want", "vouloir") or words[index].surface not in _WANTED_THEN:
        return False
    around = {word.surface for word in words[max(0, index - 3) : index + 5]}
    return not around.isdisjoint(("non", "not", "nicht", "t", "pas"))


_WANTED_THEN = frozenset("voluto voluta vollero volle volevano voleva wollte wollten wanted want voulu".split())
