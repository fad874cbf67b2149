"""Lay a search result out as evidence: every sentence in its surroundings, measured for one part of a question.

Takes a SearchResult, gives rows of Features; `answerability.py` weighs them, engines choose by them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import fmean

from rag.answering.choosing.evidence import Features, measure
from rag.answering.choosing.kinds import Surroundings
from rag.answering.choosing.lexicon import Lexicon
from rag.answering.quoting import claim_text
from rag.language.dates import find_dates
from rag.language.questions import Question
from rag.language.words import Word, find_words
from rag.types import SearchResult, Sentence

NEIGHBOURS = 1  # sentences before and after that count as surroundings


@dataclass(frozen=True, slots=True)
class Measured:
    """Hold one sentence, its place in `SearchResult.sentences`, and what was measured on it."""

    index: int
    sentence: Sentence
    features: Features


def measure_all(result: SearchResult, part: Question) -> list[Measured]:
    """Return every sentence of `result` with its features for `part`, in order of place."""
    cosines = result.similarities.get(part.text)
    mean = fmean(cosines) if cosines else 0.0
    words = [_content(sentence.text, _language(result, sentence)) for sentence in result.sentences]
    passages = _passages(result, words)
    measured = []
    lexicons: dict[str, Lexicon] = {}
    for index, sentence in enumerate(result.sentences):
        language = _language(result, sentence)
        if language not in lexicons:
            lexicons[language] = _lexicon(part, language, result)
        source = result.sources[sentence.file]
        place = Surroundings(
            text=claim_text(sentence.text),
            language=language,
            words=words[index],
            nearby=_nearby(result, words, index),
            passage=passages[sentence.passage],
            title=_content(source.title or "", source.language),
            cosine=cosines[index] if cosines else None,
        )
        measured.append(Measured(index, sentence, measure(part, place, lexicons[language], mean)))
    return measured


def unheard_names(part: Question, result: SearchResult) -> tuple[str, ...]:
    """Return the names, numbers and dates in `part` that no article uses, if both share a language.

    The day of an article is known, though its text may not hold it.
    """
    languages = [_language(result, sentence) for sentence in result.sentences]
    if not languages or languages.count(part.language) * 2 <= len(languages):
        return ()
    lexicon = _lexicon(part, part.language, result)
    dates, days = find_dates(part.text, part.language), {source.date for source in result.sources.values()}
    unheard: list[str] = []
    for word in part.telling:
        if lexicon.unheard(word):
            date = next((date for date in dates if date.start <= word.start < date.end), None)
            if date is None or date.iso not in days:
                unheard.append(word.text if date is None else date.text)
    return tuple(dict.fromkeys(unheard))


def _lexicon(part: Question, language: str, result: SearchResult) -> Lexicon:
    names = frozenset(word.surface for word in part.telling)
    return Lexicon(part.language, language, result.rarity, result.related, names)


def _language(result: SearchResult, sentence: Sentence) -> str:
    return result.sources[sentence.file].language


@lru_cache(maxsize=20_000)
def _content(text: str, language: str) -> tuple[Word, ...]:
    return tuple(word for word in find_words(text, language) if not word.stop)


def _passages(result: SearchResult, words: Sequence[tuple[Word, ...]]) -> dict[int, tuple[Word, ...]]:
    """Return the words of each passage and of its article's title, by the passage's place."""
    gathered: dict[int, list[Word]] = {}
    for sentence, content in zip(result.sentences, words, strict=True):
        gathered.setdefault(sentence.passage, []).extend(content)
    for place, passage in enumerate(result.passages):
        gathered.setdefault(place, []).extend(_content(passage.title or "", result.sources[passage.file].language))
    return {place: tuple(found) for place, found in gathered.items()}


def _nearby(result: SearchResult, words: list[tuple[Word, ...]], index: int) -> tuple[Word, ...]:
    """Return the words of a sentence, its neighbours in the same passage and its article's title."""
    here = result.sentences[index]
    gathered: list[Word] = []
    for other in range(max(0, index - NEIGHBOURS), min(len(words), index + NEIGHBOURS + 1)):
        if result.sentences[other].passage == here.passage:
            gathered.extend(words[other])
    source = result.sources[here.file]
    gathered.extend(_content(source.title or "", source.language))
    return tuple(gathered)
