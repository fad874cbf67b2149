"""Tell whether a sentence says where a body has its seat: "dove ha sede ANIE?", "where is Norlink based?".

A sentence with that body and some place is no answer: what it serves, or where it has been, is not where it sits.
"""

from __future__ import annotations

import re

from rag.language.questions import Question
from rag.language.words import fold

_ASKS = re.compile(
    r"\b(?:(?:ha|hanno|aveva) (?:la )?(?:propria |sua |loro )?sede|(?:e|sono|si trova) (?:la )?(?:sua )?(?:sede|il quartier generale)|"
    r"(?:is|are|was) .{1,60}\b(?:based|headquartered)|headquarters?|head office|sitz(?:t|en)?\b|hauptsitz|siege\b|sede\b)|"
    r"본사|본부|本社|本部|总部|總部"
)
_SAYS = re.compile(
    r"\b(?:sed[ei]|quartier generale|uffici centrali|con base|basat[oaie]|based|headquarter\w*|head office|offices?|"
    r"(?:haupt)?sitz(?:e|es|t|en)?|ansassig\w*|siege|basee?s?|con sede)\b"
)
_FROM = r"(?:[^.;:«»“”\"]{0,40}?\s)?(?:di|da|of|from|aus|de|in|a|à|at)\s[A-ZÀ-Ý]"


def asks_for_seat(part: Question) -> bool:
    """Tell whether `part` asks where a body that it names has its seat."""
    return part.kind == "place" and _ASKS.search(fold(part.text)) is not None


def tells_seat(part: Question, text: str) -> bool:
    """Tell whether `text` speaks of a seat, or puts a place right behind the name: "la Gustoserv di Modena"."""
    if _SAYS.search(fold(text)) is not None:
        return True
    names = [re.escape(word.text) for name in part.names for word in name.telling]
    return any(re.search(rf"\b{name}\b,?\s{_FROM}", text) is not None for name in names)
