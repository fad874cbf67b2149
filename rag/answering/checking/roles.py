"""Check the roles: facts must stand in the relation the sources give them, not merely occur.

Looked at here: who does and who is done to. What belongs to what is looked at by `belonging.py`, what is told of whom
by `binding.py`, who won by `outcomes.py`.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import product

from rag.answering.checking.antecedents import LEADING, OF_NAME, antecedent
from rag.answering.checking.deeds import is_deed
from rag.answering.checking.finding import CONTRADICTED, NOTHING, OK, Evidence, Finding, worst
from rag.answering.checking.joined import shared_doers
from rag.answering.checking.mentions import Mention, find_mentions
from rag.answering.checking.nearness import contrary_by_thesaurus
from rag.answering.checking.negation import is_two_sided
from rag.answering.checking.outcomes import beats
from rag.answering.checking.reading import Reading
from rag.answering.checking.sides import Sides, has_agent, sides
from rag.answering.checking.verbs import is_passive, is_verb

_SURE = 0.9  # the same, where a word must be that very one
_SAME = 0.75  # nearness at which two words are one in these comparisons


def check_roles(claim: Reading, evidence: Evidence) -> Finding:
    """Return whether the facts of the claim stand in the relations of its sources."""
    mentions = find_mentions(claim)
    findings = [
        _check_verb(claim, index, mentions, evidence)
        for index in claim.content
        if is_verb(claim, index) and is_deed(claim, index)
    ]
    return worst(findings) if findings else NOTHING


# ── who does, who is done to ──────────────────────────────────────────────────────────────────────────────────────


def _check_verb(claim: Reading, verb: int, mentions: tuple[Mention, ...], evidence: Evidence) -> Finding:
    """Judge the sides of one verb against the sources' own, or the one that tells it from the other side."""
    mine = sides(claim, verb)
    found: list[Finding] = []
    for sentence in evidence.sentences:
        for other in sentence.content:
            near = evidence.near(claim, verb, sentence, other)
            turned = is_two_sided(claim, verb) and _is_converse(claim, verb, sentence, other)
            if (
                (near >= _SAME or turned)
                and is_verb(sentence, other)
                and not _are_of_a_contest(claim, verb, sentence, other)
            ):
                theirs = sides(sentence, other)
                if not theirs.doing and not is_passive(sentence, other):
                    theirs = replace(theirs, doing=shared_doers(sentence, other))
                if turned:
                    theirs = Sides(theirs.verb, theirs.done_to, theirs.doing)
                found.append(_compare(claim, mine, mentions, sentence, theirs, evidence))
    return OK if OK in found else worst(found)


def _are_of_a_contest(claim: Reading, verb: int, sentence: Reading, other: int) -> bool:
    """Tell whether one verb beats and the other loses: who won is looked at in `outcomes.py`."""
    return beats(claim, verb) is not None and beats(claim, verb) is not beats(sentence, other) is not None


def _compare(
    claim: Reading, mine: Sides, mentions: tuple[Mention, ...], sentence: Reading, theirs: Sides, evidence: Evidence
) -> Finding:
    if sentence.language == "de" and not theirs.done_to:  # a verb at the end: "hat am Mittwoch ein Gesetz beschlossen"
        return NOTHING
    if not mine.doing and _is_done_to_the_doer(claim, mine, mentions, sentence, theirs):
        return CONTRADICTED
    if not mine.doing or not (theirs.doing or theirs.done_to):
        return NOTHING
    doing, done_to = _told(sentence, theirs.doing), _told(sentence, theirs.done_to)
    crossed = _shares(claim, _told(claim, mine.doing), sentence, done_to - doing, evidence)
    straight = _shares(claim, _told(claim, mine.doing), sentence, doing, evidence)
    back = _shares(claim, _told(claim, mine.done_to), sentence, doing - done_to, evidence)
    forth = _shares(claim, _told(claim, mine.done_to), sentence, done_to, evidence)
    suffers = _told(claim, mine.done_to)
    if 0 < back == len(suffers) and not (straight or forth) and _is_same_verb(claim, mine, sentence, theirs):
        return CONTRADICTED  # who does it in the source is who suffers it in the claim
    if crossed > straight and (back or _turns_the_passive(claim, mine, sentence, theirs)):
        return CONTRADICTED
    if forth and doing and not straight and _stands_elsewhere(claim, mine.doing, sentence, theirs, evidence):
        return CONTRADICTED
    if _another_suffers(mine, mentions, sentence, theirs):
        return CONTRADICTED
    if _another_does(mine, mentions, sentence, theirs, evidence) or (
        doing and not straight and _does_else(claim, mine, sentence, theirs, evidence)
    ):
        return CONTRADICTED
    return OK if straight or forth else NOTHING


def _is_same_verb(claim: Reading, mine: Sides, sentence: Reading, theirs: Sides) -> bool:
    same = claim.language == sentence.language
    return same and not claim.keys[mine.verb].isdisjoint(sentence.keys[theirs.verb])


def _is_done_to_the_doer(
    claim: Reading, mine: Sides, mentions: tuple[Mention, ...], sentence: Reading, theirs: Sides
) -> bool:
    """Tell whether a passive that names no doer is told of who does it: "Thorpe was sentenced" of "Thorpe …"."""
    if (
        not _is_same_verb(claim, mine, sentence, theirs)
        or not is_passive(claim, mine.verb)
        or is_passive(sentence, theirs.verb)
    ):
        return False
    first = min((i for i in mine.done_to if i < mine.verb), default=None)
    own = [m for m in mentions if m.kind == "person" and m.first == first and len(m.keys) > 1]
    named = find_mentions(sentence)
    does = [m for m in named if m.first in theirs.doing]
    suffers = [m for m in named if m.first in theirs.done_to]
    return any(any(m.is_same(d) for d in does) and not any(m.is_same(s) for s in suffers) for m in own)


def _turns_the_passive(claim: Reading, mine: Sides, sentence: Reading, theirs: Sides) -> bool:
    """Tell whether the claim has whom a passive is done to do it to another: "Pugh cleared the firm"."""
    verb, same = mine.verb, _is_same_verb(claim, mine, sentence, theirs)
    following = claim.words[verb + 1] if verb + 1 < len(claim.words) else None
    has_object = following is not None and (following.surface in _ARTICLES or following.capital)
    alone = not theirs.doing and is_passive(sentence, theirs.verb)
    return same and has_object and alone and not is_passive(claim, verb)


_ARTICLES = frozenset("il lo la i gli le l un uno una the a an his her its their".split())


def _told(reading: Reading, indexes: frozenset[int]) -> frozenset[int]:
    """Leave amounts and dates out of a side: they stand on either."""
    spans = [(a.start, a.end) for a in reading.amounts] + [(m.start, m.end) for m in reading.moments]
    return frozenset(i for i in indexes if not any(a <= reading.words[i].start < b for a, b in spans))


def _shares(
    claim: Reading, indexes: frozenset[int], sentence: Reading, others: frozenset[int], evidence: Evidence
) -> int:
    """Count the words of one side of the claim that stand on one side of the source."""
    return sum(any(evidence.near(claim, i, sentence, o) >= _SAME for o in others) for i in indexes)


def _stands_elsewhere(
    claim: Reading, doing: frozenset[int], sentence: Reading, theirs: Sides, evidence: Evidence
) -> bool:
    """Tell whether all who do it in the claim stand after the verb and on neither of its sides: another does it."""
    own = _told(claim, doing)
    after = frozenset(i for i, word in enumerate(sentence.words) if i > theirs.verb and not word.stop)
    rest = after - theirs.doing - theirs.done_to
    return bool(own) and _shares(claim, own, sentence, rest, evidence) == len(own)


def _another_does(
    mine: Sides, mentions: tuple[Mention, ...], sentence: Reading, theirs: Sides, evidence: Evidence
) -> bool:
    """Tell whether the source names another as the one who does it, and the claim's own elsewhere in the sentence."""
    named = find_mentions(sentence)
    doing = [m for m in mentions if m.kind != "place" and m.first in mine.doing]
    rivals = [m for m in named if m.kind != "place" and m.first in theirs.doing]
    if not doing or not rivals:
        return False
    if any(one.is_same(other) for one, other in product(doing, rivals)):
        return False
    own = [other for one, other in product(doing, named) if one.is_same(other)]
    if antecedent(sentence, theirs.verb) or has_agent(sentence, theirs.verb):
        # "con Paola Ferrante, che ha promesso …", "deciso da Saca": no other did, wherever it is named
        return any(one.is_same(m) for one in doing for where in evidence.sentences for m in find_mentions(where))
    return bool(own) and all(m.first > theirs.verb and not _begins_anew(m, sentence, theirs.verb) for m in own)


def _another_suffers(mine: Sides, mentions: tuple[Mention, ...], sentence: Reading, theirs: Sides) -> bool:
    """Tell whether the source has it done to another: "condannato Toso" of "ha assolto Riva e condannato Toso"."""
    named = find_mentions(sentence)
    own = min((m for m in mentions if m.kind == "person" and m.first in mine.done_to and m.first > mine.verb),
              key=lambda m: m.first, default=None)  # fmt: skip
    rivals = [m for m in named if m.kind == "person" and m.first in theirs.done_to and m.first > theirs.verb]
    rivals = [m for m in rivals if sentence.words[m.first - 1].surface not in LEADING | OF_NAME]  # "presterà a Brera …"
    if own is None or not rivals or own.first - mine.verb > _NEXT or rivals[0].first - theirs.verb > _NEXT:
        return False
    elsewhere = [m for m in named if m.is_same(own)]
    does = [
        m for m in elsewhere if m.first in theirs.doing and not is_verb(sentence, m.first - 1)
    ]  # not "assolto Riva"
    return bool(elsewhere) and not does and not any(m.first in theirs.done_to for m in elsewhere)


_NEXT = 3  # words from a verb to whom it is done to


def _begins_anew(mention: Mention, sentence: Reading, verb: int) -> bool:
    """Tell whether a name opens a clause that leaves the verb out: "Rossi guadagna 30.000 euro, Bianchi 50.000"."""
    clauses, at = sentence.clauses, mention.first
    start = next(i for i in range(at + 1) if clauses[i] == clauses[at])
    title = all(sentence.words[i].surface in _ARTICLES | OF_NAME or i in sentence.content for i in range(start + 1, at))
    return clauses[at] != clauses[verb] and title and not any(is_verb(sentence, i) for i in range(start, at))


def _does_else(claim: Reading, mine: Sides, where: Reading, theirs: Sides, evidence: Evidence) -> bool:
    """Tell whether the sources have the claim's doer do something else, and another do this.

    Who is not named where it is done may be the one that another sentence names: "The researchers measured …".
    """
    doing = _told(claim, mine.doing)
    named = any(mention.first in theirs.doing for mention in find_mentions(where))
    for sentence in evidence.sentences if named else (where,):
        for verb in (i for i in sentence.content if i != theirs.verb and is_verb(sentence, i)):
            other = sides(sentence, verb).doing
            if doing and all(any(evidence.near(claim, i, sentence, o) >= _SURE for o in other) for i in doing):
                return True
    return False


def _is_converse(claim: Reading, verb: int, sentence: Reading, other: int) -> bool:
    one, two = claim.words[verb], sentence.words[other]
    same = claim.language == sentence.language and not claim.keys[verb].isdisjoint(sentence.keys[other])
    return not (two.stop or same) and contrary_by_thesaurus(one, claim.language, two, sentence.language)
