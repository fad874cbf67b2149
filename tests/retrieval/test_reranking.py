from collections.abc import Mapping

from rag.language.words import Word, find_words
from rag.retrieval import reranking
from rag.store.sketches import Sketch
from tests.sketching import Lexicon, sketches

RARITY: dict[str, float] = {}
LEXICON = Lexicon()


def candidate(*sentences: str, title: str = "") -> Sketch:
    return LEXICON.sketch(title, sentences, "it")


def rerank(
    scores: dict[str, float],
    candidates: Mapping[str, Sketch],
    asked: list[Word],
    rarity: dict[str, float],
    related: Mapping[str, Mapping[str, float]],
    weight: float,
    complement: float,
) -> dict[str, float]:
    near = {word: {LEXICON.numbers[name]: value for name, value in names.items()} for word, names in related.items()}
    numbers = LEXICON.of(asked)
    return reranking.rerank(scores, sketches(candidates), asked, numbers, rarity, near, weight, complement)


def words(question: str, language: str = "it") -> list[Word]:
    return [word for word in find_words(question, language) if not word.stop]


def order(question: str, *, related=None, rarity=None, language="it", **candidates: Sketch) -> list[str]:
    even = dict.fromkeys(candidates, 0.0)
    return list(rerank(even, candidates, words(question, language), rarity or RARITY, related or {}, 1.0, 0.0))


def test_a_passage_with_every_word_beats_one_with_some() -> None:
    found = order(
        "Quando apre il museo del vetro?",
        a=candidate("Il museo del mare chiude a giugno."),
        b=candidate("Il museo del vetro apre a maggio."),
    )
    assert found == ["b", "a"]


def test_words_close_together_beat_words_far_apart() -> None:
    filler = ("Piove da giorni.", "Le strade sono vuote.", "Il porto è fermo.")
    found = order(
        "Quando apre il museo del vetro?",
        a=candidate("Il museo è nuovo.", *filler, "Apre la mostra del vetro."),
        b=candidate("Il museo del vetro apre a maggio.", *filler),
    )
    assert found == ["b", "a"]


def test_the_title_counts_as_part_of_every_sentence() -> None:
    text = "Apre a maggio, dice il sindaco."
    assert order("Quando apre il museo?", a=candidate(text), b=candidate(text, title="Il museo del vetro")) == [
        "b",
        "a",
    ]


def test_a_rare_word_counts_for_more_than_a_common_one() -> None:
    found = order(
        "Il vetro del museo?",
        rarity={"vetro": 1.0, "museo": 0.1},
        a=candidate("Il museo è nuovo."),
        b=candidate("Il vetro è nuovo."),
    )
    assert found == ["b", "a"]


def test_a_word_of_near_meaning_counts_in_part_across_languages() -> None:
    related = {"glass": {"vetro": 0.8}, "museum": {"museo": 0.9}}
    found = order(
        "the glass museum",
        language="en",
        related=related,
        a=candidate("Il museo del mare."),
        b=candidate("Il museo del vetro."),
        c=candidate("The glass museum."),
    )
    assert found == ["c", "b", "a"]


def test_a_faint_nearness_counts_for_nothing() -> None:
    scores = rerank(
        {"a": 0.0, "b": 0.0},
        {"a": candidate("Il porto."), "b": candidate("La nave.")},
        words("vetro"),
        RARITY,
        {"vetro": {"porto": 0.2}},
        1.0,
        0.0,
    )
    assert scores["a"] == scores["b"]


def test_nothing_asked_and_nothing_there_change_nothing() -> None:
    assert rerank({"a": 1.5}, {"a": candidate("Il porto.")}, [], RARITY, {}, 1.0, 9.0) == {"a": 1.5}
    assert rerank({"a": 1.5}, {"a": candidate()}, words("vetro"), RARITY, {}, 1.0, 9.0) == {"a": 1.5}
    assert rerank({}, {}, words("vetro"), RARITY, {}, 1.0, 9.0) == {}


def test_of_two_things_asked_about_each_has_a_place_before_the_first_is_repeated() -> None:
    scores = {"a": 3.0, "b": 2.9, "c": 1.0}
    candidates = {
        "a": candidate("Il museo del vetro apre a maggio."),
        "b": candidate("Il museo del vetro apre anche la sera."),
        "c": candidate("Il faro di Trani chiude."),
    }
    asked = words("Che cosa fanno il museo del vetro e il faro di Trani?")
    assert list(rerank(scores, candidates, asked, RARITY, {}, 0.0, 0.0)) == ["a", "b", "c"]
    found = rerank(scores, candidates, asked, RARITY, {}, 0.0, 12.0)
    assert list(found) == ["a", "c", "b"] and list(found.values()) == sorted(scores.values(), reverse=True)
