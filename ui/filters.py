"""Read the filters that a person or a program gives as text."""

from __future__ import annotations

import re
from datetime import date

from rag.errors import InputError
from rag.types import Filters

_DATE = re.compile("[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")


def filters_from(since: str, until: str, files: str) -> Filters:
    """Return the filters; empty texts set none. Raises InputError for a date that is none, or a range without a day."""
    first, last = _day(since), _day(until)
    if first and last and first[: len(last)] > last[: len(first)]:
        raise InputError(f"{first} is after {last}.", hint="Swap them.")
    return Filters(first, last, tuple(part.strip() for part in files.split(",") if part.strip()))


def _day(text: str) -> str | None:
    given = text.strip()
    if not given:
        return None
    try:
        if not _DATE.fullmatch(given):
            raise ValueError
        date.fromisoformat(given + "0000-01-01"[len(given) :])
    except ValueError:
        hint = "Write 2026, 2026-01 or 2026-01-12."
        raise InputError(f"{given[:40]!r} is not a date.", hint=hint) from None
    return given
