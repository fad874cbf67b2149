"""A slip of the finger finds what was meant; another form, another name and a word of the dictionary are left alone."""

from __future__ import annotations

import pytest

from rag.retrieval.spelling import one_slip_apart, spelled
from tests.memory import MemoryReader

ARTICLES = {
    "a.txt": "La Samsung apre a Seul. Il ministro Vecchio visita gli stabilimenti dei semiconduttori.",
    "b.txt": "Samsung e Marinaro firmano. Anche Marinara è un nome.",
    "c.txt": "Bernardi e Belnardi sono soci.",
}


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("Chi dirige Samsumg?", "Chi dirige Samsung?"),
        ("Chi dirige la SAMSNUG?", "Chi dirige la SAMSUNG?"),
        ("Chi dirige Smsung e Saamsung?", "Chi dirige Smsung e Samsung?"),  # the second letter must be there
        ("Quanti semicondutori?", "Quanti semiconduttori?"),
        ("Chi dirige Samsung?", "Chi dirige Samsung?"),
        ("Chi è il ministro Vecchi?", "Chi è il ministro Vecchi?"),  # another name
        ("Chi è Mavinaro?", "Chi è Marinaro?"),
        ("Chi è Betnardi?", "Chi è Betnardi?"),  # two would do
        ("Chi visitò lo stabilimento?", "Chi visitò lo stabilimento?"),
        ("Quali semiconduttrici?", "Quali semiconduttrici?"),
        ("Chi è Seol?", "Chi è Seol?"),  # too short to be sure
        ("", ""),
    ],
)
def test_a_slip_is_read_as_what_was_meant(question: str, read: str) -> None:
    assert spelled(MemoryReader(ARTICLES, None), question, "it") == read


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("samsumg", "samsung", True), ("samsnug", "samsung", True), ("samung", "samsung", True),
        ("vecchi", "vecchio", False), ("vecchia", "vecchio", False), ("samsung", "samsung", False),
        ("abcdef", "abxyef", False), ("", "a", False), ("ab", "ba", True),
    ],
)  # fmt: skip
def test_one_slip_is_one_letter_before_the_end(one: str, other: str, apart: bool) -> None:
    assert one_slip_apart(one, other) is apart is one_slip_apart(other, one)
