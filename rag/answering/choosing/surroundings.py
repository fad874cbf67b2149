"""Hold a sentence with what stands around it, as evidence is measured on it."""

from __future__ import annotations

from dataclasses import dataclass

from rag.language.words import Word


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Hold a sentence as evidence is measured on it.

    `index` is its place in the search result. `cosine` is that of question and sentence, None without vectors;
    `contrast` the same once what its article's sentences share is taken away; `standing`, 0..1, how near its passage
    comes to the one found best.
    """

    text: str
    language: str
    words: tuple[Word, ...]
    title: tuple[Word, ...] = ()
    index: int = 0
    cosine: float | None = None
    contrast: float = 0.0
    standing: float = 1.0
