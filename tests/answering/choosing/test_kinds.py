"""Does a sentence hold what is asked for?"""

import pytest

from rag.answering.choosing.kinds import holds_kind
from rag.answering.choosing.lexicon import Lexicon
from rag.answering.choosing.surroundings import Surroundings
from rag.language.questions import understand
from rag.language.words import find_words


def holds(question: str, sentence: str) -> float:
    words = tuple(word for word in find_words(sentence, "it") if not word.stop)
    place = Surroundings(sentence, "it", words)
    return holds_kind(understand(question, "it")[0], place, Lexicon("it", "it", {}, {}))


QUOTED = "«La firma dell'intesa è un passo importante», ha dichiarato il presidente del porto, Anna Neri."


@pytest.mark.parametrize(
    ("question", "sentence", "held"),
    [
        ("Chi ha firmato l'intesa?", "L'intesa è stata firmata da Carlo Riva per la Regione.", 1.0),
        ("Chi ha firmato l'intesa?", "L'intesa è stata firmata ieri a Bari.", 0.0),
        ("Chi ha firmato l'intesa?", QUOTED, 0.5),  # she speaks of the deed, which does not make it hers
        ("Chi ha dichiarato che la firma è importante?", QUOTED, 1.0),
        ("Chi ha firmato l'intesa?", "«È un passo», dice Anna Neri dopo la firma di Carlo Riva.", 1.0),
    ],
)
def test_a_person_asked_for_is_one_who_acts(question: str, sentence: str, held: float) -> None:
    assert holds(question, sentence) == held


@pytest.mark.parametrize(
    ("question", "sentence", "held"),
    [
        ("A che ora apre il porto?", "Il porto apre alle 7.40 con la nave di Spalato.", 1.0),
        ("A che ora apre il porto?", "Il porto apre lunedì 5 maggio.", 0.0),
        ("Quando apre il porto?", "Il porto apre entro l'estate.", 1.0),
        ("Perché il porto è chiuso?", "A pesare è stato il fallimento dell'impresa.", 1.0),
        ("Quanto ha speso il porto?", "Il porto ha messo di tasca propria 8 milioni in conto capitale.", 0.7),
        ("Quanto ha speso il porto?", "Il porto ha accolto 8 milioni di passeggeri.", 0.2),
        ("Chi ha guidato il fondo?", "Il fondo è stato guidato da Vesper Ventures.", 0.3),
    ],
)
def test_what_is_asked_for_is_known_in_many_guises(question: str, sentence: str, held: float) -> None:
    assert holds(question, sentence) == held
