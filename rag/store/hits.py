"""Hold what the legs of a search find."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Hit(NamedTuple):  # many are made for each question: half the time of a frozen dataclass
    """Hold a chunk that one leg found; a larger score is better."""

    chunk_id: str
    score: float


def best_first(names: Sequence[str], scores: Sequence[float]) -> list[Hit]:
    """Return hits, best first, equals by id."""
    return [Hit(name, -score) for score, name in sorted(zip([-score for score in scores], names, strict=True))]
