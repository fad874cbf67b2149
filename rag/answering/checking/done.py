"""Tell what a claim tells as done, or as being already, and its sources only plan; and what it tells as still to come.

Used by the check of the hedge.
"""

from __future__ import annotations

from rag.answering.checking.finding import CONTRADICTED, NOTHING, Evidence, Finding
from rag.answering.checking.reading import Reading
from rag.answering.checking.verbs import is_verb
from rag.language.attribution import is_saying
from rag.language.hedging import is_future
from rag.language.hedging_cues import FACT, TO_COME
from rag.language.lemmas import lemma
from rag.language.pasts import is_past
from rag.language.sayings import ANNOUNCING

_SAME = 0.75  # nearness at which a word of the claim is the planned one
_IS = frozenset("è sono is are ha hanno has have".split())
_ALREADY = frozenset("gia already ora adesso now oggi today attualmente currently schon deja ya".split())
_SMALL = frozenset("il lo la i gli le l un uno una the a an".split())


def check_done(claim: Reading, evidence: Evidence) -> Finding:
    """Judge a deed that no source has, on what the sources only plan: "ha versato i fondi" of "ha promesso fondi"."""
    past = [i for i in claim.content if is_past(claim.words, i, claim.language, claim.hedging.levels)]
    past = [i for i in past if not is_saying(claim.words, i, claim.language)]
    careful = claim.hedging.cues or claim.negation.any
    if past and tells_of_telling(claim, past[0], evidence):
        return NOTHING
    if not past or careful or any(_levels(claim, i, evidence) for i in past):
        return NOTHING
    told = [i for i in claim.content if i > past[0] and i not in past]
    levels = [_levels(claim, i, evidence) for i in told]
    planned = [found for found in levels if found and min(found) >= TO_COME]
    free = [found for found in levels if found and min(found) == FACT]
    return CONTRADICTED if (planned and not free) or _at_a_planned_time(claim, evidence) else NOTHING


def tells_of_telling(claim: Reading, verb: int, evidence: Evidence) -> bool:
    """Tell whether the claim tells that a plan was told, and somebody does so in the sources: "was announced"."""
    announces = lemma(claim.words[verb].text, claim.language) in ANNOUNCING
    return announces and any(sentence.frames or sentence.hedging.cues for sentence in evidence.sentences)


def check_to_come(claim: Reading, evidence: Evidence) -> Finding:
    """Judge a deed that the claim tells as still to come, and every source as done: "firmeranno" of "hanno firmato"."""
    for cue in sorted(claim.hedging.cues):
        deed = next((i for i in claim.content if i >= cue), None)
        if deed is None or not _tells_future(claim, cue):
            continue
        done = [
            is_past(sentence.words, other, sentence.language, sentence.hedging.levels)
            for sentence in evidence.sentences
            for other in evidence.matches(claim, deed, sentence, _SAME)
        ]
        if done and all(done):
            return CONTRADICTED
    return NOTHING


def _tells_future(claim: Reading, cue: int) -> bool:
    word = claim.words[cue]
    return is_future(word) if claim.language == "it" else word.surface in _WILL


_WILL = frozenset("will shall wird werden".split())


def _at_a_planned_time(claim: Reading, evidence: Evidence) -> bool:
    """Tell whether the times of the claim stand, in its sources, with what is still to come alone."""
    found = [
        TO_COME if _lasts_until(sentence, i) else sentence.hedging.levels[i]
        for sentence in evidence.sentences
        for i, word in enumerate(sentence.words)
        for moment in sentence.moments
        if moment.start <= word.start < moment.end and any(own.within(moment) for own in claim.moments)
    ]
    return bool(found) and max(found) >= TO_COME


def _lasts_until(sentence: Reading, index: int) -> bool:
    """Tell whether a time is one that something lasts to: "until the election in November"."""
    before = [i for i in range(max(0, index - _NEAR), index) if sentence.clauses[i] == sentence.clauses[index]]
    surfaces = [sentence.words[i].surface for i in before]
    return not _UNTIL.isdisjoint(surfaces) or any(pair in _UP_TO for pair in zip(surfaces, surfaces[1:], strict=False))


_NEAR = 5  # words from "until" to a time
_UNTIL = frozenset("until till bis".split())
_UP_TO = frozenset((one, two) for one in ("fino", "sino") for two in ("a", "al", "alla", "alle", "ai", "all"))


def _levels(claim: Reading, index: int, evidence: Evidence) -> list[int]:
    """Return the levels at which the sources hold a word of the claim."""
    return [
        sentence.hedging.levels[other]
        for sentence in evidence.sentences
        for other in evidence.matches(claim, index, sentence, _SAME)
    ]


def is_now(claim: Reading, index: int) -> bool:
    """Tell whether a word of the claim is told as being the case now, with no date: "è presidente", "coaches"."""
    if claim.moments or claim.hedging.levels[index] != FACT or index in claim.hedging.cues:
        return False
    at = index
    while at > 0 and claim.words[at - 1].surface in _SMALL:
        at -= 1
    being = at > 0 and claim.words[at - 1].text.lower() in _IS
    being = being and not (claim.language == "en" and claim.words[index].surface.endswith("ing"))  # "is leaving"
    third = claim.language == "en" and claim.words[index].surface.endswith("s") and is_verb(claim, index)
    present = any(word.surface in _ALREADY for word in claim.words[max(0, index - 2) : index + 3])
    return third or (being and not is_past(claim.words, index, claim.language, claim.hedging.levels)) or present
