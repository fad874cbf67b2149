"""Check how often an amount comes round: "3 million a year" is not "3 million a month". Used beside the numbers."""

from __future__ import annotations

import re

from rag.answering.checking.finding import CONTRADICTED, MISSING, NOTHING, Evidence, Finding
from rag.answering.checking.reading import Reading
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
    mine = _periods(_RATE, claim.text)
    known = {_PERIOD.get(word.surface) for sentence in evidence.sentences for word in sentence.words}
    named = any(form in _PERIOD_STEMS for sentence in evidence.sentences for keys in sentence.keys for form in keys)
    return MISSING if mine and claim.amounts and not known - {None} and not named else NOTHING


_PERIOD_STEMS = frozenset(stem(fold(word), language) for word in _PERIOD for language in ("it", "en", "de", "fr"))
_SPAN = re.compile(
    rf"\b(?:per|di|dopo|entro|for|of|after|within|in) (?:una? |un.|an? |one )({_NOUNS})\b"
)  # "per un mese"


def _periods(cue: re.Pattern[str], text: str) -> frozenset[str]:
    return frozenset(_PERIOD[next(filter(None, match.groups()))] for match in cue.finditer(fold(text)))


__all__ = ["check_rates"]
