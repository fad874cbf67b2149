"""Tell whether a text states a form of words, numbers and dates included, in whatever notation they are written.

Every number of both sides becomes one marked value before they are compared, multiplier and percent sign with it, so
"1,8 miliardi", "1.8 billion" and "1.800 milioni" are one value and "42" is not in "42 miliardi". A group of exactly
three digits is a thousand ("1.800"), except after the mark that is decimal in the language of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

from evals.matching import mentions
from rag.language.dates import find_dates
from rag.language.detect import detect_language

_SCALES = {
    3: "mila mille thousand tausend mil 千 천",
    4: "万 만",
    6: "milione milioni mln million millions millionen mio millón millones milhão milhões 百万 백만",
    8: "億 억",
    9: "miliardo miliardi mld milliard milliards milliarde milliarden mrd billion billions bn 十億 십억",
    12: "bilione bilioni billionen trillion trillions tn 兆 조",
}
_POWER = {word: power for power, words in _SCALES.items() for word in words.split()}
_LONG_SCALE = ("de", "fr", "es", "it")  # where "billion" is a million millions
_SCALE = "|".join(sorted(map(re.escape, _POWER), key=len, reverse=True))
_PERCENT = r"%|per\s?cento|percent|per cent|prozent|pour cent|por ciento|퍼센트|パーセント"
_EAST = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_NUMBER = re.compile(
    rf"(?<![^\W{_EAST}])(?<!\d[.,])(?P<digits>\d{{1,3}}(?:(?P<group>[.,'’\u00a0\u202f ])\d{{3}})(?:(?P=group)\d{{3}})*"
    rf"(?:[.,]\d+)?(?!\d)|\d+(?:[.,]\d+)?)(?![^\W{_EAST}])"
    rf"(?:[\s\u00a0]?(?P<scale>{_SCALE})\.?(?![^\W{_EAST}]))?(?:[\s\u00a0]?(?P<percent>{_PERCENT})(?![^\W_{_EAST}]))?",
    re.IGNORECASE,
)
_YEAR = re.compile(r"[12]\d{3}")


def states(text: str, form: str, language: str = "und") -> bool:
    """Tell whether `text`, in `language`, states `form`; numbers and dates by value, all else as whole words."""
    if not any(c.isdigit() for c in form):
        return mentions(text, form)
    if mentions(_marked(text, language), _marked(form, "und")):
        return True
    return _states_date(text, form, language)


def states_any(text: str, forms: Iterable[str], language: str = "und") -> bool:
    """Tell whether `text` states at least one of `forms`."""
    return any(states(text, form, language) for form in forms)


@lru_cache(maxsize=4096)
def language_of(text: str) -> str:
    """Return the language of a text, "und" when it cannot be told; many metrics ask it of the same one."""
    return detect_language(text)


def numbers_of(text: str, language: str) -> tuple[str, ...]:
    """Return the value of every number of `text` outside dates, as plain decimals, "%" behind a percentage."""
    return tuple(re.findall(r"⟦n([^⟧]*)⟧", _marked(text, language)))


def dates_of(text: str, language: str) -> tuple[str, ...]:
    """Return the ISO values of the dates of `text`, partial ones as they are."""
    return tuple(found.iso for found in find_dates(text, language))


@lru_cache(maxsize=4096)
def _marked(text: str, language: str) -> str:
    """Replace every date and number of `text` by its marked value."""
    parts, at = [], 0
    for found in find_dates(text, language):
        parts += [_numbers_marked(text[at : found.start], language), f"⟦d{found.iso}⟧"]
        at = found.end
    return "".join([*parts, _numbers_marked(text[at:], language)])


def _numbers_marked(text: str, language: str) -> str:
    return _NUMBER.sub(lambda found: f"⟦n{_value(found, language)}⟧", text)


def _value(found: re.Match[str], language: str) -> str:
    value = _digits(found["digits"], found["group"], language)
    scale = (found["scale"] or "").casefold()
    power = _POWER.get(scale, 0)
    if scale.startswith("billion") and language in _LONG_SCALE:
        power = 12
    value *= Decimal(10) ** power
    plain = format(value.normalize(), "f")
    return f"{plain}%" if found["percent"] else plain


def _digits(digits: str, group: str | None, language: str) -> Decimal:
    decimal = "." if language == "en" else "," if language in ("it", "de", "fr", "es") else ""
    once = group is not None and digits.count(group) == 1
    grouped = group is not None and not (once and (group == decimal or digits.startswith("0")) and len(digits) <= 7)
    if grouped and group is not None:
        digits = digits.replace(group, "")
    return Decimal(digits.replace(",", "."))


def _states_date(text: str, form: str, language: str) -> bool:
    """Tell whether a form that is a date, a month with its year, or a year, covers a date of the text."""
    whole = form.strip()
    found = find_dates(whole, "it")
    if len(found) == 1 and found[0].text == whole:
        wanted = found[0].iso
    elif _YEAR.fullmatch(whole):
        wanted = whole
    else:
        return False
    return any(date == wanted or date.startswith(f"{wanted}-") for date in dates_of(text, language))
