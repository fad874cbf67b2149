"""Check a claim against the sentences it cites: `check(claim, sources) -> Verdict`.

Every Answer passes through here, whatever engine wrote it. Today's rule is the strictest one: a claim is supported
when its words stand, in order and without a gap, in one of its sources, apart from markup. Anything else is
unsupported.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rag.answering.quoting import claim_text
from rag.language.dates import find_dates
from rag.language.names import find_names
from rag.language.numbers import find_quantities
from rag.types import CHECKS, CheckResult, Verdict


@dataclass(frozen=True, slots=True)
class Checked:
    """Hold a verdict and the result of each check by name; "n/a" where the claim has nothing to check."""

    verdict: Verdict
    checks: Mapping[str, CheckResult]


def check(claim: str, sources: Sequence[str], language: str = "it") -> Checked:
    """Tell whether `claim` says only what stands in one of `sources` (the texts of its cited sentences)."""
    verbatim = bool(claim.strip()) and any(_plain(claim) in _plain(source) for source in sources)
    result: CheckResult = "ok" if verbatim else "failed"
    holds = {
        "numbers": bool(find_quantities(claim, language)),
        "dates": bool(find_dates(claim, language)),
        "names": bool(find_names(claim, language)),
        "meaning": True,
    }
    checks: dict[str, CheckResult] = {name: result if holds.get(name) else "n/a" for name in CHECKS}
    return Checked("supported" if verbatim else "unsupported", checks)


def _plain(text: str) -> str:
    return " ".join(claim_text(text).split())
