"""Give retrieval one thing to read: the last complete state of a store, with both indexes.

A Store stays on one state until `refresh`; `reader` hands that state out, for callers that ask several things which
must agree. Writing is `rag.indexing`'s affair.
"""

from __future__ import annotations

import threading
from collections.abc import Collection, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rag.store.dense import DenseLeg
from rag.store.embedding.protocol import Embedder, Vectors
from rag.store.hits import Hit
from rag.store.lexical import find_by_words, find_holding, numbers_beginning, term_counts, terms_beginning
from rag.store.reading import Snapshot
from rag.store.shelf import NO_WORDS, Shelf, WordVectors
from rag.store.sketches import Sketches
from rag.types import Chunk, CorpusState, Document, Notice, Source

__all__ = ["Hit", "Reader", "Store"]


class Reader:
    """Read one state of a store, or nothing when there is no complete state yet; thread-safe."""

    def __init__(self, shelf: Shelf | None, dense: DenseLeg | None) -> None:
        self._shelf = shelf
        self._dense = dense

    @property
    def _snapshot(self) -> Snapshot | None:
        return None if self._shelf is None else self._shelf.snapshot

    def state(self) -> CorpusState | None:
        """Return which state this is; None when no sync was ever completed."""
        return None if self._snapshot is None else self._snapshot.state

    def size(self) -> int:
        """Return the number of chunks."""
        return 0 if self._snapshot is None else self._snapshot.size

    def files(self) -> list[Source]:
        """Return every document without its text, ordered by path."""
        return [] if self._snapshot is None else self._snapshot.files()

    def outlets(self) -> dict[str, tuple[str, ...]]:
        """Return the documents of each outlet that is known."""
        return {} if self._snapshot is None else self._snapshot.outlets

    def sources(self, files: Collection[str]) -> dict[str, Source]:
        """Return the documents of `files` that are there, without their text."""
        return {} if self._snapshot is None else self._snapshot.sources(files)

    def document(self, file: str) -> Document | None:
        """Return one document with its text, or None."""
        return None if self._snapshot is None else self._snapshot.document(file)

    def chunks(self, ids: Sequence[str]) -> dict[str, Chunk]:
        """Return the chunks of `ids` that are there, in the order asked."""
        return {} if self._shelf is None else self._shelf.chunks(ids)

    def sketches(self, ids: Sequence[str]) -> Sketches:
        """Return what is looked at of the chunks of `ids` that are there, in the order asked."""
        return Sketches({}, 0) if self._shelf is None else self._shelf.sketches(ids)

    def texts(self, ids: Sequence[str]) -> list[Chunk]:
        """Return the chunks of `ids` that are there, in order of id."""
        return [] if self._shelf is None else self._shelf.texts(ids)

    def openings(self, files: Sequence[str]) -> list[str]:
        """Return the id of the first chunk of each of `files` that has one."""
        return [] if self._shelf is None else self._shelf.openings(files)

    def dense(self, vector: Vectors, k: int, files: Collection[str] | None = None) -> list[Hit]:
        """Return at most `k` chunks (of `files`) by cosine with a unit vector, best first, equals by id."""
        return [] if self._dense is None else self._dense.find(vector, k, files)

    def cosines(self, vector: Vectors, ids: Collection[str]) -> dict[str, float]:
        """Return the cosine with a unit vector of those chunks of `ids` that have a vector."""
        return {} if self._dense is None else self._dense.cosines(vector, ids)

    def words(
        self, surfaces: Sequence[str], stems: Sequence[str], k: int, files: Collection[str] | None = None
    ) -> list[Hit]:
        """Return at most `k` chunks (of `files`) by BM25 over any of the terms, best first, equals by id."""
        return [] if self._snapshot is None else find_by_words(self._snapshot, surfaces, stems, k, files)

    def holding(self, terms: Sequence[Sequence[str]], files: Collection[str] | None = None) -> list[str]:
        """Return the ids of all chunks (of `files`) that hold, for each group of terms, at least one of them."""
        return [] if self._snapshot is None else find_holding(self._snapshot, terms, files)

    def terms(self, beginnings: Collection[str]) -> list[str]:
        """Return the folded forms and stems of the corpus that begin so, in order."""
        return [] if self._snapshot is None else terms_beginning(self._snapshot, beginnings)

    def frequency(self, terms: Sequence[str]) -> dict[str, int]:
        """Return for each term the number of chunks that hold it as folded form or stem."""
        return dict.fromkeys(terms, 0) if self._snapshot is None else term_counts(self._snapshot, terms)

    def numbers_beginning(self, beginning: str) -> NDArray[np.int32]:
        """Return the numbers of the terms that begin so, in order."""
        return NO_WORDS.numbers if self._snapshot is None else numbers_beginning(self._snapshot, beginning)

    def term_numbers(self, terms: Collection[str]) -> dict[str, int]:
        """Return the numbers of those terms, folded forms or stems, that the corpus uses."""
        return {} if self._snapshot is None else self._snapshot.term_numbers(terms)

    def term_texts(self, numbers: Collection[int]) -> dict[int, str]:
        """Return the terms of these numbers."""
        return {} if self._snapshot is None else self._snapshot.term_texts(numbers)

    def word_vectors(self, numbers: NDArray[np.int32]) -> WordVectors:
        """Return the vectors of those words that have one; `numbers` are distinct and in order."""
        return NO_WORDS if self._shelf is None else self._shelf.words(numbers)

    def notices(self) -> tuple[Notice, ...]:
        """Return what the user should know of the indexes."""
        return () if self._dense is None or self._dense.notice is None else (self._dense.notice,)

    def close(self) -> None:
        """Let go of the state."""
        if self._dense is not None:
            self._dense.close()
        if self._snapshot is not None:
            self._snapshot.close()


class Store(Reader):
    """Read the store in a folder, one state at a time; thread-safe."""

    def __init__(self, folder: Path, embedder: str | None, vectors: str | None = None) -> None:
        self._folder = folder
        self._embedder = embedder
        self._vectors = vectors
        self._refreshing = threading.Lock()
        self._previous: Reader | None = None
        super().__init__(*self._opened())

    @classmethod
    def open(cls, folder: Path, embedder: Embedder | None, vectors: str | None = None) -> Store:
        """Open the store in `folder`; nothing is created. Vectors of another embedder are not used.

        Raises StoreError when the store is damaged or cannot be read.
        """
        return cls(Path(folder), None if embedder is None else embedder.name, vectors)

    def reader(self) -> Reader:
        """Return the present state for one search; it may be read until the refresh after the next."""
        with self._refreshing:
            return Reader(self._shelf, self._dense)

    def notices(self) -> tuple[Notice, ...]:
        """Return what the user should know of the indexes."""
        found = super().notices()
        if self._snapshot is None or self._embedder in (None, self._snapshot.made_by):
            return found
        message = f"The store holds no vectors of {self._embedder}; searching by words alone until the next sync."
        return (Notice("no_vectors", message), *found)

    def refresh(self) -> None:
        """Go on to the last complete state; a search that is under way in another thread keeps its own."""
        with self._refreshing:
            opened = self._opened()
            previous, self._previous = self._previous, Reader(self._shelf, self._dense)
            self._shelf, self._dense = opened
        if previous is not None:
            previous.close()

    def close(self) -> None:
        """Close the store; it cannot be read any more."""
        with self._refreshing:
            super().close()
            if self._previous is not None:
                self._previous.close()

    def _opened(self) -> tuple[Shelf | None, DenseLeg | None]:
        snapshot = Snapshot.open(self._folder, self._embedder)
        if snapshot is None:
            return None, None
        shelf = Shelf(snapshot)
        return shelf, DenseLeg(shelf, self._vectors)
