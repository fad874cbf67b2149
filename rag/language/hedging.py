"""Find what a sentence does not state as a fact: what may be, is wanted, or is still to come.

Takes a text's words, gives for each a level: 0 told as done or being, 1 to come, 2 decided, 3 wanted or
planned, 4 possible, reported or doubted. Knows languages, not documents.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.language.asides import inset_before, set_aside
from rag.language.clauses import helping, reach
from rag.language.conditions import is_unwilling, leaves_open, on_condition
from rag.language.harmless import hedges_nothing
from rag.language.hedging_cues import DECIDED, EXACT, FACT, LEVEL, PLANNED, POSSIBLE, TO_COME, WANTED
from rag.language.lemmas import is_word, lemma
from rag.language.words import Word

_REPORTED = frozenset("said announced confirmed told promised declared stated added insisted vowed pledged".split())
_CONDITIONAL = re.compile(r"\w{2,}(?:rebbe|rebbero|remmo)$")
_FUTURE = re.compile(r"\w{2,}(?:r[aà]|ranno|remo)$")
_FUTURE_FR = re.compile(r"\w{3,}(?:ra|ront)$")
_CONDITIONAL_FR = re.compile(r"\w{3,}(?:rait|raient)$")
_NEED_TO = frozenset("mira mirano mirava punta puntano puntava volto volta volti volte".split())
_VERB = re.compile(r"(?:are|ere|ire|rre|rsi)$")
_FAR = frozenset((DECIDED, WANTED, POSSIBLE))


@dataclass(frozen=True, slots=True)
class Hedging:
    """Hold the level of each word, and the words that carry a cue."""

    levels: tuple[int, ...]
    cues: frozenset[int]

    @property
    def strongest(self) -> int:
        """Return the highest level in the sentence."""
        return max(self.levels, default=FACT)


def find_hedging(text: str, words: Sequence[Word], language: str) -> Hedging:
    """Return the level of every word of a sentence."""
    levels = [FACT] * len(words)
    cues: set[int] = set()
    for index in range(len(words)):
        level, itself = _cue(words, index, language)
        if level == FACT:
            continue
        cues.add(index)
        for other in _reached(text, words, index, level, itself):
            levels[other] = max(levels[other], level)
    doubtful, naming = on_condition(text, words)
    if naming:
        levels = [POSSIBLE if i in doubtful or level else FACT for i, level in enumerate(levels)]
    return Hedging(tuple(levels), frozenset(cues) | naming)


def _cue(words: Sequence[Word], index: int, language: str) -> tuple[int, bool]:
    """Return the level a word casts on what follows, and whether it is itself the verb that is cast upon."""
    level = _by_form(words[index], language)
    return (level, True) if level else (_by_word(words, index, language), False)


def _by_form(word: Word, language: str) -> int:
    """Return the level of a verb in the conditional or the future."""
    if language == "it" and _CONDITIONAL.match(word.surface):
        leading = lemma(word.text, "it") in ("volere",)
        return WANTED if leading else POSSIBLE
    if language == "it" and is_future(word):
        return TO_COME
    if language == "fr" and not word.capital:
        if _CONDITIONAL_FR.match(word.surface):
            return POSSIBLE
        if _FUTURE_FR.match(word.surface) and lemma(word.text, "fr").endswith(("er", "ir", "re")):
            return TO_COME
    return FACT


def _by_word(words: Sequence[Word], index: int, language: str) -> int:
    """Return the level that a word casts by what it means: "may", "mira a", "prevede"."""
    word, following = words[index], words[index + 1].surface if index + 1 < len(words) else ""
    if word.surface in EXACT:
        return _exactly(words, index)
    if (word.surface, following) in (("is", "to"), ("are", "to")):
        return TO_COME  # "is to close 14 shops"
    if word.surface in _NEED_TO:
        return WANTED if following in ("a", "ad", "al", "alla", "all", "ai", "alle") else FACT
    if word.surface in _NOUNS and index and words[index - 1].surface in _ARTICLES:
        return FACT
    base = lemma(word.text, language)
    if base in _EXPECTING or word.surface in _AWAITED:
        return _expected(words, index, language)
    open_yet = base in ("decide", "decidere") and following in _STILL_OPEN and word.surface != "decided"
    if open_yet or (base in ("plan", "pianificare", "prevedere") and following in ("to", "di")):
        return WANTED
    if base in ("consider", "considerare") and not (following.endswith("ing") or word.surface.endswith("ing")):
        return FACT  # "analysts consider 2030 more realistic"
    if base in ("accettare", "accept", "acconsentire", "consent") and following in ("to", "di", "a"):
        return DECIDED
    level = LEVEL.get(base, FACT) or LEVEL.get(word.surface, FACT)
    thought = (word.surface in _THOUGHT and following == "to") or (base, following) in (("call", "for"), ("face", "up"))
    if leaves_open(words, index, language) or thought:
        return POSSIBLE
    apart = is_unwilling(words, index, base) or hedges_nothing(words, index, base, language)
    return FACT if level and apart else level


def _exactly(words: Sequence[Word], index: int) -> int:
    """Return the level of "may", which may be a month, and of "would", which may be what was said."""
    word = words[index]
    if word.surface == "may" and word.capital and index:
        return FACT
    reported = word.surface == "would" and any(w.surface in _REPORTED for w in words[max(0, index - _FAR_BACK) : index])
    return TO_COME if reported else EXACT[word.surface]


_FAR_BACK = 14  # words from "said" to the "would" of what was said


def _expected(words: Sequence[Word], index: int, language: str) -> int:
    """Return the level of "expects", "si aspetta"; who did not expect a thing saw it happen, who waits is another."""
    before = {word.surface for word in words[max(0, index - 4) : index]}
    past = before & {"did", "didn", "had", "hadn", "never"} or words[index].surface.endswith(("ava", "avano", "evano"))
    if past and before & {"not", "t", "never", "non"}:
        return FACT
    if language != "it":
        return LEVEL.get(lemma(words[index].text, language), WANTED)
    if words[index].surface in PLANNED:
        return TO_COME if _is_passive(words, index) and "piu" not in before else FACT  # "il pezzo più atteso"
    return WANTED if before & _MYSELF else FACT


_STILL_OPEN = frozenset("on whether if se su sul sulla".split())  # "until the government decides on funding"
_THOUGHT = frozenset("thought believed understood presumed rumoured rumored reported said".split())
_AWAITED = frozenset("atteso attesa attesi attese".split())
_EXPECTING = frozenset("expect aspettare aspettarsi attendere attendersi".split())
_MYSELF = frozenset("si ci mi s".split())


_NOUNS = frozenset("stima stime estimate estimates".split())
_ARTICLES = frozenset("la le una the an this that its his her their questa queste quella sua".split())


def is_future(word: Word) -> bool:
    """Tell whether an Italian word is a verb in the future: its end and a dictionary form that is a verb."""
    if not _FUTURE.match(word.text.lower()) or word.surface in ("sopra", "ancora", "fra", "sera", "era", "cura"):
        return False
    if word.text.lower().endswith("ra"):  # without its accent it is a noun as a rule
        return False
    base = lemma(word.text, "it")
    return bool(_VERB.search(base)) or not is_word(word.text, "it")


def _reached(text: str, words: Sequence[Word], index: int, level: int, itself: bool) -> list[int]:
    """Return the words a cue casts its level on: a future the verb and its participle, a plan all it plans."""
    aside = set_aside(text, words, index)
    if _is_passive(words, index):
        inset = inset_before(text, words, index)
        return [i for i in range(len(words)) if i not in aside | inset]
    if words[index].surface.endswith(_PARTICIPLE) and _is_by(words, index + 1):
        return []  # "l'aumento chiesto dall'amministratore Grassi" casts nothing on him
    if level == TO_COME:
        ends = index + 1 < len(words) and "," in text[words[index].end : words[index + 1].start]
        told = [] if ends else list(reach(text, words, index + 1))
        if not itself:  # "dei 121 chilometri previsti | ne sono stati scavati 83"
            told = told[: next((at for at, i in enumerate(told) if words[i].surface in _FINITE | {"ne"}), len(told))]
        following = [i for i in told if not words[i].stop][:2]
        return [index, *following] if itself else following
    far = reach(text, words, index + 1, far=not itself or level in _FAR)
    following = [i for i in far[: _to_another_verb(words, far)] if i not in aside]
    return [index, *following] if itself else following


_PARTICIPLE = ("to", "ta", "ti", "te", "so", "sa", "si", "se", "ed")


def _is_by(words: Sequence[Word], index: int) -> bool:
    return index < len(words) and words[index].surface in ("da", "dal", "dallo", "dalla", "dall", "dai", "dagli", "by")


def _to_another_verb(words: Sequence[Word], reached: range) -> int:
    """Return how many of the reached words come before "and" with a verb of its own: "promised trains and will …"."""
    for at, index in enumerate(reached[:-1]):
        following = words[index + 1]
        verb = is_future(following) or following.surface in _FINITE
        if at and words[index].surface in ("e", "ed", "and") and words[index].text != "è" and verb:
            return at
    return len(reached)


_FINITE = frozenset("ha hanno aveva avevano sono era erano has have had is are was were will".split())
_IS = frozenset("e sono is are sara be ist sind est sont era erano was were".split())


def _is_passive(words: Sequence[Word], index: int) -> bool:
    """Tell whether the cue is said of its subject: "il processo è fissato", "a line is planned"."""
    return words[index].surface in PLANNED and any(
        word in _IS for word in helping(words[max(0, index - 3) : index], "")
    )
