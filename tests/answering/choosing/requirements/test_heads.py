"""Who heads a body, and who heads another?"""

import pytest

from rag.answering.choosing.requirements.heads import asks_for_head, may_name_head
from rag.language.questions import understand

NERI = "Anna Neri, presidente della Federazione LIPU, ha lodato il patto."


@pytest.mark.parametrize(
    ("question", "language", "asks"),
    [
        ("Chi è il presidente della LIPU?", "it", True),
        ("Chi guida la LIPU?", "it", True),
        ("Who leads the LIPU?", "en", True),
        ("Chi è il presidente della Francia?", "it", False),  # an article about a country does not say of which
        ("Chi è il presidente?", "it", False),
        ("Chi ha firmato per la LIPU?", "it", False),
    ],
)
def test_who_heads_a_body_is_asked(question: str, language: str, asks: bool) -> None:
    assert asks_for_head(understand(question, language)[0]) is asks


@pytest.mark.parametrize(
    ("question", "text", "may"),
    [
        ("Chi è il presidente della LIPU?", NERI, True),
        ("Chi è il presidente della SAVA?", NERI, False),
        ("Chi guida la SAVA?", "La SAVA è stata voluta da Anna Neri.", False),
        ("Chi guida la SAVA?", "A capo della SAVA c'è Anna Neri.", True),
        ("Chi guida la SAVA?", "Lo dice la direttrice Anna Neri.", True),  # of what she is it leaves unsaid
        ("Chi presiede la SAVA?", "Anna Neri è presidente della Società delle Valli (Sava), un consorzio.", True),
        ("Who leads the SAVA?", "Anna Neri, direttrice della Lega e presidente di SAVA, tace.", True),
    ],
)
def test_a_head_that_is_put_to_another_body_is_not_the_one(question: str, text: str, may: bool) -> None:
    assert may_name_head(understand(question, "en" if question[0] == "W" else "it")[0], text, "it") is may
