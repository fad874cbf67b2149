"""Does a sentence hold what is asked for?"""

import pytest

from rag.answering.choosing.kinds import Surroundings, holds_kind
from rag.answering.choosing.lexicon import Lexicon
from rag.language.questions import understand
from rag.language.words import find_words


def holds(question: str, sentence: str) -> float:
    words = tuple(word for word in find_words(sentence, "it") if not word.stop)
    place = Surroundings(sentence, "it", words, words, words, (), None)
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
