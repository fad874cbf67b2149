"""Resolve "ieri", "lunedì" against the date that a source states for itself: "VENEZIA, 14 maggio 2026 - … ieri".

Takes the sentences of a source, gives the moments its relative words come to. Without a stated date nothing is
resolved: an article's age is not guessed from the clock.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from rag.answering.checking.reading import Reading
from rag.language.moments import Moment

_OPENING = 60  # characters within which a dateline stands
_AFTER = re.compile(r"\s?\)?\s?(?:[-–—:|.]+(?:\s|$)|$)")
_PUBLISHED = re.compile(r"^\W*(?:pubblicat|published|veroffentlicht|veröffentlicht|publie|publié)", re.I)
_DAYS_FROM = {"yesterday": -1, "today": 0, "tomorrow": 1}
_WEEK = 7


def resolved(source: Sequence[Reading]) -> tuple[Moment, ...]:
    """Return, for the relative days and the weekdays of a source, the days they come to."""
    told = next((day for sentence in source[:1] if (day := _dateline(sentence)) is not None), None)
    if told is None:
        return ()
    found = (_day(moment, told) for sentence in source for moment in sentence.moments)
    return tuple(Moment(0, 0, day.year, day.month, day.day, day.isoweekday()) for day in found if day is not None)


def _dateline(sentence: Reading) -> date | None:
    """Return the day that a source begins with: before a dash, or after "Pubblicato il"."""
    first = next((moment for moment in sentence.moments if moment.start < _OPENING), None)
    if first is None or first.year is None or first.month is None or first.day is None:
        return None
    stated = _AFTER.match(sentence.text, first.end) or _PUBLISHED.match(sentence.text)
    try:
        return date(first.year, first.month, first.day) if stated else None
    except ValueError:  # the thirtieth of February
        return None


def _day(moment: Moment, told: date) -> date | None:
    if moment.relative in _DAYS_FROM:
        return told + timedelta(days=_DAYS_FROM[moment.relative])
    if moment.weekday is None or moment.day is not None:
        return None
    return told - timedelta(days=(told.isoweekday() - moment.weekday) % _WEEK)  # the last one, today counted


__all__ = ["resolved"]
