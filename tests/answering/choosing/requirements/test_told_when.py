"""Whose time does a sentence tell?"""

import pytest

from rag.answering.choosing.requirements.told_when import tells_when_of_another
from rag.answering.choosing.times import holds_time
from rag.language.questions import understand

INSET = "L'accordo rafforza l'intesa tra i due porti, sancita a gennaio scorso."


@pytest.mark.parametrize(
    ("language", "question", "text", "another"),
    [
        ("it", "Quando è stato firmato l'accordo?", INSET, True),
        ("it", "Quando è stata sancita l'intesa?", INSET, False),
        ("it", "Quando è stato firmato l'accordo?", "L'accordo, firmato a gennaio, rafforza i porti.", False),
        ("it", "Quando è stato siglato l'accordo?", "L'accordo, firmato a gennaio, rafforza i porti.", False),
        ("it", "Quando apre il museo?", "Il museo, chiuso nel 2019, apre sabato.", False),
        ("it", "Quando apre il museo?", "Il museo, chiuso nel 2019, apre presto.", True),
        ("it", "Quando apre il museo?", "Il museo apre nel 2027.", False),
        ("it", "Chi apre il museo?", "Il museo, chiuso nel 2019, apre con Anna Neri.", False),
        ("en", "When will the bridge open?", "The bridge, which was damaged in 2023, will open soon.", True),
        ("en", "When was the bridge damaged?", "The bridge, which was damaged in 2023, will open soon.", False),
        ("en", "Quando apre il ponte?", "The bridge, which was damaged in 2023, will open soon.", False),
    ],
)
def test_a_time_in_an_inset_is_of_what_the_inset_tells(language: str, question: str, text: str, another: bool) -> None:
    part = understand(question, "it" if question.startswith(("Q", "C")) else "en")[0]

    assert tells_when_of_another(part, text, language) is another


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("LODI, 3 maggio 2025 - Il ponte riapre dopo i lavori.", False),
        ("LODI, 3 maggio 2025 - Il ponte riapre domenica.", True),
        ("Lodi (Milano), 3 maggio 2025 – Il ponte riapre dopo i lavori.", False),
        ("Il 3 maggio 2025 - dice il sindaco - riapre il ponte.", True),
    ],
)
def test_the_day_of_an_article_is_no_events_day(text: str, holds: bool) -> None:
    assert holds_time(text, understand("Quando riapre il ponte?", "it")[0]) is holds
