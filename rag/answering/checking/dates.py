"""Check the dates of a claim: all that is written of a moment must be written of one in the sources."""

from __future__ import annotations

from dataclasses import replace

from rag.answering.checking.datelines import resolved
from rag.answering.checking.finding import CONTRADICTED, OK, Evidence, Finding, worst
from rag.answering.checking.reading import Reading
from rag.language.moments import DECADE, Moment


def check_dates(claim: Reading, evidence: Evidence) -> Finding:
    """Return whether every moment of the claim stands in the evidence, as finely as the claim tells it."""
    if _spans_a_part(claim, evidence):
        return OK
    return worst([_check(moment, evidence) for moment in claim.moments if not moment.inferred])


def _is_resolved(moment: Moment, evidence: Evidence) -> bool:
    """Tell whether a day of the claim is what "ieri" or "lunedì" comes to in a source that states its own date."""
    if moment.day is None:
        return False
    return any(moment.within(day) for source in evidence.sources for day in resolved(source))


def _check(moment: Moment, evidence: Evidence) -> Finding:
    for sentence in evidence.sentences:
        if moment.relative == "today" and not sentence.surfaces.isdisjoint(_NOW):
            return OK
        years = {other.year for other in sentence.moments if other.year is not None}
        for other in sentence.moments:
            if _is_in_decade(other, moment):
                return OK
            dated = replace(other, year=next(iter(years))) if other.year is None and len(years) == 1 else other
            if moment.within(dated):
                return OK
    return OK if _is_resolved(moment, evidence) else CONTRADICTED


def _spans_a_part(claim: Reading, evidence: Evidence) -> bool:
    """Tell whether the months of the claim are the ends of a quarter or a half that a source names."""
    months = [moment.month for moment in claim.moments]
    part = _PARTS.get((months[0] or 0, months[1] or 0)) if len(months) == len(_ENDS) else None
    return part is not None and any(m.season == part for s in evidence.sentences for m in s.moments)


_ENDS = ("first", "last")
_PARTS = {(1, 3): 21, (4, 6): 22, (7, 9): 23, (10, 12): 24, (1, 6): 11, (7, 12): 12}  # as `year_parts.py` numbers them


_NOW = frozenset(
    "ora adesso attualmente attuale attuali ormai now currently current nowadays jetzt maintenant ahora".split()
)


def _is_in_decade(year: Moment, decade: Moment) -> bool:
    """Tell whether a year lies in the decade the claim tells of: 1956 in "gli anni Cinquanta"."""
    told = (decade.relative or "").removeprefix(DECADE)
    return year.year is not None and told != decade.relative and year.year % 100 // 10 * 10 == int(told or -1)
