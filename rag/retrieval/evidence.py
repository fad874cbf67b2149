"""Weigh what a question's words tell: how rare each is in the corpus, and how far the word leg can be trusted.

Takes words with what a reader of the store counts of them, gives numbers in 0..1.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from rag.language.questions import Question
from rag.language.words import Word
from rag.retrieval.reading import Reader, Sketches

_UNUSED = 0.999  # the rarity from which the corpus does not use a word
_LEAST_BEGINNING = 3  # a word is held by another that begins with its stem, when that is longer
_KNOWN = 3  # the power of the share of words that the corpus uses: one unknown of ten is no sign of another language


def rarity_of_words(reader: Reader, words: Sequence[Word]) -> dict[str, float]:
    """Return the inverse document frequency of each word, scaled to 0..1; a word nobody uses has 1."""
    counts = reader.frequency([term for word in words for term in (word.surface, word.stem)])
    size = reader.size()
    most = math.log((size + 1) / 0.5)
    return {
        word.surface: math.log((size + 1) / (max(counts.get(word.surface, 0), counts.get(word.stem, 0)) + 0.5)) / most
        for word in words
    }


def rarity_of_parts(
    reader: Reader, parts: Sequence[Question], related: Mapping[str, Mapping[str, float]]
) -> dict[str, float]:
    """Return rarities; a word the corpus does not use takes its share from the near word that it does use.

    A name does not: the articles' silence about it is evidence.
    """
    rarity = rarity_of_words(reader, [word for part in parts for word in part.words])
    near = {
        word: max(strengths.items(), key=lambda item: (item[1], item[0]))
        for word, strengths in related.items()
        if strengths and rarity.get(word, 0.0) >= _UNUSED
    }
    if not near:
        return rarity
    names = {word.surface for part in parts for word in part.telling}
    counts = reader.frequency(sorted({name for name, _ in near.values()}))
    size = reader.size()
    for word, (name, strength) in near.items():
        if word not in names:
            theirs = math.log((size + 1) / (counts.get(name, 0) + 0.5)) / math.log((size + 1) / 0.5)
            rarity[word] = strength * theirs + (1 - strength)
    return rarity


def trust_in_words(
    reader: Reader, words: Sequence[Word], rarity: Mapping[str, float], passages: Sketches, language: str
) -> float:
    """Return how far the word leg is to be trusted, told by its best passages.

    It is the square of its coverage: the share of the question's words, by rarity, that those passages hold. A question
    about several articles is covered by none of them; where they are in its own language, it is enough that the corpus
    uses its words.
    """
    if not words or not passages.ids:
        return 0.0
    used = sum(rarity.get(word.surface, 1.0) < _UNUSED for word in words) / len(words)
    alike = sum(theirs == language for theirs in passages.languages) / len(passages.ids)
    least = alike * used**_KNOWN
    return max(_coverage(reader, words, rarity, passages), least) ** 2 if least < 1.0 else 1.0


def _coverage(reader: Reader, words: Sequence[Word], rarity: Mapping[str, float], passages: Sketches) -> float:
    """Return the share of the question's words, by rarity, that the best passages of the word leg hold."""
    total = sum(max(0.0, rarity.get(word.surface, 1.0)) for word in words)
    if total <= 0:
        return 1.0
    terms, numbers = passages.terms, reader.term_numbers([word.surface for word in words])
    held = terms.numbers[terms.forms & (terms.bags > 0)]
    there = set(held.tolist())
    found = sum(
        max(0.0, rarity.get(word.surface, 1.0))
        for word in words
        if numbers.get(word.surface) in there
        or (len(word.stem) > _LEAST_BEGINNING and not there.isdisjoint(reader.numbers_beginning(word.stem).tolist()))
    )
    return found / total
