"""Read a half or a quarter of a year, numbered beside the seasons; knows no documents."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.language.moment_words import MONTH
from rag.language.words import Word

_YEAR = re.compile(r"(?:1[5-9]|20|21)\d\d$")
_PARTS = {"half": 10, "meta": 10, "semestre": 10, "halbjahr": 10, "quarter": 20, "trimestre": 20, "quartal": 20}
_WHICH = (
    "prima primo first erste erstes ersten premier premiere primera primer",
    "seconda secondo second zweite zweites zweiten deuxieme segundo segunda",
    "terzo terza third drittes dritten troisieme tercer",
    "quarto quarta fourth viertes vierten quatrieme cuarto",
)
_ORDER = {word: number for number, words in enumerate(_WHICH, 1) for word in words.split()}


def part_of_year(words: Sequence[Word], at: int) -> int | None:
    """Return the number of "the second half", "il terzo trimestre" up to `at`: halves from 10, quarters from 20."""
    part = _PARTS.get(words[at].surface)
    which = _ORDER.get(words[at - 1].surface) if at else None
    if part is None or which is None or (part == 10 and not _is_of_year(words, at)):
        return None
    return part + which


def _is_of_year(words: Sequence[Word], at: int) -> bool:
    """Tell "the second half of 2028" from the second half of a match."""
    following = [word.surface for word in words[at + 1 : at + 4]]
    return words[at].surface not in ("half", "meta") or any(
        _YEAR.match(w) or w in MONTH or w in _YEARLY for w in following
    )


_YEARLY = frozenset("anno year jahr annee ano anni decennio decade secolo century".split())

__all__ = ["part_of_year"]
