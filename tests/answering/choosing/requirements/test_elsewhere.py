"""Does a passage in another language know of whom a question speaks?"""

import pytest

from rag.answering.choosing.requirements.elsewhere import is_elsewhere
from rag.language.questions import understand
from rag.types import CorpusState, Legs, Passage, SearchResult, Sentence, Source

YARD = "Le chantier emploie 260 salariés."


@pytest.mark.parametrize(
    ("question", "text", "language", "rarity", "elsewhere"),
    [
        ("Quanti dipendenti ha il cantiere Hanbada?", YARD, "fr", 0.6, True),
        ("Quanti dipendenti ha il cantiere Hanbada?", f"Hanbada recrute. {YARD}", "fr", 0.6, False),
        ("Quanti dipendenti ha il cantiere Hanbada?", YARD, "fr", 1.0, False),  # spelled otherwise, if at all
        ("Quanti dipendenti ha il cantiere?", YARD, "fr", 0.6, False),
        ("Quanti dipendenti ha Londra?", YARD, "fr", 0.6, False),  # places have other names there
        ("Quanti dipendenti ha il cantiere Hanbada?", "Il cantiere ha 260 dipendenti.", "it", 0.6, False),
    ],
)
def test_a_name_that_the_corpus_spells_alike_must_stand_in_the_passage(
    question: str, text: str, language: str, rarity: float, elsewhere: bool
) -> None:
    source = Source("a.txt", "", "utf-8", None, None, None, None, language)
    passage = Passage("a.txt", 0, 999, text, None, None, 1.0, Legs())
    sentence = Sentence("a.txt", 0, len(text), 1, text, 0)
    part = understand(question, "it")[0]
    rare = {word.surface: rarity for word in part.words}
    result = SearchResult((passage,), (sentence,), {"a.txt": source}, CorpusState(1, ""), rarity=rare)
    assert is_elsewhere(part, result, sentence) is elsewhere
