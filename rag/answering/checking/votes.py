"""Check how a vote went: "121 a favore e 187 contrari" is not "187 sì e 121 no", nor "contro" what was "a favore".

The tally is used beside the check of numbers, the stance beside that of negation.
"""

from __future__ import annotations

import re

from rag.answering.checking.finding import CONTRADICTED, NOTHING, OK, Evidence, Finding, worst
from rag.answering.checking.reading import Reading
from rag.language.words import fold

_SIDES = {
    "for": re.compile(
        r"^ (?:\w+ ){0,2}?(?:(?:a|in) favore|favorevoli|si\b|in favou?r|for\b|yes\b|ayes\b|dafur|ja\b|stimmen dafur)"
    ),
    "against": re.compile(r"^ (?:\w+ ){0,2}?(?:contrari|contro\b|no\b|against|noes\b|dagegen|nein\b)"),
    "abstaining": re.compile(r"^ (?:\w+ ){0,2}?(?:asten|abst|enthalt)"),
}
_AHEAD = 32  # characters after a number within which its side is told


def check_tallies(claim: Reading, evidence: Evidence) -> Finding:
    """Return whether as many are for and against in the claim as in a source that counts votes, where one does."""
    mine = _tally(claim)
    if not mine:
        return NOTHING
    found = [_compare(mine, _tally(sentence)) for sentence in evidence.sentences]
    return OK if OK in found else worst(found)


def _compare(mine: dict[str, float], theirs: dict[str, float]) -> Finding:
    shared = mine.keys() & theirs.keys()
    if not shared:
        return NOTHING
    return OK if all(mine[side] == theirs[side] for side in shared) else CONTRADICTED


def _tally(reading: Reading) -> dict[str, float]:
    """Return the number on each side that a sentence counts, by "for", "against" and "abstaining"."""
    found: dict[str, float] = {}
    plain = fold(reading.text)
    if len(plain) != len(reading.text):
        return found
    for amount in reading.amounts:
        if amount.unit is None and amount.kind == "count":
            after = re.split(r"[,;.]|\b(?:e|and|und)\b|\d", plain[amount.end : amount.end + _AHEAD])[0]
            for side in (side for side, told in _SIDES.items() if told.search(f"{after} ")):
                found.setdefault(side, amount.value)
    return found


_VOTING = re.compile(r"\b(?:vot(?:o|i|are|ato|ata|ano|a|ed|es?|ing)|schierat\w+|si schiera\w*)\b")
_SIDING = re.compile(r"\b(?:support(?:s|ed)|back(?:s|ed)|oppos(?:e|es|ed))\b")
_FOR = re.compile(
    r"\b(?:a favore|in favore|in favou?r|favorevol\w+|vot\w+ for|vot\w+ si|back(?:s|ed)|support(?:s|ed))\b"
)
_AGAINST = re.compile(r"\b(?:contro|contrari\w*|against|vot\w+ no|oppos(?:e|es|ed)|sfavorevol\w+)\b")


def check_stance(claim: Reading, evidence: Evidence) -> Finding:
    """Judge on which side somebody votes: "ha votato contro" is not "ha votato a favore"."""
    mine, told = fold(claim.text), " ; ".join(fold(sentence.text) for sentence in evidence.sentences)
    if not (_VOTING.search(mine) or (_SIDING.search(mine) and _VOTING.search(told))):
        return NOTHING
    theirs = [piece for piece in _PIECES.split(told) if _VOTING.search(piece)] or [told]
    for one, other in ((_FOR, _AGAINST), (_AGAINST, _FOR)):
        turned = one.search(mine) and not other.search(mine)
        if turned and any(map(other.search, theirs)) and not any(map(one.search, theirs)):
            return CONTRADICTED
    return NOTHING


_PIECES = re.compile(r"[,;:]|\b(?:ma|but|mentre|while|pur)\b")


__all__ = ["check_stance", "check_tallies"]
