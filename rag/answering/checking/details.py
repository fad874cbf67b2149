"""Tell a detail that a claim adds to what its sources say, and one it puts in another's place. Used by the meaning."""

from __future__ import annotations

from itertools import groupby

from rag.answering.checking.finding import Evidence
from rag.answering.checking.reading import Reading
from rag.answering.checking.verbs import BEING, is_verb

KNOWN = 0.7  # nearness at which a word is found, where a detail hangs on it: a near vector is not enough
_FOUND = 0.5  # nearness at which a word has a counterpart


def adds_a_detail(claim: Reading, strengths: dict[int, float]) -> bool:
    """Tell whether the claim hangs an adjunct on what the sources say, and none of its words has a counterpart.

    An adjunct follows a preposition, a joining word or a comma, and is no verb after its auxiliary: a paraphrase puts
    new words in the middle, an added detail puts them at the edge.
    """
    order = sorted(strengths)
    runs = [list(run) for known, run in groupby(order, key=lambda i: strengths[i] >= KNOWN) if not known]
    return any(_is_adjunct(claim, run, strengths) for run in runs) or _adds_a_clause(claim, strengths)


def _adds_a_clause(claim: Reading, strengths: dict[int, float]) -> bool:
    """Tell whether a clause joined to another tells, in words of which no source has any, something more."""
    clauses: dict[int, list[float]] = {}
    for index, strength in strengths.items():
        clauses.setdefault(claim.clauses[index], []).append(strength)
    told = [number for number, found in clauses.items() if max(found) >= KNOWN]
    return bool(told) and any(
        number > told[0] and max(found) < KNOWN and _is_joined(claim, number) for number, found in clauses.items()
    )


def _is_joined(claim: Reading, clause: int) -> bool:
    first = next(i for i, number in enumerate(claim.clauses) if number == clause)
    return claim.words[first].surface in _JOINING


_JOINING = frozenset("e ed ma and but senza without".split())


def _is_adjunct(claim: Reading, run: list[int], strengths: dict[int, float]) -> bool:
    first, last = run[0], run[-1]
    if first == 0 or any(first < i < last for i in claim.factual) or _known(claim, strengths) < _ANCHORED:
        return False
    start = first - 1
    while start > 0 and claim.words[start].surface in _ARTICLES:
        start -= 1
    between = claim.text[claim.words[start].end : claim.words[first].start]
    led = "è" if claim.words[start].text == "è" else claim.words[start].surface  # it folds to "e"
    hung = led in _HANGING or claim.words[first].surface in _HANGING or "," in between
    ends = last + 1 >= len(claim.words) or claim.clauses[last + 1] != claim.clauses[last] or _goes_on(claim, last + 1)
    following = claim.words[min(last + 1, len(claim.words) - 1)].surface
    listed = not ends and led in ("e", "ed", "and") and following in _HANGING
    if not ends and led in _HANGING and following in _HANGING and len(run) >= 2 and _is_new(claim, run, strengths):
        return True  # "the record | for storage tanks | in the region"
    if not (hung and (ends or listed)):
        return False
    added = led in _ADDING and strengths[first] < _NOT_AT_ALL
    return len(run) >= 2 or led in ("e", "ed", "and") or added


def _is_new(claim: Reading, run: list[int], strengths: dict[int, float]) -> bool:
    """Tell whether a run of words in one clause tells no deed and is like nothing in the sources."""
    whole = claim.clauses[run[0]] == claim.clauses[run[-1]] and not any(is_verb(claim, i) for i in run)
    return whole and all(strengths[i] < _NOT_AT_ALL for i in run)


def _known(claim: Reading, strengths: dict[int, float]) -> int:
    """Return how many words of the claim stand in its sources, names among them."""
    named = sum(claim.words[i].capital for i in claim.factual)
    return sum(strength >= KNOWN for strength in strengths.values()) + named


def _goes_on(claim: Reading, index: int) -> bool:
    """Tell whether the verb follows: "Due esponenti della maggioranza di centro | hanno votato"."""
    return claim.words[index].text.lower() in BEING - {"e", "a"} or is_verb(claim, index)


_ANCHORED = 2  # words of a claim that must be known for the rest to be a detail
_ADDING = frozenset(
    """despite nonostante malgrado per over amid di a con durante sotto presso senza with during without via tramite in
    nel nella by""".split()
)
_NOT_AT_ALL = 0.45  # nearness below which a word has nothing like it in the sources
_ARTICLES = frozenset("il lo la i gli le l un uno una the a an its his their suo sua ha hanno aveva aver esser".split())
_HANGING = frozenset(
    """
    con sotto sopra dopo alla alle al ai a in nel nella nei per senza durante tra fra su sul sulla davanti
    presso contro e ed ma di del della dei da dal dalla with under after at in on for without during between
    despite nonostante malgrado against and but from by of within throughout amid inside outside via dello degli delle
    dall dagli dalle nell negli
    nelle sui sugli sulle attraverso tramite entro fuori dentro verso oltre
""".split()
)


def is_of_another(claim: Reading, index: int, strengths: dict[int, float], evidence: Evidence) -> bool:
    """Tell whether the claim puts to a noun of the sources what they put otherwise: "le bollette della luce"."""
    head = _head_of(claim, index)
    if strengths[index] >= _NOT_AT_ALL or head is None or strengths.get(head, 0.0) < _SURE:
        return False
    found = [
        (sentence, other)
        for sentence in evidence.sentences
        for other in sentence.content
        if (place := _head_of(sentence, other)) is not None and evidence.near(claim, head, sentence, place) >= _SURE
    ]
    told = any(evidence.near(claim, i, sentence, other) >= _FOUND for sentence, other in found for i in claim.content)
    return bool(found) and not told


def _head_of(reading: Reading, index: int) -> int | None:
    """Return the noun that a word is put to by "di" or "of": "bollette" of "le bollette del gas"."""
    at = index - 1
    while at > 0 and reading.words[at].surface in _ARTICLES:
        at -= 1
    if at < 1 or reading.words[at].surface not in _OF or reading.clauses[at - 1] != reading.clauses[index]:
        return None
    return at - 1 if at - 1 in reading.content and not is_verb(reading, at - 1) else None


_SURE = 0.9  # nearness at which two words are that very one
_OF = frozenset("di del dello della dell dei degli delle of".split())

__all__ = ["KNOWN", "adds_a_detail", "is_of_another"]
