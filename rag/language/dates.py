"""Find the dates written in a text, as far as they are written.

Takes plain text, gives mentions with their place and ISO value. Knows no documents and no calendar but the Gregorian;
never looks at the clock: "12 gennaio" without its year, "ieri" and a bare "2026" are not dates here.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class DateMention:
    """Mark `text[start:end]` as a date; `iso` is "2026-01-12", or "2026-01" when no day is written."""

    start: int
    end: int
    iso: str
    text: str


_MONTHS = (
    "gennaio january januar janvier enero janeiro jänner",
    "febbraio february februar février fevrier febrero fevereiro",
    "marzo march märz maerz mars março",
    "aprile april avril abril",
    "maggio may mai mayo maio",
    "giugno june juni juin junio junho",
    "luglio july juli juillet julio julho",
    "agosto august août aout",
    "settembre september septembre septiembre setiembre setembro",
    "ottobre october oktober octobre octubre outubro",
    "novembre november noviembre novembro",
    "dicembre december dezember décembre decembre diciembre dezembro",
)
_SHORT_MONTHS = (
    "gen jan janv ene",
    "feb febbr févr fevr fév",
    "mar mär mrz",
    "apr avr abr",
    "mag",
    "giu jun",
    "lug jul juil",
    "ago aug",
    "set sett sep sept",
    "ott oct okt out",
    "nov",
    "dic dec dez déc",
)
_WEEKDAYS = (
    "lunedì martedì mercoledì giovedì venerdì sabato domenica lunedi martedi mercoledi giovedi venerdi "
    "monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag freitag samstag "
    "sonnabend sonntag lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles jueves viernes "
    "sábado domingo segunda-feira terça-feira quarta-feira quinta-feira sexta-feira lun mar mer gio ven sab dom "
    "mon tue wed thu fri sat sun"
).split()

MONTH_NUMBERS = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
_SHORT = {name: number for number, names in enumerate(_SHORT_MONTHS, 1) for name in names.split()}
_WORDS_TOO = frozenset("set mar ago mag out may march".split())  # words of their own: "set 2025 targets"

_SPACE = "[ \t\u00a0\u2007\u2009\u202f]"
_GAP = rf"(?:{_SPACE}{{1,3}}+(?:\r?\n{_SPACE}{{0,3}}+)?|\r?\n{_SPACE}{{0,3}}+)"
_WORD = r"([^\W\d_](?:[^\W\d_]|[\u0300\u0301\u0302\u0308\u0327]){2,13}+)"
_ORDINAL = r"(?:°|º|ª|er|st|nd|rd|th|\.)?+"
_OF = rf"(?:(?:de|del|di|of){_GAP})?+"
_YEAR = r"([12]\d{3})(?!\w)"

_DAY_FIRST = re.compile(
    rf"(?<!\w)(?<!\d[.,])(\d{{1,2}}){_ORDINAL}(?:{_GAP}|(?<=\.)){_OF}{_WORD}\.?,?{_GAP}{_OF}{_YEAR}", re.IGNORECASE
)
_MONTH_FIRST = re.compile(rf"(?<!\w){_WORD}\.?{_GAP}(?:(\d{{1,2}}){_ORDINAL},?{_GAP})?{_OF}{_YEAR}", re.IGNORECASE)
_NUMERIC = re.compile(r"(?<![\w/])(?<!\d[.-])(\d{1,2})([/.-])(\d{1,2})\2([12]\d{3})(?!\w|[/.-]\d)")
_ISO = re.compile(r"(?<![\w/])(?<!\d[.-])([12]\d{3})([-/.])(\d{1,2})\2(\d{1,2})(?![^\WT]|[/.-]\d)")
_EAST = re.compile(r"(?<!\d)([12]\d{3}) ?[年년] ?(\d{1,2}) ?[月월](?: ?(\d{1,2}) ?[日일])?")
_WEEKDAY = re.compile(rf"(?<!\w)(?:{'|'.join(_WEEKDAYS)})'?[.,]?{_GAP}(?:(?:the|il|den|le|el){_GAP})?\Z", re.IGNORECASE)


def find_dates(text: str, language: str = "it") -> list[DateMention]:
    """Return the dates of `text` in order, never overlapping.

    `language` settles only what digits leave open: "03/04/2026" is day first, but in English, where both orders are in
    use, it is no date.
    """
    taken: list[DateMention] = []
    free = 0
    for start, end, iso in sorted(_candidates(text, language), key=lambda found: (found[0], -found[1])):
        if start < free:
            continue
        free = end
        if iso:
            begin = _with_weekday(text, start)
            taken.append(DateMention(begin, end, iso, text[begin:end]))
    return taken


def _candidates(text: str, language: str) -> Iterator[tuple[int, int, str | None]]:
    """Yield every shape of a date; the value is None for an impossible one, which still holds its place."""
    for match in _DAY_FIRST.finditer(text):
        if month := _month(match[2]):
            yield match.start(), match.end(), _iso(match[3], month, match[1])
    for match in _MONTH_FIRST.finditer(text):
        month = _month(match[1])
        if month and (match[2] or _stands_alone(match[1], match[3])):
            yield match.start(), match.end(), _iso(match[3], month, match[2])
    for match in _NUMERIC.finditer(text):
        yield match.start(), match.end(), _from_digits(match[1], match[3], match[4], language)
    for match in _ISO.finditer(text):
        yield match.start(), match.end(), _iso(match[1], int(match[3]), match[4])
    for match in _EAST.finditer(text):
        yield match.start(), match.end(), _iso(match[1], int(match[2]), match[3])


def _month(name: str) -> int | None:
    plain = unicodedata.normalize("NFC", name).lower()
    return MONTH_NUMBERS.get(plain) or _SHORT.get(plain)


def _stands_alone(name: str, year: str) -> bool:
    """Tell whether a month and a year without a day are a date: "May 2026" is, "may 2026" and "maggio 1500" are not."""
    return "1800" <= year < "2100" and (
        name.lower() not in _WORDS_TOO or (name.lower() in MONTH_NUMBERS and not name.islower())
    )


def _from_digits(first: str, second: str, year: str, language: str) -> str | None:
    if language != "en" or first == second:
        return _iso(year, int(second), first)
    day_first, month_first = _iso(year, int(second), first), _iso(year, int(first), second)
    return None if day_first and month_first else day_first or month_first


def _iso(year: str, month: int, day: str | None) -> str | None:
    try:
        whole = datetime.date(int(year), month, int(day) if day else 1)
    except ValueError:
        return None
    return whole.isoformat() if day else whole.isoformat()[:7]


def _with_weekday(text: str, start: int) -> int:
    """Return where the mention begins when the weekday written before it is taken in."""
    window = max(0, start - 24)
    found = _WEEKDAY.search(text[window:start])
    return window + found.start() if found else start
