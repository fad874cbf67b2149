"""Which words of a question must an answer account for?"""

import pytest

from rag.language.narrowing import find_narrowing
from rag.language.questions import understand


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("it", "Quanto costa un biglietto per il Museo Civico?", "biglietto"),  # the name and the price have measures
        ("it", "Quando riaprirà la seggiovia di Prato Lungo?", "riaprirà seggiovia"),
        ("it", "In che anno è stato fondato il coro?", "fondato coro"),
        ("it", "Chi è stato assolto nel processo Bandini?", "assolto"),  # which trial, the name says
        ("it", "Quando è stata fondata Bandini Motori?", "fondata"),  # no label, though it stands before a name
        ("it", "Che cosa ha fatto davvero il Comune con i fondi?", "fondi"),
        ("it", "Quanti operai ha preso la cartiera nel 2024? I giornali concordano?", "operai cartiera"),
        ("en", "How many passengers were on the first return train?", "passengers first return train"),
        ("en", "How long does the crossing take?", "crossing"),
        ("fr", "Combien coûte le billet du théâtre Garance ?", "billet"),
    ],
)
def test_names_numbers_and_words_that_only_ask_do_not_narrow(language: str, text: str, words: str) -> None:
    found = [word.text for word in find_narrowing(understand(text, language)[0])]

    assert " ".join(found) == words
