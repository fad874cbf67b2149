"""Check that a claim answers what was asked, about what was asked: right facts in a wrong relation are the worst lies.

What the claim adds to the question (an amount, a moment, a name) is its value. A sentence that holds the value must
tell of what the question names, itself or with the sentences before it; "the MoU is worth 1.8 billion" finds its value
in a sentence about the market, and is not supported.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from rag.answering.checking.amounts import is_same_amount
from rag.answering.checking.finding import MISSING, NOTHING, OK, Evidence, Finding, worst
from rag.answering.checking.mentions import Mention, find_mentions
from rag.answering.checking.reading import Reading, language_of, read_all
from rag.language.amounts import Amount
from rag.language.moments import Moment
from rag.language.questions import Question, understand

_BACK = 2  # sentences before the one that holds the value, which may name what it tells of
_SAME = 0.75
_ASKS = 2  # words of its own that a question needs to be about something: "che cosa è successo?" has one
_ENOUGH = 0.34  # share of the question's own words that must stand near the value when it names nothing


@dataclass(frozen=True, slots=True)
class AskedAbout:
    """Hold what a claim must answer: a question's parts, and texts around its sources that may name their subject."""

    parts: tuple[Question, ...]
    around: tuple[str, ...] = ()


def check_question(claims: Sequence[Reading], asked: AskedAbout, evidence: Evidence) -> Finding:
    """Return whether each claim answers a part of the question: what it adds meets what is asked about."""
    around = tuple(reading for text in asked.around for reading in read_all(text, language_of(text, "it")))
    parts = [read_all(part.text, part.language) for part in asked.parts if part.text.strip()]
    findings = []
    for claim in claims if parts else ():
        met = [_check_part(claim, part, around, evidence) for part in parts]
        findings.append(OK if OK in met else NOTHING if NOTHING in met else MISSING)
    return worst(findings) if findings else NOTHING


def _check_part(claim: Reading, asked: Sequence[Reading], around: Sequence[Reading], evidence: Evidence) -> Finding:
    topics = [mention for reading in asked for mention in find_mentions(reading)]
    known = {word.surface for reading in asked for word in reading.words}
    values = _values(claim, known, topics, evidence)
    if not values:
        return NOTHING
    near = all(any(_meets(topics, asked, s, place, around, evidence) for s, place in holding) for holding in values)
    return OK if near else MISSING


def _values(
    claim: Reading, known: set[str], topics: Sequence[Mention], evidence: Evidence
) -> list[list[tuple[Sequence[Reading], int]]]:
    """Return, for each value of the claim that the sources hold, the sentences that hold it."""
    values = []
    for amount in claim.amounts:
        if not {w.surface for w in claim.words if amount.start <= w.start < amount.end and w.number} & known:
            values.append(_holding(evidence, partial(_has_amount, amount)))
    values += [_holding(evidence, partial(_has_moment, moment)) for moment in claim.moments]
    for mention in find_mentions(claim):
        if not any(mention.is_same(topic) for topic in topics):
            values.append(_holding(evidence, partial(_has_mention, mention)))
    return [holding for holding in values if holding]


def _has_amount(amount: Amount, sentence: Reading) -> bool:
    return any(is_same_amount(amount, other) for other in sentence.amounts)


def _has_moment(moment: Moment, sentence: Reading) -> bool:
    return any(moment.within(other) for other in sentence.moments)


def _has_mention(mention: Mention, sentence: Reading) -> bool:
    return any(mention.is_same(other) for other in find_mentions(sentence))


def _holding(evidence: Evidence, holds: Callable[[Reading], bool]) -> list[tuple[Sequence[Reading], int]]:
    return [(source, place) for source in evidence.sources for place, s in enumerate(source) if holds(s)]


def _meets(
    topics: Sequence[Mention],
    asked: Sequence[Reading],
    source: Sequence[Reading],
    place: int,
    beside: Sequence[Reading],
    evidence: Evidence,
) -> bool:
    """Tell whether what is asked about is named in the sentence at `place`, or shortly before it."""
    around = (*source[max(0, place - _BACK) : place + 1], *beside)
    if topics:
        named = [mention for sentence in around for mention in find_mentions(sentence)]
        return all(any(topic.is_same(other) for other in named) or _said(topic, around) for topic in topics)
    wanted = [(r, word) for r in asked for part in understand(r.text, r.language) for word in part.words]
    if len(wanted) < _ASKS:
        return True
    near = evidence.nearness
    found = sum(
        any(near.between(w, r.language, o, s.language) >= _SAME for s in around for o in s.words if not o.stop)
        for r, w in wanted
    )
    return found >= _ENOUGH * len(wanted)


def _said(topic: Mention, around: Sequence[Reading]) -> bool:
    """Tell whether the words of a name stand there in small letters, or inside a longer name."""
    if topic.kind == "place":
        return any(place.code in topic.keys for sentence in around for place in sentence.places)
    return any(topic.keys <= sentence.surfaces for sentence in around)
