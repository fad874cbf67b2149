"""Check the roles: facts must stand in the relation the sources give them, not merely occur.

Looked at here: who does and who is done to; which place or body belongs to which word ("lo stabilimento di Foggia");
who acts for which body. What is told of whom is looked at by `binding.py`, who won by `outcomes.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, product

from rag.answering.checking.finding import CONTRADICTED, NOTHING, OK, Evidence, Finding, worst
from rag.answering.checking.mentions import Mention, find_mentions
from rag.answering.checking.nearness import contrary_by_thesaurus
from rag.answering.checking.reading import Reading
from rag.answering.checking.sides import Sides, is_verb, sides
from rag.language.attribution import is_saying

_SURE = 0.9  # the same, where a word must be that very one
_SAME = 0.75  # nearness at which two words are one in these comparisons


def check_roles(claim: Reading, evidence: Evidence) -> Finding:
    """Return whether the facts of the claim stand in the relations of its sources."""
    mentions = find_mentions(claim)
    findings = [
        _check_verb(claim, index, mentions, evidence)
        for index in claim.content
        if is_verb(claim, index) and not is_saying(claim.words, index, claim.language)
    ]
    findings += [_check_belonging(claim, mention, evidence) for mention in mentions]
    findings += _check_pairs(claim, mentions, evidence)
    return worst(findings) if findings else NOTHING


# ── who does, who is done to ──────────────────────────────────────────────────────────────────────────────────────


def _check_verb(claim: Reading, verb: int, mentions: tuple[Mention, ...], evidence: Evidence) -> Finding:
    """Judge the sides of one verb against the sources' own, or the one that tells it from the other side."""
    mine = sides(claim, verb)
    found: list[Finding] = []
    for sentence in evidence.sentences:
        for other in sentence.content:
            near = evidence.near(claim, verb, sentence, other)
            turned = near < 1.0 and _is_converse(claim, verb, sentence, other)
            if (near >= _SAME or turned) and is_verb(sentence, other):
                theirs = sides(sentence, other)
                if turned:
                    theirs = Sides(theirs.verb, theirs.done_to, theirs.doing)
                found.append(_compare(claim, mine, mentions, sentence, theirs, evidence))
    return OK if OK in found else worst(found)


def _compare(
    claim: Reading, mine: Sides, mentions: tuple[Mention, ...], sentence: Reading, theirs: Sides, evidence: Evidence
) -> Finding:
    if not mine.doing or not (theirs.doing or theirs.done_to):
        return NOTHING
    doing, done_to = _told(sentence, theirs.doing), _told(sentence, theirs.done_to)
    crossed = _shares(claim, _told(claim, mine.doing), sentence, done_to - doing, evidence)
    straight = _shares(claim, _told(claim, mine.doing), sentence, doing, evidence)
    back = _shares(claim, _told(claim, mine.done_to), sentence, doing - done_to, evidence)
    forth = _shares(claim, _told(claim, mine.done_to), sentence, done_to, evidence)
    if crossed > straight and back:
        return CONTRADICTED
    if _another_does(mine, mentions, sentence, theirs) or (
        doing and not straight and _does_else(claim, mine, theirs, evidence)
    ):
        return CONTRADICTED
    return OK if straight or forth else NOTHING


def _told(reading: Reading, indexes: frozenset[int]) -> frozenset[int]:
    """Leave amounts and dates out of a side: they stand on either."""
    spans = [(a.start, a.end) for a in reading.amounts] + [(m.start, m.end) for m in reading.moments]
    return frozenset(i for i in indexes if not any(a <= reading.words[i].start < b for a, b in spans))


def _shares(
    claim: Reading, indexes: frozenset[int], sentence: Reading, others: frozenset[int], evidence: Evidence
) -> int:
    """Count the words of one side of the claim that stand on one side of the source."""
    return sum(any(evidence.near(claim, i, sentence, o) >= _SAME for o in others) for i in indexes)


def _another_does(mine: Sides, mentions: tuple[Mention, ...], sentence: Reading, theirs: Sides) -> bool:
    """Tell whether the source names another as the one who does it, and the claim's own elsewhere in the sentence."""
    named = find_mentions(sentence)
    doing = [m for m in mentions if m.kind != "place" and m.first in mine.doing]
    rivals = [m for m in named if m.kind != "place" and m.first in theirs.doing]
    if not doing or not rivals:
        return False
    if any(one.is_same(other) for one, other in product(doing, rivals)):
        return False
    own = [other for one, other in product(doing, named) if one.is_same(other)]
    return bool(own) and all(mention.first > theirs.verb for mention in own)


def _does_else(claim: Reading, mine: Sides, theirs: Sides, evidence: Evidence) -> bool:
    """Tell whether the sources have the claim's doer do something else, and another do this."""
    doing = _told(claim, mine.doing)
    for sentence in evidence.sentences:
        for verb in (i for i in sentence.content if i != theirs.verb and is_verb(sentence, i)):
            other = sides(sentence, verb).doing
            if doing and all(any(evidence.near(claim, i, sentence, o) >= _SURE for o in other) for i in doing):
                return True
    return False


def _is_converse(claim: Reading, verb: int, sentence: Reading, other: int) -> bool:
    one, two = claim.words[verb], sentence.words[other]
    return not two.stop and contrary_by_thesaurus(one, claim.language, two, sentence.language)


# ── what belongs to what ──────────────────────────────────────────────────────────────────────────────────────────

_PREPOSITIONS = frozenset(
    """
    a ad al allo alla ai agli alle all in nel nello nella nei negli nelle nell di del dello della dei degli
    delle dell d da dal dalla dall per presso at in of from for to on auf im bei von fur a au aux dans en de
    du
""".split()
)
_WITHIN = 4  # words from a head to what belongs to it


def _check_belonging(claim: Reading, mention: Mention, evidence: Evidence) -> Finding:
    """Judge a name put to a word by a preposition: the sources must not put another of its kind there instead."""
    if mention.first == 0 or claim.words[mention.first - 1].surface not in _PREPOSITIONS:
        return NOTHING
    put = claim.words[mention.first - 1].surface
    if mention.kind == "person" and put not in _OF and not (put in _WHERE and len(mention.keys) == 1):
        return NOTHING
    head = next((i for i in range(mention.first - 2, max(-1, mention.first - 5), -1) if not claim.words[i].stop), None)
    if (
        head is None
        or claim.words[head].number
        or any(claim.words[i].surface not in _PREPOSITIONS | _SMALL for i in range(head + 1, mention.first))
    ):
        return NOTHING
    rivals = False
    for sentence in evidence.sentences:
        for place in _exactly(claim, head, sentence, evidence):
            near = [m for m in find_mentions(sentence) if 0 < m.first - place <= _WITHIN + 1
                    and sentence.words[m.first - 1].surface in _PREPOSITIONS]  # fmt: skip
            if any(mention.is_same(m) for m in near):
                return OK
            rivals = rivals or any(
                _alike(mention, m, claim, sentence) and _is_elsewhere(mention, m, sentence) for m in near[:1]
            )
    return CONTRADICTED if rivals else OK


def _exactly(claim: Reading, head: int, sentence: Reading, evidence: Evidence) -> list[int]:
    """Return the words of a source that are the claim's, or, where none is, that mean the same."""
    found = evidence.matches(claim, head, sentence, _SURE)
    best = max((evidence.near(claim, head, sentence, other) for other in found), default=0.0)
    return [other for other in found if evidence.near(claim, head, sentence, other) == best]


_OF = frozenset("di del della dei degli delle dell per of for von fur de du pour".split())
_SMALL = frozenset("il lo la i gli le l the a an un una".split())
_WHERE = frozenset("a ad in at nel nella nei al alla presso".split())


def _alike(mention: Mention, rival: Mention, claim: Reading, sentence: Reading) -> bool:
    """Tell whether two mentions answer one question: both places, both bodies, or both put there by "at"."""
    mine, theirs = claim.words[mention.first - 1].surface, sentence.words[rival.first - 1].surface
    return mention.kind == rival.kind or (mine in _WHERE and theirs in _WHERE)


def _is_elsewhere(mention: Mention, rival: Mention, sentence: Reading) -> bool:
    """Tell whether the sentence names the claim's own too, apart from the rival: a swap, and not a second name."""
    return any(mention.is_same(m) and abs(m.first - rival.first) > 2 for m in find_mentions(sentence))


def _check_pairs(claim: Reading, mentions: tuple[Mention, ...], evidence: Evidence) -> list[Finding]:
    """Judge people and the body put to them: the sources must not pair each with others, crosswise.

    Of people told of together ("A e B hanno firmato per ANIE") each must belong to the body.
    """
    bodies = [m for m in mentions if _is_body(m, claim, _FOR)]
    people = [m for m in mentions if m.kind == "person" and m not in bodies]
    found: list[Finding] = []
    for body in bodies:
        near = [person for person in people if claim.clauses[person.first] == claim.clauses[body.first]]
        told = people if len(bodies) == 1 and _are_listed(claim, people) else near if len(near) == 1 else []
        found.extend(_crossed(p, body, s) for p in told if _tied(claim, p, body) for s in evidence.sentences)
    return found


def _is_body(mention: Mention, reading: Reading, led_by: frozenset[str]) -> bool:
    """Tell whether a mention is a body, as far as its words or what leads it tell: "ha firmato per Vandamme"."""
    if mention.kind != "person" or len(mention.keys) > 1 or mention.first < _SAID:
        return mention.kind == "body"
    return reading.words[mention.first - 1].surface in led_by


_FOR = frozenset("per for fur pour".split())
_SAID = 3  # words into a sentence; "per Bellini, …" at its start names a speaker


def _are_listed(claim: Reading, people: Sequence[Mention]) -> bool:
    """Tell whether people of a claim are told of as one: "A e B hanno …"."""
    pairs = pairwise(people)
    return any(b.first - a.last == 1 and claim.words[a.last].surface in ("e", "ed", "and") for a, b in pairs)


def _tied(claim: Reading, person: Mention, body: Mention) -> bool:
    """Tell whether a body is put to a person: "… per KSIA", "di ANIE", or written right before the name."""
    return body.last == person.first or (body.first > 0 and claim.words[body.first - 1].surface in _OF)


def _crossed(person: Mention, body: Mention, sentence: Reading) -> Finding:
    """Tell whether a sentence puts the person nearest another body, and the body nearest another person."""
    named = find_mentions(sentence)
    bodies = [m for m in named if m.is_same(body) or _is_body(m, sentence, _OF)]
    people = [m for m in named if m.kind == "person" and m not in bodies]
    mine, theirs = [m for m in people if m.is_same(person)], [m for m in bodies if m.is_same(body)]
    if not mine or not theirs:
        return NOTHING
    their_people = [_nearest(m, people) for m in theirs]
    my_bodies = [_nearest(m, bodies) for m in mine]
    apart = not any(m is not None and m.is_same(person) for m in their_people)
    apart = apart and not any(m is not None and m.is_same(body) for m in my_bodies)
    return CONTRADICTED if apart else NOTHING


def _nearest(mention: Mention, others: list[Mention]) -> Mention | None:
    return (
        min(others, key=lambda m: abs(m.first - mention.last) if m.first >= mention.first else mention.first - m.last)
        if others
        else None
    )
