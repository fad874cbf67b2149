"""Check that facts meet what the sources tell of them: a name, an amount or a moment must stand where its company does.

A sentence is parted into segments (its clauses, insets and brackets). What a claim tells together with a fact is that
fact's company. Where a segment of a source has the company and, in the fact's stead, another of its kind that the claim
does not have, while the fact itself stands apart from that company, the claim has put it in another's place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeAlias

from rag.answering.checking.finding import CONTRADICTED, NOTHING, OK, Evidence, Finding, worst
from rag.answering.checking.mentions import Mention, find_mentions
from rag.answering.checking.numbers import is_same_amount
from rag.answering.checking.reading import Reading
from rag.answering.checking.sides import BEING, is_verb
from rag.language.amounts import Amount
from rag.language.moments import Moment

_SAME = 0.75  # nearness at which a word of a segment is one of the company
_ENOUGH = 0.5  # share of the company that a rival's segment must have
_MOST = 60  # facts of one sentence that are looked at; a table may hold thousands
_FEW = 2  # of so little company in its clause, a fact keeps that of its whole sentence

Fact: TypeAlias = Mention | Amount | Moment


@dataclass(frozen=True, slots=True)
class Segment:
    """Hold one clause of a source sentence: its words, its own facts, and those it may be told of without naming them.

    `rivals` are the facts it tells of for sure: its own, and whom an inset follows.
    """

    sentence: Reading
    words: frozenset[int]
    facts: tuple[Fact, ...]
    lent: tuple[Fact, ...]
    rivals: tuple[Fact, ...]


def check_binding(claim: Reading, evidence: Evidence) -> Finding:
    """Return whether every fact of the claim is told, in a source, with the company the claim gives it."""
    segments = [segment for sentence in evidence.sentences for segment in part(sentence)]
    whole = [_whole(sentence) for sentence in evidence.sentences]
    facts = facts_of(claim)
    findings = [_check(fact, claim, facts, segments, whole, evidence) for fact in facts]
    return worst(findings) if findings else NOTHING


def facts_of(reading: Reading) -> tuple[Fact, ...]:
    """Return the names, amounts and moments of a sentence, no more than a sentence can hold."""
    found: list[Fact] = [*find_mentions(reading), *reading.amounts, *reading.moments]
    return tuple(found[:_MOST])


def part(sentence: Reading) -> list[Segment]:
    """Return the segments of a sentence; one that names nobody is lent those it may go on about."""
    facts = facts_of(sentence)
    groups = [tuple(group) for _, group in groupby(range(len(sentence.words)), key=lambda i: sentence.clauses[i])]
    own = [[fact for fact in facts if first(fact, sentence) in group] for group in groups]
    written = [tuple(fact for fact in inside if isinstance(fact, Mention)) for inside in own]
    for place in range(1, len(groups)):
        _join(sentence, groups, own, place)
    segments: list[Segment] = []
    base: list[Mention] = []
    last: list[Mention] = []
    for group, inside, found in zip(groups, own, written, strict=True):
        named = list(found)
        anew = bool(named) and (sentence.words[group[0]].surface in _TURNS or _opens(sentence, group, named[0]))
        if anew or not base:
            base = named[:1]
        last = [] if anew else last
        inset = not _has_verb(sentence, group)  # "fondatrice di Altavalle" is told of whom it follows
        lent = (*(() if inset and last else base), *last, *_speakers(sentence, group, facts))
        lent = () if _is_bare(sentence, group) and sentence.words[group[0]].surface in _JOINERS else lent
        rivals = (*inside, *(last if inset else ()))
        segments.append(Segment(sentence, frozenset(group), tuple(inside), lent, rivals))
        last = named[-1:] or last
    return segments


def _opens(sentence: Reading, group: Sequence[int], name: Mention) -> bool:
    """Tell whether a segment opens with a name and goes on about it: "…, Luca Bianchi 50.000"."""
    return name.first == group[0] and name.last <= group[-1]


def _speakers(sentence: Reading, group: tuple[int, ...], facts: Sequence[Fact]) -> list[Mention]:
    """Return those who say what stands in a segment."""
    speakers = {i for frame in sentence.frames if not frame.said.isdisjoint(group) for i in frame.speaker}
    return [fact for fact in facts if isinstance(fact, Mention) and fact.first in speakers]


def _whole(sentence: Reading) -> Segment:
    """Return a sentence as one segment."""
    facts = facts_of(sentence)
    return Segment(sentence, frozenset(range(len(sentence.words))), facts, (), facts)


_TURNS = frozenset("mentre while whereas ma but invece aber tandis".split())
_JOINERS = frozenset("e ed and und et y nonche o or".split())


def _join(sentence: Reading, groups: Sequence[tuple[int, ...]], own: list[list[Fact]], place: int) -> None:
    """Give the facts of a segment that tells nothing itself ("e da Joris Peeters", "34") to what it goes on."""
    group = groups[place]
    if not _is_bare(sentence, group) or sentence.words[group[0]].surface in _TURNS:
        return
    listed = sentence.words[group[0]].surface in _JOINERS
    if not listed and len(own[place]) == 1:
        own[place - 1].extend(own[place])
    for before in range(place - 1, -1, -1) if listed else ():
        if before == 0 or _has_verb(sentence, groups[before]):
            own[before].extend(fact for fact in own[place] if isinstance(fact, Mention))
            return


def _is_bare(sentence: Reading, group: Sequence[int]) -> bool:
    """Tell whether a segment tells nothing itself: names and numbers alone."""
    return not any(i in sentence.content and not sentence.words[i].capital for i in group)


def _has_verb(sentence: Reading, group: Sequence[int]) -> bool:
    return any(is_verb(sentence, i) for i in group if i in sentence.content)


def first(fact: Fact, sentence: Reading) -> int:
    """Return the index of the first word of a fact."""
    if isinstance(fact, Mention):
        return fact.first
    return next(i for i, word in enumerate(sentence.words) if word.end > fact.start)


def _check(
    fact: Fact,
    claim: Reading,
    facts: Sequence[Fact],
    segments: Sequence[Segment],
    whole: Sequence[Segment],
    evidence: Evidence,
) -> Finding:
    words, others = _company(fact, claim, facts)
    clause = claim.clauses[first(fact, claim)]
    wide = any(claim.clauses[i] != clause for i in words)
    size = len(words) + len(others)
    if not size:
        return NOTHING
    own, rival = -1, 0
    for segment in whole if wide else segments:
        found = sum(holds_word(segment, claim, i, evidence) for i in words)
        found += sum(has(segment, other) for other in others)
        if has(segment, fact):
            own = max(own, found)
        elif any(_is_rival(other, segment.sentence, fact, claim, evidence) for other in segment.rivals):
            rival = max(rival, found)
    return CONTRADICTED if rival >= _ENOUGH * size and 0 <= own * 2 < rival else OK


def _company(fact: Fact, claim: Reading, facts: Sequence[Fact]) -> tuple[list[int], list[Fact]]:
    """Return the content words and the facts that the claim tells together with one of its facts."""
    clause = claim.clauses[first(fact, claim)]
    title = _title(fact, claim)
    words = [i for i in claim.content if claim.clauses[i] == clause and i not in title]
    others = [other for other in facts if other is not fact and claim.clauses[first(other, claim)] == clause]
    if _is_enough(words, others) or (clause and clause in _told_clauses(claim)):
        return words, others
    return [i for i in claim.content if i not in title], [other for other in facts if other is not fact]


def _title(fact: Fact, claim: Reading) -> frozenset[int]:
    """Return the words right before a name that say what its bearer is: "l'assessore Paolo Ricci"."""
    if not isinstance(fact, Mention):
        return frozenset()
    first = fact.first
    while first > 0 and fact.first - first < _TITLE and claim.clauses[first - 1] == claim.clauses[fact.first]:
        word = claim.words[first - 1]
        if word.number or is_verb(claim, first - 1) or (word.stop and word.surface not in _OF):
            break
        first -= 1
    return frozenset(range(first, fact.first))


_TITLE = 4
_OF = frozenset("di del della dei al alla all of for".split())


def _is_enough(words: Sequence[int], others: Sequence[Fact]) -> bool:
    return len(words) + len(others) >= _FEW


def holds_word(segment: Segment, claim: Reading, index: int, evidence: Evidence) -> bool:
    """Tell whether a segment has a word that says what a word of the claim says."""
    sentence = segment.sentence
    return any(not sentence.words[i].stop and evidence.near(claim, index, sentence, i) >= _SAME for i in segment.words)


def has(segment: Segment, fact: Fact) -> bool:
    """Tell whether a segment tells, or may tell, of a fact."""
    return any(is_same_fact(fact, other) for other in (*segment.facts, *segment.lent))


def is_same_fact(one: Fact, other: Fact) -> bool:
    """Tell whether two facts may be one."""
    if isinstance(one, Mention) and isinstance(other, Mention):
        return one.is_same(other)
    if isinstance(one, Amount) and isinstance(other, Amount):
        return is_same_amount(one, other)
    return isinstance(one, Moment) and isinstance(other, Moment) and one.within(other)


def _is_rival(other: Fact, sentence: Reading, fact: Fact, claim: Reading, evidence: Evidence) -> bool:
    """Tell whether a fact of a source could stand in the place of one of the claim, and is none of the claim's own."""
    if isinstance(fact, Mention) and isinstance(other, Mention):
        mine = [m for m in find_mentions(claim) if not _is_apart(m, fact, claim)]
        return fact.kind == other.kind and not any(mention.is_same(other) for mention in mine)
    if isinstance(fact, Amount) and isinstance(other, Amount):
        clause = claim.clauses[first(fact, claim)]
        alone = not _is_enough([i for i in claim.content if claim.clauses[i] == clause], [])
        amounts = [a for a in claim.amounts if alone or claim.clauses[first(a, claim)] == clause]
        if (fact.unit, fact.kind) != (other.unit, other.kind) or any(is_same_amount(a, other) for a in amounts):
            return False
        if fact.noun is None or other.noun is None:
            return True
        return evidence.near(claim, fact.noun, sentence, other.noun) >= _SAME
    if isinstance(fact, Moment) and isinstance(other, Moment):
        return fact.against(other) and not any(mine.within(other) for mine in claim.moments)
    return False


def _is_apart(mention: Mention, fact: Mention, claim: Reading) -> bool:
    """Tell whether two names of a claim are told of apart, each in a clause with a verb of its own."""
    one, two = claim.clauses[mention.first], claim.clauses[fact.first]
    return one != two and _told_clauses(claim) >= {one, two}


def _told_clauses(claim: Reading) -> frozenset[int]:
    """Return the numbers of the clauses that have a verb of their own."""
    known: frozenset[int] | None = claim.__dict__.get("_told_clauses")  # beside its cached properties
    if known is None:
        verbs = [i for i, word in enumerate(claim.words) if word.surface in BEING or i in claim.content]
        known = frozenset(claim.clauses[i] for i in verbs if claim.words[i].surface in BEING or is_verb(claim, i))
        claim.__dict__["_told_clauses"] = known
    return known
