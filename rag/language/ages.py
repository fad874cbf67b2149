"""Tell an age from other numbers: a bare one set between commas or in brackets after a name, "Liam Doyle, 34, …"."""

from __future__ import annotations

import re

_BEFORE = re.compile(r"\b[A-ZÀ-Ý][\w'’-]+(?:, |,? \()$")
_OF_AGE = re.compile(r"\b(?:aged|age of|all['’]età di) $", re.I)
_AFTER = re.compile(r"(?:,|\)|$|\.(?:\s|$))")
_YOUNGEST, _OLDEST = 2, 115  # years


def is_age(text: str, start: int, end: int, value: float) -> bool:
    """Tell whether the bare number `text[start:end]` is the age of whom the text names right before it."""
    aged = _YOUNGEST <= value <= _OLDEST and value == int(value)
    if aged and _OF_AGE.search(text[:start]):
        return True
    return aged and bool(_BEFORE.search(text[:start]) and _AFTER.match(text, end))
