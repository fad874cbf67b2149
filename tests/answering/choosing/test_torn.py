"""Who is nobody, though both words of his name stand there?"""

import pytest

from rag.answering.choosing.torn import torn_names
from rag.language.questions import understand
from rag.types import CorpusState, Legs, Passage, SearchResult, Sentence, Source

TOLD = ("Elio Greco ha lodato il patto.", "Anna Maria Riva lo ha firmato.")


@pytest.mark.parametrize(
    ("question", "torn"),
    [
        ("Chi è Elio Riva?", ("Elio Riva",)),
        ("Che cosa ha lodato il sindaco Elio Riva?", ("Elio Riva",)),
        ("Chi è Elio Greco?", ()),
        ("Chi è Anna Riva?", ()),  # a second name may stand between
        ("Chi è Carlo Riva?", ()),  # nobody is called Carlo: another rule tells that
        ("Che cosa ha firmato Greco?", ()),
    ],
)
def test_a_name_whose_words_belong_to_two_people_is_nobody_s(question: str, torn: tuple[str, ...]) -> None:
    source = Source("a.txt", "", "utf-8", None, None, None, None, "it")
    passage = Passage("a.txt", 0, 99, " ".join(TOLD), None, None, 1.0, Legs())
    sentences = tuple(Sentence("a.txt", 0, len(text), 1, text, 0) for text in TOLD)
    result = SearchResult((passage,), sentences, {"a.txt": source}, CorpusState(1, ""))
    assert torn_names(understand(question, "it")[0], result) == torn
