"""Lay a search result out as evidence: every sentence in its surroundings, measured for one part of a question.

Takes a SearchResult, gives rows of Features; `answerability.py` weighs them, engines choose by them.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from statistics import fmean

from rag.answering.choosing.evidence import Features, measure
from rag.answering.choosing.lexicon import lexicon_of
from rag.answering.choosing.matches import FOUND, Contents, Matches
from rag.answering.choosing.surroundings import Surroundings
from rag.answering.quoting import claim_text
from rag.language.narrowing import find_narrowing
from rag.language.questions import Question
from rag.language.words import Word, find_words
from rag.types import SearchResult, Sentence

_FAR_BEHIND = 4.0  # a passage whose score lies this far below the best one is of another matter


@dataclass(frozen=True, slots=True)
class Measured:
    """Hold one sentence, its place in `SearchResult.sentences`, and what was measured on it.

    `untold` is the share, 0..1, of the words that narrow the question for which neither its passage nor its title has a
    word; `astray` the share of those that one other sentence tells, on which this one cannot lean. Both are 0 in
    another language, where words can hardly meet.
    """

    index: int
    sentence: Sentence
    features: Features
    untold: float = 0.0
    astray: float = 0.0


def measure_all(result: SearchResult, part: Question) -> list[Measured]:
    """Return every sentence of `result` with its features for `part`, in order of place."""
    if not result.sentences:
        return []
    cosines, contrasts = result.similarities.get(part.text), result.contrasts.get(part.text)
    mean = fmean(cosines) if cosines else 0.0
    contents = _contents(result)
    by_language = {source.language: lexicon_of(part, source.language, result) for source in result.sources.values()}
    lexicons = {file: by_language[source.language] for file, source in result.sources.items()}
    asked = list(dict.fromkeys([*part.words, *part.telling, *([part.focus] if part.focus else ())]))
    matches = Matches(asked, contents, lexicons)
    best = max(passage.score for passage in result.passages)
    narrowing = find_narrowing(part)
    measured = []
    for index, sentence in enumerate(result.sentences):
        place = Surroundings(
            text=claim_text(sentence.text),
            language=_language(result, sentence),
            words=contents.words[index],
            title=contents.titles[sentence.file],
            index=index,
            cosine=cosines[index] if cosines else None,
            contrast=contrasts[index] if contrasts else 0.0,
            standing=1.0 - min(1.0, (best - result.passages[sentence.passage].score) / _FAR_BEHIND),
        )
        features = measure(part, place, matches, lexicons[sentence.file], mean)
        words = narrowing if place.language == part.language else ()
        told, strayed = matches.passage(index), matches.astray(index)
        untold = _share(words, [word for word in words if told[word] < FOUND])
        measured.append(Measured(index, sentence, features, untold, _share(words, strayed & set(words))))
    return measured


def _share(words: Collection[Word], some: Collection[Word]) -> float:
    return len(some) / len(words) if words else 0.0


def _contents(result: SearchResult) -> Contents:
    """Return the content words of the sentences found and of the titles of their articles."""
    sources = result.sources
    words = [_content(sentence.text, sources[sentence.file].language) for sentence in result.sentences]
    files = {sentence.file for sentence in result.sentences}
    titles = {file: _content(sources[file].title or "", sources[file].language) for file in files}
    return Contents(result.sentences, words, titles)


def _language(result: SearchResult, sentence: Sentence) -> str:
    return result.sources[sentence.file].language


@lru_cache(maxsize=20_000)
def _content(text: str, language: str) -> tuple[Word, ...]:
    return tuple(word for word in find_words(text, language) if not word.stop)
