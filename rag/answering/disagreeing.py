"""Notice articles that disagree: two sentences that say nearly the same with another figure.

Which one is right is not ours to say: both stay, and the reader is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from rag.language.amounts import find_amounts
from rag.language.dates import find_dates
from rag.language.words import find_words
from rag.types import SearchResult

_SHARED = 0.6  # share of the shorter sentence's words from which two sentences speak of the same thing
_LEAST = 3  # words that must be shared
_MOST = 12  # sentences compared: a list of fifty mentions is no dispute


@dataclass(frozen=True, slots=True)
class Said:
    """Hold one cited sentence: its number in the answer, its article, its text and language."""

    number: int
    article: str
    text: str
    language: str


@dataclass(frozen=True, slots=True)
class _Read:
    """Hold a sentence's words without figures, its names, and its figures: (unit, counted word) with their values."""

    words: frozenset[str]
    names: frozenset[str]
    figures: dict[tuple[str | None, str | None], frozenset[float]]


def disagreements(cited: Sequence[Said]) -> Iterator[tuple[int, int]]:
    """Yield the numbers of every two cited sentences, of different articles, that give another figure for one thing."""
    for one, other in combinations(cited[:_MOST], 2):
        if one.article != other.article and one.language == other.language and _differ(one, other):
            yield one.number, other.number


def disputing(place: int, result: SearchResult) -> list[int]:
    """Return the places of sentences that dispute the figures of the one at `place`, one for each other article."""
    here = result.sentences[place]
    mine = Said(0, here.file, here.text, result.sources[here.file].language)
    found: dict[str, int] = {}
    for other, sentence in enumerate(result.sentences):
        said = Said(1, sentence.file, sentence.text, result.sources[sentence.file].language)
        if sentence.file not in found and list(disagreements([mine, said])):
            found[sentence.file] = other
    return list(found.values())


def takes_a_side(text: str, language: str, cited: Sequence[Said]) -> bool:
    """Tell whether a claim gives the figure of one of its sources where another of them gives a different one."""
    mine = frozenset[float]().union(*_read(text, language).figures.values())
    by_number = {said.number: _read(said.text, said.language).figures for said in cited}
    for one, other in disagreements(cited):
        a, b = by_number[one], by_number[other]
        for key in a.keys() & b.keys():
            if a[key].isdisjoint(b[key]) and mine.isdisjoint(a[key]) != mine.isdisjoint(b[key]):
                return True
    return False


def _differ(one: Said, other: Said) -> bool:
    a, b = _read(one.text, one.language), _read(other.text, other.language)
    shared = len(a.words & b.words)
    if a.names - b.names and b.names - a.names:
        return False  # each names something else: two villages may well have two numbers of wells
    if shared < max(_LEAST, _SHARED * min(len(a.words), len(b.words))):
        return False
    return any(a.figures[key].isdisjoint(b.figures[key]) for key in a.figures.keys() & b.figures.keys())


@lru_cache(maxsize=1_000)
def _read(text: str, language: str) -> _Read:
    words = find_words(text, language)
    taken = [(date.start, date.end) for date in find_dates(text)]
    figures: dict[tuple[str | None, str | None], set[float]] = {}
    for amount in find_amounts(text, language, words=words, taken=taken):
        if amount.kind != "ordinal":
            counted = words[amount.noun].stem if amount.noun is not None else None
            figures.setdefault((amount.unit, counted), set()).add(amount.value)
    told = frozenset(word.stem for word in words if not word.stop and not word.number)
    names = frozenset(word.surface for word in words if word.capital and not word.stop and _inside(text, word.start))
    return _Read(told, names, {key: frozenset(values) for key, values in figures.items()})


def _inside(text: str, start: int) -> bool:
    """Tell whether a word stands inside a sentence, where a capital letter means a name."""
    before = text[:start].rstrip(" «“\"'(")
    return bool(before) and before[-1] not in ".!?:-–—"
