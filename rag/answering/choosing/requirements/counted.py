"""Tell whether a passage speaks of what a question counts, or of which it asks: other words in common are not enough.

"How many bicycles do the trains of the valley take?" is not answered out of a passage about those trains that knows no
bicycles, nor "which hospital" where no hospital is told of, nor "are there any objections" where there are none. Words
meet as stems, synonyms, or vectors that lie near; across languages nobody can tell by the words.
"""

from __future__ import annotations

import re

from rag.language.cues import FOCUS_KINDS
from rag.language.questions import Question
from rag.language.thesaurus import same_meaning
from rag.language.words import Word, find_words
from rag.types import SearchResult, Sentence

_NEAR = 0.5  # strength of a word's vector from which it may stand for what is counted
_MEASURING = re.compile(  # "quanto vale", "quanto è alto": how much says what, so nobody says it again
    r"val(?:e|gono|eva|evano|so)|cost(?:a|ano|era|eranno|ava|avano|erebbe|ato|ata|ati|ate)|misura(?:no|va)?|pes(?:a|ano|ava)|"
    r"dur(?:a|ano|ava|era|eranno|ato|ata|ati|ate)|ammont(?:a|ano|ava)|alt[oaie]|lung(?:o|a|hi|he)|larg(?:o|a|hi|he)|"
    r"grand[ei]|profond[oaie]|veloc[ei]|lontan[oaie]|distant?[ei]?|cuestan?|valen?|kostet?\w*|wert|vaut|coutent?|coute|"
    # who is paid or pays, and what grows: "prenderanno", "è aumentato" are told by an allowance, by two figures
    r"(?:pag|pagh|guadagn|vers|aument)(?:a|ano|ava|avano|era|eranno|erebbe|erebbero|at[oaie])|"
    r"(?:prend|percep|ricev|cresc|verr)(?:e|ono|eva|evano|isce|iscono|iva|ivano|era|eranno|ira|iranno|ebbe|ebbero|i?ut[oaie]|it[oaie])"
)
_ROOT = 5  # letters of a stem from which a longer one is of the same word: "invest", "investir" of "investirà"
# Bodies that are called what they are where they are told of, unlike companies, banks, unions and countries.
_SAID = frozenset(
    """scuola scuole ospedale ospedali museo musei fondazione fondazioni universita school schools hospital hospitals
    museum museums foundation university universities schule schulen krankenhaus universitat universitaten ecole ecoles
    hopital universite universites""".split()
)


_EXISTS = re.compile(
    r"\W*(?:(?:e|and|und|et) )?(?:ci (?:sono|saranno|sar[aà])|vi sono|c['’][eè]|esist(?:e|ono)|"
    r"(?:is|are|was|were|will) there(?: be)?|(?:gibt|gab) es|(?:est-ce qu['’]il )?y a(?:-t-il)?|hay)(?: stat[oaie])?\b",
    re.IGNORECASE,
)


def speaks_of_counted(part: Question, result: SearchResult, sentence: Sentence) -> bool:
    """Tell whether the passage of a sentence has the noun that `part` counts, asks for one of or if there is any.

    Of measures ("price", "costs") and of kinds that go without saying ("company") nobody asks it.
    """
    source, focus = result.sources[sentence.file], _counted(part)
    if focus is None or source.language != part.language:
        return True
    near = result.related.get(focus.surface, {})
    text = f"{source.title or ''} {result.passages[sentence.passage].text}"
    return any(
        _is_same(word.stem, focus.stem)
        or near.get(word.surface, 0.0) >= _NEAR
        or same_meaning(focus, part.language, word, part.language)
        for word in find_words(text, part.language)
        if not word.stop
    )


def _counted(part: Question) -> Word | None:
    """Return the noun that must be said, if any."""
    exists = _EXISTS.match(part.text) if part.kind == "yesno" else None
    if exists is not None:
        behind = [word for word in part.words if word.start >= exists.end()]
        return behind[0] if behind and not behind[0].capital else None
    return part.focus if part.focus is not None and _must_be_said(part.focus.surface, part) else None


def _is_same(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return one == other or (len(shorter) >= _ROOT and longer.startswith(shorter))


def _must_be_said(focus: str, part: Question) -> bool:
    if part.kind != "quantity":
        return focus in _SAID
    return part.unit != "duration" and focus not in FOCUS_KINDS and not _MEASURING.fullmatch(focus)
