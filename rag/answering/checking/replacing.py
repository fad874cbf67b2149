"""Check who takes whose place: "A succede a B", "B è sostituito da A" and "A prende il posto di B" tell one thing.

The verbs turn their sides from one wording to the next, so they are read here as pairs. Used beside the check of roles.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rag.answering.checking.finding import CONTRADICTED, NOTHING, OK, Evidence, Finding, worst
from rag.answering.checking.mentions import Mention, find_mentions
from rag.answering.checking.reading import Reading
from rag.answering.checking.verbs import AGENT, is_passive
from rag.language.lemmas import lemma

_REPLACE = frozenset("sostituire rimpiazzare replace ersetzen remplacer reemplazar sustituir".split())
_SUCCEED = frozenset("succedere subentrare succeed nachfolgen succeder suceder".split())
_PLACE = frozenset("posto place posizione".split())
_TAKE = frozenset("prendere take raccogliere occupare".split())
_LEAVE = frozenset("lasciare cedere leave yield".split())
_WITH = frozenset("con with durch mit avec por".split()) | AGENT
_UNTO = frozenset("a ad al allo alla all ai to".split())
_TO_HIM = frozenset("gli le him her lo la".split())
_FAR = 10  # words from a verb to whom it names


@dataclass(frozen=True, slots=True)
class Change:
    """Hold who comes and who goes, None where it is not said."""

    comes: Mention | None
    goes: Mention | None


def check_replacing(claim: Reading, evidence: Evidence) -> Finding:
    """Return whether those who come and go in the claim do so in its sources."""
    told = [change for sentence in evidence.sentences for change in find_changes(sentence)]
    mine = find_changes(claim)
    return worst([_check(change, told) for change in mine]) if mine and told else NOTHING


def is_replacing(reading: Reading, index: int) -> bool:
    """Tell whether a verb is one whose sides are read here."""
    return lemma(reading.words[index].text, reading.language) in _REPLACE | _SUCCEED


def find_changes(reading: Reading) -> list[Change]:
    """Return who takes whose place, by a sentence."""
    mentions = [mention for mention in find_mentions(reading) if mention.kind != "place"]
    found = []
    for index, word in enumerate(reading.words):
        base = lemma(word.text, reading.language)
        if base in _REPLACE:
            found.append(_replaced(reading, index, mentions))
        elif base in _SUCCEED and not word.surface.startswith("success"):
            found.append(_succeeded(reading, index, mentions))
        elif word.surface in _PLACE:
            found.append(_placed(reading, index, mentions))
    return [change for change in found if change.comes is not None or change.goes is not None]


def _replaced(reading: Reading, verb: int, mentions: Sequence[Mention]) -> Change:
    """Read "A sostituisce B", "X sostituisce B con A", "B è sostituito da A" or "… con A"."""
    before, after = _last(mentions, verb), [m for m in mentions if verb < m.first <= verb + _FAR]
    led = next((m for m in after if _led(reading, m, _WITH, verb)), None)
    if is_passive(reading, verb):
        return Change(led, before)
    goes = next((m for m in after if m is not led), None)
    return Change(led if led is not None else before, goes)


def _succeeded(reading: Reading, verb: int, mentions: Sequence[Mention]) -> Change:
    """Read "A succede a B", "a B succede A", "gli succederà A", "A succeeds B", "B will be succeeded by A"."""
    before, after = _last(mentions, verb), next((m for m in mentions if verb < m.first <= verb + _FAR), None)
    if is_passive(reading, verb) and reading.language != "it":
        return Change(after, before)
    pronoun = any(word.surface in _TO_HIM for word in reading.words[max(0, verb - 2) : verb])
    turned = before is not None and reading.language == "it" and _led(reading, before, _UNTO, -1)
    return Change(after, before) if pronoun or turned else Change(before, after)


def _placed(reading: Reading, place: int, mentions: Sequence[Mention]) -> Change:
    """Read "A prende il posto di B", "B lascia il posto a A", "A al posto di B"."""
    bases = [lemma(word.text, reading.language) for word in reading.words[max(0, place - 4) : place]]
    before, after = _last(mentions, place), next((m for m in mentions if place < m.first <= place + _FAR), None)
    if after is None or after.first > place + _FAR // 2:
        return Change(None, None)
    if _LEAVE.intersection(bases):
        return Change(after, before)
    return Change(before, after) if _TAKE.intersection(bases) else Change(None, None)


def _last(mentions: Sequence[Mention], index: int) -> Mention | None:
    return next((mention for mention in reversed(mentions) if mention.last <= index), None)


def _led(reading: Reading, mention: Mention, by: frozenset[str], after: int) -> bool:
    """Tell whether a preposition leads a name, or the title before it: "con la giovane Agata Simeoni"."""
    words = reading.words[max(after + 1, mention.first - 4) : mention.first]
    return any(word.surface in by for word in words)


def _check(change: Change, told: Sequence[Change]) -> Finding:
    if any(_is(change.comes, other.comes) and _is(change.goes, other.goes) for other in told):
        return OK
    named = any(
        _may_be(change.comes, other.goes) or _may_be(change.goes, other.comes) or _differs(change, other)
        for other in told
    )
    return CONTRADICTED if named else NOTHING


def _is(one: Mention | None, other: Mention | None) -> bool:
    return one is None or other is None or one.is_same(other)


def _may_be(one: Mention | None, other: Mention | None) -> bool:
    return one is not None and other is not None and one.is_same(other)


def _differs(change: Change, other: Change) -> bool:
    """Tell whether one comes, or goes, in another's stead while the other side is the same."""
    same_goes, same_comes = _may_be(change.goes, other.goes), _may_be(change.comes, other.comes)
    return (same_goes and not _is(change.comes, other.comes)) or (same_comes and not _is(change.goes, other.goes))
