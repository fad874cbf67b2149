"""Find what a sentence sets aside between commas, and so tells for sure: "…, chiuso dal 2019", "…, che ha due sedi".

Takes a text's words; knows languages, not documents. A hedge before the comma does not reach an aside.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.language.words import Word

PARTICIPLE_IT = re.compile(r"(?:[aiu]t|ss|[^s]s|tt|nt|rt|lt|st|rs|os|es|us|is)[oaie]$")


def set_aside(text: str, words: Sequence[Word], cue: int) -> frozenset[int]:
    """Return the words after a cue that a comma sets aside as told for sure: "…, chiuso dal 2019", "…, che ha …"."""
    found: set[int] = set()
    inside = False
    for index in range(cue + 1, len(words)):
        between = text[words[index - 1].end : words[index].start]
        if "," in between:
            inside = index > cue + 2 and _is_aside(words, index, cue)
        if inside:
            found.add(index)
    return frozenset(found)


def inset_before(text: str, words: Sequence[Word], cue: int) -> frozenset[int]:
    """Return the words of a relative clause between commas before a cue: "the deal, which must be approved, is …"."""
    commas = [i for i in range(1, cue + 1) if "," in text[words[i - 1].end : words[i].start]]
    opens = next((i for i in commas if words[i].surface in _WHO), None)
    if opens is None or commas[-1] <= opens:
        return frozenset()
    return frozenset(range(opens, next(i for i in commas if i > opens)))


def _is_aside(words: Sequence[Word], index: int, cue: int) -> bool:
    word, before = words[index], {w.surface for w in words[cue:index]}
    if _SAYS.intersection(w.surface for w in words[index : index + 2]):  # ", ha detto Rossi"
        return True
    if word.surface in _ASIDE:
        return words[index - 1].surface not in _ASIDE
    following = words[index + 1].surface if index + 1 < len(words) else ""
    if word.capital or before & _HELP_PASSIVE:
        return False
    italian = following in _AFTER_PARTICIPLE_IT and PARTICIPLE_IT.search(word.surface) is not None
    return italian or (following in _AFTER_PARTICIPLE_EN and word.surface.endswith("ed"))


_SAYS = frozenset(
    """detto dichiarato spiegato affermato annunciato aggiunto assicurato avvertito ricordato ammesso promesso precisato
    dice spiega afferma assicura avverte ammette ricorda aggiunge said says warned added explained announced told
    promised admitted""".split()
)
_ASIDE = frozenset("che fuori who which dove where cui dopo after nach apres".split())
_AFTER_PARTICIPLE_IT = frozenset("da dal dalla dall dai in nel nella nell a al alla all per con di su".split())
_AFTER_PARTICIPLE_EN = frozenset("since in by on at from for with".split())
_HELP_PASSIVE = frozenset("essere stato stata stati state venire be been being".split())


def apart_from_judgement(text: str, words: Sequence[Word], judged: Sequence[int]) -> frozenset[int]:
    """Return what a comma sets apart from a judgement: "ha giudicato fragile il ponte, mai collaudato"."""
    for index in judged[2:]:
        if "," in text[words[index - 1].end : words[index].start] and _leads_apart(words, index):
            return frozenset(i for i in judged if i >= index)
    return frozenset()


def apart_from_speech(text: str, words: Sequence[Word], said: Sequence[int]) -> frozenset[int]:
    """Return what the writer tells of a name amid somebody's words: "nega di avere colpito Rossi, che si è ferito"."""
    found: set[int] = set()
    aside = False
    for index in said[1:]:
        if "," in text[words[index - 1].end : words[index].start]:
            aside = words[index].surface in _WHO and words[index - 1].capital
        if aside:
            found.add(index)
    return frozenset(found)


_WHO = frozenset("che who which dove cui".split())


def _leads_apart(words: Sequence[Word], index: int) -> bool:
    word = words[index]
    return word.surface in _APART or (PARTICIPLE_IT.search(word.surface) is not None and word.surface.endswith(_DONE))


_APART = frozenset("che mai gia dove cui who which where never already".split())
_DONE = ("ato", "ata", "ati", "ate", "uto", "uta", "uti", "ute", "ito", "ita", "iti", "ite")
