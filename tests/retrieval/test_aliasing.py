"""A name that no article uses is read as the one they use; a name that they use is left alone."""

from __future__ import annotations

import pytest

from rag.retrieval.aliasing import named_as_here
from tests.memory import MemoryReader

ARTICLES = {
    "a.txt": "The ferry is sold in the United States and in Italy. The WHO praises it.",
    "b.txt": "Il Regno Unito compra traghetti. Anche il Regno Unito e gli Stati di diritto.",
    "c.txt": "La Banque centrale européenne publie un rapport sur les ferries.",
}


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("How many in the US?", "How many in the United States?"),
        ("Che cosa dice l'Oms?", "Che cosa dice l'WHO?"),
        ("How many in the UK and the US?", "How many in the Regno Unito and the United States?"),
        ("Che fa la BCE?", "Che fa la Banque centrale européenne?"),
        ("How many in the United States?", "How many in the United States?"),
        ("Che cosa fa la Nato?", "Che cosa fa la Nato?"),  # by no name is it there
        ("Tell us who it was", "Tell us who it was"),
    ],
)
def test_a_name_is_read_as_the_corpus_writes_it(question: str, read: str) -> None:
    assert named_as_here(MemoryReader(ARTICLES, None), question) == read
