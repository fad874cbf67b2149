"""Tell a misspelt copy of a source's word, "risca" of "rischia": a claim that is shown must be written rightly."""

from __future__ import annotations

from rag.answering.checking.finding import Evidence
from rag.answering.checking.reading import Reading
from rag.language.lemmas import is_word
from rag.language.words import Word

_LONG = 5  # letters of a word that two wrong ones leave recognisable
_WRONG = 2  # letters that may be wrong, left out or put in


def is_misspelt(claim: Reading, index: int, evidence: Evidence) -> bool:
    """Tell whether a word that no dictionary and no source has is all but one of a source in the claim's language."""
    word = claim.words[index]
    if word.capital or not word.text.isalpha() or len(word.surface) < _LONG or is_word(word.text, claim.language):
        return False
    if any(word.surface in sentence.surfaces for sentence in evidence.sentences):
        return False
    theirs = (w for s in evidence.sentences if s.language == claim.language for w in s.words)
    return any(_is_near(word.surface, other) for other in theirs)


def _is_near(surface: str, other: Word) -> bool:
    """Tell whether two words begin alike, end alike, and differ in a letter or two between."""
    theirs = other.surface
    if len(theirs) < _LONG or abs(len(theirs) - len(surface)) > _WRONG or theirs[0] != surface[0]:
        return False
    if theirs[-1] != surface[-1]:  # another form of the same word, as far as a stem tells
        return False
    return _distance(surface, theirs) <= _WRONG


def _distance(one: str, other: str) -> int:
    """Return how many letters must change to make one word the other (Levenshtein)."""
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        before, row[0] = row[0], at
        for place, theirs in enumerate(other, 1):
            before, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, before + (letter != theirs))
    return row[-1]


__all__ = ["is_misspelt"]
