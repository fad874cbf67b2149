"""Is it named, or only mentioned?"""

import pytest

from rag.answering.choosing.requirements.unnamed import only_mentions
from rag.language.questions import understand


@pytest.mark.parametrize(
    ("language", "question", "text", "mentioned"),
    [
        ("it", "Quale squadra ha comprato Riva?", "Riva è passato dal Cesena a una squadra greca.", True),
        ("it", "Quale squadra ha comprato Riva?", "Riva è passato alla squadra dell'Aris.", False),
        ("it", "Quale squadra ha comprato Riva?", "Riva è passato a una squadra greca, l'Aris.", False),
        ("it", "Quale squadra ha comprato Riva?", "Lo ha comprato il Cesena.", False),
        ("it", "Quale premio ha vinto il coro?", "Il coro ha vinto un premio di mille euro.", False),  # that says which
        ("it", "Come si chiama il cane del custode?", "Il custode Neri ha un cane di nove anni.", True),
        ("it", "Come si chiama il cane del custode?", "Il custode Neri ha un cane che si chiama «Brina».", False),
        ("it", "Quali sono i tre porti esclusi?", "Genova protesta: altri tre porti restano esclusi.", True),
        ("it", "Quali sono i tre porti esclusi?", "Esclusi tre porti: Bari, Olbia e Gela.", False),
        ("it", "Quali sono i tre pilastri?", "Ci sono tre pilastri principali per il patto: scuola e lavoro.", False),
        ("it", "Quante squadre ci sono?", "C'è una squadra.", False),  # nobody asks for a name
        ("en", "Which security firm guards the museum?", "The museum, says Ann Hill, pays a security firm.", True),
        ("en", "Which security firm guards the museum?", "The museum pays a firm in Leeds.", True),  # that is a place
        ("en", "Which security firm guards the museum?", "The museum pays a firm called Lockwell.", False),
        ("en", "What did the council build?", "The council built a school.", False),
    ],
)
def test_who_asks_for_a_name_is_not_told_that_there_is_one(
    language: str, question: str, text: str, mentioned: bool
) -> None:
    assert only_mentions(understand(question, language)[0], text, language) is mentioned
