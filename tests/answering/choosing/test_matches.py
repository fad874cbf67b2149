"""How well are the words of a question found, and what does finding one tell?"""

import math

import pytest

from rag.answering.choosing.lexicon import Lexicon
from rag.answering.choosing.matches import Contents, Matches
from rag.language.questions import understand
from rag.language.words import Word, find_words
from rag.types import Sentence

TITLE = "Autobus elettrici a Trieste"
LEAD = "Trieste ha comprato venticinque autobus elettrici."
PRICE = "Ogni mezzo costa 624mila euro."
LATER = "Gli autobus elettrici circolano da lunedì."
ELSEWHERE = "A Trieste un caffè costa due euro."


def content(text: str) -> tuple[Word, ...]:
    return tuple(word for word in find_words(text, "it") if not word.stop)


@pytest.fixture
def asked() -> dict[str, Word]:
    question = understand("Quanto costa un autobus elettrico a Trieste?", "it")[0]
    return {word.surface: word for word in question.words}


@pytest.fixture
def matches(asked: dict[str, Word]) -> Matches:
    """Two passages of one article and one of another."""
    laid = [("a.txt", LEAD, 0), ("a.txt", PRICE, 0), ("a.txt", LATER, 1), ("b.txt", ELSEWHERE, 2)]
    sentences = [Sentence(file, 0, len(text), 1, text, passage) for file, text, passage in laid]
    contents = Contents(sentences, [content(text) for _, text, _ in laid], {"a.txt": content(TITLE), "b.txt": ()})
    lexicon = Lexicon("it", "it", {}, {})
    return Matches(list(asked.values()), contents, {"a.txt": lexicon, "b.txt": lexicon})


def test_a_word_is_found_in_the_sentence_its_passage_or_the_title(matches: Matches, asked: dict[str, Word]) -> None:
    bus, costs = asked["autobus"], asked["costa"]
    assert matches.here(1)[costs] == 1.0 and matches.here(1)[bus] == 0.0
    assert matches.passage(1)[bus] == matches.nearby(1)[bus] == matches.headed(1)[bus] == 1.0
    assert matches.title(3)[bus] == matches.passage(3)[bus] == 0.0


def test_the_sentence_before_is_that_of_the_same_passage(matches: Matches, asked: dict[str, Word]) -> None:
    before = matches.before(1)
    assert before is not None and before[asked["autobus"]] == 1.0
    assert matches.before(0) is matches.before(2) is matches.before(3) is None


def test_the_fewer_sentences_hold_a_word_the_more_it_tells(matches: Matches, asked: dict[str, Word]) -> None:
    told = matches.scarcity(1)
    assert told[asked["costa"]] > told[asked["autobus"]] > 0.0  # one of three sentences, and two
    assert told[asked["costa"]] == pytest.approx(math.log(4 / 1.5) / math.log(4 / 0.5))


def test_a_word_that_no_sentence_holds_tells_nothing(matches: Matches, asked: dict[str, Word]) -> None:
    assert matches.scarcity(3)[asked["autobus"]] == 0.0
