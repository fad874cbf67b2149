"""Is the sentence that answers chosen, though another repeats the question?"""

import pytest

from rag.answering.choosing.answerability import judge_for, rank_sentences
from rag.answering.choosing.measuring import Measured, measure_all
from rag.language.questions import understand
from rag.types import CorpusState, Legs, Passage, SearchResult, Sentence, Source


def measured(question: str, *passages: tuple[float, tuple[str, ...]], title: str | None = None) -> list[Measured]:
    """Return what is measured on the sentences of some passages, each with its score, of one article."""
    source = Source("a.txt", "", "utf-8", title, None, None, None, "it")
    shown = tuple(Passage("a.txt", 0, 9, " ".join(texts), title, None, score, Legs()) for score, texts in passages)
    laid = [(text, place) for place, (_, texts) in enumerate(passages) for text in texts]
    sentences = tuple(Sentence("a.txt", 0, len(text), 1, text, place) for text, place in laid)
    result = SearchResult(shown, sentences, {"a.txt": source}, CorpusState(1, ""))
    return measure_all(result, understand(question, "it")[0])


def test_a_passage_counts_the_less_the_further_it_lies_behind() -> None:
    rows = measured("Chi apre?", (9.0, ("Apre Anna Neri.",)), (7.0, ("Apre Carlo Riva.",)), (1.0, ("Apre lui.",)))
    assert [row.features.standing for row in rows] == [1.0, 0.5, 0.0]


def test_what_the_title_says_tells_no_sentence_apart() -> None:
    texts = ("Trieste ha comprato autobus elettrici.", "Ogni mezzo costa 624mila euro.")
    lead, price = measured("Quanto costa un autobus a Trieste?", (1.0, texts), title="Autobus a Trieste")
    assert price.features.beyond == 1.0 > lead.features.beyond
    assert lead.features.coverage > price.features.coverage  # and yet it repeats more of the question


def test_what_is_to_be_counted_must_be_spoken_of() -> None:
    bikes, trains = "Quante biciclette porta il treno?", "Quanti vagoni ha il treno?"
    text = "Il treno ha sei vagoni."
    assert measured(bikes, (1.0, (text,)))[0].features.uncounted == 1.0
    assert measured(trains, (1.0, (text,)))[0].features.uncounted == 0.0


@pytest.mark.parametrize(
    ("question", "texts", "right"),
    [
        (
            "Quando apre il ponte di Torri?",
            ("Il ponte di Torri è costato nove milioni.", "L'apertura del ponte è prevista per il 4 maggio 2026."),
            1,
        ),
        (
            "Perché il ponte di Torri è chiuso?",
            ("Il ponte di Torri è chiuso da ieri sera.", "Il ponte è chiuso perché una pila ha ceduto."),
            1,
        ),
        (
            "Quanto è costato il ponte di Torri?",
            ("Il ponte di Torri è stato aperto ieri dal sindaco.", "Il ponte è costato nove milioni di euro."),
            1,
        ),
    ],
)
def test_the_sentence_that_holds_what_is_asked_for_comes_first(
    question: str, texts: tuple[str, ...], right: int
) -> None:
    rows = measured(question, (1.0, texts), title="Il ponte di Torri")
    judge = judge_for(SearchResult((), (), {}, CorpusState(1, "")))
    ranked = rank_sentences(rows, judge)
    assert ranked[0].measured.index == right
    assert sum(item.score for item in ranked) == pytest.approx(1.0)
