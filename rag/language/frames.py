"""Hold who says what in a sentence."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Frame:
    """Hold what is said and who says it, as indexes of words; `verb` is the saying word, None for "secondo"."""

    said: frozenset[int]
    speaker: frozenset[int]
    verb: int | None
