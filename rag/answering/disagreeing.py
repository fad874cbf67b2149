"""Notice articles that disagree: two sentences that say nearly the same, or answer the same, with another figure.

Which one is right is not ours to say: both stay, and the reader is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from rag.language.amounts import find_amounts
from rag.language.dates import find_dates
from rag.language.narrowing import find_narrowing
from rag.language.questions import Question
from rag.language.thesaurus import says_same
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


def disagreements(cited: Sequence[Said], parts: Sequence[Question] = ()) -> Iterator[tuple[int, int]]:
    """Yield the numbers of every two cited sentences, of different articles, that give another figure for one thing.

    That thing is what the sentences say of it, or what `parts` of a question ask about it.
    """
    for one, other in combinations(cited[:_MOST], 2):
        if one.article != other.article and one.language == other.language:
            if _differ(one, other) or any(answer_otherwise(part, one, other) for part in parts):
                yield one.number, other.number


def disputing(place: int, result: SearchResult, part: Question | None = None) -> list[int]:
    """Return the places of sentences that dispute the figures of the one at `place`, one for each other article.

    With `part` also those that give another figure for what it asks.
    """
    here = result.sentences[place]
    mine = Said(0, here.file, here.text, result.sources[here.file].language)
    found: dict[str, int] = {}
    for other, sentence in enumerate(result.sentences):
        said = Said(1, sentence.file, sentence.text, result.sources[sentence.file].language)
        if sentence.file not in found and list(disagreements([mine, said], () if part is None else (part,))):
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


def answer_otherwise(part: Question, one: Said, other: Said) -> bool:
    """Tell whether two sentences tell of the same things that `part` asks how much of, with other figures.

    A correction may repeat the figure that it takes back: "il 47% e non il 54%".
    """
    if part.kind != "quantity" or one.language != part.language or other.language != part.language:
        return False
    told, asked = _told(part, one), find_narrowing(part)
    counted = frozenset() if part.focus is None else frozenset({part.focus.stem})
    if not told - counted or told != _told(part, other) or len(told) < _HALF * len(asked):
        return False
    if not _same_years(one.text, other.text):
        return False
    a, b = _read(one.text, one.language), _read(other.text, other.language)
    if a.names - b.names and b.names - a.names:
        return False
    mine, theirs = _asked(part, a), _asked(part, b)
    new = mine - theirs if mine > theirs else theirs - mine
    longer = one.text if mine > theirs else other.text
    return bool(mine and theirs) and (mine.isdisjoint(theirs) or (bool(new) and _CORRECTS.search(longer) is not None))


def _same_years(one: str, other: str) -> bool:
    years = [set(_YEAR.findall(text)) for text in (one, other)]
    return not all(years) or not years[0].isdisjoint(years[1])


_HALF = 0.5  # share of what narrows a question that both sentences must tell
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_CORRECTS = re.compile(
    r"\b(?:e non|anziché|invece d\w+|corregg\w+|corrett\w+|rettific\w+|errat\w+|sal\w+ a|scend\w+ a|not|instead of|"
    r"rather than|correct\w+|revised|statt|nicht|au lieu)\b",
    re.IGNORECASE,
)


def _told(part: Question, said: Said) -> frozenset[str]:
    """Return the words that narrow a question and that a sentence has, as they are or by another of their forms."""
    words = [word for word in find_words(said.text, said.language) if not word.stop]
    return frozenset(
        asked.stem for asked in find_narrowing(part) if any(says_same(asked, word, said.language) for word in words)
    )


def _asked(part: Question, read: _Read) -> frozenset[float]:
    """Return the figures of a sentence that may be asked for: so many of what is counted, else money or shares."""
    focus = None if part.focus is None or part.unit is not None else part.focus.stem
    told = read.figures.items()
    money = frozenset[float]().union(*(values for (unit, _), values in told if unit is not None and unit.isupper()))
    shares = frozenset[float]().union(*(values for (unit, _), values in told if unit == "percent"))
    counted = frozenset[float]().union(*(values for (_, noun), values in told if noun == focus and focus is not None))
    return counted if focus is not None else shares if part.unit == "percent" else money or shares


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
