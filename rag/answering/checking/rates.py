"""Check how often an amount comes round: "3 million a year" is not "3 million a month". Used beside the numbers."""

from __future__ import annotations

import re

from rag.answering.checking.amounts import is_same_amount
from rag.answering.checking.finding import CONTRADICTED, MISSING, NOTHING, Evidence, Finding
from rag.answering.checking.reading import Reading
from rag.language.amounts import Amount
from rag.language.words import fold, stem

_PERIODS = {
    "second": "secondo second seconde sekunde",
    "minute": "minuto minute minuten",
    "hour": "ora hour heure stunde",
    "day": "giorno day daily giornaliero giornaliera giornalieri quotidiano quotidiana quotidianamente jour tag",
    "week": "settimana week weekly settimanale settimanali semaine woche",
    "month": "mese month monthly mensile mensili mois monat",
    "year": "anno year yearly annually annuo annua annui annue annuale annuali annualmente an jahr",
}
_PERIOD = {word: period for period, words in _PERIODS.items() for word in words.split()}
_NOUNS = (
    r"secondo(?!\s+\w)|second(?!\s+\w)|minuto(?!\s+\d)|minute|ora|hour|giorno|day|settimana|week|mese|month|anno|year"
)
_RATE = re.compile(
    rf"\b(?:ogni|every|each|per|al|alla|all.) ?({_NOUNS})\b(?! (?:scors|pross|dopo|prima|success|later|after|before))|"
    rf"(?:\d|\b(?:million|billion|thousand|milion[ei]|miliard[oi]|mila|once|twice|\w+[se]s|euro|volte)) "
    rf"(?:an? |l.)({_NOUNS})\b(?! (?:ago|later|earlier|after|before|scors|pross|dopo|prima))|"
    r"\b(daily|weekly|monthly|yearly|annually|giornalier[oaie]|quotidian[oa]\w*|settimanal[ei]|mensil[ei]|"
    r"annu[oaie]|annual[ei]|annualmente)\b"
)


def check_rates(claim: Reading, evidence: Evidence) -> Finding:
    """Return whether each period that the claim counts by is one that some source counts by, where any does."""
    for cue in (_RATE, _SPAN):
        mine = _periods(cue, claim.text)
        theirs = frozenset[str]().union(*(_periods(cue, sentence.text) for sentence in evidence.sentences))
        if mine and theirs and not mine <= theirs:
            return CONTRADICTED
    if _is_of_another_amount(claim, evidence):
        return CONTRADICTED
    mine = _periods(_RATE, claim.text)
    known = {_PERIOD.get(word.surface) for sentence in evidence.sentences for word in sentence.words}
    named = any(form in _PERIOD_STEMS for sentence in evidence.sentences for keys in sentence.keys for form in keys)
    return MISSING if mine and claim.amounts and not known - {None} and not named else NOTHING


def _is_of_another_amount(claim: Reading, evidence: Evidence) -> bool:
    """Tell whether an amount comes round in the claim, and in the sources another does: "3 million a year"."""
    for amount in (a for a in claim.amounts if _comes_round(a, claim)):
        told = [(other, s) for s in evidence.sentences for other in s.amounts]
        same = [_comes_round(other, s) for other, s in told if is_same_amount(amount, other)]
        rivals = any(_comes_round(o, s) and o.unit == amount.unit for o, s in told if not is_same_amount(amount, o))
        if same and not any(same) and rivals:
            return True
    return False


def _comes_round(amount: Amount, reading: Reading) -> bool:
    """Tell whether a period stands right after an amount: "500,000 a year"."""
    after = fold(reading.text[amount.end : amount.end + _NEAR])
    return _AFTER.match(after) is not None


_NEAR = 16  # characters from an amount to the period it comes round in
_AFTER = re.compile(rf"^ (?:an? |ogni |each |every |per |all.|al )(?:{_NOUNS})\b")
_PERIOD_STEMS = frozenset(stem(fold(word), language) for word in _PERIOD for language in ("it", "en", "de", "fr"))
_SPAN = re.compile(
    rf"\b(?:per|di|dopo|entro|for|of|after|within|in) (?:una? |un.|an? |one )({_NOUNS})\b"
)  # "per un mese"


def _periods(cue: re.Pattern[str], text: str) -> frozenset[str]:
    return frozenset(_PERIOD[next(filter(None, match.groups()))] for match in cue.finditer(fold(text)))


__all__ = ["check_rates"]
