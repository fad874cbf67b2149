"""A body is not another whose longer name begins alike."""

import pytest

from rag.answering.choosing.requirements.namesakes import names_another
from rag.language.questions import understand


@pytest.mark.parametrize(
    ("text", "another"),
    [
        ("Elio Greco, presidente di APIT Servizi Portuali, tace.", True),
        ("Elio Greco, presidente di APIT, tace.", False),
        ("Elio Greco, presidente della Federazione APIT, tace.", False),
        ("Il direttore di APIT Marco Riva tace.", False),  # a person behind the name, not a part of it
        ("APIT Servizi Portuali e APIT tacciono.", False),
        ("Elio Greco tace.", False),
    ],
)
def test_a_longer_name_is_another_body_s(text: str, another: bool) -> None:
    assert names_another(understand("Chi è il presidente di APIT?", "it")[0], text, "it") is another
