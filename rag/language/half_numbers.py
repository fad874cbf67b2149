"""Read numbers told by halves: "un milione e mezzo", "half a million", "two and a half million"; knows no documents.

Takes the folded words of a text, gives how many words a number took and its value.
"""

from __future__ import annotations

from collections.abc import Sequence

from rag.language.number_words import MULTIPLIERS, ONES, UNITS

_HALF = frozenset("mezzo mezza".split())


def read_half(words: Sequence[str], at: int, language: str) -> tuple[int, float] | None:
    """Return the words and the value of the number told by halves that begins at `words[at]`, None where none does."""
    run = [*words[at : at + 5], *[""] * 5][:5]
    count = 1 if run[0] in ONES else UNITS.get(language, {}).get(run[0])
    first, second, third = (MULTIPLIERS.get(run[place]) for place in (1, 2, 4))
    if count and first and run[2] == "e" and run[3] in _HALF:
        return 4, (count + 0.5) * first  # "due milioni e mezzo"
    if count and first and run[2:5] == ["and", "a", "half"]:
        return 5, (count + 0.5) * first  # "a million and a half"
    if run[0] in _HALF and first:
        return 2, 0.5 * first  # "mezzo milione"
    if run[:2] == ["half", "a"] and second:
        return 3, 0.5 * second
    if count and run[1:4] == ["and", "a", "half"] and third:
        return 5, (count + 0.5) * third  # "two and a half million"
    return None


def and_a_half(words: Sequence[str]) -> bool:
    """Tell whether words begin with "e mezzo", "and a half"."""
    return (words[:1] == ["e"] and words[1:2] != [] and words[1] in _HALF) or words[:3] == ["and", "a", "half"]
