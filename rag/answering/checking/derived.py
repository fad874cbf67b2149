"""Tell numbers that no source has but its own numbers give: a difference, a ratio, what is left, how many are named.

| told | of |
| --- | --- |
| a rise of 1.7 points | from 6.1% to 7.8% |
| more than twice | a fine of 2.3 million, a record of 1.1 |
| 65% | 312 votes out of 480 |
| the remaining third | two thirds, and the rest |
| seven towns | "Mirano, Spinea, …": seven names in a row |

Used by the check of the numbers for what it does not find as written.
"""

from __future__ import annotations

import math
import re
from itertools import permutations

from rag.answering.checking.finding import Evidence
from rag.answering.checking.reading import Reading
from rag.language.amounts import Amount
from rag.language.words import fold

_ROUGHLY = 0.03  # how far a rounded difference or ratio may be from its number
_WHOLE = 100.0  # percent


def is_derived(amount: Amount, claim: Reading, evidence: Evidence) -> bool:
    """Tell whether an amount of the claim follows from the numbers of one source sentence."""
    return any(
        _is_difference(amount, claim, sentence)
        or _is_ratio(amount, claim, sentence)
        or _is_share(amount, sentence)
        or _is_the_rest(amount, claim, sentence)
        or _is_a_count(amount, claim, sentence)
        for sentence in evidence.sentences
    )


def _is_difference(amount: Amount, claim: Reading, sentence: Reading) -> bool:
    """Tell whether the amount is how far another rose or fell: from one to the other of its own unit."""
    unit = "percent" if amount.unit == "points" or _POINTS.match(claim.text, amount.end) else amount.unit
    if unit is None or not _CHANGE.search(fold(claim.text)):
        return False
    told = [other for other in sentence.amounts if other.unit == unit]
    return any(
        math.isclose(amount.value, abs(one.value - two.value), rel_tol=_ROUGHLY) and _goes(sentence, one, two)
        for one, two in permutations(told, 2)
    )


_CHANGE = re.compile(
    r"\b(?:aument|cresc|cresciut|sal[ie]|rincar|rialz|cal[oai]|diminu|ridu|scend|sces|rise|rose|risen|increas|grow|grew|"
    r"fell|fall|drop|declin|decreas|gain|cut|up|down|steig|stieg|sank|gesunk|gestieg|differen|in piu|in meno|more|less)"
)
_POINTS = re.compile(r"\s?(?:punt[oi]|points?|punkte?)\b")
_CAME = re.compile(r"^,? ?(?:dal|dai|dall.|da|from|von)\b")  # "al 32,1%, dal 35,4%"
_GOES = re.compile(r"^\W*(?:a|ai|al|all\S*|alla|alle|agli|to|auf|verso|fino a\S*)\b")


def _goes(sentence: Reading, one: Amount, two: Amount) -> bool:
    """Tell whether a sentence has something go from one amount to the next: "dal 6,1% al 7,8%"."""
    between = sentence.text[one.end : two.start]
    near = one.end <= two.start and len(between) < _NEAR
    return near and (_GOES.search(fold(between)) or _CAME.search(fold(between))) is not None


_NEAR = 30  # characters from one end of a change to the other


def _is_ratio(amount: Amount, claim: Reading, sentence: Reading) -> bool:
    """Tell whether "twice" or "more than twice" is what two amounts of one unit give."""
    if amount.kind != "multiple":
        return False
    ratios = [
        one.value / two.value
        for one, two in permutations(sentence.amounts, 2)
        if one.unit == two.unit and one.unit is not None and two.value
    ]
    if amount.bound == "at least" or _MORE.search(fold(claim.text[: amount.start])):
        return any(amount.value < ratio < amount.value + 1 for ratio in ratios)
    return any(math.isclose(amount.value, ratio, rel_tol=_ROUGHLY) for ratio in ratios)


_MORE = re.compile(r"\b(?:piu d\w*|oltre|more than|over|mehr als)\W*(?:il )?$")


def _is_share(amount: Amount, sentence: Reading) -> bool:
    """Tell whether a share is that of one number in another: "65%" of "312 votes out of 480"."""
    if amount.unit != "percent":
        return False
    counts = [other for other in sentence.amounts if other.unit is None and other.kind == "count"]
    return any(
        0 < one.value < two.value
        and _OUT_OF.search(fold(sentence.text[one.end : two.start])) is not None
        and math.isclose(amount.value, _WHOLE * one.value / two.value, abs_tol=_HALF_A_POINT)
        for one, two in zip(counts, counts[1:], strict=False)
    )


_OUT_OF = re.compile(r"^(?: [^\W\d]+){0,2} (?:su|out of|of|dei|degli|delle|von)(?: \w+)? $")


def _is_the_rest(amount: Amount, claim: Reading, sentence: Reading) -> bool:
    """Tell whether a share is what another leaves, and is told as the rest."""
    if amount.unit != "percent":
        return False
    shares = [other.value for other in sentence.amounts if other.unit == "percent"]
    if (
        len(shares) > 1
        and _REST.search(fold(sentence.text))
        and math.isclose(amount.value, _WHOLE - sum(shares), abs_tol=_HALF_A_POINT)
    ):
        return True  # "58% for, 27% against, the rest …"
    near = fold(claim.text[max(0, amount.start - _BESIDE) : amount.end + _BESIDE])
    left = [_WHOLE - share for share in shares]
    return _REST.search(near) is not None and any(
        math.isclose(amount.value, share, abs_tol=_HALF_A_POINT) for share in left
    )


_REST = re.compile(r"\b(?:resto|restant\w+|rimanent\w+|rest|remain\w+|ubrig\w*)\b")
_BESIDE = 14  # characters from a share to the word that makes it the rest
_HALF_A_POINT = 0.5


def _is_a_count(amount: Amount, claim: Reading, sentence: Reading) -> bool:
    """Tell whether a bare number counts the names that a sentence has in a row."""
    if amount.unit is not None or amount.kind != "count" or amount.bound is not None:
        return False
    return any(row.count(",") + 2 == amount.value for row in _in_a_row(sentence.text))


_CAPITAL = r"[A-ZÀ-Ý][\w'’-]*"
_NAME = rf"(?:(?:l'|la |il |lo |i |gli |le |the )?{_CAPITAL}(?: (?:(?:di|del|della|of|the|de) )?{_CAPITAL}){{0,3}})"
_ROW = re.compile(rf"{_NAME}(?:, {_NAME})+,? (?:e|ed|and|und|et) {_NAME}")


def _in_a_row(text: str) -> list[str]:
    """Return the runs of names, an Oxford comma left out."""
    return [re.sub(r",(?= (?:e|ed|and|und|et) )", "", match.group()) for match in _ROW.finditer(text)]


__all__ = ["is_derived"]
