"""Make sketches of texts, for tests of what looks at them without a store."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from rag.language.words import Word, content_terms
from rag.store.rows import to_blob
from rag.store.sketches import Sketch, Sketches, words_of


class Lexicon:
    """Number the terms as they come."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def sketch(
        self,
        title: str | None,
        sentences: Sequence[str],
        language: str,
        file: str = "",
        vectors: Iterable[NDArray[np.float32]] = (),
    ) -> Sketch:
        """Return the sketch of a passage."""
        bags = [content_terms(text, language) for text in (title or "", *sentences)]
        self.number([text for bag in bags for term in bag for text in (term.surface, term.stem)])
        blobs = b"".join(to_blob("sentence", vector) for vector in vectors)
        return Sketch(file, language, *words_of(bags, self.numbers), blobs)

    def number(self, terms: Iterable[str]) -> None:
        """Give numbers to those terms that have none."""
        for term in terms:
            self.numbers.setdefault(term, len(self.numbers) + 1)

    def of(self, words: Sequence[Word]) -> dict[str, int]:
        """Return the numbers of the words' forms and stems that are known."""
        return self.term_numbers([text for word in words for text in (word.surface, word.stem)])

    def term_numbers(self, terms: Iterable[str]) -> dict[str, int]:
        """Return the numbers of those terms that are known."""
        return {term: self.numbers[term] for term in terms if term in self.numbers}

    def numbers_beginning(self, beginning: str) -> NDArray[np.int32]:
        """Return the numbers of the terms that begin so."""
        return np.array([number for term, number in self.numbers.items() if term.startswith(beginning)], dtype=np.int32)


def sketches(held: Mapping[str, Sketch], dimension: int = 0) -> Sketches:
    """Return sketches by their names."""
    return Sketches(held, dimension)
