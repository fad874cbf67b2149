"""Tell where a word that may hedge hedges nothing: "il piano", "in valuta estera", "was announced in May".

Takes a text's words; knows languages, not documents. `hedging.py` asks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.language.asides import PARTICIPLE_IT
from rag.language.pasts import BEFORE_NOUN_IT
from rag.language.words import Word

_VERB = re.compile(r"(?:are|ere|ire|rre|rsi)$")
_ARTICLES = frozenset("la le una the an this that its his her their questa queste quella sua".split())


def hedges_nothing(words: Sequence[Word], index: int, base: str, language: str) -> bool:
    """Tell whether the word at `index`, of dictionary form `base`, hedges nothing there."""
    return _is_apart(words, index, base) or _is_a_named_plan(words, index) or _is_noun_use(words, index, base, language)


def _is_a_named_plan(words: Sequence[Word], index: int) -> bool:
    """Tell "rejected the plan and went on" from "the plan to close", "the plan is to close"."""
    before, following = words[index - 1].surface if index else "", words[index + 1 : index + 2]
    named = words[index].surface in ("plan", "plans") and before in _ARTICLES
    return named and not any(word.surface in _OF_A_PLAN for word in following)


def _is_apart(words: Sequence[Word], index: int, base: str) -> bool:
    """Tell "was announced in May" and "in valuta estera", which hedge nothing."""
    before = words[index - 1].surface if index else ""
    if base == "announce":
        return before in ("was", "were", "been")
    return words[index].surface == "valuta" and before in _BEFORE_CURRENCY


def _is_noun_use(words: Sequence[Word], index: int, base: str, language: str) -> bool:
    """Tell "piano", "studio", "contare", "chiesto" where they hedge nothing."""
    surface = words[index].surface
    if base in ("studiare", "study") or surface in (
        "studio",
        "studi",
        "set",
        "due",
        "must",
        "deve",
        "devono",
        "previsione",
    ):
        return not (surface == "due" and index + 1 < len(words) and words[index + 1].surface == "to")
    if base == "contare" and not (index + 1 < len(words) and words[index + 1].surface == "di"):
        return True
    following = words[index + 1] if index + 1 < len(words) else None
    if base in ("volere", "want") and surface not in ("vorrebbe", "vorrebbero") and not _leads(following, language):
        return surface in ("voluto", "voluta", "voluti", "volute", "wanted")
    if base in ("possibile", "possible", "possibilita") and index and words[index - 1].surface in _AS_SOON:
        return True
    if surface == "se" and following is not None and following.surface in _REFLEXIVE:
        return True
    if base in ("dovere", "annunciare") and language == "it":
        return surface not in ("doveva", "dovevano")  # what had to be is not said to have been
    if base == "progettare" and PARTICIPLE_IT.search(surface):  # "il giardino progettato da …" stands
        return True
    if surface == "se" and index and words[index - 1].surface in ("anche", "come"):
        return True
    if base == "parere" and index and words[index - 1].surface in BEFORE_NOUN_IT:  # "il parere favorevole"
        return True
    return base == "impegno" and not (index + 1 < len(words) and words[index + 1].surface in ("a", "ad"))


_OF_A_PLAN = frozenset("to for of is are was were would will that".split())
_BEFORE_CURRENCY = frozenset("la una in di della altra altre stessa e con".split())
_AS_SOON = frozenset("tempo presto meglio as maggiore massimo minor piu quanto".split())
_REFLEXIVE = frozenset("stesso stessa stessi stesse".split())


def _leads(following: Word | None, language: str) -> bool:
    """Tell whether a verb follows: "vuole aprire", "wants to open"."""
    if following is None:
        return False
    return following.surface == "to" or (language == "it" and bool(_VERB.search(following.surface)))


__all__ = ["hedges_nothing"]
