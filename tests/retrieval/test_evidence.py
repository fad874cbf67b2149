"""The word leg is trusted as far as its best passages hold the question, or speak its language and use its words."""

import pytest

from rag.language.words import Word, find_words
from rag.retrieval.evidence import trust_in_words
from rag.store.sketches import Sketch
from tests.sketching import Lexicon, sketches

LEXICON = Lexicon()
HALF = ("Il porto di Bari cresce.", "Le navi arrivano.")
OTHER = ("Il museo di Lecce riapre a maggio.",)


def words(question: str, language: str = "it") -> list[Word]:
    return [word for word in find_words(question, language) if not word.stop]


def passage(*sentences: str, language: str = "it") -> Sketch:
    return LEXICON.sketch(None, sentences, language)


def trust(question: str, *passages: Sketch, unused: str = "", language: str = "it") -> float:
    asked = words(question, language)
    rarity = {word.surface: 1.0 if word.surface in unused.split() else 0.5 for word in asked}
    shown = sketches({str(place): passage for place, passage in enumerate(passages)})
    return trust_in_words(LEXICON, asked, rarity, shown, language)  # type: ignore[arg-type]


def test_passages_that_hold_every_word_make_it_whole_in_whatever_language() -> None:
    assert trust("Il porto di Bari?", passage(*HALF)) == pytest.approx(1.0)
    assert trust("Bari porto?", passage(*HALF), language="en", unused="bari porto") == pytest.approx(1.0)


def test_a_question_about_two_articles_is_trusted_when_the_corpus_uses_all_its_words() -> None:
    question = "Il porto di Bari, il museo di Lecce e il faro di Trani?"
    assert trust(question, passage(*HALF), passage(*OTHER)) == pytest.approx(1.0)
    fewer = trust(question, passage(*HALF), passage(*OTHER), unused="faro trani")
    assert 0.2 < fewer < 0.6


def test_words_that_another_language_happens_to_use_are_no_evidence() -> None:
    question = "Does the port of Bari grow with the new ships?"
    assert trust(question, passage(*HALF), language="en") < 0.2
    same = [passage("The port of Bari.", language="en")]
    assert trust(question, *same, language="en") == pytest.approx(1.0)
    mixed = trust(question, *same, passage("Il faro."), language="en")
    assert trust(question, passage("Il faro."), language="en") < mixed < 1.0


def test_no_words_and_no_passages_are_no_evidence() -> None:
    assert trust("Il di?", passage(*HALF)) == 0.0
    assert trust("Il porto?") == 0.0
