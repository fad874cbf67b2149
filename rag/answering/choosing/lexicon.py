"""Find the words of a question among the words of a sentence: itself, its stem, its meaning, its place, a near vector.

Holds what is known of one question's words in this corpus; knows no sentence and no engine.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rag.language.lemmas import keys
from rag.language.places import place_of
from rag.language.questions import Question
from rag.language.thesaurus import contrary, same_meaning
from rag.language.words import Word
from rag.types import SearchResult

_SYNONYM = 0.9  # what a thesaurus match is worth
_FAINT = 0.25  # a nearness below this is chance
_SAME_NAME, _SAME_NAME_ABROAD = 0.8, 0.45  # least strength at which two names are one
_ALIKE = 2  # letters that the forms of one verb share
_UNUSED = 0.999  # the rarity of a word that no passage holds


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Hold what is known of a question's words: their rarity in the corpus (0..1), their near words, the languages."""

    language: str  # of the question
    corpus_language: str  # of the article looked at
    rarity: Mapping[str, float]
    related: Mapping[str, Mapping[str, float]]
    names: frozenset[str] = frozenset()  # folded words of the question that belong to names or are numbers
    _known: dict[tuple[str, str, str, str], float] = field(default_factory=dict, repr=False, compare=False)

    def match(self, word: Word, words: Iterable[Word]) -> float:
        """Return how well `word` is found among `words`, in 0..1."""
        best = 0.0
        for other in words:
            key = (word.surface, word.stem, other.surface, other.stem)
            strength = self._known.get(key)
            if strength is None:
                strength = self._known[key] = self._strength(word, other)
            if strength >= 1.0:
                return 1.0
            best = max(best, strength)
        floor = self._name_floor if word.surface in self.names else _FAINT
        return best if best >= floor else 0.0

    def _strength(self, word: Word, other: Word) -> float:
        if other.surface == word.surface or (other.stem == word.stem and len(word.stem) > 2):
            return 1.0
        if self._one_verb(word, other):
            return 1.0
        near = self.related.get(word.surface, {}).get(other.surface, 0.0)
        synonym = _SYNONYM if same_meaning(word, self.language, other, self.corpus_language) else 0.0
        place = place_of(word)
        same_place = _SYNONYM if place is not None and place == place_of(other) else 0.0
        return max(near, synonym, same_place, _cognate(word, other))

    def _one_verb(self, word: Word, other: Word) -> bool:
        """Tell whether two words have one dictionary form: "costerà" and "costato", "riaprirà" and "riaperto".

        Only words that begin alike are looked up, and no names.
        """
        alike = word.surface[:_ALIKE] == other.surface[:_ALIKE] and word.surface not in self.names
        if not alike or self.language != self.corpus_language or other.capital or word.number:
            return False
        return not keys(word.text, self.language).isdisjoint(keys(other.text, self.language))

    def unheard(self, word: Word, *, abroad: bool) -> bool:
        """Tell whether the corpus uses neither `word` nor anything that could be its other spelling.

        `abroad` says that part of what was found is in another language.
        """
        near = max(self.related.get(word.surface, {}).values(), default=0.0)
        return self.weight(word) >= _UNUSED and near < (_SAME_NAME_ABROAD if abroad else self._name_floor)

    @property
    def _name_floor(self) -> float:
        """Return how near a name must be: Poland is near to Estonia, yet another; Japan and Giappone are one."""
        return _SAME_NAME if self.language == self.corpus_language else _SAME_NAME_ABROAD

    def contradicts(self, asked: Sequence[Word], words: Sequence[Word]) -> bool:
        """Tell whether a word asked for is missing while its contrary is there."""
        return any(
            any(contrary(word, self.language, other, self.corpus_language) for other in words)
            for word in asked
            if not any(
                other.stem == word.stem or same_meaning(word, self.language, other, self.corpus_language)
                for other in words
            )
        )

    def weight(self, word: Word) -> float:
        """Return how much finding `word` matters."""
        return max(0.05, self.rarity.get(word.surface, 1.0))


def lexicon_of(part: Question, corpus_language: str, result: SearchResult) -> Lexicon:
    """Return what a search found out about the words of one part of the question."""
    names = frozenset(word.surface for word in part.telling)
    return Lexicon(part.language, corpus_language, result.rarity, result.related, names)


def _cognate(word: Word, other: Word) -> float:
    """Return how far two words look like one in two languages: "semiconductor" and "semiconduttore"."""
    shorter = min(len(word.surface), len(other.surface))
    if shorter < 5 or word.surface[:4] != other.surface[:4]:
        return 0.0
    common = 0
    for a, b in zip(word.surface, other.surface, strict=False):
        if a != b:
            break
        common += 1
    return 0.8 if common >= max(5, 0.7 * max(len(word.surface), len(other.surface))) else 0.0
