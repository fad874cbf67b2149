"""Tell what is said of another year: who asks for the visitors of 2024 is not answered by those of 2025.

A sentence without a year may be of any; a span of years, or an open one ("since 2019"), may hold the one asked for.
"""

from __future__ import annotations

import re

from rag.language.questions import Question
from rag.language.words import fold

_YEAR = re.compile(r"(?<![\w.,/-])(?:1[5-9]\d\d|20\d\d)(?![\w%/-]|[.,]\d)")
_OPEN = re.compile(
    r"\b(?:dal|dall['’]anno|da(?: l)?|entro il|fino al|since|by|until|from|seit|ab|bis|depuis|des|d['’]ici|jusqu['’]en|"
    r"desde|hasta)\s+(?:(?:il|the|dem jahr|anno)\s+)?[12]\d{3}\b"
)


def tells_of_another_year(part: Question, text: str) -> bool:
    """Tell whether `part` asks for an amount of a year, and `text` knows other years only."""
    if part.kind != "quantity":
        return False
    asked, told = set(_YEAR.findall(part.text)), sorted(_YEAR.findall(text))
    if not asked or not told or _OPEN.search(fold(text)):
        return False
    return not any(told[0] <= year <= told[-1] for year in asked)
