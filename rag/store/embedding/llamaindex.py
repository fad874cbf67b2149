"""Let any LlamaIndex embedding serve as an embedder. A door: imported when it is asked for."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import numpy as np
from llama_index.core.base.embeddings.base import BaseEmbedding

from rag.store.embedding.protocol import EmbedderUnavailable, Vectors, cleaned, normalised


class LlamaIndexEmbedder:
    """Embed with a LlamaIndex `BaseEmbedding`; its dimension is measured once. Raises EmbedderUnavailable."""

    def __init__(self, model: BaseEmbedding) -> None:
        self._model = model
        self._lock = threading.Lock()
        self.name = f"llama-index/{model.class_name()}/{model.model_name}"
        with self._asking():
            self.dimension = len(model.get_query_embedding("dimension"))

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Embed texts that are searched, shape (texts, dimension)."""
        with self._asking():
            return self._vectors(self._model.get_text_embedding_batch([cleaned(text) for text in texts]))

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Embed texts that search, shape (texts, dimension)."""
        with self._asking():
            return self._vectors([self._model.get_query_embedding(cleaned(text)) for text in texts])

    def embed_words(self, texts: Sequence[str]) -> Vectors:
        """Embed single words, shape (words, dimension)."""
        return self.embed_passages(texts)

    @contextmanager
    def _asking(self) -> Iterator[None]:
        with self._lock:
            try:
                yield
            except Exception as error:  # whatever the vendor raises
                raise EmbedderUnavailable(f"{self.name} cannot be used: {error}.") from error

    def _vectors(self, rows: Sequence[Sequence[float]]) -> Vectors:
        return normalised(np.asarray(rows, dtype=np.float32).reshape(len(rows), self.dimension))
