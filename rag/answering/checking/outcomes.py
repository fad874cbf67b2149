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
from rag.answering.checking.sides import is_verb, sides
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
