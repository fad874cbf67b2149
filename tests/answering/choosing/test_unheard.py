"""What does a question name that no article holds?"""

from rag.answering.choosing.unheard import unheard_names
from rag.language.questions import understand
from rag.types import CorpusState, Legs, Passage, SearchResult, Sentence, Source

BRIDGE = "Il ponte di Torri è stato riaperto dal sindaco Carlo Riva."


def unheard(question: str, *, day: str | None = None, rare: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return what one article of a day does not hold; the words in `rare` are those the corpus does not use."""
    source = Source("a.txt", "", "utf-8", None, day, None, None, "it")
    passage = Passage("a.txt", 0, len(BRIDGE), BRIDGE, None, None, 1.0, Legs())
    sentence = Sentence("a.txt", 0, len(BRIDGE), 1, BRIDGE, 0)
    part = understand(question, "it")[0]
    rarity = {word.surface: 1.0 if word.surface in rare else 0.4 for word in part.words}
    result = SearchResult((passage,), (sentence,), {"a.txt": source}, CorpusState(1, ""), rarity)
    return unheard_names(part, result)


def test_a_date_is_named_whole() -> None:
    assert unheard("Che cosa è successo al ponte il 4 maggio 2026?", rare=("4", "2026")) == ("4 maggio 2026",)


def test_the_day_of_an_article_is_known() -> None:
    assert unheard("Che cosa dice la pagina del 4 maggio 2026?", day="2026-05-04", rare=("4", "2026")) == ()


def test_a_name_that_no_article_holds_is_told() -> None:
    assert unheard("Chi è Anna Neri?", rare=("anna", "neri")) == ("Anna", "Neri")
    assert unheard("Chi è Carlo Riva?") == ()


def test_a_place_may_go_by_another_of_its_names() -> None:
    source = Source("a.txt", "", "utf-8", None, None, None, None, "it")
    text = "Le condotte lucane perdono acqua, come quelle degli Stati Uniti."
    shown = Passage("a.txt", 0, len(text), text, None, None, 1.0, Legs())
    rarity = {word: 1.0 for word in ("basilicata", "usa", "puglia")}
    result = SearchResult(
        (shown,), (Sentence("a.txt", 0, len(text), 1, text, 0),), {"a.txt": source}, CorpusState(1, ""), rarity
    )
    for named, expected in (("Basilicata", ()), ("USA", ()), ("Puglia", ("Puglia",))):
        part = understand(f"Quanta acqua perdono le condotte in {named}?", "it")[0]
        assert unheard_names(part, result) == expected
