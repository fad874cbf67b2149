"""Check what an amount measures: "ricavi per 312 milioni e una perdita di 18" has no loss of 312.

An amount is put to a noun before it ("una perdita di 18 milioni", "l'efficacia era del 68%") or after it ("9 contrari",
"il 41% del gruppo"). A claim is caught where a source puts its amount to another noun, and its noun to another amount.
So is one that gives the whole what a source tells of a part ("23 casi, tre dei quali mortali"), or a doer's amount to
another ("the union wants 8%; the state has offered 3.5%"). Used beside the check of the numbers, under the same name.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from rag.answering.checking.amounts import is_same_amount
from rag.answering.checking.finding import CONTRADICTED, NOTHING, Evidence, Finding, worst
from rag.answering.checking.reading import Reading
from rag.answering.checking.sides import sides
from rag.answering.checking.verbs import BEING, is_verb
from rag.language.amounts import Amount
from rag.language.hedging import is_future
from rag.language.words import fold

_SAME = 0.75  # nearness at which two nouns are one that is measured
_FAR = 8  # words from a noun to its amount
_LEADING = frozenset(
    """di del dello della dell dei a ad al allo alla all ai per da dal dalla dall pari of at to from by worth reaching
    il lo la l i gli le un una the an circa oltre quasi about nearly over around some almost more than piu meno ben no
    not non
    tra fra between von auf um de""".split()
)


def check_measures(claim: Reading, evidence: Evidence) -> Finding:
    """Return whether no amount of the claim is put to what the sources measure with another."""
    if not claim.amounts:
        return NOTHING
    amounts = [amount for amount in claim.amounts if not _is_of_a_score(amount, claim.text)]
    checks = (_check, _check_part, _check_deed)
    return worst([check(a, claim, s, evidence) for a in amounts for s in evidence.sentences for check in checks])


def _is_of_a_score(amount: Amount, text: str) -> bool:
    """Tell whether an amount is one side of "3-1", which is looked at in `outcomes.py`."""
    return bool(_DASHED.match(text, amount.end) or _DASH_BEFORE.search(text[max(0, amount.start - 3) : amount.start]))


_DASHED = re.compile(r"\s?[-–]\s?\d")
_DASH_BEFORE = re.compile(r"\d\s?[-–]\s?$")


def _check(amount: Amount, claim: Reading, sentence: Reading, evidence: Evidence) -> Finding:
    mine = measured(amount, claim)
    same = [other for other in sentence.amounts if is_same_amount(amount, other) or _leaves_out(amount, other)]
    if not mine or len(same) != 1:
        return NOTHING
    theirs = measured(same[0], sentence)
    if (
        not theirs
        or _meet(claim, mine, sentence, theirs, evidence, _SAME)
        or _is_beside(claim, sentence, theirs, evidence)
    ):
        return NOTHING
    rivals = (other for other in sentence.amounts if other is not same[0] and _are_alike(other, same[0]))
    taken = any(
        _meet(claim, mine, sentence, measured(rival, sentence), evidence, _SAME)
        for rival in rivals
        if not any(is_same_amount(own, rival) and _meet(claim, mine, claim, measured(own, claim), evidence, _SAME)
                   for own in claim.amounts)
    )  # fmt: skip
    return CONTRADICTED if taken else NOTHING


def _are_alike(one: Amount, other: Amount) -> bool:
    """Tell whether two amounts are of one unit, which one told beside another may leave out: "e 18,6 milioni"."""
    return one.unit == other.unit or any(a.unit is None and a.noun is None and a.kind == "count" for a in (one, other))


def _check_part(amount: Amount, claim: Reading, sentence: Reading, evidence: Evidence) -> Finding:
    """Judge the whole of which a source tells something of a part only: "23 casi, tre dei quali mortali"."""
    pieces = [m.span() for pattern in _PARTS for m in pattern.finditer(fold(sentence.text))]
    if len(fold(sentence.text)) != len(sentence.text) or not any(is_same_amount(amount, a) for a in sentence.amounts):
        return NOTHING
    for start, end in pieces:
        inside = [a for a in sentence.amounts if start <= a.start < end]
        known = any(is_same_amount(own, a) or _is_in_millions(own, a) for own in claim.amounts for a in inside)
        told = [i for i in sentence.content if start <= sentence.words[i].start < end and not sentence.words[i].number]
        elsewhere = {key for i in sentence.content if i not in told for key in sentence.keys[i]}
        alone = [i for i in told if sentence.keys[i].isdisjoint(elsewhere)]
        if not inside or known or any(is_same_amount(amount, a) for a in inside):
            continue
        if any(evidence.near(claim, i, sentence, o) >= _SAME for i in claim.content for o in alone):
            return CONTRADICTED
    return NOTHING


def _leaves_out(one: Amount, other: Amount) -> bool:
    """Tell whether a bare number leaves out the kilometres of another: "18 kilometres, and no 40"."""
    bare = other.unit is None and other.noun is None and other.kind == "count"
    return bare and one.unit == "length" and math.isclose(one.value, other.value * 1e3)


def _is_in_millions(one: Amount, other: Amount) -> bool:
    """Tell whether a bare number leans on the multiplier of another: "22,5 miliardi, di cui 6,2 alla sanità"."""
    return other.unit is None and any(math.isclose(one.value, other.value * factor) for factor in (1e3, 1e6, 1e9))


_PARTS = (
    re.compile(r"[^,;()]*\b(?:dei quali|delle quali|di cui|of which|of whom|of them|davon|dont)\b[^,;()]*"),
    re.compile(r"(?<=[a-z] )ne (?:sono|e|ha|hanno) [^,;()]*"),
)


def _check_deed(amount: Amount, claim: Reading, sentence: Reading, evidence: Evidence) -> Finding:
    """Judge an amount that a verb gives its doer: the same verb and doer must not have another in a source."""
    own = _clause_of(amount, claim)
    verbs = [i for i in claim.content if claim.clauses[i] == own and is_verb(claim, i)]
    for verb in [i for i in verbs if claim.words[i].start < amount.start][-1:]:
        for other in evidence.matches(claim, verb, sentence, _SURE):
            rivals = [a for a in sentence.amounts if _clause_of(a, sentence) == sentence.clauses[other]]
            rivals = [a for a in rivals if (a.unit, a.kind) == (amount.unit, amount.kind) and a.unit is not None]
            if not rivals or any(is_same_amount(amount, a) for a in rivals) or not is_verb(sentence, other):
                continue
            doing, theirs = sides(claim, verb).doing, sides(sentence, other).doing
            same = any(evidence.near(claim, i, sentence, o) >= _SURE for i in doing for o in theirs)
            places = [_clause_of(a, sentence) for a in sentence.amounts if is_same_amount(amount, a)]
            if same and places and all(_has_verb(sentence, place) for place in places):
                return CONTRADICTED
    return NOTHING


def _has_verb(sentence: Reading, clause: int) -> bool:
    """Tell whether a clause tells a deed of its own, and is no more of a list: "…, 11 contrari e due astenuti"."""
    return any(is_verb(sentence, i) for i in sentence.content if sentence.clauses[i] == clause)


def _clause_of(amount: Amount, reading: Reading) -> int:
    return reading.clauses[next(i for i, word in enumerate(reading.words) if word.end > amount.start)]


_SURE = 0.9  # nearness at which two words are that very one


def measured(amount: Amount, reading: Reading) -> tuple[int, ...]:
    """Return the nouns that an amount is put to: those before it, by "di" or by a verb of being, and the one after."""
    first = next((i for i, word in enumerate(reading.words) if word.end > amount.start), 0)
    follows = amount.noun is None or is_future(reading.words[amount.noun])  # "altre quattro seguiranno"
    found = [] if amount.noun is None or follows else [amount.noun]
    for index in range(first - 1, max(-1, first - _FAR), -1):
        word = reading.words[index]
        if reading.clauses[index] != reading.clauses[first] or word.number:
            break
        if index in reading.content:
            found.append(index)
            if is_verb(reading, index):  # "profit slipped 3%" is put to the slip
                break
        elif word.surface not in _LEADING | BEING:
            break
    return tuple(found)


def _meet(
    claim: Reading, mine: Sequence[int], sentence: Reading, theirs: Sequence[int], evidence: Evidence, floor: float
) -> bool:
    return any(evidence.near(claim, i, sentence, o) >= floor for i in mine for o in theirs)


def _is_beside(claim: Reading, sentence: Reading, theirs: Sequence[int], evidence: Evidence) -> bool:
    """Tell whether the claim speaks of what the source measures, and puts none of its amounts to it."""
    put = {i for amount in claim.amounts for i in measured(amount, claim)}
    return any(evidence.near(claim, i, sentence, o) >= _SAME for i in claim.content if i not in put for o in theirs)


__all__ = ["check_measures"]
