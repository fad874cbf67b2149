"""Tell as of when an answer speaks: a question about time, or about what is now, gets the days of its articles.

Relative words ("lunedì", "a gennaio", "oggi") count from the day of an article; where it has none, that is said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.answering.drafting import Asked
from rag.answering.phrases import phrase
from rag.language.moments import find_moments
from rag.language.words import fold
from rag.types import Citation, Claim, Notice

_NOW = re.compile(
    r"\b(?:oggi|adesso|ora|attual\w*|al momento|in corso|ormai|ancora|finora|ultim[oaie]|recent\w+|"
    r"now|today|current\w*|present(?:ly)?|still|so far|latest|recent\w*|yet|at the moment|"
    r"heute|jetzt|aktuell\w*|derzeit|noch|aujourd hui|actuel\w*|encore|maintenant|hoy|ahora|actual\w*|todavia)\b"
)


def as_of(asked: Asked, claims: Sequence[Claim], citations: Sequence[Citation]) -> list[Notice]:
    """Return a notice with the day of each cited article, or that it has none, where the answer is about time."""
    if not citations or not (_is_about_time(asked) or any(_leans_on_a_day(claim.text, asked) for claim in claims)):
        return []
    undated = phrase("undated", asked.language)
    days = ", ".join(f"[{citation.n}] {citation.date or undated}" for citation in citations)
    return [Notice("as_of", phrase("as_of", asked.language, days=days))]


def _is_about_time(asked: Asked) -> bool:
    return any(part.kind == "time" for part in asked.parts) or bool(_NOW.search(fold(asked.interpreted.question)))


def _leans_on_a_day(text: str, asked: Asked) -> bool:
    """Tell whether a claim says when by a word that only the day of its article makes a date."""
    language = asked.language if asked.language != "und" else "it"
    moments = find_moments(text, language)
    return any(m.relative is not None or (m.weekday is not None and m.day is None) for m in moments)
