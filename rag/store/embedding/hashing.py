"""Embed by hashing words: no model, the same on every machine. For tests of size and of crashes, not of quality.

Words that are equal give equal directions, so texts that share words are near one another.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from rag.store.embedding.protocol import Vectors, cleaned, normalised

DIMENSION = 64
_WORD = re.compile(r"\w+")


class HashEmbedder:
    """Give a text the normalised sum of its words' fixed random vectors, shape (texts, 64)."""

    name = "hash/1"
    dimension = DIMENSION

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Embed texts that are searched."""
        vectors = np.zeros((len(texts), DIMENSION), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in _WORD.findall(cleaned(text).casefold()) or [cleaned(text)]:
                vectors[row] += _direction(word)
        return normalised(vectors)

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Embed texts that search."""
        return self.embed_passages(texts)

    def embed_words(self, texts: Sequence[str]) -> Vectors:
        """Embed single words."""
        return self.embed_passages(texts)


@lru_cache(maxsize=50_000)
def _direction(word: str) -> Vectors:
    bits = hashlib.shake_256(word.encode("utf-8")).digest(DIMENSION)
    return np.frombuffer(bits, dtype=np.uint8).astype(np.float32) - np.float32(127.5)
