"""Tell what a sentence tells as done: a perfect, a past passive, a simple past; knows languages, not documents."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.language.asides import PARTICIPLE_IT
from rag.language.clauses import helping
from rag.language.hedging_cues import FACT
from rag.language.lemmas import lemma
from rag.language.words import Word

_VERB = re.compile(r"(?:are|ere|ire|rre|rsi)$")
_COMPARING = frozenset(
    "men women children people feet teeth lives least less more most better best worse worst further".split()
)
_HAVE_BE = frozenset(
    """ha hanno ho abbiamo avete aveva avevano e sono era erano fu furono stato stata stati state venne vennero e'
    has have had was were been being got did
    hat haben hatte hatten ist sind war waren wurde wurden worden
    a ont avait ete est sont etait fut furent ha han habia fue fueron sido""".split()
)
_HAVE = frozenset("ha hanno ho abbiamo aveva avevano".split())
BEFORE_NOUN_IT = frozenset("il lo i gli la le l un uno una del dello della dei degli delle al alla nel nella".split())
NOUN_ENDS_IT = ("mento", "menti", "ista", "ente", "enti", "istenza")
_REMOTE_IT = re.compile(r"(?:\w{2,}(?:ò|arono|erono|irono|ì|sse|ssero|nse|nsero|rse|rsero|se|sero|ette|ettero))$")


def is_past(words: Sequence[Word], index: int, language: str, levels: Sequence[int]) -> bool:
    """Tell whether the word at `index` is told as done: a perfect, a past passive, a simple past."""
    if levels[index] != FACT:
        return False
    word = words[index]
    before = helping(words[max(0, index - 4) : index], language)
    helped = any(b in _HAVE_BE for b in before)
    base = lemma(word.text, language)
    if language == "it":
        if _VERB.search(base) and _REMOTE_IT.search(word.text.lower()) and base != word.surface:
            return True
        named = index > 0 and words[index - 1].surface in BEFORE_NOUN_IT  # "ha presentato un esposto"
        done = PARTICIPLE_IT.search(word.surface) and not word.surface.endswith(NOUN_ENDS_IT)
        return helped and bool(done) and not named and not _is_done_already(words, index)
    if language == "en":
        if "to" in before[-1:] or "be" in before[-1:] or word.surface in _COMPARING:
            return False
        if set(before[-1:]) & _BEFORE_NOUN_EN and _is_bare(words, index + 1):  # "the combined company"
            return False
        past = base != word.surface and not word.surface.endswith(("s", "ing"))
        return past and (helped or not set(before[-2:]) & {"is", "are"})
    return helped and (word.surface.startswith("ge") or word.surface.endswith(("t", "e", "es", "ado", "ido")))


_BEFORE_NOUN_EN = frozenset("the a an its his her their this these that those".split())


def _is_bare(words: Sequence[Word], index: int) -> bool:
    """Tell whether a word stands there that may be a noun: neither a function word nor a number."""
    return index < len(words) and not words[index].stop and not words[index].number


def _is_done_already(words: Sequence[Word], index: int) -> bool:
    """Tell whether the helper serves the participle before: "ha annunciato | ricorso"."""
    before = words[index - 1]
    served = PARTICIPLE_IT.search(before.surface) is not None and not before.stop and before.surface not in _HAVE_BE
    return served and index > 1 and helping(words[index - 2 : index - 1], "it")[0] in _HAVE
