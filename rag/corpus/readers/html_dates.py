"""Find the day on which a web page was published.

In the order of trust: said for machines, in its byline, in its address. Never a teaser's day, never that of the last
change, never today.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rag.corpus.datelines import is_change, labelled_date, press_date, tells_change
from rag.corpus.readers.html_blocks import Block
from rag.corpus.readers.html_data import PageData
from rag.corpus.readers.html_stamps import address_date, apart, machine_date, one_moment, plausible
from rag.language.dates import find_dates

_NAME_PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")  # of a class such as articleDateBlock or entry-meta
_DATE_NAMES = frozenset(
    "date datum data fecha time zeit timestamp publish published pubdate postdate entrydate publishdate "
    "veroeffentlicht posted byline author autor autore meta postmetadata metadata dateline info submitted created "
    "release pub creation docdata".split()
)
_PROSE = 180
_ABOVE, _BELOW = 8, 14  # blocks around the title in which a page gives its day
_WITHIN = 100  # as far off as a day in the title itself counts: it is rather that of what happened
_SHORT, _BESIDE = 140, 70
_FIRST_PROSE = 3  # long blocks that may open with a dateline
_LONGEST_TELLING = 400
_WHOLE = len("2026-01-12")
_TELLS = re.compile(  # a sentence under the article that says when it was written
    r"\b(?:(?:dieser |der )?(?:beitrag|artikel|eintrag)[^.]{0,40}\bwurde\b"
    r"|(?:artikel|beitrag) (?:veröffentlicht|erschienen)"
    r"|erschienen am|veröffentlicht am|(?:this (?:entry|post|article) was )?(?:posted|published) on"
    r"|(?:questo|il presente) (?:articolo|post)[^.]{0,20}\b(?:pubblicato|scritto)|pubblicato (?:il|in data)"
    r"|publié le|publicado el)\b",
    re.IGNORECASE,
)
_GLUED = re.compile(r"(?<=[^\W\d_])(?=\d{1,2}\.\s?\d)|(?<=[./]\d{4})(?=[^\W\d_])")  # "Erstellt am09.02.2022durch Ada"
_SHORT_YEAR = re.compile(r"(?<![\d.,])(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{2})(?![\d:]|\.\d)")  # "von Ada Neri, 8.5.12"
_HYPHENS = re.compile(r"(?<=\d)[-/](?=[A-Z][a-z]{2})|(?<=[a-z])[-/](?=\d{4}\b)")  # 12-Jan-2026
_LABEL = 30
_OPENS = re.compile(  # a line that begins with its day, and its hour
    r"(?:[^\W\d_]{2,12},? )?"
    r"(?:\d{1,2}(?:st|nd|rd|th)?[./ -]{1,2}\w{1,12}[./ -]{1,2}\d{4}|[^\W\d_]{3,10} \d{1,2}, \d{4})"
    r"(?: (?:at|um|alle|à|-|–))? \d{1,2}[:.h]\d{2}"
)
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
    page: Sequence[Block], data: PageData, title: str | None, language: str, url: str | None
) -> DateFound | None:
    """Return the day of a page; a day that it shows to readers settles what it says to machines twice or unclearly."""
    starts = _title_places(page, title)
    near = min((found for start in starts for found in _near(page, start, title, language)), default=None)
    seen = near[1] if near else None
    written, marked = _days(data.dates, language), _days(data.marked, language)
    if seen and not written and len(set(marked)) > 1 and seen not in marked:  # they are those of comments
        return DateFound(seen, "dateline")
    written += marked
    loose = [] if seen and len(seen) == _WHOLE and not written else _days(data.loose, language)
    if written or loose:
        every = [*written, *loose]
        moments = [*data.dates, *data.marked, *data.loose]
        return DateFound(seen if seen and _settles(seen, every, moments) else every[0], "page metadata")
    address = address_date(url)
    if address and len(address) == _WHOLE:
        return DateFound(seen if seen and apart(seen, address) == 1 else address, "address")
    if seen and not (address and len(seen) < _WHOLE):
        return DateFound(seen, "dateline")
    scripted = set(_days(data.scripted, language))
    if len(scripted) == 1:
        return DateFound(scripted.pop(), "page metadata")
    below = _below(page, starts[0] if starts else 0, language)
    if below and below.startswith(address or ""):
        return DateFound(below, "dateline")
    return DateFound(address, "address") if address else None


def _days(written: Sequence[str], language: str) -> list[str]:
    return [day for day in (machine_date(text, language) for text in written) if day]


def _settles(seen: str, written: Sequence[str], moments: Sequence[str]) -> bool:
    """Tell whether the day that a page shows is the one meant by what it says to machines.

    It is when one of several such days is this one, when they lie in two time zones, or when month and day are written
    in the order of another country.
    """
    first = written[0]
    if seen in written or (apart(seen, first) == 1 and one_moment(seen, moments[0])):
        return True
    return len(seen) == len(first) == _WHOLE and seen == f"{first[:4]}-{first[8:]}-{first[5:7]}"


def _below(page: Sequence[Block], start: int, language: str) -> str | None:
    """Return the day before the first words of the article, else the only whole one that the page is labelled with."""
    article = [block for block in page[start:] if not block.aside]
    prose = [block.text for block in article if _is_long(block)][:_FIRST_PROSE]
    opened = next(filter(None, (press_date(text, language) for text in prose)), None)
    if opened and plausible(opened):
        return opened
    labelled = {_date_of(block, language, False) for block in article} | {_told(block, language) for block in page}
    whole = {iso for iso in labelled if iso and len(iso) == _WHOLE and plausible(iso)}
    return whole.pop() if len(whole) == 1 else None


def _told(block: Block, language: str) -> str | None:
    """Return the day of a sentence such as "Dieser Beitrag wurde am 3. Dezember 2011 veröffentlicht"."""
    found = _TELLS.search(block.text[:_LONGEST_TELLING])
    dates = find_dates(block.text[found.start() : found.start() + _SHORT], language) if found else []
    return dates[0].iso if dates else None


def _near(page: Sequence[Block], start: int, title: str | None, language: str) -> list[tuple[int, str]]:
    """Return the dates above and below the title at `start`, each with how far off it stands."""
    near: list[tuple[int, str]] = []
    for place in range(max(0, start - _ABOVE), min(len(page), start + _BELOW)):
        block = page[place] if place != start else _behind_title(page[start], title)
        if place > start and len(block.text) > _PROSE and near:
            break
        beside = start - 1 <= place <= start + 2
        iso = None if block.aside and not beside else _date_of(block, language, beside and not block.aside)
        if (
            iso
            and plausible(iso)
            and (beside or len(iso) == _WHOLE)
            and not (place and _labels_change(page[place - 1]))
        ):
            within = place == start and block is page[start]
            near.append((_WITHIN if within else place - start if place >= start else 2 * (start - place), iso))
    return near


def _behind_title(block: Block, title: str | None) -> Block:
    """Return what stands behind the title in its own block, else the block."""
    rest = block.text.removeprefix(title).strip() if title else ""
    return replace(block, text=rest) if rest and rest != block.text else block


def _labels_change(block: Block) -> bool:
    """Tell whether a block is nothing but the label of a last change, which the next one gives."""
    return len(block.text) <= _LABEL and not any(map(str.isdigit, block.text)) and is_change(block.text)


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
    text = _SHORT_YEAR.sub(r"\1.\2.20\3", _HYPHENS.sub(" ", _GLUED.sub(" ", block.text)))
    stated = labelled_date(text, language)
    if stated:
        return stated
    stamped = machine_date(block.stamp, language) if block.stamp else None
    dates = {stamped} if stamped else {date.iso for date in find_dates(text, language)}
    if len(dates) != 1 or _EVENT.search(text) or tells_change(text):
        return None
    named = any(part.lower() in _DATE_NAMES for part in _NAME_PART.findall(block.hints))
    return dates.pop() if named or (beside and (len(text) <= _BESIDE or _OPENS.match(text))) else None
