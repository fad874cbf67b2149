"""Does who acted come before who only speaks of it?"""

import pytest

from tests.answering.choosing.requirements.test_requirements import kept

PRAISE = "«La firma è un passo avanti», ha dichiarato Anna Neri."
DEED = "La firma è stata apposta da Carlo Riva."


@pytest.mark.parametrize(
    ("question", "scores", "first"),
    [
        ("Chi firma?", (0.5, 0.4), DEED),
        ("Chi firma?", (0.8, 0.1), PRAISE),  # too far behind
        ("Chi ha dichiarato che la firma è un passo avanti?", (0.5, 0.4), PRAISE),
        ("Chi dice che «La firma è un passo avanti»?", (0.5, 0.4), PRAISE),
        ("Che cosa è la firma?", (0.5, 0.4), PRAISE),  # nobody is asked for
    ],
)
def test_who_acted_comes_before_who_speaks_of_it(question: str, scores: tuple[float, ...], first: str) -> None:
    assert kept(question, PRAISE, DEED, scores=scores)[0] == first
