"""Find the day on which an article says it was published.

Takes the lines at the top of a page, gives an ISO date or None. Only a line made for it counts: a date with its label,
place or byline, or a press dateline before the first sentence. Never an event's date, a teaser's, or a last change.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.corpus.lines import SHORT, Line
from rag.language.dates import DateMention, find_dates

_LONGEST = 140
_CHANGE = re.compile(
    r"\b(?:ultim[ao] (?:modifica|aggiornamento)|aggiornat\w*|modifica(?:t\w*)?|modifié\w*|geändert"
    r"|(?:last )?(?:updated|modified|edited|changed)"
    r"|letzte \w+|zuletzt|aktualisiert|dernière|mis à jour|última|actualizado|atualizado)\b",
    re.IGNORECASE,
)
_CORRECTED = re.compile(  # says so behind the date; at the beginning of a line it may be of a title: "Revised forecast"
    r"\b(?:amended|corrected|revised|corrett[oa]|rettificat[oa]|integrat[oa]|korrigiert|berichtigt|corrigé\w*|corregido)\b",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"\b(?:pubblicat[oa]|pubblicazione|inserit[oa]|publiziert|erstellt|artikel|article|published|publication|posted|veröffentlicht|erschienen|publié|paru|publicado"
    r"|pressemitteilung|pressemeldung|meldung|comunicato(?: stampa)?|press release|communiqué(?: de presse)?"
    r"|data|date|datum|fecha|del|dal|il|on|am|le|el|the|of|di|vom|ore|alle|at|um|à|h|uhr|online|articolo|n[.°º]\s?\d{1,4}(?:/\d{2,4})?)\b",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    r"[\s*_(]*(?:(?:first )?published|posted|pubblicat[oa]|veröffentlicht|erschienen|publié|paru|publicado)\s*:?\s+"
    r"(?:(?:on|il|am|le|el)\s+)?",
    re.IGNORECASE,
)
_WHERE = re.compile(r"[\s,]*(?:in|on|by|su|da|di|von|auf|dans|sur|par|en|por)\s+[^.!?]{2,90}$", re.IGNORECASE)
_TIME = re.compile(
    r"\b\d{1,2}\s?[:.h]\s?\d{2}(?::\d{2})?(?!\d)(?:\s?(?:[ap]\.?m\b\.?|uhr\b|h\b))?"
    r"(?:\s?(?:cet|cest|mez|mesz|gmt|utc|bst|ist|jst|hkt|sgt|ae[sd]t|[ecmp][sd]t|et)\b(?:[+-]\d{1,2})?)?",
    re.IGNORECASE,
)
_READING = re.compile(  # "• Lesezeit: 5 Minuten", "3 min read"
    r"(?:\b(?:lese(?:zeit|dauer)|tempo di lettura|temps de lecture|reading time|lettura)\s*:?\s*)?"
    r"\b\d{1,2}\s?(?:min(?:uten|utes?|uti)?\b\.?)(?:\s(?:read|di lettura|de lecture))?",
    re.IGNORECASE,
)
_AUTHOR = re.compile(
    r"\b(?:[Dd]i|[Bb]y|[Vv]on|[Pp]ar|[Pp]or|[Dd]a|[Aa] cura di)\s+[A-ZÀ-Þ][\w.'’-]*(?:\s+[A-ZÀ-Þ][\w.'’-]*){0,3}"
)
_PLACE = re.compile(  # "Roma, ", "Reggio nell'Emilia (RE) – ": a mark must part it from the date
    r"^[A-ZÀ-Þ][\w.'’-]*(?: (?:[A-ZÀ-Þ(][\w.'’)-]*|di|de|del|della|of|la|am|an|der|nell|upon|sul|sur|bei|im)){0,3}"
    r"(?:, ?[A-ZÀ-Þ][\w. ]{1,20})? ?[-–—|,]$"
)
_NOT_A_PLACE = re.compile(
    r"^(?:quando|scadenza|evento|entro|fino|when|deadline|event|due|wann|termin|quand|agosto|nel|in|da|since|until|by"
    r"|nat[oa]|dec[eé]d\w+|born|died|from)\b",
    re.IGNORECASE,
)
_AGENCY = r"(?:[/(][^()/\n]{2,30}[/)])"
_OPENS = re.compile(  # "(ANSA) - ROMA, ": what stands before the date of a press dateline
    rf"^\(?(?:{_AGENCY}\s*[-–—.,]*\s*)?"
    r"(?:[A-ZÀ-Þ][\w.'’-]*(?:[ /][A-ZÀ-Þ][\w.'’-]*){0,3}(?:,\s*[A-ZÀ-Þ][\w. ]{1,20})?\s*[,–—-]?\s*)?\(?$"
)
_CLOSES = re.compile(rf"^\)?\.?\s*(?:{_AGENCY}\s*)?(?:[-–—]|//|\|)")  # what must stand after it
_STOPPED = re.compile(r"\)?\.\s+(?=[A-ZÀ-Þ«“„\"])")
_YEAR = re.compile(r"(?<![\d.,/])(?:19|20)\d{2}(?![\d.,]\d|\d)")
_AHEAD = 15  # years from the day of an article to the last one it tells of; a tale of long ago looks back on its day
_BRACKETED = re.compile(r"\(([^()]{6,40})\) ?[-–—]? ?(?=[^\W\d_a-zà-ÿ]|[\"“„«])")
_FILLER = re.compile(r"[\s,.;:|/\-–—·•()\[\]*_#<>]+")


def find_publication_date(lines: Sequence[Line], language: str) -> str | None:
    """Return the publication date that the unmarked lines at the top of a page state.

    Below a first paragraph a line with a date may as well be a step of a chronology: there it must be the only one.
    """
    below = False
    found: set[str] = set()
    for line in _top(lines):
        stated = (
            _labelled(line, language) or _press_dateline(line, language) or _stopped_dateline(line, lines, language)
        )
        if stated and not below:
            return stated
        found.update([stated] if stated else [])
        below = below or line.is_prose
    return found.pop() if len(found) == 1 and sum(line.only_date is not None for line in lines) <= 1 else None


def is_dateline(line: Line, language: str = "it") -> bool:
    """Tell whether a line is there to give a date, or a last change."""
    if len(line.text) > _LONGEST:
        return False
    return _labelled(line, language) is not None or bool(_CHANGE.match(line.text))


def labelled_date(text: str, language: str = "und") -> str | None:
    """Return the ISO date of a line that holds a date and nothing but its label, time, place and byline."""
    return _labelled(Line(0, len(text), text), language)


def press_date(text: str, language: str = "und") -> str | None:
    """Return the ISO date that a paragraph opens with: "ROMA, 12 gennaio 2026 – Il …", "(12.1.2026) Il …"."""
    bracketed = _BRACKETED.match(text)
    dates = find_dates(bracketed[1], language) if bracketed else []
    return dates[0].iso if len(dates) == 1 else _press_dateline(Line(0, len(text), text), language)


def is_change(text: str) -> bool:
    """Tell whether a line begins by saying that it gives a last change."""
    return bool(_CHANGE.match(text.strip()))


def tells_change(text: str) -> bool:
    """Tell whether a text says that it was changed before it gives any number: "By Ada Neri, updated Jan 12"."""
    found = _CHANGE.search(text)
    return bool(found) and not any(map(str.isdigit, text[: found.start() if found else 0]))


def _top(lines: Sequence[Line]) -> list[Line]:
    """Return the lines down to the first long paragraph, that one included, over two short ones at most."""
    top: list[Line] = []
    prose = 0
    for line in lines[:14]:
        top.append(line)
        prose += line.is_prose
        if prose > 2 or len(line.text) > SHORT:
            break
    return top


def _labelled(line: Line, language: str) -> str | None:
    """Return the date of a line that holds a date and nothing but its label, time, place and byline."""
    if not 6 <= len(line.text) <= _LONGEST or not any(map(str.isdigit, line.text)):
        return None
    change = _CHANGE.search(line.text) or _CORRECTED.search(line.text)
    head = line.text[: change.start()] if change else line.text
    dates = find_dates(head, language)
    if len(dates) != 1:
        return None
    return dates[0].iso if not _rest(head, dates[0]) or _says_where(line, dates[0]) else None


def _says_where(line: Line, date: DateMention) -> bool:
    """Tell whether a short line says that something was published on its date, and then where or by whom."""
    said = _PUBLISHED.match(line.text)
    return said is not None and said.end() == date.start and bool(_WHERE.match(line.text, date.end))


def _rest(head: str, date: DateMention) -> str:
    """Return what a dateline's parts leave over."""
    before, after = (
        _LABEL.sub(" ", _TIME.sub(" ", _READING.sub(" ", _AUTHOR.sub(" ", part))))
        for part in (head[: date.start], head[date.end :])
    )
    place = " ".join(before.strip(" \t*_\u00a0\ufeff").lstrip("-–—|:. ").split())
    if _PLACE.match(place) and not _NOT_A_PLACE.match(place):
        before = ""
    return _FILLER.sub("", before + after)


def _press_dateline(line: Line, language: str) -> str | None:
    """Return the date of "ROMA, 12 gennaio 2026 – Il ministro …"."""
    head = line.text[:120]
    dates = find_dates(head, language)
    if not dates or len(line.text) < 60:
        return None
    date = dates[0]
    before = head[: date.start]
    if _NOT_A_PLACE.match(before) or not _OPENS.match(before) or not _CLOSES.match(head[date.end :]):
        return None
    return date.iso


def _stopped_dateline(line: Line, lines: Sequence[Line], language: str) -> str | None:
    """Return the date of "Roma, 12 gennaio 2026. Il ministro …", unless a tale of long ago opens so."""
    dates = find_dates(line.text[:120], language)
    if not dates or len(line.text) < 60 or len(dates[0].iso) < len("2026-01-12"):
        return None
    date = dates[0]
    before = " ".join(line.text[: date.start].lstrip("(").split())
    placed = _PLACE.match(before) and not _NOT_A_PLACE.match(before)
    if not placed or not _STOPPED.match(line.text, date.end):
        return None
    last = max((int(year) for other in lines for year in _YEAR.findall(other.text)), default=0)
    return date.iso if last <= int(date.iso[:4]) + _AHEAD else None
