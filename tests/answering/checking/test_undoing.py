"""What is told as refused or called off must be so in some source."""

import pytest

from rag.answering.checking import check

JOINED = "La Regione Tirsa ha comunicato la sua adesione all'alleanza dei porti."


@pytest.mark.parametrize(
    ("source", "supported"),
    [
        (JOINED, False),
        ("La Regione Tirsa ha comunicato la sua adesione all'alleanza dei porti, che non ha ancora una sede.", False),
        ("La Regione Tirsa non ha voluto entrare nell'alleanza dei porti per i costi.", True),
        ("La Regione Tirsa ha rifiutato di entrare nell'alleanza dei porti per i costi.", True),
    ],
)
def test_a_refusal_needs_a_source_that_speaks_of_one(source: str, supported: bool) -> None:
    claim = "La Regione Tirsa ha rifiutato di entrare nell'alleanza dei porti per i costi."
    assert (check(claim, [source], "it").verdict == "supported") is supported
