"""Lay out how well each word of a question is found: in each sentence, in its passage, in its article, in the title.

Takes the words asked for and a search result, gives a grid of strengths in 0..1; `evidence.py` reads it. What a word
tells of a sentence depends on its article: one that stands in the title or in every other sentence points to none.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from rag.answering.choosing.lexicon import Lexicon
from rag.language.words import Word
from rag.types import Sentence

Strengths: TypeAlias = Mapping[Word, float]

FOUND = 0.35  # a match of this strength counts as found
_NEIGHBOURS = 1  # sentences before and after that count as surroundings


@dataclass(frozen=True, slots=True)
class Contents:
    """Hold the content words of the sentences found, in order, and of the titles of their articles, by file."""

    sentences: Sequence[Sentence]
    words: Sequence[tuple[Word, ...]]
    titles: Mapping[str, tuple[Word, ...]]


class Matches:
    """Hold the strengths for one part of a question; every method gives one strength for each word asked for."""

    def __init__(self, asked: Sequence[Word], contents: Contents, lexicons: Mapping[str, Lexicon]) -> None:
        """Match the words with those of every sentence; `lexicons` are by file."""
        self._sentences = contents.sentences
        self._here: list[Strengths] = [
            {word: lexicons[sentence.file].match(word, words) for word in asked}
            for sentence, words in zip(contents.sentences, contents.words, strict=True)
        ]
        self._title: dict[str, Strengths] = {
            file: {word: lexicons[file].match(word, words) for word in asked} for file, words in contents.titles.items()
        }
        passages: dict[int, list[int]] = {}
        articles: dict[str, list[Strengths]] = {}
        for place, sentence in enumerate(contents.sentences):
            passages.setdefault(sentence.passage, []).append(place)
            articles.setdefault(sentence.file, []).append(self._here[place])
        self._places = passages
        self._passages = {passage: _best([self._here[place] for place in at]) for passage, at in passages.items()}
        self._told = {
            file: {word: sum(here[word] >= FOUND for here in found) for word in asked}
            for file, found in articles.items()
        }
        self._scarcity = {file: {word: _scarcity(word, found) for word in asked} for file, found in articles.items()}

    def here(self, place: int) -> Strengths:
        """Return how well the words are found in a sentence."""
        return self._here[place]

    def title(self, place: int) -> Strengths:
        """Return the same for the title of its article."""
        return self._title[self._sentences[place].file]

    def headed(self, place: int) -> Strengths:
        """Return the same for a sentence with the title."""
        return _best([self.here(place), self.title(place)])

    def nearby(self, place: int) -> Strengths:
        """Return the same for a sentence, its neighbours in the passage and the title."""
        mine = self._places[self._sentences[place].passage]
        near = [self._here[other] for other in mine if abs(other - place) <= _NEIGHBOURS]
        return _best([*near, self.title(place)])

    def astray(self, place: int) -> frozenset[Word]:
        """Return the words that one other sentence of its article has, and not the one before it nor the title.

        A sentence may lean on those; and what several sentences speak of is what the article is about.
        """
        before = self.before(place)
        leaned = _best([self.headed(place), *([] if before is None else [before])])
        told = self._told[self._sentences[place].file]
        return frozenset(word for word, strength in leaned.items() if strength < FOUND and told[word] == 1)

    def passage(self, place: int) -> Strengths:
        """Return the same for its whole passage and the title."""
        return _best([self._passages[self._sentences[place].passage], self.title(place)])

    def before(self, place: int) -> Strengths | None:
        """Return the same for the sentence before it in the same passage; None for the first."""
        mine = self._places[self._sentences[place].passage]
        at = mine.index(place)
        return self._here[mine[at - 1]] if at else None

    def scarcity(self, place: int) -> Strengths:
        """Return what finding each word tells of a sentence within its article: 0 for one found in none of it.

        It is the inverse frequency of the word over the sentences of the article that were found, scaled to 0..1
        (Spärck Jones 1972, over sentences instead of documents).
        """
        return self._scarcity[self._sentences[place].file]


def _best(several: Sequence[Strengths]) -> Strengths:
    return {word: max(strengths[word] for strengths in several) for word in several[0]}


def _scarcity(word: Word, sentences: Sequence[Strengths]) -> float:
    """Return the scarcity of a word among the sentences of one article."""
    count, holding = len(sentences), sum(strengths[word] >= FOUND for strengths in sentences)
    return math.log((count + 1) / (holding + 0.5)) / math.log((count + 1) / 0.5) if holding else 0.0
