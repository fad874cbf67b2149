"""Check that facts meet what the sources tell of them: a name, an amount or a moment must stand where its company does.

A sentence is parted into segments (its clauses, insets and brackets). What a claim tells together with a fact is that
fact's company. Where a segment of a source has the company and, in the fact's stead, another of its kind that the claim
does not have, while the fact itself stands apart from that company, the claim has put it in another's place.
"""

from __future__ import annotations

from collections.abc import Sequence

from rag.answering.checking.amounts import is_same_amount
from rag.answering.checking.finding import CONTRADICTED, NOTHING, OK, Evidence, Finding, worst
from rag.answering.checking.mentions import Mention, find_mentions
from rag.answering.checking.reading import Reading
from rag.answering.checking.segments import Fact, Segment, as_whole, facts_of, first, has, holds_word, part
from rag.answering.checking.verbs import AGENT, BEING, helped, is_verb
from rag.language.amounts import Amount
from rag.language.moments import Moment

_SAME = 0.75  # nearness at which a word of a segment is one of the company
_ENOUGH = 0.67  # share of the company that a rival's segment must have
_FEW = 2  # of so little company in its clause, a fact keeps that of its whole sentence


def check_binding(claim: Reading, evidence: Evidence) -> Finding:
    """Return whether every fact of the claim is told, in a source, with the company the claim gives it."""
    segments = [segment for sentence in evidence.sentences for segment in part(sentence)]
    whole = [as_whole(sentence) for sentence in evidence.sentences]
    facts = facts_of(claim)
    findings = [_check(fact, claim, facts, segments, whole, evidence) for fact in facts]
    return worst(findings) if findings else NOTHING


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
    for segment in whole if wide and len(whole) > 1 else segments:
        found = sum(holds_word(segment, claim, i, evidence) for i in words)
        found += sum(has(segment, other) for other in others)
        if has(segment, fact):
            own = max(own, found)
        elif any(_is_rival(other, segment.sentence, fact, claim, evidence) for other in segment.rivals):
            rival = max(rival, found)
    less = own == 0 if wide else 0 <= own * 2 < rival
    return CONTRADICTED if rival >= _ENOUGH * size and less and rival else OK


def _company(fact: Fact, claim: Reading, facts: Sequence[Fact]) -> tuple[list[int], list[Fact]]:
    """Return the content words and the facts that the claim tells together with one of its facts."""
    clause = claim.clauses[first(fact, claim)]
    done = _done_by(fact, claim)
    if done:
        return done, []
    title = _title(fact, claim)
    words = [i for i in claim.content if claim.clauses[i] == clause and i not in title]
    others = [other for other in facts if other is not fact and claim.clauses[first(other, claim)] == clause]
    told = _told_clauses(claim)
    if _is_enough(words, others) or (clause in told and (clause or len(told) > 1)):
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


def _done_by(fact: Fact, claim: Reading) -> list[int]:
    """Return what a participle tells as somebody's doing amid a clause: "trial", "run" of "in a trial run by Phiri"."""
    start = min(_title(fact, claim), default=fact.first) if isinstance(fact, Mention) else 0
    while start > 0 and claim.words[start - 1].surface in _ARTICLES:
        start -= 1
    if start < _DONE_BY or claim.words[start - 1].surface not in AGENT or helped(claim, start - 2):
        return []
    return [i for i in (start - 3, start - 2) if i in claim.content]


_DONE_BY = 3  # words before a name that "trial run by" takes
_ARTICLES = frozenset("il lo la i gli le l the a an".split())
_TITLE = 4
_OF = frozenset("di del della dei al alla all of for".split())


def _is_enough(words: Sequence[int], others: Sequence[Fact]) -> bool:
    return len(words) + len(others) >= _FEW


def _is_rival(other: Fact, sentence: Reading, fact: Fact, claim: Reading, evidence: Evidence) -> bool:
    """Tell whether a fact of a source could stand in the place of one of the claim, and is none of the claim's own."""
    if isinstance(fact, Mention) and isinstance(other, Mention):
        mine = [m for m in find_mentions(claim) if not _is_apart(m, fact, claim)]
        alike = fact.kind == other.kind or (_is_where(fact, claim) and _is_where(other, sentence))
        return alike and not any(mention.is_same(other) for mention in mine)
    if isinstance(fact, Amount) and isinstance(other, Amount):
        clause = claim.clauses[first(fact, claim)]
        alone = not _is_enough([i for i in claim.content if claim.clauses[i] == clause], [])
        amounts = [a for a in claim.amounts if alone or claim.clauses[first(a, claim)] == clause]
        if (fact.unit, fact.kind) != (other.unit, other.kind) or any(is_same_amount(a, other) for a in amounts):
            return False
        if fact.noun is None or other.noun is None:
            return fact.noun is other.noun or fact.unit is not None
        return evidence.near(claim, fact.noun, sentence, other.noun) >= _SAME
    if isinstance(fact, Moment) and isinstance(other, Moment):
        return fact.against(other) and not any(mine.within(other) for mine in claim.moments)
    return False


def _is_where(mention: Mention, reading: Reading) -> bool:
    """Tell whether a name says where: "a Trento", "in Pavia", "di Pavia"."""
    return mention.first > 0 and len(mention.keys) == 1 and reading.words[mention.first - 1].surface in _WHERE


_WHERE = frozenset("a ad in at di d near presso".split())


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
