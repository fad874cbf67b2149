"""Find the shown sentences that a sentence in a model's own words rests upon; by code, for models that cannot cite.

Compares words: the same, the same stem, a synonym, a cognate in another language; rare words weigh more, names and
numbers most. It says where a claim may come from. Whether the claim is true to it is for `checking` to say.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rag.answering.choosing.lexicon import Lexicon
from rag.answering.quoting import claim_text
from rag.language.words import Word, find_words
from rag.types import SearchResult

ENOUGH = 0.5  # share of a claim's words, by weight, that its sentences must hold
CITED_ENOUGH = 0.2  # the same for sentences that the model itself named: it may paraphrase
_ALL = 0.9  # share of a bare name or amount that its sentence must hold
_CLEARLY_BETTER = 0.3  # more of the claim's words, before a named sentence gives way to another
_ADDS_NOTHING = 0.02  # share of a claim's words
_SOLID = 2.0  # how much more a name or a number weighs


@dataclass(frozen=True, slots=True)
class Attribution:
    """Hold the places that a claim rests upon, in order, and the share of its words that they hold (0..1)."""

    places: tuple[int, ...]
    coverage: float


class Attributor:
    """Compare claims with the sentences shown; made once for a draft."""

    def __init__(self, result: SearchResult, shown: Sequence[int]) -> None:
        self._result = result
        self._shown = tuple(shown)
        self._languages = {place: result.sources[result.sentences[place].file].language for place in shown}
        self._words = {place: self._content(result.sentences[place].text, self._languages[place]) for place in shown}
        self._forms = {place: {form for word in w for form in _forms(word)} for place, w in self._words.items()}
        self._used = Counter(stem for words in self._words.values() for stem in {word.stem for word in words})

    def attribute(self, claim: str, language: str, named: Sequence[int] = ()) -> Attribution:
        """Return where `claim` may come from: the `named` places as far as they bear it out, else the best one.

        Never several that were not named: two sentences hold all words of many a claim that neither of them makes
        ("Urso signed with Kishida"). No places means that nothing shown holds enough of its words.
        """
        words = self._content(claim, language)
        weights = {word: self._weight(word, words[0] is word) for word in words}
        total = sum(weights.values())
        if not total:
            return Attribution(tuple(named), 1.0) if named else Attribution((), 0.0)
        compared = self._lexicons(weights, language)
        kept = [place for place in named if place in self._words]
        holds = {place: self._held(weights, compared, place) for place in kept}
        mine = _share(kept, holds, weights) / total
        if mine > 1 - _CLEARLY_BETTER:  # no other sentence can be clearly better
            return Attribution(_needed(kept, holds, weights, total), mine)
        holds |= {place: self._held(weights, compared, place) for place in self._shown if place not in holds}
        shares = {place: _share([place], holds, weights) / total for place in holds}
        found = max(shares, key=lambda place: (round(shares[place], 6), -place))
        best = shares[found]
        foreign = all(self._languages[place] != language for place in kept)
        moves = best >= ENOUGH and best - mine >= _CLEARLY_BETTER
        if kept and not moves and (mine >= CITED_ENOUGH or foreign):
            return Attribution(tuple(kept), mine)
        return Attribution((found,) if best >= ENOUGH else (), best)

    def bearing(self, fragment: str, question: str, language: str, named: Sequence[int] = ()) -> int | None:
        """Return the place of the one sentence that holds all of `fragment` and most of the question, or None."""
        words = self._content(fragment, language)
        weights = {word: self._weight(word, opens=False) for word in words}
        asked = {word: self._weight(word, opens=False) for word in self._content(question, language)}
        if not weights:
            return None
        compared = self._lexicons({**weights, **asked}, language)

        def held(wanted: Mapping[Word, float], place: int) -> float:
            return sum(wanted[word] * strength for word, strength in self._held(wanted, compared, place).items())

        fits = [place for place in self._shown if held(weights, place) >= _ALL * sum(weights.values())]
        return max(fits, key=lambda place: (round(held(asked, place), 6), place in named, -place), default=None)

    def _lexicons(self, words: Iterable[Word], language: str) -> dict[str, Lexicon]:
        """Return what compares `words` with sentences, by their language; each remembers what it compared."""
        names = frozenset(word.surface for word in words if word.capital or word.number)
        related = self._result.related
        return {theirs: Lexicon(language, theirs, {}, related, names) for theirs in set(self._languages.values())}

    def _held(self, weights: Mapping[Word, float], compared: Mapping[str, Lexicon], place: int) -> dict[Word, float]:
        """Return the words that a sentence holds, with the strength of the match (0..1)."""
        lexicon, forms = compared[self._languages[place]], self._forms[place]
        found = {word: 1.0 for word in weights if not forms.isdisjoint(_forms(word))}
        for word in weights:
            if word not in found and (strength := lexicon.match(word, self._words[place])):
                found[word] = strength
        return found

    def _weight(self, word: Word, opens: bool) -> float:
        rarity = math.log((len(self._shown) + 1) / (self._used.get(word.stem, 0) + 0.5))
        solid = word.number or (word.capital and not opens)
        return max(0.2, rarity) * (_SOLID if solid else 1.0)

    def _content(self, text: str, language: str) -> tuple[Word, ...]:
        return tuple(word for word in find_words(claim_text(text), language) if not word.stop)


def _needed(
    named: Sequence[int], holds: Mapping[int, Mapping[Word, float]], weights: Mapping[Word, float], total: float
) -> tuple[int, ...]:
    """Return the named places without those that add nothing to the others: a model points at too many.

    One that bears the claim out by itself stays: two articles may tell the same.
    """
    kept = list(dict.fromkeys(named))
    for place in sorted(kept, key=lambda other: (_share([other], holds, weights), -other)):
        others = [other for other in kept if other != place]
        weak = _share([place], holds, weights) < ENOUGH * total
        if others and weak and (_share(kept, holds, weights) - _share(others, holds, weights)) < _ADDS_NOTHING * total:
            kept = others
    return tuple(kept)


def _forms(word: Word) -> tuple[str, ...]:
    """Return what makes two words one at once: the folded form, and the stem where it is long enough to tell."""
    return (word.surface, f"{word.stem}-") if len(word.stem) > 2 else (word.surface,)


def _share(places: Sequence[int], holds: Mapping[int, Mapping[Word, float]], weights: Mapping[Word, float]) -> float:
    """Return the weight of the words that `places` hold together."""
    return sum(
        weight * max((holds[place].get(word, 0.0) for place in places), default=0.0) for word, weight in weights.items()
    )
