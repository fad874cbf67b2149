"""What only an answer needs of a search is worked out when it is read, and is then a mapping like any other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from rag.language.questions import understand
from rag.retrieval import search as searching
from rag.retrieval.later import Later, LaterSequence
from tests.memory import HashEmbedder, MemoryReader


def test_nothing_is_worked_out_before_it_is_read_and_nothing_twice() -> None:
    calls: list[str] = []

    def made() -> Mapping[str, int]:
        calls.append("made")
        return {"a": 1, "b": 2}

    later = Later(made)
    assert not calls
    assert later == {"a": 1, "b": 2} and dict(later) == {"a": 1, "b": 2}
    assert later.get("a") == 1 and later.get("c") is None and len(later) == 2 and calls == ["made"]


def test_a_search_that_is_asked_for_its_passages_compares_no_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[object] = []
    compare = searching.similarities_of

    def counted(*given: Any) -> Any:
        compared.append(given)
        return compare(*given)

    monkeypatch.setattr(searching, "similarities_of", counted)
    embedder = HashEmbedder()
    reader = MemoryReader({"a.txt": "Il porto di Bari è chiuso. Il faro è spento. La nave attende al largo."}, embedder)
    found = searching.search(reader, embedder, "Il porto?", understand("Il porto?", "it"), k=3)
    assert found.passages and not compared
    assert len(found.similarities["Il porto?"]) == len(found.sentences) == len(found.contrasts["Il porto?"])
    assert len(compared) == 1


def test_a_sequence_is_made_when_it_is_read_and_can_be_cut() -> None:
    calls: list[str] = []

    def made() -> tuple[str, ...]:
        calls.append("made")
        return ("a", "b", "c")

    later = LaterSequence(made)
    assert not calls
    assert list(later) == ["a", "b", "c"] and later[-1] == "c" and later[1:] == ("b", "c") and len(later) == 3
    assert calls == ["made"]
