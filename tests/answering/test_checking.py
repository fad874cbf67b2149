"""The checker: verbatim support and nothing less, for now."""

from __future__ import annotations

import pytest

from rag.answering.checking import check
from rag.types import CHECKS

SOURCE = "La **firma** di Anna Neri vale 1,8 miliardi di euro dal 12 gennaio 2026 [1]."


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("La firma di Anna Neri vale 1,8 miliardi di euro dal 12 gennaio 2026.", "supported"),
        ("La firma di Anna Neri", "supported"),
        ("La firma di Anna Neri vale 18 miliardi di euro dal 12 gennaio 2026.", "unsupported"),
        ("La firma di Carla Neri vale 1,8 miliardi di euro", "unsupported"),
        ("La firma di Anna Neri non vale", "unsupported"),
        ("", "unsupported"),
    ],
)
def test_a_claim_is_supported_only_word_for_word(claim: str, verdict: str) -> None:
    assert check(claim, [SOURCE]).verdict == verdict


def test_one_of_several_sources_is_enough_and_none_is_not() -> None:
    assert check("La firma di Anna Neri", ["Altro.", SOURCE]).verdict == "supported"
    assert check("La firma di Anna Neri", []).verdict == "unsupported"


def test_every_check_is_named_and_what_is_absent_is_not_applicable() -> None:
    checked = check("La firma di Anna Neri vale 1,8 miliardi di euro dal 12 gennaio 2026.", [SOURCE])
    assert tuple(checked.checks) == CHECKS
    assert {name for name, result in checked.checks.items() if result == "ok"} == {
        "numbers",
        "dates",
        "names",
        "meaning",
    }
