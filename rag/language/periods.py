"""Read the period that a phrase sets to the date of articles: "del 2026", "da marzo 2025", "between May and July 2026".

Takes the text right after a word for articles; gives ISO bounds, both inclusive, partial where the words are.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from functools import cache

from rag.language.dates import MONTH_NUMBERS, find_dates

_MONTH = "|".join(sorted((re.escape(name) for name in MONTH_NUMBERS), key=len, reverse=True))
_YEAR = r"(?:19|20)\d\d(?!\w|[.,]\d)"
_DATE = (
    rf"(?:(?:\d{{1,2}}(?:°|º|\.|st|nd|rd|th|er)?\s+(?:de\s+|of\s+)?)?(?:{_MONTH})(?:\s+\d{{1,2}}(?:st|nd|rd|th)?,)?"
    rf"(?:\s+(?:de[l]?\s+|of\s+)?{_YEAR})?(?!\w)|[12]\d{{3}}-\d\d(?:-\d\d)?(?!\w)|\d{{1,2}}[/.]\d{{1,2}}[/.][12]\d{{3}}(?!\w)|{_YEAR})"
)
_PUBLISHED = r"(?:(?:pubblicat|uscit|datat|appars)[oaie]\s+|(?:published|dated|written|veröffentlicht|erschienen|publiés?|publicad[oa]s?)\s+)?"
# For each language what stands before the date, from the narrowest meaning to the widest.
_WORDS: dict[str, tuple[tuple[str, str], ...]] = {
    "it": (
        ("between", r"(?:tra|fra)\s+(?:il\s+)?(?P<a>{d})\s+e\s+(?:il\s+)?(?P<b>{d})"),
        ("between", r"da(?:l)?\s+(?P<a>{d})\s+(?:fino\s+)?a(?:l)?\s+(?P<b>{d})"),
        ("after", r"(?:successiv[oi]\s+a(?:l)?|dopo(?:\s+il)?)\s+(?P<a>{d})"),
        ("before", r"(?:precedent[ei]\s+a(?:l)?|prima\s+de?(?:l|i)?)\s+(?P<a>{d})"),
        ("since", r"(?:a\s+partire\s+)?dal?\s+(?P<a>{d})"),
        ("until", r"(?:fino\s+al?|entro(?:\s+il)?)\s+(?P<a>{d})"),
        ("within", r"(?:nel(?:\s+mese\s+di|l['’]anno)?|in|ad?|del(?:\s+mese\s+di|l['’]anno)?|di|il)\s+(?P<a>{d})"),
    ),
    "en": (
        ("between", r"between\s+(?P<a>{d})\s+and\s+(?P<b>{d})"),
        ("between", r"from\s+(?P<a>{d})\s+(?:to|until|through)\s+(?P<b>{d})"),
        ("since", r"from\s+(?P<a>{d})\s+on(?:wards?)?\b"),
        ("after", r"after\s+(?P<a>{d})"),
        ("before", r"before\s+(?P<a>{d})"),
        ("since", r"since\s+(?P<a>{d})"),
        ("until", r"(?:until|up\s+to)\s+(?P<a>{d})"),
        ("within", r"(?:from|in|during|on)\s+(?P<a>{d})"),
        ("within", r"of\s+(?![12]\d{3}\b)(?P<a>{d})"),  # "the story of 2001" is of no year
    ),
    "de": (
        ("between", r"zwischen\s+(?P<a>{d})\s+und\s+(?P<b>{d})"),
        ("after", r"nach\s+(?:dem\s+)?(?P<a>{d})"),
        ("before", r"vor\s+(?:dem\s+)?(?P<a>{d})"),
        ("since", r"(?:seit|ab)\s+(?:dem\s+)?(?P<a>{d})"),
        ("until", r"bis\s+(?:zum\s+)?(?P<a>{d})"),
        ("within", r"(?:von|vom|aus(?:\s+dem\s+(?:Jahr|Jahre))?|im(?:\s+Jahre?)?|in|am)\s+(?P<a>{d})"),
    ),
    "fr": (
        ("between", r"(?:parus\s+)?entre\s+(?P<a>{d})\s+et\s+(?P<b>{d})"),
        ("after", r"après\s+(?:le\s+)?(?P<a>{d})"),
        ("before", r"avant\s+(?:le\s+)?(?P<a>{d})"),
        ("since", r"(?:depuis|à\s+partir\s+de)\s+(?:le\s+)?(?P<a>{d})"),
        ("until", r"jusqu['’](?:en\s+|au\s+|à\s+)(?P<a>{d})"),
        ("within", r"(?:(?:de|du|en|le)\s+|d['’])(?P<a>{d})"),
    ),
    "es": (
        ("between", r"entre\s+(?P<a>{d})\s+y\s+(?P<b>{d})"),
        ("since", r"(?:desde|a\s+partir\s+de)\s+(?:el\s+)?(?P<a>{d})"),
        ("until", r"hasta\s+(?:el\s+)?(?P<a>{d})"),
        ("within", r"(?:del?|en|el)\s+(?P<a>{d})"),
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Period:
    """Hold ISO bounds, both inclusive, None for an open end; or a `month` (1 to 12) of a year that is not said."""

    since: str | None = None
    until: str | None = None
    month: int | None = None


@dataclass(frozen=True, slots=True)
class DatedPhrase:
    """Hold the period that a phrase sets, and where in the text the phrase ends."""

    period: Period
    end: int


def dated_phrase(text: str, at: int, language: str) -> DatedPhrase | None:
    """Return the period that the words of `text` from `at` on begin with, or None."""
    for relation, pattern in _patterns(language):
        match = pattern.match(text, at)
        if match is None:
            continue
        first = _value(match["a"], language)
        last = _value(match["b"], language) if relation == "between" else None
        period = _period(relation, first, last)
        if period is not None:
            return DatedPhrase(period, match.end())
    return None


@cache
def _patterns(language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    table = _WORDS.get(language, ())
    return tuple(
        (relation, re.compile(rf"\s+{_PUBLISHED}{pattern.replace('{d}', _DATE)}", re.IGNORECASE))
        for relation, pattern in table
    )


def _value(written: str, language: str) -> str | int | None:
    """Return an ISO date, perhaps partial; the number of a month without a year; None for anything else."""
    if re.fullmatch(_YEAR, written) or re.fullmatch(r"[12]\d{3}-(?:0[1-9]|1[0-2])", written):
        return written
    dates = find_dates(written[:1].upper() + written[1:], language)
    return dates[0].iso if dates else MONTH_NUMBERS.get(written.lower())


def _period(relation: str, first: str | int | None, last: str | int | None) -> Period | None:
    if relation == "between":
        return _between(first, last)
    if isinstance(first, int):
        return Period(month=first) if relation == "within" else None
    if first is None:
        return None
    if relation == "within":
        return Period(first, first)
    if relation in ("since", "after"):
        return Period(since=first if relation == "since" else _neighbour(first, 1))
    return Period(until=first if relation == "until" else _neighbour(first, -1))


def _between(first: str | int | None, last: str | int | None) -> Period | None:
    if isinstance(first, int) and isinstance(last, str) and len(last) >= 7:  # "tra gennaio e marzo 2026"
        first = f"{last[:4]}-{first:02}"
    if not isinstance(first, str) or not isinstance(last, str) or first[: len(last)] > last[: len(first)]:
        return None
    return Period(first, last)


def _neighbour(date: str, step: int) -> str:
    """Return the day, month or year before or after a date, as exact as that is."""
    if len(date) == 4:
        return str(int(date) + step)
    if len(date) == 7:
        months = int(date[:4]) * 12 + int(date[5:]) - 1 + step
        return f"{months // 12}-{months % 12 + 1:02}"
    return (datetime.date.fromisoformat(date) + datetime.timedelta(days=step)).isoformat()
