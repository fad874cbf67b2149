"""Check a claim that counts articles: it is true of the list, not of any one sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from rag.answering.checking import Checked
from rag.answering.phrases import versions
from rag.naming import cited_article
from rag.types import CHECKS, CheckResult, Citation

_LISTS = ("listed", "latest", "found")


def check_count(count: int, citations: Sequence[Citation]) -> Checked:
    """Return "supported" when the claim cites one sentence of each of `count` articles; "numbers" says whether."""
    holds = len(citations) == len({cited_article(citation) for citation in citations}) == count
    said: CheckResult = "ok" if holds else "failed"
    checks: dict[str, CheckResult] = {name: said if name == "numbers" else "n/a" for name in CHECKS}
    return Checked("supported" if holds else "unsupported", checks)


def count_told(text: str) -> int | None:
    """Return the number that a claim about the list gives, None for any other claim."""
    found = next(filter(None, (pattern.fullmatch(text) for pattern in _patterns())), None)
    return None if found is None else int(found["count"])


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Return the sentences that tell of the list, with the count to be read."""
    made = []
    for version in (version for name in _LISTS for version in versions(name)):
        plain = re.escape(version)
        for name, what in (("term", ".+"), ("count", r"(?P<count>\d{1,9})"), ("among", r"\d{1,9}")):
            plain = plain.replace(re.escape(f"${name}"), what)
        made.append(re.compile(plain))
    return tuple(made)
