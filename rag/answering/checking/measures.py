"""Check what an amount measures: "ricavi per 312 milioni e una perdita di 18" has no loss of 312.

An amount is put to a noun before it ("una perdita di 18 milioni", "l'efficacia era del 68%") or after it ("9 contrari",
"il 41% del gruppo"). A claim is caught where a source puts its amount to another noun, and its noun to another amount.
Used beside the check of the numbers, under the same name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.answering.checking.amounts import is_same_amount
from rag.answering.checking.finding import CONTRADICTED, NOTHING, Evidence, Finding, worst
from rag.answering.checking.reading import Reading
from rag.answering.checking.verbs import BEING, is_verb
from rag.language.amounts import Amount

_SAME = 0.75  # nearness at which two nouns are one that is measured
_FAR = 8  # words from a noun to its amount
_LEADING = frozenset(
    """di del dello della dell dei a ad al allo alla all ai per da dal dalla dall pari of at to from by worth reaching
    il lo la l i gli le un una the an circa oltre quasi about nearly over around some almost more than piu meno ben
    tra fra between von auf um de""".split()
)


def check_measures(claim: Reading, evidence: Evidence) -> Finding:
    """Return whether no amount of the claim is put to what the sources measure with another."""
    if not claim.amounts:
        return NOTHING
    amounts = [amount for amount in claim.amounts if not _is_of_a_score(amount, claim.text)]
    return worst([_check(amount, claim, sentence, evidence) for amount in amounts for sentence in evidence.sentences])


def _is_of_a_score(amount: Amount, text: str) -> bool:
    """Tell whether an amount is one side of "3-1", which is looked at in `outcomes.py`."""
    return bool(_DASHED.match(text, amount.end) or _DASH_BEFORE.search(text[max(0, amount.start - 3) : amount.start]))


_DASHED = re.compile(r"\s?[-–]\s?\d")
_DASH_BEFORE = re.compile(r"\d\s?[-–]\s?$")


def _check(amount: Amount, claim: Reading, sentence: Reading, evidence: Evidence) -> Finding:
    mine = measured(amount, claim)
    same = [other for other in sentence.amounts if is_same_amount(amount, other)]
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
    """Tell whether two amounts are of one unit, which a sum told beside another may leave out: "e 18,6 milioni"."""
    return one.unit == other.unit or (None in (one.unit, other.unit) and min(one.value, other.value) >= _LARGE)


_LARGE = 1_000


def measured(amount: Amount, reading: Reading) -> tuple[int, ...]:
    """Return the nouns that an amount is put to: those before it, by "di" or by a verb of being, and the one after."""
    first = next((i for i, word in enumerate(reading.words) if word.end > amount.start), 0)
    found = [] if amount.noun is None else [amount.noun]
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
