"""Where does a body have its seat?"""

import pytest

from rag.answering.choosing.requirements.seats import asks_for_seat, tells_seat
from rag.language.questions import understand


@pytest.mark.parametrize(
    ("question", "language", "asks"),
    [
        ("Dove ha sede la Gustoserv?", "it", True),
        ("In che città ha sede la Gustoserv?", "it", True),
        ("Where is Norlink based?", "en", True),
        ("Wo hat Norlink seinen Sitz?", "de", True),
        ("ノルリンクの本社はどこですか？", "ja", True),
        ("Dove sorgerà il ponte?", "it", False),
        ("Chi dirige la sede della Gustoserv?", "it", False),
        ("Quante sedi ha la Gustoserv?", "it", False),
    ],
)
def test_a_seat_is_asked_for(question: str, language: str, asks: bool) -> None:
    assert asks_for_seat(understand(question, language)[0]) is asks


@pytest.mark.parametrize(
    ("text", "tells"),
    [
        ("La Gustoserv, che serve le scuole tra Vellano e Ferrara, assume.", False),
        ("La Gustoserv di Modena assume.", True),
        ("La Gustoserv, cooperativa con sede a Modena, assume.", True),
        ("The Modena-based Gustoserv is hiring.", True),
        ("A Modena ha parlato Orsini della Gustoserv.", False),
    ],
)
def test_where_a_body_has_been_is_not_where_it_sits(text: str, tells: bool) -> None:
    assert tells_seat(understand("Dove ha sede la Gustoserv?", "it")[0], text) is tells
