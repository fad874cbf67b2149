"""Read when things happen, as far as it is written: a day, a month, a year, a weekday, an hour, "next week".

Takes plain text, gives Moments that hold only what stands there. Relative words stay as written; nothing is resolved
against a clock. Full dates come from `dates.py`; knows no documents.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

from rag.language.dates import find_dates
from rag.language.decades import read_decade
from rag.language.moment_words import (
    ALSO_WORDS,
    DAYS,
    LAST,
    MONTH,
    NEXT,
    PERIODS,
    SEASON,
    WEEKDAY,
)
from rag.language.number_words import MULTIPLIERS
from rag.language.units import UNITS
from rag.language.words import Word, find_words
from rag.language.year_parts import part_of_year

_AT = frozenset("alle ore dalle all alla at from to um".split())
_HOUR = re.compile(r"([01]?\d|2[0-4])(?:[.:]([0-5]\d))?$")
_CLOCK = re.compile(r"(?<![\d.,:€$£])([01]?\d|2[0-4])[:.]([0-5]\d)(?![\d.,:]|\s?%)")
_YEAR = re.compile(r"(?:1[5-9]|20|21)\d\d$")


DECADE = "decade"  # begins what is written of one: "decade 30"


@dataclass(frozen=True, slots=True)
class Moment:
    """Hold one moment: `text[start:end]` and what is written of it; None is what is not."""

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    season: int | None = None
    clock: tuple[int, int] | None = None  # hour on a dial of twelve, and minute
    relative: str | None = None
    inferred: bool = False  # "l'anno prima" beside the one year that the sentence names

    def within(self, other: Moment) -> bool:
        """Tell whether all that is written of this moment is written of the other too."""
        return all(getattr(self, name) in (None, getattr(other, name)) for name in _WRITTEN)

    def against(self, other: Moment) -> bool:
        """Tell whether the two say something different of one and the same thing."""
        return any(
            getattr(self, name) is not None
            and getattr(other, name) is not None
            and getattr(self, name) != getattr(other, name)
            for name in _WRITTEN
        )


_WRITTEN = tuple(field.name for field in fields(Moment) if field.name not in ("start", "end", "inferred"))


def find_moments(text: str, language: str, words: Sequence[Word] | None = None) -> list[Moment]:
    """Return the moments of `text` in order of place."""
    words = find_words(text, language) if words is None else words
    found = [_dated(mention.start, mention.end, mention.iso, words) for mention in find_dates(text, language)]
    for match in _CLOCK.finditer(text):
        after = next((word.surface for word in words if word.start >= match.end()), "")
        measured = "." in match.group() and (after in UNITS or after in MULTIPLIERS)
        if not measured and (_before(words, match.start()) in _AT or ":" in match.group()):
            found.append(Moment(match.start(), match.end(), clock=(int(match[1]) % 12, int(match[2]))))
    index = 0
    while index < len(words):
        moment = None if _taken(words[index], found) else _read(text, words, index)
        if moment is not None:
            found.append(moment)
        index += 1
    found += [began for moment in found if (began := _range_before(text, moment)) is not None]
    found += _years_before(text, found)
    return sorted(found, key=lambda moment: moment.start)


def _years_before(text: str, found: Sequence[Moment]) -> list[Moment]:
    """Return what "l'anno prima" comes to where a sentence names one year alone."""
    years = {moment.year for moment in found if moment.year is not None}
    told = _YEAR_BEFORE.finditer(text) if len(years) == 1 else ()
    return [Moment(*match.span(), year=(next(iter(years)) or 0) - 1, inferred=True) for match in told]


_YEAR_BEFORE = re.compile(
    r"\b(?:anno (?:prima|precedente)|previous year|year (?:before|earlier)|vorjahr\w*|année précédente)\b",
    re.IGNORECASE,
)


def _range_before(text: str, moment: Moment) -> Moment | None:
    """Return the first day of a span of days: "3" of "tra il 3 e il 28 febbraio"."""
    first = None if moment.day is None else _FIRST_DAY.search(text, 0, moment.start)
    if first is None or not 1 <= int(first[1]) < (moment.day or 0):
        return None
    return replace(moment, start=first.start(1), end=first.end(1), day=int(first[1]), weekday=None)


_FIRST_DAY = re.compile(
    r"(?<![\w.,])(\d{1,2})\.?\s?(?:[-–]|(?:e|al|a|and|to|und|bis|et|au|y)\b)\s?(?:il |l['’]|the |zum |le )?$"
)


def _taken(word: Word, found: Sequence[Moment]) -> bool:
    return any(moment.start <= word.start < moment.end for moment in found)


def _dated(start: int, end: int, iso: str, words: Sequence[Word]) -> Moment:
    parts = [int(part) for part in iso.split("-")]
    inside = [WEEKDAY[word.surface] for word in words if start <= word.start < end and word.surface in WEEKDAY]
    return Moment(start, end, parts[0], parts[1], parts[2] if len(parts) > 2 else None, inside[0] if inside else None)


def _before(words: Sequence[Word], place: int) -> str:
    earlier = [word.surface for word in words if word.end <= place]
    return earlier[-1] if earlier else ""


def _read(text: str, words: Sequence[Word], at: int) -> Moment | None:
    word = words[at]
    if decade := read_decade(words, at):
        return Moment(word.start, words[at + decade[0] - 1].end, relative=f"{DECADE} {decade[1]}")
    if word.surface in WEEKDAY:
        return _with_day(text, words, at)
    if month := _month_at(words, at):
        return _with_month(words, at, month)
    if word.number:
        return _year_or_hour(text, words, at)
    if word.surface in SEASON and not (word.surface == "spring" and at and words[at - 1].surface == "to"):
        return Moment(word.start, word.end, season=SEASON[word.surface])
    if word.surface in DAYS:
        return Moment(word.start, word.end, relative=DAYS[word.surface])
    return _relative(words, at)


def _month_at(words: Sequence[Word], at: int) -> int | None:
    """Return the month a word names; a word with another meaning ("may", "march") needs a capital and company."""
    word = words[at]
    month = MONTH.get(word.surface)
    if month is None or word.surface not in ALSO_WORDS:
        return month
    before = words[at - 1] if at else None
    after = words[at + 1] if at + 1 < len(words) else None
    company = (before is not None and (before.number or before.surface in _WITH_MONTH)) or (
        after is not None and after.number
    )
    return month if word.capital and company else None


_WITH_MONTH = frozenset(
    "in of by since until from to last next late early mid between through during im en de ab bis seit zwischen".split()
)


def _with_month(words: Sequence[Word], at: int, month: int) -> Moment:
    """Read a month with the day before or after it, and the year that finds_dates did not see."""
    word = words[at]
    start, end, day = word.start, word.end, None
    back = at - 1 if at and words[at - 1].surface not in ("di", "of", "de") else at - 2
    if back >= 0 and (value := _day(words[back])) and word.start - words[back].end <= 5:
        day, start = value, words[back].start
    elif at + 1 < len(words) and (value := _day(words[at + 1])) and words[at + 1].start - word.end <= 2:
        day, end = value, words[at + 1].end
    moment = Moment(start, end, month=month, day=day)
    near = [words[i].surface for i in (at - 1, at + 1) if 0 <= i < len(words)]
    if near and near[-1] in LAST or (near and near[0] in LAST):
        return replace(moment, relative="last")
    return moment


def _day(word: Word) -> int | None:
    digits = re.match(r"(\d{1,2})(?:st|nd|rd|th|er)?$", word.surface)
    return int(digits[1]) if digits and 1 <= int(digits[1]) <= 31 else None


def _with_day(text: str, words: Sequence[Word], at: int) -> Moment:
    """Read a weekday with the day of the month after it ("sabato 21 marzo")."""
    word = words[at]
    moment = Moment(word.start, word.end, weekday=WEEKDAY[word.surface])
    for month_at in (at + 2, at + 3, at + 1):
        if month_at < len(words) and (month := _month_at(words, month_at)):
            dated = _with_month(words, month_at, month)
            if dated.start - word.end <= 5 or month_at == at + 1:
                return replace(dated, start=word.start, weekday=moment.weekday, relative=None)
    return moment


def _year_or_hour(text: str, words: Sequence[Word], at: int) -> Moment | None:
    word = words[at]
    if _YEAR.match(word.surface) and not re.match(r"\s?[%€$£]", text[word.end : word.end + 2]):
        return Moment(word.start, word.end, year=int(word.surface))
    hour = _HOUR.match(word.surface)
    if hour is None:
        return None
    after = words[at + 1].surface if at + 1 < len(words) else ""
    half = re.match(r"\s?([ap])\.?m\b", text[word.end : word.end + 5], re.IGNORECASE)
    if half or (words[at - 1].surface in ("alle", "ore", "dalle") if at else False):
        if after in ("euro", "milioni", "miliardi", "mila") or text[word.end : word.end + 2].strip().startswith("%"):
            return None
        end = word.end + len(half.group()) if half else word.end
        return Moment(word.start, end, clock=(int(hour[1]) % 12, int(hour[2] or 0)))
    return None


def _relative(words: Sequence[Word], at: int) -> Moment | None:
    """Read "la prossima settimana", "l'anno scorso", "next year"."""
    if (part := part_of_year(words, at)) is not None:
        return Moment(words[at - 1].start, words[at].end, season=part)
    period = PERIODS.get(words[at].surface)
    if period is None:
        return None
    for near in (at - 1, at + 1):
        if 0 <= near < len(words) and words[near].surface in NEXT | LAST:
            said = "next" if words[near].surface in NEXT else "last"
            first, last = sorted((near, at))
            return Moment(words[first].start, words[last].end, relative=f"{said} {period}")
    return None
