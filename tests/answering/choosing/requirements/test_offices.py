"""Is somebody's lawyer told of, where he is asked for?"""

import pytest

from rag.answering.choosing.requirements.offices import office_asked, speaks_of_office
from rag.language.questions import understand
from rag.types import CorpusState, Legs, Passage, SearchResult, Sentence, Source


@pytest.mark.parametrize(
    ("question", "language", "office"),
    [
        ("Chi è l'avvocato di Orsini?", "it", "avvocato"),
        ("Chi era l'attuale primario?", "it", "primario"),
        ("Who is the night editor of the paper?", "en", "editor"),
        ("Wer ist der Sprecher der Werft?", "de", "Sprecher"),
        ("Chi è Carlo Riva?", "it", None),
        ("Chi ha difeso Orsini?", "it", None),
        ("Who is the Queen Mary?", "en", None),  # a name
    ],
)
def test_the_office_asked_for_is_read(question: str, language: str, office: str | None) -> None:
    word = office_asked(understand(question, language)[0])
    assert (word.text if word else None) == office


@pytest.mark.parametrize(
    ("question", "language", "texts", "told"),
    [
        ("Chi è l'avvocato di Orsini?", "it", ("Il presidente della cooperativa è Silvano Orsini.",), False),
        ("Chi è l'avvocato di Orsini?", "it", ("L'avvocata Neri difende Silvano Orsini.",), True),
        ("Chi è l'avvocato di Orsini?", "it", ("Orsini ha cambiato avvocato.", "Ora è Anna Neri."), True),
        ("Chi è il premier?", "it", ("Parla il presidente del Consiglio Anna Neri.",), True),
        ("Who is the lawyer of Orsini?", "en", ("Il presidente è Silvano Orsini.",), False),
        ("Who is the lawyer of Orsini?", "en", ("L'avvocato di Orsini è Anna Neri.",), True),
        ("Who is the head physician?", "en", ("Il primario è Anna Neri.",), True),  # of that no table knows
    ],
)
def test_a_sentence_speaks_of_that_office_or_leans_on_one_that_does(
    question: str, language: str, texts: tuple[str, ...], told: bool
) -> None:
    source = Source("a.txt", "", "utf-8", None, None, None, None, "it")
    passage = Passage("a.txt", 0, 999, " ".join(texts), None, None, 1.0, Legs())
    sentences = tuple(Sentence("a.txt", 0, len(text), 1, text, 0) for text in texts)
    result = SearchResult((passage,), sentences, {"a.txt": source}, CorpusState(1, ""))
    part = understand(question, language)[0]
    office = office_asked(part)
    assert office is not None
    assert speaks_of_office(office, part, len(texts) - 1, result) is told
