"""Understand questions that ask for every article which mentions something, and find such mentions in a sentence.

"Quali articoli citano l'European Chips Act?", "how many articles mention Sony?", "elenca tutti i memorandum": the
answer is a list that must be complete, so what is asked for is a term to look up, not a meaning to search for.
Knows languages, not documents.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.language.listing_cues import ARTICLES, BOTH, COLLECTION, DETERMINER, EITHER, EVERYTHING, TRAILING
from rag.language.thesaurus import same_meaning
from rag.language.words import Word, find_words

_QUOTES = " \"'«»“”„"
_SLACK = 1  # foreign content words that may stand between the words of a term
_LEAST_STEM = 3


@dataclass(frozen=True, slots=True)
class Listing:
    """Hold what is to be listed; `articles` says that the question asks for articles by that very word."""

    term: str
    language: str
    articles: bool


@dataclass(frozen=True, slots=True)
class Joined:
    """Hold the parts of a term; `all` says that an article must mention every one."""

    parts: tuple[str, ...]
    all: bool


def listing_asked(text: str, language: str) -> Listing | None:
    """Return what `text` wants listed, or None for any other question.

    A short question full of names is easily taken for another language, so the ways of the others are tried too.
    """
    asked = text.strip().rstrip("?!. ")
    for table, articles in ((ARTICLES, True), (EVERYTHING, False)):
        for spoken in (language, *(other for other in table if other != language)):
            for pattern in table.get(spoken, ()):
                match = re.match(pattern, asked, re.IGNORECASE)
                if match is not None:
                    return _listing(match["term"], spoken, articles)
    return None


def collection_asked(text: str, language: str) -> bool:
    """Tell whether `text` asks what articles there are, or what they are about, and names no subject."""
    asked = text.strip().rstrip("?!. ")
    spoken = (language, *(other for other in COLLECTION if other != language))
    return any(re.match(pattern, asked, re.IGNORECASE) for each in spoken for pattern in COLLECTION.get(each, ()))


def _listing(written: str, language: str, articles: bool) -> Listing | None:
    term = DETERMINER.sub("", TRAILING.sub("", written.strip(_QUOTES))).strip(_QUOTES)
    return Listing(term, language, articles) if term else None


def joined_terms(term: str) -> Joined:
    """Return the parts of a term that names several things: any one of them counts, or all of them."""
    either = [part for part in EITHER.split(term) if part]
    if len(either) > 1:
        return Joined(tuple(DETERMINER.sub("", part) for part in either), False)
    return Joined(tuple(DETERMINER.sub("", part) for part in BOTH.split(term) if part), True)


def telling_words(term: str, language: str) -> tuple[Word, ...]:
    """Return the words by which a term is looked up: its content words, or all when it has none.

    A function word that begins a name belongs to it ("Stati Uniti", where "stati" is a form of "essere").
    """
    words = find_words(term, language)
    named = len(words) > 1 and words[0].capital and words[1].capital
    return tuple(word for at, word in enumerate(words) if not word.stop or (at == 0 and named)) or tuple(words)


def mentions(term: Sequence[Word], language: str, words: Sequence[Word], their_language: str) -> bool:
    """Tell whether the words of a sentence hold the term: all of its words, close together, in any order."""
    small = {word.surface for word in term if word.stop}
    told = [word for word in words if not word.stop or word.surface in small]
    places = [
        [place for place, other in enumerate(told) if _same(word, language, other, their_language)] for word in term
    ]
    if not term or not all(places):
        return False
    width = len(term) + _SLACK
    return any(
        all(any(start <= place < start + width for place in found) for found in places)
        for start in {place for found in places for place in found}
    )


def holds(term: Sequence[Word], language: str, words: Sequence[Word], their_language: str) -> bool:
    """Tell whether a text holds every word of a term, wherever they stand."""
    return all(any(_same(word, language, other, their_language) for other in words) for word in term)


def _same(word: Word, language: str, other: Word, their_language: str) -> bool:
    if word.surface == other.surface:
        strict = word.capital and (word.text.isupper() or word.stop)  # "ARA" is not mentioned by "ara"
        return other.capital or not strict
    if word.stem == other.stem and len(word.stem) >= _LEAST_STEM:
        return other.capital or not word.capital  # "Italia" is not mentioned by "italiano"
    return translatable(word, language, their_language) and same_meaning(word, language, other, their_language)


def translatable(word: Word, language: str, their_language: str) -> bool:
    """Tell whether a word may be looked up by its translation: within a language a synonym is another word."""
    return language != their_language and not word.capital
