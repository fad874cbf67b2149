"""Read the amounts of a text: value, unit and bound, in digits or words, in Italian, English, German, French notation.

Takes plain text, gives Amounts with their place: "1,8 miliardi di euro" and "€1.8 billion" are one value and one unit.
Units of one dimension share a base, so that eighteen months are a year and a half. Dates are read by `moments.py` and
are no amounts; knows no documents.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from rag.language.ages import is_age
from rag.language.bounds import Bound, bound_before
from rag.language.counted import near, noun_counted
from rag.language.digits import read_digits
from rag.language.half_numbers import and_a_half
from rag.language.number_words import MULTIPLIERS, ONES
from rag.language.numerals import read_numeral
from rag.language.ordinals import find_ordinals
from rag.language.units import CURRENCIES, CURRENCY_SIGNS, UNITS, Unit
from rag.language.words import Word, find_words

_DIGITS = re.compile(
    r"(?<![\w.,/])(?P<digits>\d{1,3}(?:[\u202f\u00a0 ]\d{3})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,]\d+)*)"
    r"(?P<glued>[kKmM](?:ln|ld)?|bn|tn|mila)?(?![\w])"
)
_PERCENT = re.compile(r"\s?(?:%|per\s?cento\b|percent\b|per cent\b|prozent\b|pour ?cent\b|por ciento\b)", re.IGNORECASE)
_POINTS = re.compile(r"\s(?:punti percentuali|percentage points?|prozentpunkte)", re.IGNORECASE)
_SIGN_BEFORE = re.compile(r"(€|\$|£|¥|₩|(?<!\w)(?:eur|usd|gbp|chf))\s?$", re.IGNORECASE)
_DEGREES = re.compile(r"\s?°\s?[CF]?(?!\w)")
_SIGN_AFTER = re.compile(r"\s?(€|\$|£|¥|₩)")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d$")


@dataclass(frozen=True, slots=True)
class Amount:
    """Hold one amount: `text[start:end]`, its value in the base of its unit, and the index of the word counted.

    `unit` is a dimension ("EUR", "percent", "length", "time"), or None for a bare count; an ordinal, a fraction and a
    multiple ("doppio") are kinds of their own; `noun` is the place, among the text's words, of what is counted.
    """

    start: int
    end: int
    value: float
    unit: str | None
    kind: str
    bound: Bound | None = None
    noun: int | None = None


def find_amounts(
    text: str, language: str, *, words: Sequence[Word] | None = None, taken: Collection[tuple[int, int]] = ()
) -> list[Amount]:
    """Return the amounts of `text` in order of place, none inside the spans `taken` (dates)."""
    words = find_words(text, language) if words is None else words
    found = _halves(words, taken, language) + _ordinals(text, words, taken)
    spans = [*taken, *((amount.start, amount.end) for amount in found)]
    for match in _DIGITS.finditer(text):
        if not _within(match.start(), spans) and (amount := _digits(text, match, words, language)) is not None:
            found.append(amount)
            spans.append((amount.start, amount.end))
    surfaces = [word.surface for word in words]
    index = 0
    while index < len(words):
        word = words[index]
        numeral = None if word.number or _within(word.start, spans) else read_numeral(surfaces, index, language)
        if numeral is None:
            index += 1
            continue
        found.append(_spoken(text, words, index, index + numeral.words, numeral.value, numeral.kind))
        index += numeral.words
    return _sharing_units(text, sorted(found, key=lambda amount: amount.start))


def _ordinals(text: str, words: Sequence[Word], taken: Collection[tuple[int, int]]) -> list[Amount]:
    """Read what `ordinals.py` finds, with the word each counts."""
    told = (ordinal for ordinal in find_ordinals(text, words) if not _within(ordinal.start, taken))
    return [
        Amount(
            o.start,
            o.end,
            o.value,
            "ordinal",
            "ordinal",
            None,
            noun_counted(text, words, o.end, _index_at(words, o.end)),
        )
        for o in told
    ]


def _halves(words: Sequence[Word], taken: Collection[tuple[int, int]], language: str) -> list[Amount]:
    """Read "un anno e mezzo", "a year and a half"."""
    found = []
    for after, (before, word) in enumerate(pairwise(words), 2):
        unit = UNITS.get(word.surface)
        if unit and before.surface in ONES and _and_a_half(words, after) and not _within(word.start, taken):
            last = words[after + 1 if words[after].surface == "e" else after + 2]
            found.append(Amount(before.start, last.end, 1.5 * unit.factor, unit.dimension, "measure"))
    return found


def _sharing_units(text: str, found: Sequence[Amount]) -> list[Amount]:
    """Give the first of two amounts the unit that stands after the second: "da 50 a 300 euro", "from 94 to 61 days"."""
    shared = list(found)
    for index in range(len(shared) - 2, -1, -1):
        one, two = shared[index], shared[index + 1]
        if (
            one.unit is None
            and one.noun is None
            and two.unit is not None
            and _JOINT.fullmatch(text, one.end, two.start)
        ):
            factor = _factor(text, two)
            shared[index] = replace(one, value=one.value * factor, unit=two.unit, kind=two.kind)
    return shared


_JOINT = re.compile(r"\s?(?:[-–]|a|ai|e|o|to|and|or|bis|und|et|y|su)\s?(?:[€$£]\s?)?")


def _factor(text: str, amount: Amount) -> float:
    """Return how much larger an amount's base value is than its bare digits, multipliers left out."""
    unit = UNITS.get(text[amount.start : amount.end].split()[-1].casefold())
    return unit.factor if unit is not None and unit.dimension == amount.unit else 1.0


def _within(place: int, spans: Collection[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in spans)


def _digits(text: str, match: re.Match[str], words: Sequence[Word], language: str) -> Amount | None:
    value = read_digits(match["digits"], language)
    glued = (match["glued"] or "").lower()
    start, end = match.start(), match.end()
    if glued == "m" and not _SIGN_BEFORE.search(text[max(0, start - 5) : start]):
        return Amount(start, end, value, "length", "measure", bound_before(text, start))
    value *= MULTIPLIERS.get(glued, 1.0)
    following = _index_at(words, end)
    if not glued and following < len(words) and _touching(text, end, words[following]):
        larger = MULTIPLIERS.get(words[following].surface)
        if larger and len(words[following].text) > 1:
            value, end, following = value * larger, words[following].end, following + 1
            if _and_a_half(words, following):
                value, end, following = value + larger / 2, words[following + 1].end, following + 2
    amount = _with_unit(text, words, start, end, following, value, "count")
    bare = amount.unit is None and end == match.end() and not glued
    if bare and amount.noun is None and is_age(text, start, end, value):
        return Amount(start, end, value * 12, "time", "age")
    return None if bare and _YEAR.match(match["digits"]) else amount


def _spoken(text: str, words: Sequence[Word], first: int, after: int, value: float, kind: str) -> Amount:
    start, end = words[first].start, words[after - 1].end
    if kind == "age":
        return Amount(start, end, value * 12, "time", "age", None, None)
    if kind in ("ordinal", "multiple"):
        return Amount(start, end, value, kind, kind, None, noun_counted(text, words, end, after))
    has = after < len(words) and words[after].surface == "ha"  # "uno su nove ha votato" counts no hectares
    amount = _with_unit(text, words, start, end, len(words) if has else after, value, "count")
    if kind == "fraction" and amount.unit is None:
        return Amount(start, end, value * 100, "percent", "fraction", bound_before(text, start), amount.noun)
    return amount


def _with_unit(
    text: str, words: Sequence[Word], start: int, end: int, following: int, value: float, kind: str
) -> Amount:
    """Look for the unit before and after the number, and for the word it counts."""
    bound = bound_before(text, start)
    if points := _POINTS.match(text, end):
        return Amount(start, points.end(), value, "points", "points", bound)
    if percent := _PERCENT.match(text, end):
        return Amount(
            start,
            percent.end(),
            value,
            "percent",
            "percent",
            bound,
            noun_counted(text, words, percent.end(), following),
        )
    if degrees := _DEGREES.match(text, end):
        return Amount(start, degrees.end(), value, "degrees", "measure", bound)
    if sign := _SIGN_BEFORE.search(text[max(0, start - 5) : start]):
        return Amount(start - len(sign.group()), end, value, CURRENCY_SIGNS[sign[1].lower()], "money", bound)
    if sign := _SIGN_AFTER.match(text, end):
        return Amount(start, sign.end(), value, CURRENCY_SIGNS[sign[1]], "money", bound)
    if found := _unit_word(text, words, end, following):
        unit, after = found
        half = 0.5 if _and_a_half(words, after) else 0.0
        if unit.dimension == "time" and after < len(words) and words[after].surface == "old":  # "four-year-old"
            return Amount(start, words[after].end, value * unit.factor, "time", "age", bound)
        return Amount(start, words[after - 1].end, (value + half) * unit.factor, unit.dimension, "measure", bound)
    return Amount(start, end, value, None, kind, bound, noun_counted(text, words, end, following))


def _unit_word(text: str, words: Sequence[Word], end: int, following: int) -> tuple[Unit, int] | None:
    """Return the unit written after a number and the index after it: "di euro", "chilometri quadrati"."""
    index = following
    while index < len(words) and index < following + 2 and words[index].surface in ("di", "d", "of", "de", "interi"):
        index += 1
    if index >= len(words) or not near(text, end, words[index].start):
        return None
    if index + 1 < len(words) and (both := UNITS.get(f"{words[index].surface} {words[index + 1].surface}")):
        return both, index + 2
    money = UNITS.get(words[index + 1].surface) if index + 1 < len(words) and words[index].capital else None
    if money is not None and money.dimension in CURRENCIES:  # "210,000 Swiss francs"
        return money, index + 2
    if later := _unit_past_adjective(text, words, index):
        return later, index + 2
    unit = UNITS.get(words[index].surface)
    if unit is None or (unit.short and words[index].text not in unit.short):
        return None
    return unit, index + 1


def _unit_past_adjective(text: str, words: Sequence[Word], index: int) -> Unit | None:
    """Return the span of time that a word in small letters tells of: "three profitable years"."""
    if index + 1 >= len(words) or any(word.stop for word in words[index : index + 2]):
        return None
    adjective = words[index].text.islower() and words[index].surface not in UNITS
    unit = UNITS.get(words[index + 1].surface)
    timed = unit is not None and unit.dimension in ("time", "days")
    return unit if adjective and timed and near(text, words[index].end, words[index + 1].start) else None


def _and_a_half(words: Sequence[Word], after: int) -> bool:
    return and_a_half([word.surface for word in words[after : after + 3]])


def _index_at(words: Sequence[Word], place: int) -> int:
    return next((index for index, word in enumerate(words) if word.start >= place), len(words))


def _touching(text: str, end: int, word: Word) -> bool:
    return not text[end : word.start].strip(" \u00a0\u202f-") and word.start - end <= 2
