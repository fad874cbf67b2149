"""Check what belongs to what: a place or a body to a word ("lo stabilimento di Foggia"), a person to a body.

Used beside the check of roles, under the same name.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from rag.answering.checking.finding import CONTRADICTED, NOTHING, OK, Evidence, Finding, worst
from rag.answering.checking.mentions import Mention, find_mentions
from rag.answering.checking.reading import Reading
from rag.answering.checking.verbs import AGENT, is_verb
from rag.language.given_names import is_given_name

_SURE = 0.9  # the same, where a word must be that very one


def check_belonging(claim: Reading, evidence: Evidence) -> Finding:
    """Return whether places, bodies and people belong in the claim to what they belong to in its sources."""
    mentions = find_mentions(claim)
    findings = [_check_belonging(claim, mention, evidence) for mention in mentions]
    findings += _check_pairs(claim, mentions, evidence)
    return worst(findings) if findings else NOTHING


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
    placed = put in _WHERE and len(mention.keys) == 1 and not _is_somebody(mention, evidence)
    if mention.kind == "person" and put not in _OF and not placed:
        return NOTHING
    head = next((i for i in range(mention.first - 2, max(-1, mention.first - 5), -1) if not claim.words[i].stop), None)
    if (
        head is None
        or claim.words[head].number
        or (put in _INTO and any(m.kind == "place" and m.first <= head < m.last for m in find_mentions(claim)))
        or any(claim.words[i].surface not in _PREPOSITIONS | _SMALL for i in range(head + 1, mention.first))
    ):
        return NOTHING
    rivals = False
    for sentence in evidence.sentences:
        for place in _exactly(claim, head, sentence, evidence):
            if is_verb(claim, head) and not is_verb(sentence, place):
                continue  # "signed for ANIE" of "la firma del Memorandum, apposta …": another construction
            near = [m for m in find_mentions(sentence) if 0 < m.first - place <= _WITHIN + 1
                    and sentence.words[m.first - 1].surface in _PREPOSITIONS]  # fmt: skip
            if (
                any(mention.is_same(m) for m in near)
                or _elided(mention, sentence)
                or _is_beside(mention, place, sentence)
            ):
                return OK
            if put in _OF:  # "l'ingresso della Lombardia" of "l'ingresso in Esra", "presieduta da Wanda Tirabassi"
                near = [m for m in near if sentence.words[m.first - 1].surface not in _INTO | AGENT]
            rivals = rivals or any(
                _alike(mention, m, claim, sentence) and _is_elsewhere(mention, m, sentence) for m in near[:1]
            )
    return CONTRADICTED if rivals else OK


def _is_beside(mention: Mention, head: int, sentence: Reading) -> bool:
    """Tell whether what is put to a word goes on to the name: "the ice of the Saturn-like moon Tethys"."""
    last = next((m.first for m in find_mentions(sentence) if m.is_same(mention) and m.first > head), None)
    if last is None or last - head > _WITHIN + 2 or sentence.clauses[last] != sentence.clauses[head]:
        return False
    return not any(is_verb(sentence, i) for i in range(head + 1, last))


def _is_somebody(mention: Mention, evidence: Evidence) -> bool:
    """Tell whether the sources give a lone name a first name as well, and so make it nobody's place."""
    named = (m for sentence in evidence.sentences for m in find_mentions(sentence))
    return any(m.kind == "person" and len(m.keys) > 1 and m.is_same(mention) for m in named)


def _elided(mention: Mention, sentence: Reading) -> bool:
    """Tell whether the sentence puts the name to a word left out: "quelli di Beta", "those of Beta"."""
    return any(
        mention.is_same(m) and m.first > 1 and sentence.words[m.first - 2].surface in _THOSE
        for m in find_mentions(sentence)
    )


_THOSE = frozenset("quello quella quelli quelle quel those that".split())


def _exactly(claim: Reading, head: int, sentence: Reading, evidence: Evidence) -> list[int]:
    """Return the words of a source that are the claim's, or, where none is, that mean the same."""
    found = evidence.matches(claim, head, sentence, _SURE)
    written = [other for other in found if sentence.words[other].surface == claim.words[head].surface]
    if written:  # "la presidenza di Alfa" is no "presidente di Beta"
        return written
    best = max((evidence.near(claim, head, sentence, other) for other in found), default=0.0)
    return [other for other in found if evidence.near(claim, head, sentence, other) == best]


_OF = frozenset("di del della dei degli delle dell per of for von fur de du pour".split())
_INTO = frozenset(
    "in nel nello nella nei negli nelle nell a ad al allo alla ai agli alle all into to im dans en".split()
)
_SMALL = frozenset("il lo la i gli le l the a an un una".split())
_WHERE = frozenset("a ad in at nel nella nei al alla presso".split())


def _alike(mention: Mention, rival: Mention, claim: Reading, sentence: Reading) -> bool:
    """Tell whether two mentions answer one question: both places, both bodies, or both put there by "at"."""
    mine, theirs = claim.words[mention.first - 1].surface, sentence.words[rival.first - 1].surface
    bodies = {mention.kind, rival.kind} == {"person", "body"} and min(len(mention.keys), len(rival.keys)) > 1
    bodies = bodies and not any(map(is_given_name, mention.keys | rival.keys))  # "Lund Group", "Orbit Media"
    return mention.kind == rival.kind or bodies or (mine in _WHERE and theirs in _WHERE)


def _is_elsewhere(mention: Mention, rival: Mention, sentence: Reading) -> bool:
    """Tell whether the sentence names the claim's own too, apart from the rival: a swap, and not a second name."""
    return any(mention.is_same(m) and abs(m.first - rival.first) > 2 for m in find_mentions(sentence))


def _check_pairs(claim: Reading, mentions: tuple[Mention, ...], evidence: Evidence) -> list[Finding]:
    """Judge people and the body put to them: the sources must not pair each with others, crosswise.

    Of people told of together ("A e B hanno firmato per ANIE") each must belong to the body.
    """
    bodies = [m for m in mentions if _is_body(m, claim, _FOR)]
    people = [m for m in mentions if m.kind == "person" and m not in bodies]
    tied = [body for body in bodies if any(_tied(claim, person, body) for person in people)]
    shared = len(tied) == 1 and _are_listed(claim, people) and not _are_listed(claim, bodies)
    found: list[Finding] = []
    for body in tied:
        near = [person for person in people if claim.clauses[person.first] == claim.clauses[body.first]]
        told = people if shared else near if len(near) == 1 else []
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
    """Tell whether people, or bodies, of a claim are told of as one: "A e B hanno …"."""
    pairs = pairwise(people)
    return any(b.first - a.last == 1 and claim.words[a.last].surface in ("e", "ed", "and") for a, b in pairs)


def _tied(claim: Reading, person: Mention, body: Mention) -> bool:
    """Tell whether a body is put to a person: "… per KSIA", "both from ANIE", or written right before the name."""
    return body.last == person.first or (body.first > 0 and claim.words[body.first - 1].surface in _OF | {"from"})


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
