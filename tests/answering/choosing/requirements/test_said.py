"""Whose words are asked for, and which sentences give them?"""

import pytest

from rag.answering.choosing.requirements.said import gives_words_of, speaker_asked
from rag.language.questions import understand


@pytest.mark.parametrize(
    ("question", "language", "speaker"),
    [
        ("Che cosa ha detto Anna Neri?", "it", "Anna Neri"),
        ("Cosa ha dichiarato il ministro Elio Greco sul ponte di Torri?", "it", "Elio Greco"),
        ("E cosa pensa la sindaca Neri dell'accordo con ACME?", "it", "Neri"),
        ("What did Carlo Riva say about the bridge?", "en", "Carlo Riva"),
        ("What does Mayor Neri think of ACME?", "en", "Neri"),
        ("Che cosa dice il memorandum di ACME?", "it", None),  # a paper, and somebody's
        ("Che cosa dice l'articolo su Anna Neri?", "it", None),
        ("What do the articles say about Carlo Riva?", "en", None),
        ("Che cosa ha firmato Anna Neri?", "it", None),
        ("Chi ha detto che Anna Neri ha firmato?", "it", None),
    ],
)
def test_whose_words_are_asked_for(question: str, language: str, speaker: str | None) -> None:
    found = speaker_asked(understand(question, language)[0])
    assert (found.text if found is not None else None) == speaker or (found is not None and str(speaker) in found.text)


@pytest.mark.parametrize(
    ("sentence", "language", "gives"),
    [
        ("«Il ponte è sicuro», ha detto Neri.", "it", True),
        ("Secondo Anna Neri il ponte è sicuro.", "it", True),
        ("Anna Neri ha affermato che il ponte è sicuro.", "it", True),
        ("Anna Neri ha riaperto il ponte.", "it", False),
        ("Carlo Riva ha detto che il ponte di Anna Neri è sicuro.", "it", False),
        ('"The bridge is safe," Anna Neri said.', "en", True),
        ("Anna Neri opened the bridge.", "en", False),
    ],
)
def test_a_sentence_gives_somebody_s_words_or_tells_of_him(sentence: str, language: str, gives: bool) -> None:
    speaker = speaker_asked(understand("Che cosa ha detto Anna Neri?", "it")[0])
    assert speaker is not None and gives_words_of(speaker, sentence, language) is gives
