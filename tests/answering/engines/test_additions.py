"""What a small model adds to the words of a question must stand in the article."""

import pytest

from rag.answering.engines.additions import additions_stand
from rag.language.questions import understand
from tests.answering.test_answer import found

QUESTION = "Quante navi ha accolto il porto di Bari?"


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("Il porto di Bari ha accolto 300 navi.", True),
        ("Il porto di Bari accoglieva 300 navi nel 2025, secondo l'Autorità portuale.", True),
        ("Il porto di Bari ha accolto 300 navi militari.", False),
        ("Il porto di Bari ha accolto navi a sud-est.", False),
        ("Il porto di Bari ha accolto navi.", True),
        ("Il porto di Bari cresce.", True),
    ],
)
def test_words_that_neither_question_nor_article_has_are_noticed(text: str, stands: bool) -> None:
    result = found(QUESTION)
    place = next(index for index, sentence in enumerate(result.sentences) if "300 navi" in sentence.text)
    assert additions_stand(text, "it", understand(QUESTION, "it"), (place,), result) is stands
