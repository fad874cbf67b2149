"""Read a misspelt word of a question as the word of the corpus that was meant: "Samsumg" → "Samsung".

Only a word that neither an article nor a dictionary knows is looked at, and only one slip is forgiven: a letter too
many, too few, wrong, or two in the wrong order. A difference at the end is no slip but another form or another name
("Vecchi", "Vecchio"), and neither is one that more than one word would mend.
"""

from __future__ import annotations

from rag.language.lemmas import is_word
from rag.language.words import Word, find_words
from rag.retrieval.reading import Reader

_LEAST = 6  # letters from which a name is read as another; of other words one more
_CLEARLY = 5  # times as often must a word be used as the next that would do


def spelled(reader: Reader, question: str, language: str) -> str:
    """Return `question` with its misspelt words as the corpus writes them, folded; names keep their capital."""
    words = [word for word in find_words(question, language) if _may_be_misspelt(word)]
    if not words:
        return question
    counts = reader.frequency(sorted({term for word in words for term in (word.surface, word.stem)}))
    unknown = [word for word in words if not counts[word.surface] and not counts[word.stem]]
    read = question
    for word in reversed(unknown):
        meant = _meant(reader, word)
        if meant is None or is_word(word.text, language):  # in this order: a dictionary is slow to open
            continue
        if word.capital or is_word(meant, language):
            shown = meant.upper() if word.text.isupper() else meant.capitalize() if word.capital else meant
            read = read[: word.start] + shown + read[word.end :]
    return read


def one_slip_apart(one: str, other: str) -> bool:
    """Tell whether one letter too many or wrong, or two in the wrong order, part two words before their last letter."""
    if len(one) > len(other):
        one, other = other, one
    start = next((at for at, letter in enumerate(one) if letter != other[at]), len(one))
    if len(other) == len(one) + 1:
        return one[-1:] == other[-1] and one[start:] == other[start + 1 :]
    if start >= len(one) - 1:
        return False
    swapped = one[start + 1] + one[start] + one[start + 2 :]
    return len(one) == len(other) and (one[start + 1 :] == other[start + 1 :] or swapped == other[start:])


def _may_be_misspelt(word: Word) -> bool:
    return not word.stop and len(word.surface) >= _LEAST + (not word.capital) and word.surface.isalpha()


def _meant(reader: Reader, word: Word) -> str | None:
    """Return the only word of the corpus that is one slip away, or by far the most used one."""
    surface = word.surface
    near = [term for term in reader.terms(_beginnings(surface)) if one_slip_apart(surface, term)]
    near = [term for term in near if reader.words([term], [], 1, None)]  # some are stems, and no words
    if not near:
        return None
    counts = reader.frequency(near)
    ordered = sorted(near, key=lambda term: (-counts[term], term))
    if len(ordered) > 1 and counts[ordered[0]] < _CLEARLY * counts[ordered[1]]:
        return None
    return ordered[0]


def _beginnings(surface: str) -> list[str]:
    """Return the beginnings that a word one slip away may have, when the first letter is right."""
    return sorted({surface[:2], surface[0] + surface[2]})
