"""Check a claim that counts articles: it is true of the list, not of any one sentence."""

from __future__ import annotations

from collections.abc import Sequence

from rag.answering.checking import Checked
from rag.naming import cited_article
from rag.types import CHECKS, CheckResult, Citation


def check_count(count: int, citations: Sequence[Citation]) -> Checked:
    """Return "supported" when the claim cites one sentence of each of `count` articles; "numbers" says whether."""
    holds = len(citations) == len({cited_article(citation) for citation in citations}) == count
    said: CheckResult = "ok" if holds else "failed"
    checks: dict[str, CheckResult] = {name: said if name == "numbers" else "n/a" for name in CHECKS}
    return Checked("supported" if holds else "unsupported", checks)
