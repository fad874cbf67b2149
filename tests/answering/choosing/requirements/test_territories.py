"""Is what answers told of the country or region asked about?"""

import pytest

from rag.answering.choosing.requirements.territories import is_of_another_territory
from rag.language.questions import understand
from rag.types import CorpusState, Legs, Passage, SearchResult, Sentence, Source

MARKET = "Con un mercato che tocca 1,8 miliardi di euro, l'Italia cresce, ma la Corea resta leader."


def of_another(question: str, *texts: str, language: str = "it", title: str | None = None) -> bool:
    """Tell it of the last of some sentences that stand in one passage."""
    source = Source("a.txt", "", "utf-8", title, None, None, None, "it")
    text = " ".join(texts)
    passage = Passage("a.txt", 0, len(text), text, None, None, 1.0, Legs())
    sentences = tuple(Sentence("a.txt", 0, len(one), 1, one, 0) for one in texts)
    result = SearchResult((passage,), sentences, {"a.txt": source}, CorpusState(1, ""))
    return is_of_another_territory(understand(question, language)[0], sentences[-1], result)


@pytest.mark.parametrize(
    ("question", "sentence", "other"),
    [
        ("Quanto vale il mercato italiano?", MARKET, False),
        ("Quanto vale il mercato coreano?", MARKET, True),  # Korea is named, but the amount stands with Italy
        ("Quanto vale il mercato francese?", MARKET, True),
        ("Quanto vale il mercato europeo?", MARKET, False),  # Italy is a part of it
        ("Quanto vale il mercato?", MARKET, False),
        ("Quanto vale il mercato francese?", "Il mercato vale 1,8 miliardi.", False),  # of no country
        ("Quante comunità ci sono in Lombardia?", "Sono 187 le comunità attive in Piemonte.", True),
        ("Quante comunità ci sono in Lombardia?", "Sono 187 in Piemonte, 231 in Lombardia.", False),
        ("Quante comunità ci sono in Lombardia?", "Sono 231, in tutta Italia 900.", False),  # it is a part of Italy
        ("Quante comunità ci sono in Italia?", "Sono 187 in Piemonte.", False),  # no country is named
        ("Quanto vale il mercato tedesco?", "Vale 2 miliardi in Italia, contro i 3 in Germania.", False),
        ("Quanto vale l'interscambio tra Italia e Corea?", "Italia e Corea si scambiano 11 miliardi.", False),
        (
            "Quanto vale il mercato francese?",
            "L'Italia cresce e la Spagna cala.",
            False,
        ),  # no amount: for others to say
    ],
)
def test_an_amount_belongs_to_the_place_beside_it(question: str, sentence: str, other: bool) -> None:
    assert of_another(question, sentence) is other


def test_the_language_of_the_question_does_not_matter() -> None:
    assert of_another("How big is the French market?", MARKET, language="en")
    assert not of_another("How big is the Italian market?", MARKET, language="en")


def test_a_person_may_be_of_the_country_that_the_passage_speaks_of() -> None:
    talks = "Il ministro ha incontrato a Roma il collega spagnolo Carlos Vega."
    assert of_another("Chi è il ministro francese?", talks)
    assert not of_another("Chi è il ministro francese?", "La Francia manda il suo ministro.", talks)
    assert not of_another("Chi è il ministro francese?", talks, title="La visita francese")
    assert not of_another("Che cosa chiede il ministro francese?", talks)  # anything may be the answer
