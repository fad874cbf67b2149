"""Check the hedge: what may be, is wanted or is still to come must not be told as done or certain."""

from __future__ import annotations

import re

from rag.answering.checking.done import check_done, check_to_come, is_now, tells_of_telling
from rag.answering.checking.finding import CONTRADICTED, NOTHING, OK, Evidence, Finding, worst
from rag.answering.checking.reading import Reading
from rag.answering.checking.verbs import is_participle, is_verb
from rag.language.attribution import is_saying
from rag.language.hedging import is_future
from rag.language.hedging_cues import FACT, POSSIBLE, TO_COME, WANTED
from rag.language.infinitives import is_brought_about, is_open, is_yet_to_do
from rag.language.pasts import BEFORE_NOUN_IT, is_past

_DID_SO = re.compile(r"\b(?:l['’o] ?(?:ha|hanno) (?:già )?fatto|(?:did|done) so)\b", re.I)
_SAME = 0.75  # nearness at which a word of the claim is the hedged one
_MOST = 0.5  # share of the claim that stands in the hedge's reach alone


def check_hedge(claim: Reading, evidence: Evidence) -> Finding:
    """Return whether the claim is as careful as its evidence."""
    if not claim.negation.heads and any(_DID_SO.search(sentence.text) for sentence in evidence.sentences):
        return OK  # "chi vuole potrà cambiare, ma solo uno su otto lo ha fatto"
    if any(_denies_alike(claim, sentence, evidence) for sentence in evidence.sentences):
        return OK
    times = [check_done(claim, evidence), check_to_come(claim, evidence)]
    hedged = any(sentence.hedging.strongest or _orders(sentence) for sentence in evidence.sentences)
    if not hedged:
        return worst([OK if claim.hedging.cues else NOTHING, *times])
    findings = [_check_word(claim, index, evidence) for index in claim.content]
    return worst([*findings, _check_whole(claim, evidence), _check_being(claim, evidence), *times])


def _orders(sentence: Reading) -> bool:
    """Tell whether a sentence tells what somebody is ordered to do."""
    return any(is_yet_to_do(sentence.words, i, sentence.language) for i in sentence.content)


def _denies_alike(claim: Reading, sentence: Reading, evidence: Evidence) -> bool:
    """Tell whether claim and source deny one deed: "non c'è ancora una decisione" of "non ha ancora deciso se"."""
    heads = claim.negation.heads
    same = (o in sentence.negation.heads for i in heads for o in evidence.matches(claim, i, sentence, _SAME))
    return bool(heads) and any(same)


def _check_being(claim: Reading, evidence: Evidence) -> Finding:
    """Judge a claim that says what is where its sources say what would be: "c'è" of "ci sarebbe"."""
    if claim.hedging.cues or claim.negation.any or _surfaces(claim).isdisjoint(_IS):
        return NOTHING
    doubtful = [s for s in evidence.sentences if not _surfaces(s).isdisjoint(_WOULD_BE)]
    told = [i for i in claim.content if any(evidence.strongest(claim, i, s)[0] >= _SAME for s in evidence.sentences)]
    free = [s for s in evidence.sentences if s not in doubtful]
    for sentence in doubtful:
        after = [i for i in told if _stands_after(claim, i, sentence, evidence)]
        elsewhere = any(evidence.strongest(claim, i, s)[0] >= _SAME for s in free for i in after)
        if len(after) >= _ALL * len(told) and after and not elsewhere:
            return CONTRADICTED
    return NOTHING


def _stands_after(claim: Reading, index: int, sentence: Reading, evidence: Evidence) -> bool:
    """Tell whether a word of the claim stands in the doubtful part of a sentence."""
    would = next(i for i, word in enumerate(sentence.words) if word.surface in _WOULD_BE)
    return any(sentence.clauses[i] == sentence.clauses[would] for i in evidence.matches(claim, index, sentence, _SAME))


def _surfaces(reading: Reading) -> frozenset[str]:
    """Return the words as written but for case: "è" is not "e"."""
    return frozenset(word.text.lower() for word in reading.words)


_ALL = 0.6  # share of what a claim tells that the doubtful part must hold
_IS = frozenset("è sono is are".split())
_WOULD_BE = frozenset("sarebbe sarebbero".split())


def _check_word(claim: Reading, index: int, evidence: Evidence) -> Finding:
    """Judge one word: where the sources hold it under a hedge alone, the claim must hedge it as well."""
    if any(frame.verb == index for frame in claim.frames) or _is_denied_by_both(claim, index, evidence):
        return NOTHING
    levels = []
    for sentence in evidence.sentences:
        for other in evidence.matches(claim, index, sentence, _SAME):
            purpose = sentence.hedging.strongest and is_open(sentence.words, other, sentence.language)
            purpose = purpose and not is_brought_about(sentence.words, other, sentence.language)
            purpose = purpose or is_yet_to_do(sentence.words, other, sentence.language)
            levels.append(max(sentence.hedging.levels[other], TO_COME if purpose else FACT))
    if _is_not_yet(claim, index, evidence):
        return CONTRADICTED
    planned = _planned(claim, index, evidence)
    least = min(planned or levels, default=FACT)
    if least == FACT or not (planned or _is_predicate(claim, index)):
        return NOTHING
    if is_open(claim.words, index, claim.language) or (least == POSSIBLE and _keeps_belief(claim, index, evidence)):
        return OK
    mine = claim.hedging.levels[index]
    if is_past(claim.words, index, claim.language, claim.hedging.levels) or is_now(claim, index):
        return CONTRADICTED
    if any(index in frame.said and frame.speaker for frame in claim.frames) and least == WANTED:
        return OK  # "the company says they will be replaced" of "has promised to replace"
    certain = claim.hedging.cues <= _coming(claim)  # "è attesa per aprile" is as careful as "dovrebbe"
    if least >= WANTED and mine <= TO_COME and claim.hedging.strongest <= TO_COME and certain:
        return CONTRADICTED
    return OK


def _is_not_yet(claim: Reading, index: int, evidence: Evidence) -> bool:
    """Tell whether a verb of the claim tells as present, without a date, what is to come: "dura" of "durerà"."""
    before = claim.words[index - 1].surface if index else ""
    if claim.language != "it" or claim.moments or claim.hedging.cues or before in _BEFORE_THINGS:
        return False
    word = claim.words[index]
    told = [(s, o) for s in evidence.sentences for o in evidence.matches(claim, index, s, _SAME)]
    future = all(s.language == "it" and is_future(s.words[o]) for s, o in told)
    same = any(not claim.keys[index].isdisjoint(s.keys[o]) for s, o in told)
    return (
        bool(told)
        and future
        and same
        and word.surface.endswith(("a", "e", "ono", "ano"))
        and not _is_open(claim, index)
    )


_BEFORE_THINGS = BEFORE_NOUN_IT | frozenset("di da in con su per tra fra ogni sua suo nuova nuovo".split())


def _is_open(claim: Reading, index: int) -> bool:
    return is_open(claim.words, index, claim.language) or is_participle(claim, index)


def _planned(claim: Reading, index: int, evidence: Evidence) -> list[int]:
    """Return the levels of the plan that a word with a noun's form tells as done: "fabbrica" of "vuole fabbricare"."""
    before = claim.words[index - 1].surface if index else ""
    if claim.language != "it" or not index or claim.words[index - 1].stop or before in BEFORE_NOUN_IT:
        return []
    return [
        sentence.hedging.levels[other]
        for sentence in evidence.sentences
        for other in evidence.matches(claim, index, sentence, _SAME)
        if is_open(sentence.words, other, sentence.language) and not is_open(claim.words, index, claim.language)
    ]


def _is_denied_by_both(claim: Reading, index: int, evidence: Evidence) -> bool:
    """Tell whether claim and sources deny a thing: "denied a sale" is as careful as "denied the idea of a sale"."""
    told = [(s, other) for s in evidence.sentences for other in evidence.matches(claim, index, s, _SAME)]
    denied = all(other in s.negation.softly | s.negation.within for s, other in told)
    return index in claim.negation.softly | claim.negation.within and bool(told) and denied


def _keeps_belief(claim: Reading, index: int, evidence: Evidence) -> bool:
    """Tell whether the claim gives a word to somebody's belief as its sources do: "ha giudicato" of "ritenendola"."""
    told = [frame for frame in claim.frames if index in frame.said and frame.speaker]
    if told and any(frame.verb is None and frame.speaker and not _surfaces(s).isdisjoint(_REPORTED)
                    for s in evidence.sentences for frame in s.frames):  # fmt: skip
        return True  # "secondo Ponte sarebbe stato scritto": "according to Ponte, was written"
    held = [frame.verb for frame in told if frame.verb is not None]
    hedged = [(s, cue) for s in evidence.sentences for cue in s.hedging.cues if not is_future(s.words[cue])]
    cues = [(s, cue) for s, cue in hedged if is_saying(s.words, cue, s.language)]
    if told and cues and len(cues) == len(hedged):
        return True  # "according to the union, 300 left" of "the union estimates that 300 left"
    return any(evidence.near(claim, verb, s, cue) >= _SAME for verb in held for s, cue in cues)


_REPORTED = frozenset("sarebbe sarebbero avrebbe avrebbero".split())


def _is_predicate(claim: Reading, index: int) -> bool:
    """Tell whether a word of the claim is a verb, as far as its form tells."""
    if claim.hedging.levels[index] != FACT or is_now(claim, index):
        return True
    if is_past(claim.words, index, claim.language, claim.hedging.levels):
        return True
    return is_verb(claim, index)


def _check_whole(claim: Reading, evidence: Evidence) -> Finding:
    """Judge a claim without any hedge whose words stand, for the most part, only where the sources hedge."""
    speaking = frozenset(i for frame in claim.frames for i in frame.speaker)
    saying = frozenset(frame.verb for frame in claim.frames)
    told = [index for index in claim.content if index not in speaking and index not in saying | claim.hedging.cues]
    told = [index for index in told if not _is_denied_by_both(claim, index, evidence)]
    if claim.hedging.strongest >= WANTED or not told or any(c not in _coming(claim) for c in claim.hedging.cues):
        return NOTHING
    if claim.negation.softly and any(sentence.negation.within for sentence in evidence.sentences):
        return NOTHING  # "ha rifiutato di entrare" of "non ha voluto entrare"
    if any(_is_told_alike(claim, index, evidence) for index in told if is_verb(claim, index)):
        return NOTHING
    said = frozenset[int]().union(*(frame.said for frame in claim.frames if frame.speaker))
    viewed = _VIEW.search(claim.text) is not None
    frames = [frame for frame in claim.frames if frame.speaker and (viewed or frame.verb is not None)]
    held = frozenset[int]().union(*(frame.said for frame in frames))
    doubted = [i for i in told if i in held and _level(claim, i, evidence) == POSSIBLE]
    if doubted and all(_keeps_belief(claim, i, evidence) for i in doubted):
        return NOTHING  # "half of them think that it is so" of "half of them believe …"
    past = any(is_past(claim.words, index, claim.language, claim.hedging.levels) for index in told)
    levels = [_level(claim, index, evidence) for index in told]
    levels = [FACT if level == WANTED and index in said else level for level, index in zip(levels, told, strict=True)]
    past = past and not claim.hedging.cues
    hedged = [level for level in levels if level is not None and level >= (TO_COME if past else WANTED)]
    free = [level for level in levels if level is not None and level < (TO_COME if past else WANTED)]
    return CONTRADICTED if len(hedged) >= _MOST * len(told) and len(hedged) > len(free) else NOTHING


_VIEW = re.compile(r"\b(?:view|opinion|parere|giudizio|avviso|ansicht)\b", re.I)


def _is_told_alike(claim: Reading, verb: int, evidence: Evidence) -> bool:
    """Tell whether the claim tells a deed as its sources do: as done, as to come, or as a plan that was told."""
    level = _level(claim, verb, evidence)
    coming = level is not None and level <= claim.hedging.levels[verb] == TO_COME
    return level == FACT or coming or tells_of_telling(claim, verb, evidence)


def _coming(claim: Reading) -> frozenset[int]:
    """Return the words that tell what is to come as certain: "avrà", "will"."""
    futures = (i for i in claim.hedging.cues if claim.language != "it" or is_future(claim.words[i]))
    return frozenset(
        i for i in futures if claim.language == "it" or claim.words[i].surface in ("will", "would", "wird")
    )


def _level(claim: Reading, index: int, evidence: Evidence) -> int | None:
    """Return the least level at which the sources hold a word of the claim, None where they do not."""
    return min(
        (
            sentence.hedging.levels[other]
            for sentence in evidence.sentences
            for other in evidence.matches(claim, index, sentence, _SAME)
        ),
        default=None,
    )
