"""What is shown of ranked passages: copies last, the parts of a double question in turn, more than one article."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from rag.language.questions import understand
from rag.retrieval.ranking import Ranking
from rag.retrieval.search import search
from rag.retrieval.selecting import select
from rag.types import Chunk, Span
from tests.memory import HashEmbedder, Held, MemoryReader

WIRE = (
    "Il porto di Bari resterà chiuso fino a lunedì mattina per i lavori alla banchina, fa sapere la capitaneria, "
    "che ha avvisato le compagnie e i pescherecci della zona."
)


def chunk(name: str, file: str, text: str) -> Chunk:
    return Chunk(name, file, 0, len(text), 1, text, (Span(0, len(text)),))


class Texts(MemoryReader):
    """Hold passages by name; what stands before a colon is the file."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        super().__init__({}, None)
        for name, text in texts.items():
            file = name.split(":")[0]
            self.held[name] = Held(chunk(name, file, text), self.lexicon.sketch(None, [text], "it", file))


def ranking(reader: Texts, *names: str, step: float = 1.0) -> Ranking:
    scores = {name: 10.0 - step * place for place, name in enumerate(names)}
    return Ranking(names, scores, reader.sketches(names), reader.sketches(()), (), (), None)


def order(texts: dict[str, str], k: int = 3, spread: bool = False, step: float = 1.0) -> list[str]:
    reader = Texts(texts)
    return [one.chunk_id for one in select(reader, [ranking(reader, *texts, step=step)], k, spread=spread)]


def test_a_copy_comes_after_what_is_new_and_is_not_lost() -> None:
    texts = {"a": WIRE, "b": f"{WIRE} Così l’agenzia.", "c": "Il porto di Trani è aperto, dice il sindaco."}
    assert order(texts) == ["a", "c", "b"]


def test_a_copy_may_straddle_two_passages() -> None:
    other = (
        "Il comune di Trani apre a maggio il museo del mare, scrive la gazzetta, e il sindaco invita tutti a venire."
    )
    half = len(WIRE) // 2
    straddling = WIRE[WIRE.index(" ", half) + 1 :] + " " + other[: other.index(" ", len(other) // 2)]
    assert order({"a": WIRE, "b": other, "c": straddling, "d": "Il faro è spento."}, k=4) == ["a", "b", "d", "c"]


@pytest.mark.parametrize(
    ("old", "new"),
    [("lunedì", "Martedì"), ("chiuso fino", "chiuso per 9 giorni fino"), ("resterà chiuso", "non resterà chiuso")],
)
def test_a_correction_is_no_copy(old: str, new: str) -> None:
    texts = {"a": WIRE, "b": WIRE.replace(old, new), "c": "Il porto di Trani è aperto, dice il sindaco."}
    assert order(texts) == ["a", "b", "c"]


def test_short_passages_are_never_copies() -> None:
    assert order({"a": "Il porto è chiuso.", "b": "Il porto è chiuso.", "c": "Altro."}) == ["a", "b", "c"]


def test_where_several_articles_are_asked_one_does_not_fill_the_list() -> None:
    texts = {f"a:{n}": f"Passo numero {n} di una storia lunga." for n in range(4)} | {"b:0": "Altro.", "c:0": "Ancora."}
    assert order(texts, k=5) == ["a:0", "a:1", "a:2", "a:3", "b:0"]
    assert order(texts, k=5, spread=True) == ["a:0", "a:1", "b:0", "c:0", "a:2"]


def test_where_several_articles_are_asked_those_that_fit_much_worse_push_nothing_out() -> None:
    texts = {f"a:{n}": f"Passo numero {n} di una storia lunga." for n in range(4)} | {"b:0": "Altro.", "c:0": "Ancora."}
    assert order(texts, k=5, spread=True, step=4.0) == ["a:0", "a:1", "a:2", "a:3", "b:0"]


def test_rankings_take_turns_and_scores_never_grow() -> None:
    reader = Texts({name: name for name in ("x", "y", "z")})
    found = select(reader, [ranking(reader, "x", "y"), ranking(reader, "z", "x")], 3)
    assert [one.chunk_id for one in found] == ["x", "z", "y"]
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)


def test_each_part_of_a_double_question_is_looked_for_by_itself() -> None:
    articles = {f"porto{n}.txt": f"Il porto di Bari è diretto da Anna Neri, versione {n}." for n in range(6)}
    articles["museo.txt"] = "Il museo civico di Lecce riapre a maggio."
    question = "Chi dirige il porto di Bari e quando riapre il museo?"
    embedder = HashEmbedder()
    found = search(MemoryReader(articles, embedder), embedder, question, understand(question, "it"), k=2)
    assert {passage.file for passage in found.passages} == {"museo.txt", found.passages[0].file}
