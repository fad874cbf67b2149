"""Put claims and their markers into one text: the only place that knows how a marker looks.

The rule: an answer's `text` is its claims in order, joined by one space; each claim is its own text, one space, and
its markers without a space between them: "Marco Vecchio per ANIE. [1] JeongHoi Kim per KSIA. [1][2]". Markers count
from 1 in order of first use. A claim's own text holds no marker. This module knows nothing of documents.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rag.types import Claim


def join_claims(claims: Sequence[Claim]) -> str:
    """Return the text of an answer made of `claims`; empty for none."""
    return " ".join(f"{claim.text} {markers(claim.citations)}".rstrip() for claim in claims)


def markers(citations: Iterable[int]) -> str:
    """Return the markers of one claim: "[1][2]"."""
    return "".join(f"[{number}]" for number in citations)


def order_of_first_use(claims: Sequence[Claim]) -> tuple[int, ...]:
    """Return every citation number the claims use, once each, in the order they are first used."""
    return tuple(dict.fromkeys(number for claim in claims for number in claim.citations))
