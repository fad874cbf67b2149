"""Tell whether two amounts are one, in whatever units and bounds they are told."""

from __future__ import annotations

import math

from rag.language.amounts import Amount

_NEARLY = 0.05  # how far a share may be from what it nearly is: "quasi sei su dieci" of 58%
_RANKS = 12  # the highest place told as one of a few: "the third" is not "three"
_REACH = 0.25  # how far "more than" a share or a round number may reach: "more than one in ten" of 11.1%
_ROUNDING = 0.03  # how far "about" may be from the number it stands for


def is_same_amount(one: Amount, other: Amount) -> bool:
    """Tell whether two amounts are of one value, one unit where both have one, and no opposite bound."""
    tolerance = _ROUNDING if one.bound == "about" else 1e-6
    kinds = {one.kind, other.kind}
    if kinds == {"ordinal", "multiple"}:  # "seconda ammonizione", "doppia ammonizione"
        return one.value == other.value
    if len(kinds) > 1 and "ordinal" in kinds and not (kinds == {"ordinal", "count"} and one.value > _RANKS):
        return False
    value = math.isclose(one.value, other.value, rel_tol=tolerance, abs_tol=1e-9) or _bounds(one, other.value)
    if one.unit == other.unit and one.unit is not None:
        value = value or _rounds(one, other)
    elif {one.unit, other.unit} <= LASTING:
        return _lasts_as_long(one, other)
    elif kinds == {"ordinal", "count"}:
        return value  # "the 63rd minute" and "al 63'"
    elif one.unit is not None and other.unit is not None:
        return False
    elif (one.unit or other.unit) in ("percent", "points", "time", "days", "hours", "length", "mass", "degrees"):
        return _bare_of_measure(one, other)
    return value and {one.bound, other.bound} != {"at least", "at most"}


LASTING = frozenset(("time", "days", "hours"))  # months, days, seconds
_DAYS_OF_A_MONTH, _DAYS_OF_A_YEAR, _SECONDS = 30, 365, 86_400


def _lasts_as_long(one: Amount, other: Amount) -> bool:
    """Tell whether two spans of unlike units are one: ninety days and three months, 48 hours and two days."""
    spans = {one.unit: one.value, other.unit: other.value}
    if "hours" in spans:
        return "days" in spans and math.isclose(spans["hours"], spans["days"] * _SECONDS)
    months, days = spans["time"], spans["days"]
    return days in (months * _DAYS_OF_A_MONTH, months / 12 * _DAYS_OF_A_YEAR, months / 12 * 52 * 7)


def _rounds(one: Amount, other: Amount) -> bool:
    """Tell whether a whole percentage stands for a fraction: "33%" for "un terzo"."""
    return "fraction" in (one.kind, other.kind) and abs(one.value - other.value) < _HALF_A_POINT


_HALF_A_POINT = 0.7


def _bounds(one: Amount, value: float) -> bool:
    """Tell whether "more than 74,000" or "nearly 75,000" rounds the value of a source, on the right side of it."""
    if one.bound == "at least":
        reach = _REACH if one.unit == "percent" or _is_round(one.value) else _ROUNDING
        return one.value <= value <= one.value * (1 + reach)
    reach = _NEARLY if one.unit == "percent" else _ROUNDING
    return one.bound == "at most" and one.value * (1 - reach) <= value <= one.value


def _is_round(value: float) -> bool:
    """Tell whether a large number has but one figure: "over a million"."""
    return value >= _LARGE and float(f"{value:.0e}") == value


_LARGE = 1_000


def _bare_of_measure(one: Amount, other: Amount) -> bool:
    """Tell whether a bare number is the same amount as one with a unit; one that counts something is not."""
    bare, measured = (one, other) if one.unit is None else (other, one)
    if measured.kind == "age" and math.isclose(bare.value * 12, measured.value):
        return bare.noun is None or bare.kind == "count"
    return bare.noun is None and math.isclose(bare.value, measured.value, rel_tol=1e-6)
