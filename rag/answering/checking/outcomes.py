"""Check who won and who lost, and which side a score is written from: "3-1" is not "1-3".

Winners and losers are read from verbs (to beat, to lose to, to win over), active or passive, and compared as pairs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.answering.checking.finding import CONTRADICTED, NOTHING, OK, Evidence, Finding, worst
from rag.answering.checking.mentions import Mention, find_mentions
from rag.answering.checking.reading import Reading
from rag.answering.checking.sides import sides
from rag.answering.checking.verbs import is_verb
from rag.language.lemmas import lemma

_BEAT = frozenset(
    """battere sconfiggere superare eliminare piegare travolgere sbaragliare stendere beat defeat overcome thrash
    eliminate knock edge outplay schlagen besiegen battre vaincre derrotar vencer""".split()
)
_WIN = frozenset("vincere imporsi imporre trionfare prevalere win prevail triumph gewinnen siegen gagner ganar".split())
_LOSE = frozenset("perdere cedere soccombere arrendere lose succumb verlieren perdre perder".split())
_TO = frozenset("contro con da dal dalla dall dai to against with by gegen contre contra".split())
_OVER = frozenset("contro su sul sulla sull sullo sui over against gegen contre sobre contra".split())
_SCORE = re.compile(
    r"(?<![\d.,/–-])(\d{1,3})(?:\s?[-–]\s?|\s(?:a|to|voti a|votes to|favorevoli e)\s)(\d{1,3})(?![\d/–-]|[.,]\d|\s?%)"
)
_FAR = 6  # words from a verb to the rival it names


@dataclass(frozen=True, slots=True)
class Outcome:
    """Hold one contest as told: who won and who lost, None where it is not said."""

    winner: Mention | None
    loser: Mention | None


def check_outcomes(claim: Reading, evidence: Evidence) -> Finding:
    """Return whether the claim names the winners and losers, and writes the scores, that its sources do."""
    told = [outcome for sentence in evidence.sentences for outcome in find_outcomes(sentence)]
    findings = [_check(outcome, told) for outcome in find_outcomes(claim)]
    findings += _check_recipients(claim, evidence)
    findings += [_check_score(match, claim, told, evidence) for match in _SCORE.finditer(claim.text)]
    return worst(findings) if findings else NOTHING


def find_outcomes(reading: Reading) -> list[Outcome]:
    """Return the contests that a sentence tells of, with a winner or a loser or both."""
    mentions = find_mentions(reading)
    found = []
    for index in reading.content:
        base = lemma(reading.words[index].text, reading.language)
        if base in _BEAT and is_verb(reading, index):
            found.append(_beaten(reading, index, mentions))
        elif base in _WIN | _LOSE and is_verb(reading, index):
            subject = next((m for m in reversed(mentions) if m.last <= index and not _led(m, reading)), None)
            rival = _rival(reading, index, mentions, _OVER if base in _WIN else _TO)
            if rival is not None:
                found.append(Outcome(subject, rival) if base in _WIN else Outcome(rival, subject))
    return [outcome for outcome in found if outcome.winner is not None or outcome.loser is not None]


def beats(reading: Reading, index: int) -> bool | None:
    """Tell whether a verb beats or wins (True) or loses (False); None of any other."""
    base = lemma(reading.words[index].text, reading.language)
    return True if base in _BEAT | _WIN else False if base in _LOSE else None


def _beaten(reading: Reading, verb: int, mentions: Sequence[Mention]) -> Outcome:
    both = sides(reading, verb)
    near = sorted(mentions, key=lambda m: abs(m.first - verb))
    winner = next((m for m in near if m.first in both.doing), None)
    return Outcome(winner, next((m for m in near if m.first in both.done_to), None))


_LED = frozenset("a ad al alla in nel nella di del della at in of on for".split())


def _led(mention: Mention, reading: Reading) -> bool:
    return mention.first > 0 and reading.words[mention.first - 1].surface in _LED


def _rival(reading: Reading, verb: int, mentions: Sequence[Mention], led_by: frozenset[str]) -> Mention | None:
    """Return whom a verb of winning or losing names as the other side: "ha perso 3-1 contro il Crotone"."""
    for mention in mentions:
        before = [w.surface for w in reading.words[max(0, mention.first - 2) : mention.first]]
        near = verb < mention.first <= verb + _FAR
        if near and (before[-1:] and before[-1] in led_by or (before[:1] and before[0] in led_by and len(before) > 1)):
            return mention
    return None


def _check(outcome: Outcome, told: Sequence[Outcome]) -> Finding:
    if not told or any(_is(outcome.winner, t.winner) and _is(outcome.loser, t.loser) for t in told):
        return OK
    turned = any(_is_named(outcome.winner, t.loser) or _is_named(outcome.loser, t.winner) for t in told)
    known = any(_is_named(outcome.winner, t.winner) or _is_named(outcome.loser, t.loser) for t in told)
    others = outcome.winner is not None and outcome.loser is not None and known
    return CONTRADICTED if turned or others else OK


def _is(one: Mention | None, other: Mention | None) -> bool:
    """Tell whether two sides of a contest may be one; a side that is not named may be anybody."""
    return one is None or other is None or one.is_same(other)


def _is_named(one: Mention | None, other: Mention | None) -> bool:
    return one is not None and other is not None and one.is_same(other)


def _check_score(match: re.Match[str], claim: Reading, told: Sequence[Outcome], evidence: Evidence) -> Finding:
    """Judge the order of a score: it may be turned only where the claim speaks from the loser's side."""
    score, turned = (match[1], match[2]), (match[2], match[1])
    theirs = [(m[1], m[2]) for sentence in evidence.sentences for m in _SCORE.finditer(sentence.text)]
    if score in theirs or turned not in theirs:
        return NOTHING
    before = [m for m in find_mentions(claim) if claim.words[m.last - 1].end <= match.start()]
    losing = any(_is_named(m, outcome.loser) for m in before[:1] for outcome in told)
    return OK if losing else CONTRADICTED


# ── who was given it ──────────────────────────────────────────────────────────────────────────────────────────────

_GIVE = frozenset(
    """andare assegnare consegnare conferire attribuire dare donare aggiudicare affidare go award give hand present
    grant verleihen geben decerner remettre attribuer otorgar conceder""".split()
)
_GET = frozenset("vincere ricevere ottenere aggiudicare conquistare win receive get obtain gewinnen erhalten".split())
_PRIZE = frozenset(
    """premio titolo medaglia coppa riconoscimento contratto appalto gara oro argento bronzo nobel oscar leone borsa
    incarico assegno prize title medal cup award contract job gold silver bronze scholarship preis titel prix premios
    trofeo trophy palma scudetto""".split()
)
_UNTO = frozenset("a ad al allo alla all ai agli alle to an au aux".split())
_REACH = 12  # words from a verb of giving to whom it is given


def _check_recipients(claim: Reading, evidence: Evidence) -> list[Finding]:
    """Judge who is given a prize, a title or a job: not another than in the sources, whoever else they name."""
    mine = find_recipients(claim)
    theirs = [(m, sentence) for sentence in evidence.sentences for m in find_recipients(sentence)]
    if not mine or not theirs:
        return []
    named = [m for sentence in evidence.sentences for m in find_mentions(sentence)]
    return [
        CONTRADICTED
        for mention in mine
        if not any(mention.is_same(m) for m, _ in theirs) and any(mention.is_same(m) for m in named)
    ]


def find_recipients(reading: Reading) -> list[Mention]:
    """Return who, by a sentence, is given or wins a prize, a title or a job."""
    if not any(lemma(word.text, reading.language) in _PRIZE for word in reading.words):
        return []
    mentions = [m for m in find_mentions(reading) if m.kind != "place"]
    found: list[Mention] = []
    for index, word in enumerate(reading.words):
        base = lemma(word.text, reading.language)
        if base in _GIVE:
            after = (m for m in mentions if index < m.first <= index + _REACH and _is_unto(m, reading))
            found.extend(list(after)[:1])
        if base in _GET and is_verb(reading, index):
            doing = sides(reading, index).doing
            found.extend(sorted((m for m in mentions if m.first in doing), key=lambda m: abs(m.first - index))[:1])
    return found


def _is_unto(mention: Mention, reading: Reading) -> bool:
    before = [word.surface for word in reading.words[max(0, mention.first - 3) : mention.first]]
    return any(word in _UNTO for word in before)
