"""Check how many a claim speaks of where no number tells it: "tutti i soci" is not "alcuni soci", "always" not "often".

Used beside the check of the numbers, under the same name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.answering.checking.finding import CONTRADICTED, MISSING, NOTHING, OK, Evidence, Finding, worst
from rag.answering.checking.reading import Reading
from rag.answering.checking.verbs import is_verb
from rag.language.amounts import Amount
from rag.language.quantifiers import ALL, DEGREE, FEW, MOST, NONE, OFTEN, SOME, Quantifier, find_quantifiers
from rag.language.words import fold

_SAME = 0.75  # nearness at which two words are one that is counted
_LIKE = 0.5  # nearness below which no source speaks of what is counted
_SURE = 0.9  # the same, where it must be that very one
_HALF = 50.0  # percent


def check_scope(claim: Reading, evidence: Evidence) -> Finding:
    """Return whether the claim speaks of as many, and as often, as its sources do."""
    mine = find_quantifiers(claim.text, claim.words, claim.language)
    findings = [_check(one, claim, evidence) for one in mine]
    return worst(
        [
            *findings,
            *(
                check(claim, evidence)
                for check in (_check_often, _check_only, _check_unanimous, _check_ever, _check_wholly)
            ),
        ]
    )


def _check(one: Quantifier, claim: Reading, evidence: Evidence) -> Finding:
    """Judge one word of degree by what the sources say of the same kind."""
    if one.noun is None:
        return NOTHING
    told = [degree for sentence in evidence.sentences for degree in _told(one.noun, claim, sentence, evidence)]
    if one.degree == ALL and any(_excepts(one.noun, claim, sentence, evidence) for sentence in evidence.sentences):
        return CONTRADICTED
    whole = one.degree == ALL and claim.words[one.index].surface not in _EACH
    if whole and not told and _is_narrower(one.noun, claim, evidence):
        return MISSING
    if told:
        return OK if any(_may_say(one.degree, degree) for degree in told) else CONTRADICTED
    return MISSING if whole and _is_unheard_of(one.noun, claim, evidence) else NOTHING


_EACH = frozenset("each every ogni ciascun ciascuno ciascuna jede jeder jedes chaque cada".split())


def _told(noun: int, claim: Reading, sentence: Reading, evidence: Evidence) -> list[int]:
    """Return the degrees in which a sentence speaks of what a word of the claim names, by word or by share."""
    found = []
    for other in find_quantifiers(sentence.text, sentence.words, sentence.language):
        if other.noun is not None and evidence.near(claim, noun, sentence, other.noun) >= _SAME:
            found.append(other.degree)
    found += _told_of_which(noun, claim, sentence, evidence)
    found += [SOME for i in evidence.matches(claim, noun, sentence, _SAME) if _is_one(sentence, i)]
    for amount in sentence.amounts:
        shared = amount.unit == "percent" and amount.noun is not None and not _is_told_too(amount, claim)
        if shared and evidence.near(claim, noun, sentence, amount.noun or 0) >= _SAME and 0 < amount.value < 100:
            found.append(MOST if amount.value > _HALF else SOME)
    return found


def _told_of_which(noun: int, claim: Reading, sentence: Reading, evidence: Evidence) -> list[int]:
    """Return the degrees in which a clause goes on about a noun before it: "workers, most of whom"."""
    words = sentence.words
    return [
        DEGREE[word.surface]
        for at, word in enumerate(words[:-1])
        if word.surface in DEGREE and any(w.surface in _WHICH for w in words[at + 1 : at + 3])
        for i in range(at)
        if sentence.clauses[i] == sentence.clauses[at] - 1 and evidence.near(claim, noun, sentence, i) >= _SAME
    ]


_WHICH = frozenset("quali whom which denen lesquels lesquelles cuales".split())


def _is_one(sentence: Reading, index: int) -> bool:
    """Tell whether a sentence speaks of one among others: "another group", "un altro gruppo"."""
    before = {word.surface for word in sentence.words[max(0, index - 2) : index]}
    return not before.isdisjoint(_ANOTHER)


_ANOTHER = frozenset("another altro altra anderer andere anderes autre otro otra".split())


def _is_told_too(amount: Amount, claim: Reading) -> bool:
    return any(own.unit == amount.unit and own.value == amount.value for own in claim.amounts)


def _may_say(mine: int, theirs: int) -> bool:
    """Tell whether one degree may be told as another: less than is known may, and "most" of "many" may not."""
    if mine == NONE:
        return theirs in (NONE, ALL)  # "nobody stays" of "all leave"
    if mine == FEW:
        return theirs in (NONE, FEW, SOME)
    return theirs >= mine or (mine == SOME and theirs != NONE) or (mine == ALL and theirs == NONE)


def _excepts(noun: int, claim: Reading, sentence: Reading, evidence: Evidence) -> bool:
    """Tell whether a sentence that speaks of the same makes an exception, and the claim makes none."""
    if _EXCEPT.search(fold(claim.text)) or not _EXCEPT.search(fold(sentence.text)):
        return False
    return bool(evidence.matches(claim, noun, sentence, _SAME))


_EXCEPT = re.compile(
    r"\b(?:salvo|tranne|eccetto|ad eccezione|fatta eccezione|a parte|escluso|esclusi|esclusa|escluse|except|apart from|"
    r"other than|excluding|ausser|sauf|excepte|salvo que)\b"
)


def _is_narrower(noun: int, claim: Reading, evidence: Evidence) -> bool:
    """Tell whether the sources speak only of some of a kind, by a word the claim leaves out: "le famiglie povere"."""
    found = [(s, o) for s in evidence.sentences for o in evidence.matches(claim, noun, s, _SURE)]
    same = [(s, o) for s, o in found if s.language == claim.language]
    return bool(found) and len(same) == len(found) and all(_is_left_out(claim, s, o, evidence) for s, o in same)


def _is_left_out(claim: Reading, sentence: Reading, noun: int, evidence: Evidence) -> bool:
    """Tell whether a word right beside a noun says which of a kind are meant, and the claim does not have it."""
    beside = noun - 1 if sentence.language in ("en", "de") else noun + 1
    if (
        beside not in sentence.content
        or sentence.clauses[beside] != sentence.clauses[noun]
        or is_verb(sentence, beside)
    ):
        return False
    return all(evidence.near(claim, i, sentence, beside) < _SAME for i in claim.content)


def _is_unheard_of(noun: int, claim: Reading, evidence: Evidence) -> bool:
    """Tell whether no source speaks at all of what the claim tells of as a whole: "tutta la città"."""
    same = any(sentence.language == claim.language for sentence in evidence.sentences)
    return same and all(evidence.strongest(claim, noun, s)[0] < _LIKE for s in evidence.sentences)


def _check_often(claim: Reading, evidence: Evidence) -> Finding:
    """Judge "sempre": the sources must not say "spesso"."""
    mine = _often(claim)
    theirs = [degree for sentence in evidence.sentences for degree in _often(sentence)]
    return CONTRADICTED if mine and theirs and max(mine) == ALL and max(theirs) < ALL else NOTHING


def _often(reading: Reading) -> Sequence[int]:
    return [OFTEN[word.surface] for word in reading.words if word.surface in OFTEN]


def _check_unanimous(claim: Reading, evidence: Evidence) -> Finding:
    """Judge "all'unanimità": some source must tell that all agreed."""
    if not _UNANIMOUS.search(fold(claim.text)):
        return NOTHING
    told = any(_UNANIMOUS.search(fold(s.text)) or _ALL_AGREE.search(fold(s.text)) for s in evidence.sentences)
    return NOTHING if told else MISSING


_UNANIMOUS = re.compile(r"\b(?:unanim|einstimmig)")
_ALL_AGREE = re.compile(
    r"\b(?:tutti|tutte|all|every|nessun\w*|nobody|alle|tous|without dissent|(?:zero|0) contrari|0 no)\b"
)


def _check_ever(claim: Reading, evidence: Evidence) -> Finding:
    """Judge "the largest ever": the sources must not say "the largest since 1998"."""
    if not _EVER.search(fold(claim.text)):
        return NOTHING
    told = [fold(sentence.text) for sentence in evidence.sentences]
    bounded = any(_SINCE.search(text) for text in told)
    return CONTRADICTED if bounded and not any(_EVER.search(text) for text in told) else NOTHING


_EVER = re.compile(
    r"\b(?:largest|biggest|highest|lowest|worst|best|most|first)\b.{0,40}\bever\b|"
    r"\b(?:piu \w+|massim\w+|peggior\w*|miglior\w*|record)\b.{0,40}\b(?:di sempre|di tutti i tempi|della storia)\b"
)
_SINCE = re.compile(
    r"\b(?:largest|biggest|highest|lowest|worst|best)\b.{0,40}\b(?:since|in \d+ years)\b|"
    r"\b(?:piu|peggior\w*|miglior\w*)\b.{0,40}\b(?:dal|dagli|degli ultimi|da)\b"
)


def _check_wholly(claim: Reading, evidence: Evidence) -> Finding:
    """Judge "interamente": the sources must not tell of a share, and of nothing whole."""
    if not _WHOLLY.search(fold(claim.text)):
        return NOTHING
    whole = any(_WHOLLY.search(fold(s.text)) or _ALL_OF_IT.search(fold(s.text)) for s in evidence.sentences)
    part = any(a.unit == "percent" and 0 < a.value < 100 for s in evidence.sentences for a in s.amounts)
    return CONTRADICTED if part and not whole else NOTHING


_WHOLLY = re.compile(r"\b(?:interament|completament|totalment|del tutto|entirely|wholly|fully|completely|vollstandig)")
_ALL_OF_IT = re.compile(r"\b(?:tutt[oaie]|inter[oaie]|all|whole|100|ganz\w*|alle)\b")


def _check_only(claim: Reading, evidence: Evidence) -> Finding:
    """Judge "soltanto": some source must leave the rest out as well."""
    if not _ONLY.search(fold(claim.text)):
        return NOTHING
    told = any(_ONLY.search(fold(s.text)) or _FEWER.search(fold(s.text)) or s.negation.any for s in evidence.sentences)
    return OK if told else MISSING


_ONLY = re.compile(
    r"\b(?:soltanto|solamente|unicamente|esclusivamente|solo (?=per|ai?|al|alla|alle|agli|di|da|in|nel|nella|"
    r"con|il|lo|la|i|gli|le|l)|"
    r"only|solely|exclusively|nur|ausschliesslich|seulement|uniquement|solamente)\b"
)
_FEWER = re.compile(
    r"\b(?:solo|sola|soli|sole|unic[oaie]|appena|just|alone|sole|single|a meno che|meno|limitat\w*|ristrett\w*|"
    r"fewer|less|limited|restricted|reserved|riservat\w*|allein|einzig\w*|seul\w*)\b"
)

__all__ = ["check_scope"]
