"""Search over a small corpus in memory: ranks, legs, filters, words alone, the lexicon."""

from __future__ import annotations

import numpy as np
import pytest

from rag.language.questions import understand
from rag.retrieval.lexicon import NearWords
from rag.retrieval.search import search
from rag.types import Filters, SearchResult
from tests.memory import HashEmbedder, MemoryReader

ARTICLES = {
    "porto.txt": "Il porto di Bari cresce\n\nIl porto di Bari ha accolto 300 navi nel 2025. Lo dirige Anna Neri.",
    "museo.txt": "Il museo riapre\n\nIl museo civico riapre a Lecce dopo dieci anni. I visitatori attesi sono 40.000.",
    "vuoto.txt": "Una nota breve senza altro.",
}


def find(question: str, *, embedder: HashEmbedder | None, k: int = 5, filters: Filters = Filters()) -> SearchResult:
    reader = MemoryReader(ARTICLES, HashEmbedder())
    return search(reader, embedder, question, understand(question, "it"), k=k, filters=filters)


@pytest.mark.parametrize("embedder", [HashEmbedder(), None])
def test_the_passage_that_answers_comes_first(embedder: HashEmbedder | None) -> None:
    result = find("Quante navi ha accolto il porto di Bari?", embedder=embedder)
    first = result.passages[0]
    assert first.file == "porto.txt"
    assert first.legs.words is not None and first.legs.words.rank == 1
    assert (first.legs.dense is None) == (embedder is None)


def test_passages_and_sentences_point_at_their_own_text() -> None:
    result = find("museo civico", embedder=HashEmbedder())
    for passage in result.passages:
        assert ARTICLES[passage.file][passage.start : passage.end] == passage.text
    for sentence in result.sentences:
        assert ARTICLES[sentence.file][sentence.start : sentence.end] == sentence.text
        assert ARTICLES[sentence.file][: sentence.start].count("\n") + 1 == sentence.line
        assert result.passages[sentence.passage].file == sentence.file


def test_a_filter_and_k_narrow_the_result() -> None:
    assert {p.file for p in find("porto", embedder=HashEmbedder(), filters=Filters(files=("museo.txt",))).passages} == {
        "museo.txt"
    }
    assert len(find("porto", embedder=HashEmbedder(), k=1).passages) == 1


def test_similarities_are_given_for_every_part_and_sentence() -> None:
    result = find("Chi dirige il porto e quando riapre il museo?", embedder=HashEmbedder())
    assert len(result.similarities) == 3
    assert {len(row) for row in result.similarities.values()} == {len(result.sentences)}


def test_a_question_of_unknown_words_finds_something_or_nothing_but_never_fails() -> None:
    assert find("xyzzy", embedder=None).passages == ()
    assert find("的", embedder=HashEmbedder()).state.documents == 3


def test_rarity_is_one_for_a_word_nobody_uses_and_less_for_a_common_one() -> None:
    rarity = find("Dove si trova il porto di Zurigo?", embedder=HashEmbedder()).rarity
    assert rarity["zurigo"] == pytest.approx(1.0)
    assert 0 < rarity["porto"] < 1


def test_near_words_are_found_among_all_or_among_some() -> None:
    rows = {"mare": [1, 0, 0.1], "monte": [0, 1, 0], "mari": [0.99, 0.05, 0.05], "cielo": [0, 0, 1]}
    numbers, vectors = np.arange(4, dtype=np.int32), np.array(list(rows.values()), dtype=np.float32)
    mare, monte, mari, _ = range(4)
    near = NearWords({"sea": np.array([1, 0.02, 0], dtype=np.float32)}, numbers, vectors)
    strengths = near.among(None, 8)["sea"]
    assert list(strengths) == [mare, mari] or list(strengths) == [mari, mare]
    assert all(0 < strength <= 1 for strength in strengths.values())
    assert list(near.among(None, 1)["sea"]) == list(strengths)[:1]
    assert near.among(np.array([99, monte, mare, mare], dtype=np.int32), 8) == {"sea": {mare: strengths[mare]}}
    assert NearWords({}, numbers, vectors).among(None, 8) == {}
    assert NearWords({"sea": vectors[0]}, numbers[:0], vectors[:0]).among(None, 8) == {"sea": {}}
