"""Check words whose contrary the sources tell of the same: "Beta è scesa" of "Alfa è scesa, Beta è salita".

The word itself may stand in a source too, told of another. Used beside the check of negation, under the same name.
"""

from __future__ import annotations

from collections.abc import Sequence

from rag.answering.checking.finding import CONTRADICTED, NOTHING, Evidence, Finding, worst
from rag.answering.checking.mentions import Mention
from rag.answering.checking.negation import is_contrary, is_two_sided
from rag.answering.checking.reading import Reading
from rag.answering.checking.segments import Fact, Segment, facts_of, first, has, holds_word, is_same_fact, part
from rag.language.words import Word


def check_contraries(claim: Reading, evidence: Evidence) -> Finding:
    """Return whether some word's contrary is told, in a source, of what the claim tells the word of."""
    segments = [segment for sentence in evidence.sentences for segment in part(sentence)]
    facts = facts_of(claim)
    found = []
    for index in claim.content:
        if index in claim.negation.within or is_two_sided(claim, index):
            continue
        own, against = _tellings(claim, index, facts, segments, evidence)
        if own and against and max(against) > max(own):
            found.append(CONTRADICTED)
    found += [CONTRADICTED for segment in segments if _is_turned(claim, facts, segment)]
    return worst(found) if found else NOTHING


def _is_turned(claim: Reading, facts: Sequence[Fact], segment: Segment) -> bool:
    """Tell whether the claim gives the most to whom a segment gives the least: "A è la più colpita, C la meno"."""
    words = [segment.sentence.words[i] for i in sorted(segment.words)]
    degrees = {_superlative(claim.words), _superlative(words)}
    named = [fact for fact in facts if isinstance(fact, Mention)]
    its_own = all(any(is_same_fact(name, fact) for fact in segment.facts) for name in named)
    return degrees == {"most", "least"} and bool(named) and its_own


def _superlative(words: Sequence[Word]) -> str | None:
    """Return the one degree that words give by "la più", "la regione meno"; None where they give none, or both."""
    led = {w.surface for at, w in enumerate(words) if any(v.surface in _THE for v in words[max(0, at - _NEAR) : at])}
    most, least = bool(led & _MOST), bool(led & _LEAST)
    return None if most == least else "most" if most else "least"


_NEAR = 3  # words from an article to "più"
_THE = frozenset("il lo la i gli le the der die das les".split())
_MOST, _LEAST = frozenset(("piu", "most", "plus")), frozenset(("meno", "least", "moins"))


def _tellings(
    claim: Reading, index: int, facts: Sequence[Fact], segments: Sequence[Segment], evidence: Evidence
) -> tuple[list[int], list[int]]:
    """Return how much of a word's company each segment has that holds the word, and each that holds its contrary.

    The company are the facts of its clause; where it has none, its other words, of which one is enough.
    """
    clause = claim.clauses[index]
    named = [fact for fact in facts if claim.clauses[first(fact, claim)] == clause]
    words = [i for i in claim.content if claim.clauses[i] == clause and i != index]
    own: list[int] = []
    against: list[int] = []
    for segment in segments:
        if named:
            company = int(all(has(segment, fact) for fact in named))
        else:
            company = int(any(holds_word(segment, claim, i, evidence) for i in words))
        if holds_word(segment, claim, index, evidence):
            own.append(company)
        elif any(
            is_contrary(claim, index, segment.sentence, i)
            for i in segment.words
            if _is_told(segment, i) and not _is_kept(claim, index, segment, i, evidence)
        ):
            against.append(company)
    return own, against


def _is_kept(claim: Reading, index: int, segment: Segment, other: int, evidence: Evidence) -> bool:
    """Tell whether the claim has the contrary too: "il guasto è stato riparato"."""
    return any(evidence.near(claim, i, segment.sentence, other) >= _SAME for i in claim.content if i != index)


_SAME = 0.75


def _is_told(segment: Segment, index: int) -> bool:
    negation = segment.sentence.negation
    return index in segment.sentence.content and index not in negation.within and index not in negation.softly
