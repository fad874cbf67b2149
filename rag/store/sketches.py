"""Hold what a search looks at of a chunk before its text is read: its words by number, and its sentences' vectors.

A row a candidate, read in one go; nothing is cut into words while a question waits. Derived from the chunks, in the
truth's own transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rag.language.words import Term
from rag.store.embedding.protocol import Vectors
from rag.store.rows import quantised, sentence_bytes

FORM, STEM, BOTH, SHORT = range(4)  # a folded form, a stem, a form that is its own stem, a stem that tells nothing
LEAST_STEM = 3  # characters from which an equal stem means an equal word
_KINDS = 4
_BITS = 64  # of a number that holds bits
_MOST_BAGS = 65_535 // _KINDS
_OVERHEAD = 300  # bytes of a sketch in memory


class Sketch(NamedTuple):  # many are made for each question: a third of the time of a frozen dataclass
    """Hold one chunk's article, its language, and bytes.

    `terms` are numbers of the lexicon, int32, `tags` say of each in which sentence it stands (0: the title) and what it
    is, uint16; `sentences` are the vectors of the sentences, empty when there are none.
    """

    file: str
    language: str
    terms: bytes
    tags: bytes
    sentences: bytes

    @property
    def bytes(self) -> int:
        """Return the room it takes, nearly."""
        return len(self.terms) + len(self.tags) + len(self.sentences) + _OVERHEAD


@dataclass(frozen=True, eq=False)
class Terms:
    """Hold the words of several chunks, a place each: whose it is (counted from 0), in which bag, its number, its kind.

    The first bag is the title of the chunk's article, the others are its sentences in order.
    """

    owners: NDArray[np.intp]
    bags: NDArray[np.uint16]
    numbers: NDArray[np.int32]
    kinds: NDArray[np.uint16]

    @cached_property
    def forms(self) -> NDArray[np.bool_]:
        """Tell which places are folded forms."""
        return np.asarray((self.kinds == FORM) | (self.kinds == BOTH))

    @cached_property
    def stems(self) -> NDArray[np.bool_]:
        """Tell which places are stems."""
        return np.asarray((self.kinds == STEM) | (self.kinds == BOTH))

    @cached_property
    def vocabulary(self) -> NDArray[np.int32]:
        """Return the numbers of the folded forms, each once, in order."""
        ordered = np.sort(self.numbers[self.forms])
        return ordered[np.append(True, ordered[1:] != ordered[:-1])] if len(ordered) else ordered

    def holding(self, count: int) -> NDArray[np.uint64]:
        """Return which of `count` chunks says which word of the vocabulary, its title apart: a row of bits for each."""
        holds = np.zeros((count, -(-len(self.vocabulary) // _BITS) * _BITS), dtype=bool)
        if len(self.vocabulary):
            places = np.empty(self.vocabulary[-1] + 1, dtype=np.int32)  # by number: quicker than to search for each
            places[self.vocabulary] = np.arange(len(self.vocabulary), dtype=np.int32)
            said = np.flatnonzero(self.forms & (self.bags > 0))
            holds[self.owners[said], places[self.numbers[said]]] = True
        return np.packbits(holds, axis=1).view(np.uint64)


class Sketches:
    """Hold the sketches of some chunks by id, in order, of vectors of a `dimension`."""

    def __init__(self, held: Mapping[str, Sketch], dimension: int) -> None:
        self.ids = list(held)
        self._by_id = held
        self._held = list(held.values())
        self._dimension = dimension

    @property
    def files(self) -> list[str]:
        """Return the article of each."""
        return [sketch.file for sketch in self._held]

    @property
    def languages(self) -> list[str]:
        """Return the language of each."""
        return [sketch.language for sketch in self._held]

    def among(self, ids: Iterable[str]) -> Sketches:
        """Return those of `ids`, in their order."""
        return Sketches({name: self._by_id[name] for name in ids}, self._dimension)

    @cached_property
    def terms(self) -> Terms:
        """Return the words of all of them."""
        numbers = np.frombuffer(b"".join([sketch.terms for sketch in self._held]), dtype="<i4")
        tags = np.frombuffer(b"".join([sketch.tags for sketch in self._held]), dtype="<u2")
        owners = np.repeat(np.arange(len(self._held)), [len(sketch.tags) // 2 for sketch in self._held])
        return Terms(owners, tags // _KINDS, numbers, tags % _KINDS)

    def vectors(self) -> Vectors:
        """Return the vectors of all sentences in order, shape (sentences, dimension)."""
        if not self._dimension:
            return np.empty((0, 0), dtype=np.float32)
        rows, scales = quantised([sketch.sentences for sketch in self._held], self._dimension)
        return np.asarray(rows * scales[:, None], dtype=np.float32)

    def cosines(self, vectors: Vectors) -> Vectors:
        """Return the cosines of all sentences in order with unit vectors, shape (vectors, sentences)."""
        if not self._dimension:
            return np.empty((len(vectors), 0), dtype=np.float32)
        rows, scales = quantised([sketch.sentences for sketch in self._held], self._dimension)
        return np.stack([np.vecdot(rows, vector) * scales for vector in vectors])

    def best_cosines(self, vector: Vectors) -> dict[str, float]:
        """Return for each that has vectors the cosine of its nearest sentence with a unit vector, by id."""
        one = sentence_bytes(self._dimension)
        counts = [len(sketch.sentences) // one for sketch in self._held]
        known = [name for name, count in zip(self.ids, counts, strict=True) if count]
        if not self._dimension or not known:
            return {}
        starts = list(accumulate([count for count in counts if count], initial=0))[:-1]
        best = np.maximum.reduceat(self.cosines(vector[None])[0], starts)
        return dict(zip(known, best.tolist(), strict=True))


def terms_in(blobs: Iterable[bytes]) -> list[int]:
    """Return the numbers of all terms in the `terms` of some sketches, each once."""
    return list(np.unique(np.frombuffer(b"".join(blobs), dtype="<i4")).tolist())


def words_of(bags: Sequence[Sequence[Term]], numbers: Mapping[str, int]) -> tuple[bytes, bytes]:
    """Return `terms` and `tags` of a sketch for the title's words and those of each sentence."""
    pairs = list(chain.from_iterable(_numbered(place, bag, numbers) for place, bag in enumerate(bags[:_MOST_BAGS])))
    terms = np.array([number for number, _ in pairs], dtype="<i4")
    return terms.tobytes(), np.array([tag for _, tag in pairs], dtype="<u2").tobytes()


def _numbered(place: int, bag: Sequence[Term], numbers: Mapping[str, int]) -> dict[tuple[int, int], None]:
    found: dict[tuple[int, int], None] = {}
    for term in bag:
        long = len(term.stem) >= LEAST_STEM
        same = long and term.stem == term.surface
        found[numbers[term.surface], place * _KINDS + (BOTH if same else FORM)] = None
        if term.stem != term.surface:
            found[numbers[term.stem], place * _KINDS + (STEM if long else SHORT)] = None
    return found
