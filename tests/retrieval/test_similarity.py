"""What sets the sentences of one article apart, when all of them are about the same?"""

import numpy as np
import pytest

from rag.retrieval.reading import Vector
from rag.retrieval.similarity import similarities_of
from rag.types import Sentence
from tests.sketching import Lexicon, sketches

TOPIC, PRICE, DATE = np.eye(3, dtype=np.float32)


def unit(vector: Vector) -> Vector:
    return np.asarray(vector / np.linalg.norm(vector), dtype=np.float32)


def compared(vectors: list[Vector], question: Vector) -> tuple[list[tuple[float, ...]], list[tuple[float, ...]]]:
    texts = [f"Frase {place}." for place in range(len(vectors))]
    held = {"c": Lexicon().sketch(None, texts, "it", "a.txt", vectors)}
    sentences = [Sentence("a.txt", 0, 9, 1, text, 0) for text in texts]
    return similarities_of(sketches(held, 3), sentences, question[None])


def test_the_topic_of_an_article_is_taken_away() -> None:
    lead, price, date = unit(TOPIC), unit(3 * TOPIC + PRICE), unit(3 * TOPIC + DATE)
    cosines, contrasts = compared([lead, price, date], unit(4 * TOPIC + PRICE))
    assert max(cosines[0]) - min(cosines[0]) < 0.1  # all of them are about it
    assert contrasts[0][1] > 0.5 > 0.0 > contrasts[0][2]


def test_two_sentences_have_no_topic() -> None:
    assert compared([unit(TOPIC), unit(PRICE)], unit(PRICE))[1] == [(0.0, 0.0)]


@pytest.mark.parametrize("question", [None, np.ones((1, 3), dtype=np.float32)])
def test_without_vectors_there_is_nothing_to_compare(question: Vector | None) -> None:
    held = {"c": Lexicon().sketch(None, ["Una frase."], "it", "a.txt")}
    assert similarities_of(sketches(held), [Sentence("a.txt", 0, 9, 1, "Una frase.", 0)], question) == ([], [])
