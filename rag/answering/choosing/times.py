"""Tell whether a sentence holds the time that is asked for: a date, a day, a year, an hour, or a hint at one."""

from __future__ import annotations

import re

from rag.language.dates import find_dates
from rag.language.questions import Question
from rag.language.words import fold

_YEAR = re.compile(r"(?<!\d)(?:1\d|20)\d\d(?!\d)|\banni (?:[Vv]enti|[A-Za-z]*anta)\b")
_CLOCK = re.compile(
    r"\b(?:[01]?\d|2[0-4])[.:][0-5]\d\b|\b(?:alle|dalle|le|ore|alle ore|at|by|around|um|gegen|a las|las|vers|a) (?:le )?(?:[01]?\d|2[0-4])\b(?![.,]?\d)(?! ?(?:%|"
    r"per cento|percent|euro|anni|years|[a-z]+io\b))|\b\d{1,2} ?(?:[ap]\.?m\b|uhr|h\d{0,2}\b|heures?)|mezzanotte|mezzogiorno|midnight|noon|mitternacht|minuit|midi|"
    r"\b(?:alle|dalle|le) (?:una|due|tre|quattro|cinque|sei|sette|otto|nove|dieci|undici|dodici)\b"
)
_WEEKDAY = re.compile(
    r"\b(?:lunedi|martedi|mercoledi|giovedi|venerdi|sabato|domenica|monday|tuesday|wednesday|thursday|friday|saturday|sunday|"
    r"ieri|oggi|yesterday|today)\b|\b\d{1,2}(?:°|º)? (?:gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|"
    r"ottobre|novembre|dicembre)\b"
)
_TIME = re.compile(
    r"\b(?:1[0-9]|20)\d\d\b|\b(?:secolo|century|secoli)\b|"
    r"\b(?:lunedi|martedi|mercoledi|giovedi|venerdi|sabato|domenica|monday|tuesday|wednesday|thursday|friday|saturday|"
    r"sunday|gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre|january|"
    r"february|march|april|june|july|august|september|october|november|december|oggi|ieri|domani|today|yesterday|"
    r"scors[oa]|prossim[oa]|estate|autunno|inverno|primavera|(?:la |a )?fine (?:anno|mese|d'anno)|ferragosto|capodanno|summer|autumn|winter|"
    r"spring|anni fa|years ago|anni (?:venti|trenta|quaranta|cinquanta|sessanta|settanta|ottanta|novanta))\b"
)


def holds_time(text: str, question: Question) -> bool:
    """Tell whether a text holds a time, of the unit asked for, that the question does not say itself."""
    asked = fold(question.text)
    text = _without_dateline(text)
    if question.unit == "hour":
        return _CLOCK.search(fold(text)) is not None
    if question.unit == "day":
        return any(len(mention.iso) > 7 for mention in find_dates(text)) or bool(_WEEKDAY.search(fold(text)))
    if question.unit == "year":
        return any(match.group() not in asked for match in _YEAR.finditer(text))
    return bool(find_dates(text)) or any(match.group() not in asked for match in _TIME.finditer(fold(text)))


def _without_dateline(text: str) -> str:
    """Return what stands behind "ROMA, 3 maggio 2025 - ": the day of an article is no event's."""
    first = next(iter(find_dates(text)), None)
    if first is None or first.start > _DATELINE:
        return text
    before = _LETTERS.findall(text[: first.start])
    dash = _DASH.match(text, first.end)
    placed = any(len(word) > len("Il") for word in before) and all(word[0].isupper() for word in before)
    return text[dash.end() :] if dash is not None and placed else text


_DATELINE = 40  # characters before the date of a dateline
_LETTERS = re.compile(r"[^\W\d_]+")
_DASH = re.compile(r"\s?\)?\s?[-–—]\s")


def find_times(text: str, question: Question) -> list[int]:
    """Return where the times begin that a text holds and the question does not say itself."""
    asked, plain = fold(question.text), fold(text)
    places = {mention.start for mention in find_dates(text) if fold(mention.text) not in asked}
    if len(plain) == len(text):
        places |= {match.start() for match in _TIME.finditer(plain) if match.group() not in asked}
        places |= {match.start() for match in _WEEKDAY.finditer(plain) if match.group() not in asked}
    return sorted(places)


def hints_at_time(text: str) -> bool:
    """Tell whether a text says of anything when it is, however loosely: "nel corso dell'anno", "alle 18", "soon"."""
    return _LOOSE_TIME.search(fold(text)) is not None


_LOOSE_TIME = re.compile(
    r"\b(?:ann[oi]|mes[ei]|settiman[ae]|giorn[oi]|giornata|or[ae]|minuti|weekend|estate|autunno|inverno|primavera|natale|"
    r"pasqua|presto|subito|futuro|mattina|sera|notte|pomeriggio|mezzogiorno|mezzanotte|scadenza|years?|months?|weeks?|days?|"
    r"hours?|minutes?|summer|autumn|winter|spring|christmas|easter|soon|future|morning|evening|night|noon|jahr\w*|monat\w*|"
    r"woche\w*|tag\w*|stunde\w*|uhr|annee?s?|mois|semaines?|jours?|heures?|ano|anos|meses|semanas?|dias?)\b|\b\d{1,2}[.:]\d\d\b"
)
