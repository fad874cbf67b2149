"""Read a sentence for checking: its words with their dictionary forms, amounts, moments, places and names.

Takes plain text and its language, gives a Reading, the same for claims and sources. Knows no documents and no verdicts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from rag.answering.quoting import claim_text
from rag.language.amounts import Amount, find_amounts
from rag.language.attribution import find_frames
from rag.language.clauses import clauses
from rag.language.detect import detect_language
from rag.language.frames import Frame
from rag.language.hedging import Hedging, find_hedging
from rag.language.lemmas import is_word, keys
from rag.language.moments import Moment, find_moments
from rag.language.names import KINDS, OFFICES, Name, find_names
from rag.language.negation import Negation, find_negation
from rag.language.numerals import read_numeral
from rag.language.places import Place, find_places
from rag.language.quotations import stays_open
from rag.language.sentences import split_sentences
from rag.language.words import Word, find_words

_FEW_WORDS = 8  # so few that a dictionary tells their language better
LANGUAGES = ("it", "en", "de", "fr", "es")


@dataclass(frozen=True)
class Reading:
    """Hold one sentence as read; every index counts its `words`."""

    text: str
    language: str
    words: tuple[Word, ...]
    amounts: tuple[Amount, ...]
    moments: tuple[Moment, ...]
    places: tuple[Place, ...]
    names: tuple[Name, ...]
    inside: bool = False  # a quotation is open where the sentence begins
    known: frozenset[str] = frozenset()  # words of names that other sentences name, though a dictionary has them

    @cached_property
    def keys(self) -> tuple[frozenset[str], ...]:
        """Return, for each word, the stems under which it is the same as another."""
        return tuple(keys(word.text, self.language) for word in self.words)

    @cached_property
    def factual(self) -> frozenset[int]:
        """Return the indexes of words in amounts, moments, places or names, which have checks of their own."""
        spans = [(amount.start, amount.end) for amount in self.amounts]
        spans += [(moment.start, moment.end) for moment in self.moments]
        spans += [(name.start, name.end) for name in self.names]
        inside = {i for i, word in enumerate(self.words) if any(a <= word.start < b for a, b in spans)}
        return frozenset(inside | {i for place in self.places for i in range(place.first, place.last)})

    @cached_property
    def content(self) -> tuple[int, ...]:
        """Return the indexes of content words that no fact holds."""
        return tuple(
            i
            for i, word in enumerate(self.words)
            if not word.stop and i not in self.factual and not word.number and len(word.surface) > 1
        )

    @cached_property
    def negation(self) -> Negation:
        """Return what the sentence denies."""
        return find_negation(self.text, self.words, self.language)

    @cached_property
    def hedging(self) -> Hedging:
        """Return what the sentence does not state as a fact."""
        return find_hedging(self.text, self.words, self.language)

    @cached_property
    def clauses(self) -> tuple[int, ...]:
        """Return the number of each word's clause."""
        return clauses(self.text, self.words)

    @cached_property
    def frames(self) -> tuple[Frame, ...]:
        """Return who says what."""
        return find_frames(self.text, self.words, self.language, inside=self.inside)

    @cached_property
    def surfaces(self) -> frozenset[str]:
        """Return the folded words."""
        return frozenset(word.surface for word in self.words)

    def place_of(self, index: int) -> Place | None:
        """Return the place that the word at `index` belongs to."""
        return next((place for place in self.places if place.first <= index < place.last), None)


@lru_cache(maxsize=4096)
def read(text: str, language: str) -> Reading:
    """Return one sentence as read."""
    words = tuple(find_words(text, language))
    moments = tuple(find_moments(text, language, words))
    amounts = find_amounts(text, language, words=words, taken=[(m.start, m.end) for m in moments])
    names = tuple(_names(text, language, words))
    counted = [(amount.start, amount.end) for amount in amounts if amount.kind == "ordinal"]
    names = tuple(n for n in names if not any(a <= n.start and n.end <= b for a, b in counted))  # "metà Trecento"
    return Reading(text, language, words, tuple(amounts), moments, tuple(find_places(words)), names)


@lru_cache(maxsize=1024)
def read_all(text: str, language: str) -> tuple[Reading, ...]:
    """Return the sentences of a source as read, markup left out, in order."""
    plain = [claim_text(span.of(text)) for span in split_sentences(text)]
    readings: list[Reading] = []
    inside = False
    for sentence in filter(None, plain):
        reading = read(sentence, language)
        readings.append(replace(reading, inside=True) if inside else reading)
        inside = stays_open(sentence, inside)
    return tuple(readings)


def acquaint(readings: Sequence[Reading], others: Sequence[Reading]) -> tuple[Reading, ...]:
    """Return `readings` with the first words that are names elsewhere: "Frost opposed …" where Nadia Frost is named."""
    named = frozenset(w.surface for r in (*readings, *others) for name in r.names for w in name.words if w.capital)
    named -= OFFICES  # "la ministra della Cultura"
    return tuple(_acquainted(reading, named) for reading in readings)


def _acquainted(reading: Reading, named: frozenset[str]) -> Reading:
    capital = [w for w in reading.words if w.capital and not w.stop and w.surface in named]
    known = frozenset(w.surface for w in capital if is_word(w.text, reading.language))
    if not known:
        return reading
    spans = [(name.start, name.end) for name in reading.names]
    missed = [w for w in capital if not any(a <= w.start < b for a, b in spans) and w.surface not in KINDS]
    names = (*reading.names, *(Name(w.start, w.end, w.text, (w,), person=False) for w in missed))
    return replace(reading, names=tuple(sorted(names, key=lambda name: name.start)), known=known)


@lru_cache(maxsize=4096)
def language_of(text: str, otherwise: str) -> str:
    """Return the language a text is in, or `otherwise` where a few words do not tell it."""
    found = detect_language(text)
    if found not in LANGUAGES:
        return otherwise
    words = [word for word in find_words(text, found) if word.text.islower() and word.text.isalpha()]
    if found == otherwise or otherwise not in LANGUAGES or len(words) > _FEW_WORDS:
        return found
    mine, theirs = (sum(is_word(word.text, language) for word in words) for language in (found, otherwise))
    return otherwise if theirs > mine else found


def _names(text: str, language: str, words: Iterable[Word]) -> list[Name]:
    """Return the names of a text, with a lone first word that no dictionary knows; in German nouns are none."""
    listed = list(words)
    found = find_names(text, language)
    if language == "de":
        found = [name for name in found if not all(is_word(word.text, "de") for word in name.words)]
    first = next((word for word in listed if not word.stop), None)
    alone = first is not None and first.capital and not any(n.start <= first.start < n.end for n in found)
    alone = alone and first is not None and read_numeral([first.surface], 0, language) is None
    alone = alone and first is not None and not _is_adverb(first, language)
    new = first is not None and (not is_word(first.text, language) or _is_surname(listed, language))
    if alone and first is not None and first is listed[0] and new:
        found = [Name(first.start, first.end, first.text, (first,), person=False), *found]
    return found


def _is_adverb(word: Word, language: str) -> bool:
    """Tell an Italian adverb, which no dictionary may know, from a name: "Attualmente", "Finora"."""
    return language == "it" and (word.surface.endswith("mente") or word.surface in _ADVERBS)


_ADVERBS = frozenset(
    """finora tuttora inoltre stavolta frattanto oltretutto dapprima perlopiu lassu dopodiche sinora dovunque ovunque
    neanche neppure nemmeno
    laggiu peraltro anzitutto innanzitutto nondimeno pertanto ciononostante oggigiorno purtroppo""".split()
)


def _is_surname(words: Sequence[Word], language: str) -> bool:
    """Tell an Italian surname from the plural it looks like, by the singular verb after it: "Bianchi ha firmato"."""
    plural = language == "it" and len(words) > 1 and words[0].surface.endswith(("i", "e"))
    return plural and words[1].surface in _SINGULAR and words[1].text != "e"


_SINGULAR = frozenset("ha e era aveva sara avra e' fu".split())
