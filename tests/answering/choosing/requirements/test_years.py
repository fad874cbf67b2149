"""Is an amount that of the year asked about?"""

import pytest

from rag.answering.choosing.requirements.years import tells_of_another_year
from rag.language.questions import understand


@pytest.mark.parametrize(
    ("question", "sentence", "of_another"),
    [
        ("Quanti visitatori nel 2024?", "Il museo conta di arrivare a 45 mila visitatori nel 2025.", True),
        ("Quanti visitatori nel 2024?", "I visitatori sono stati 41.300.", False),  # of any year
        ("Quanti visitatori nel 2024?", "Nel 2024 sono stati 41.300, contro i 38 mila del 2023.", False),
        ("Quanti visitatori nel 2024?", "Tra il 2022 e il 2025 sono stati 41 mila.", False),  # within the span
        ("Quanti visitatori nel 2024?", "Dal 2019 sono 41 mila l'anno.", False),
        ("Quanti visitatori nel 2024?", "I visitatori sono stati 2025 in un giorno.", True),  # a year by its looks
        ("Quanti visitatori nel 2024?", "I pezzi sono 1.978 e pesano 2025 kg, 1999/B.", True),
        ("Quanti visitatori?", "Nel 2025 saranno 45 mila.", False),
        ("Quando ha aperto, nel 2024?", "Ha aperto nel 2025.", False),  # a premise to be put right
        ("How many visitors came in 2024?", "The museum expects 45,000 by 2026.", False),
    ],
)
def test_an_amount_of_another_year_is_told(question: str, sentence: str, of_another: bool) -> None:
    """A year besides the one asked for is enough; spans, comparisons and open ends are not."""
    part = understand(question, "en" if question.startswith("How") else "it")[0]
    assert tells_of_another_year(part, sentence) is of_another
