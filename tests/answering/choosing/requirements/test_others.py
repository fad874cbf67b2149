"""Is it told of whom is asked about, or of somebody else?"""

import pytest

from rag.answering.choosing.requirements.others import is_of_others
from rag.language.questions import understand
from rag.types import CorpusState, Legs, Passage, SearchResult, Sentence, Source

PAIR = "Carlo Riva ha avuto tre anni, Luca Greco due."
HER = "Anna Neri è stata assolta."


def told_of_others(question: str, *texts: str, title: str | None = None) -> bool:
    """Return what is said of the last of some sentences."""
    source = Source("a.txt", "", "utf-8", title, None, None, None, "it")
    passage = Passage("a.txt", 0, 999, " ".join(texts), title, None, 1.0, Legs())
    sentences = tuple(Sentence("a.txt", at * 100, at * 100 + 90, 1, text, 0) for at, text in enumerate(texts))
    result = SearchResult((passage,), sentences, {"a.txt": source}, CorpusState(1, ""))
    return is_of_others(understand(question, "it")[0], len(texts) - 1, result)


@pytest.mark.parametrize(
    ("question", "texts", "others"),
    [
        ("A quanti anni è stata condannata Anna Neri?", (PAIR,), True),
        ("A quanti anni è stato condannato Carlo Riva?", (PAIR,), False),
        ("A quanti anni è stata condannata Anna Neri?", (HER, PAIR), False),  # it may lean on what stands before it
        ("A quanti anni è stata condannata la donna?", (PAIR,), False),  # she may be anybody
        ("A quanti anni è stata condannata Anna Neri?", ("La pena è di tre anni.",), False),
        ("A quanti anni è stata condannata Anna Neri?", ("«Ha avuto tre anni», ha detto Carlo Riva.",), False),
        ("Chi ha difeso Anna Neri?", (PAIR,), False),  # who answers is another
        ("Quanti posti ha il Teatro Verdi?", ("Carlo Riva dirige una sala da 300 posti.",), False),
    ],
)
def test_what_is_told_of_others_alone_answers_nothing_about_one(
    question: str, texts: tuple[str, ...], others: bool
) -> None:
    assert told_of_others(question, *texts) is others


def test_an_article_about_somebody_tells_of_him() -> None:
    asked = "Quando si è sposata Anna Neri?"

    assert told_of_others(asked, "Nel 1990 sposò Carlo Riva.")
    assert not told_of_others(asked, "Nel 1990 sposò Carlo Riva.", title="Chi era Anna Neri")
