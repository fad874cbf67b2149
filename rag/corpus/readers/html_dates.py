"""Find the day on which a web page was published.

In the order of trust: said for machines, in its byline, in its address. Never a teaser's day, never that of the last
change, never today.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.corpus.datelines import is_change, labelled_date
from rag.corpus.readers.html_blocks import Block
from rag.language.dates import find_dates

_MACHINE = re.compile(r"\s*([12]\d{3})-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01])(?!\d))?")
_COMPACT = re.compile(r"\s*([12]\d{3})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:\d{4,6})?\s*$")
_PATH_DAY = re.compile(r"/([12]\d{3})[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?=[/_.-]|$)")
_PATH_MONTH = re.compile(r"/([12]\d{3})[/-](0[1-9]|1[0-2])/")
_NAME_PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")  # of a class such as articleDateBlock or entry-meta
_DATE_NAMES = frozenset(
    "date datum data fecha time zeit timestamp published pubdate postdate entrydate publishdate published "
    "veroeffentlicht posted byline meta postmetadata metadata dateline info submitted created release pub creation "
    "docdata".split()
)
_LOCAL_MIDNIGHT = re.compile(r"T2[23]:00(?::00(?:\.0+)?)?(?:Z|\+00:?00)$")  # the next day begins, in Europe
_PROSE = 180
_ABOVE, _BELOW = 8, 14  # blocks around the title in which a page gives its day
_SHORT, _BESIDE = 140, 70
_GLUED = re.compile(r"(?<=[^\W\d_])(?=\d{1,2}\.\s?\d)")  # "Erstellt am09.02.2022"
_EVENT = re.compile(
    r"\b(?:quando|scadenza|evento|entro|fino|when|deadline|event|due|wann|termin|bis|ab|dal|until|by the|born|died"
    r"|nat[oa]|findet|si (?:terrà|svolgerà)|aura lieu)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class DateFound:
    """Hold an ISO date, perhaps partial, and where it was found."""

    iso: str
    source: str


def page_date(
    page: Sequence[Block], written: Sequence[str], title: str | None, language: str, url: str | None
) -> DateFound | None:
    """Return the day of a page that says `written` to machines; a day it shows to readers settles the time zone."""
    seen = seen_date(page, title, language)
    for machine in filter(None, (machine_date(text, language) for text in written)):
        shown = seen if seen and _a_day_apart(seen, machine) else machine
        return DateFound(shown, "page metadata")
    address = address_date(url)
    if seen and not (address and len(seen) < len(address)):
        return DateFound(seen, "dateline")
    if address and len(address) == len("2026-01"):
        days = (_date_of(block, language, False) for block in page if not block.aside)
        address = next((day for day in days if day and day.startswith(address)), address)
    return DateFound(address, "address") if address else None


def _a_day_apart(one: str, other: str) -> bool:
    if not len(one) == len(other) == len("2026-01-12"):
        return False
    return abs((datetime.date.fromisoformat(one) - datetime.date.fromisoformat(other)).days) == 1


def machine_date(written: str, language: str) -> str | None:
    """Return the ISO date of what a page wrote for machines, or None."""
    for pattern in (_MACHINE, _COMPACT):
        found = pattern.match(written)
        if found:
            iso = "-".join(part for part in found.groups() if part)
            if plausible(iso) and _LOCAL_MIDNIGHT.match(written[found.end() :]):
                iso = (datetime.date.fromisoformat(iso) + datetime.timedelta(days=1)).isoformat()
            return iso if plausible(iso) else None
    dates = find_dates(written, language)
    return dates[0].iso if len(dates) == 1 and plausible(dates[0].iso) else None


def address_date(url: str | None) -> str | None:
    """Return the date in an address such as https://a.it/2026/01/12/title.html, or None."""
    path = re.sub(r"^https?://[^/]*", "", url or "")
    found = _PATH_DAY.search(path)
    if found:
        iso = f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}"
        return iso if plausible(iso) else None
    month = _PATH_MONTH.search(path)
    return f"{month[1]}-{month[2]}" if month and plausible(f"{month[1]}-{month[2]}") else None


def plausible(iso: str) -> bool:
    """Tell whether an article can be of this day: not a placeholder such as 1970-01-01, and a day of the calendar."""
    return "1985" <= iso[:4] <= "2099" and (len(iso) < 10 or bool(find_dates(iso)))


def seen_date(page: Sequence[Block], title: str | None, language: str) -> str | None:
    """Return the date that stands as such around the title, else the only one that the article is labelled with."""
    starts = _title_places(page, title)
    near = [found for start in starts for found in _near(page, start, language)]
    if near:
        return min(near)[1]
    after = starts[0] if starts else 0
    labelled = {_date_of(block, language, False) for block in page[after:] if not block.aside and not _is_long(block)}
    labelled = {iso for iso in labelled if iso and plausible(iso)}
    return labelled.pop() if len(labelled) == 1 else None


def _near(page: Sequence[Block], start: int, language: str) -> list[tuple[int, str]]:
    """Return the dates above and below the title at `start`, each with how far off it stands."""
    near: list[tuple[int, str]] = []
    for place in range(max(0, start - _ABOVE), min(len(page), start + _BELOW)):
        block = page[place]
        if place > start and len(block.text) > _PROSE and near:
            break
        iso = None if block.aside else _date_of(block, language, start - 1 <= place <= start + 2)
        if iso and plausible(iso):
            near.append((place - start if place >= start else 2 * (start - place), iso))
    return near


def _title_places(page: Sequence[Block], title: str | None) -> list[int]:
    """Return where the title stands: as a heading, else as a block, else where the main heading does."""
    exact = [place for place, block in enumerate(page) if block.text == title] if title else []
    headed = [place for place in exact if page[place].tag in ("h1", "h2", "h3")]
    main = [place for place, block in enumerate(page) if block.tag == "h1" and not block.aside]
    return (headed or exact or main)[:3]


def _is_long(block: Block) -> bool:
    return len(block.text) > _SHORT


def _date_of(block: Block, language: str, beside: bool) -> str | None:
    """Return the date of a block that is there to give one.

    It says nothing else, it is named so by the page, or it is a short one `beside` the title.
    """
    if _is_long(block) or is_change(block.text):
        return None
    text = _GLUED.sub(" ", block.text)
    stated = labelled_date(text, language)
    if stated:
        return stated
    dates = {date.iso for date in find_dates(text, language)}
    if len(dates) != 1 or _EVENT.search(text):
        return None
    named = any(part.lower() in _DATE_NAMES for part in _NAME_PART.findall(block.hints))
    return dates.pop() if named or (beside and len(text) <= _BESIDE) else None
