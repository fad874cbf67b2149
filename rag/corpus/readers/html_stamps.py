"""Read the days that web pages write for machines: in stamps of many makes, in addresses.

Takes what is written, gives ISO dates. Knows no pages.
"""

from __future__ import annotations

import datetime
import re

from rag.language.dates import find_dates

_MACHINE = re.compile(r"\s*([12]\d{3})([-/.])(0?[1-9]|1[0-2])(?:\2(0?[1-9]|[12]\d|3[01])(?!\d))?(?!\d)")
_COMPACT = re.compile(r"\s*([12]\d{3})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:T?\d{4,6}Z?)?\s*$")
_SPOKEN = re.compile(  # "Tue Jan 28 15:28:56 CET 2020"
    r"\s*(?:[A-Z][a-z]{2},? )?([A-Z][a-z]{2}) {1,2}(\d{1,2}) \d{1,2}:\d{2}(?::\d{2})?(?: [A-Z]{2,5}| [+-]\d{4})?"
    r" ([12]\d{3})\b"
)
_LOCAL_MIDNIGHT = re.compile(r"T2[23]:00(?::00(?:\.0+)?)?(?:Z|\+00:?00)$")  # the next day begins, in Europe
_DAY = r"(0[1-9]|[12]\d|3[01])"
_NUMBER = r"(0[1-9]|1[0-2])"
_PATH_DAY = re.compile(r"/([12]\d{3})[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?=[/_.-]|$)")
_PATH_NAMED = re.compile(r"/([12]\d{3})/([a-z]{3,9})/(\d{1,2})(?=/)", re.IGNORECASE)
_PATH_COMPACT = re.compile(rf"[/_.-]((?:19|20)\d{{2}})(-?){_NUMBER}\2{_DAY}(?=[/_.-]|$)")
_PATH_REVERSED = re.compile(rf"[/~_]{_DAY}(-?){_NUMBER}\2((?:19|20)\d{{2}})(?=[/_.-]|$)")
_PATH_MONTH = re.compile(r"/([12]\d{3})[/-](0[1-9]|1[0-2])/")
_FIRST_YEAR, _LAST_YEAR = "1985", "2099"


def machine_date(written: str, language: str) -> str | None:
    """Return the ISO date of what a page wrote for machines, or None."""
    found = _MACHINE.match(written)
    if found:
        return _next_day(_padded(found[1], found[3], found[4]), written[found.end() :])
    compact, spoken = _COMPACT.match(written), _SPOKEN.match(written)
    if compact:
        return _padded(*compact.groups())
    if spoken:
        written = f"{spoken[2]} {spoken[1]} {spoken[3]}"
    dates = find_dates(written, language)
    return dates[0].iso if len(dates) == 1 and plausible(dates[0].iso) else None


def address_date(url: str | None) -> str | None:
    """Return the date in an address such as https://a.it/2026/01/12/title.html, or None."""
    path = re.sub(r"^https?://[^/]*", "", url or "").partition("?")[0]
    for pattern in (_PATH_DAY, _PATH_COMPACT, _PATH_REVERSED):
        found = pattern.search(path)
        if found:
            parts = [part for part in found.groups() if part and part != "-"]
            return _padded(*(parts if pattern is not _PATH_REVERSED else parts[::-1]))
    named = _PATH_NAMED.search(path)
    dates = find_dates(f"{named[3]} {named[2]} {named[1]}") if named else []
    if dates:
        return dates[0].iso if plausible(dates[0].iso) else None
    month = _PATH_MONTH.search(path)
    return _padded(month[1], month[2]) if month else None


def plausible(iso: str) -> bool:
    """Tell whether an article can be of this day: not a placeholder such as 1970-01-01, and a day of the calendar."""
    return _FIRST_YEAR <= iso[:4] <= _LAST_YEAR and (len(iso) < 10 or bool(find_dates(iso)))


def apart(one: str, other: str) -> int | None:
    """Return how many days lie between two whole dates; None when one lacks its day."""
    if not len(one) == len(other) == len("2026-01-12"):
        return None
    return abs((datetime.date.fromisoformat(one) - datetime.date.fromisoformat(other)).days)


def one_moment(day: str, stamp: str) -> bool:
    """Tell whether it can be this day somewhere at the moment of a stamp; True of a stamp without hour or time zone."""
    try:
        moment = datetime.datetime.fromisoformat(stamp.strip())
    except ValueError:
        return True
    if moment.tzinfo is None:
        return True
    west, east = (moment.astimezone(datetime.timezone(datetime.timedelta(hours=hours))) for hours in (-12, 14))
    return west.date().isoformat() <= day <= east.date().isoformat()


def _padded(year: str, month: str, day: str | None = None) -> str | None:
    iso = f"{year}-{int(month):02}" + (f"-{int(day):02}" if day else "")
    return iso if plausible(iso) else None


def _next_day(iso: str | None, rest: str) -> str | None:
    """Return the next day of a moment that is midnight in Europe."""
    if iso is None or not _LOCAL_MIDNIGHT.match(rest):
        return iso
    return (datetime.date.fromisoformat(iso) + datetime.timedelta(days=1)).isoformat()
