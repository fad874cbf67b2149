"""Part a source sentence into segments: its clauses, insets and brackets, each with the facts it tells of.

Takes a Reading, gives Segments; what a segment goes on about without naming it is lent to it. Used by the checks of who
and what belong together; knows no claims but to find their facts again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeAlias

from rag.answering.checking.amounts import is_same_amount
from rag.answering.checking.finding import Evidence
from rag.answering.checking.mentions import Mention, find_mentions
from rag.answering.checking.reading import Reading
from rag.answering.checking.verbs import is_verb
from rag.language.amounts import Amount
from rag.language.moments import Moment

_SAME = 0.75  # nearness at which a word of a segment is one of the company
_MOST = 60  # facts of one sentence that are looked at; a table may hold thousands

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
        named_before = bool(segments) and _is_bare(sentence, sorted(segments[-1].words))  # "…, Anna Neri, ha firmato"
        nearby = last if inset or named_before or sentence.words[group[0]].surface in _RELATIVE else []
        lent = (*(() if inset and last else base), *nearby, *_speakers(sentence, group, facts))
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


def as_whole(sentence: Reading) -> Segment:
    """Return a sentence as one segment."""
    facts = facts_of(sentence)
    return Segment(sentence, frozenset(range(len(sentence.words))), facts, (), facts)


_TURNS = frozenset("mentre while whereas ma but invece aber tandis".split())
_RELATIVE = frozenset("che cui dove quale chi who which that whom where whose dont qui que".split())
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
