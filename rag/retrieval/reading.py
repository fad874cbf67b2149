"""Say what a search needs of a store and of an embedder; the read path hands in both."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from rag.types import Chunk, CorpusState, Source

Vector = NDArray[np.float32]


class Hit(Protocol):
    """A chunk found by one leg."""

    @property
    def chunk_id(self) -> str: ...
    @property
    def score(self) -> float: ...


class Stored(Protocol):
    """A chunk with its vectors, as the store gives it; `sentence_vectors` has shape (sentences, dimension)."""

    @property
    def chunk(self) -> Chunk: ...
    @property
    def vector(self) -> Vector | None: ...
    @property
    def sentence_vectors(self) -> Vector | None: ...


class Reader(Protocol):
    """What a search needs of a store."""

    def state(self) -> CorpusState | None: ...
    def size(self) -> int: ...
    def files(self) -> Sequence[Source]: ...
    def sources(self, files: Collection[str]) -> Mapping[str, Source]: ...
    def dense(self, vector: Vector, k: int, files: Collection[str] | None) -> Sequence[Hit]: ...
    def words(
        self, surfaces: Sequence[str], stems: Sequence[str], k: int, files: Collection[str] | None
    ) -> Sequence[Hit]: ...
    def holding(self, terms: Sequence[Sequence[str]], files: Collection[str] | None) -> Sequence[str]: ...
    def chunks(self, ids: Sequence[str]) -> Mapping[str, Stored]: ...
    def frequency(self, terms: Sequence[str]) -> Mapping[str, int]: ...
    def word_vectors(self, words: Collection[str]) -> Mapping[str, Vector]: ...


class QueryEmbedder(Protocol):
    """What a search needs of an embedder: unit vectors of shape (texts, dimension)."""

    def embed_queries(self, texts: Sequence[str]) -> Vector: ...
    def embed_words(self, words: Sequence[str]) -> Vector: ...
