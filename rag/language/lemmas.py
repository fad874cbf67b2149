"""Find the dictionary form of a word: "raggiunto" → "raggiungere", "bought" → "buy"; the door to simplemma.

What a stemmer cannot see (irregular verbs) meets here. Dictionaries are read when first asked for, tens of megabytes
a language: those of the questions and of the claims that are looked at.
"""

from __future__ import annotations

from functools import cache, lru_cache
from types import ModuleType

from rag.language.words import fold, stem

_KNOWN = frozenset(("it", "en", "de", "fr", "es", "pt"))


@lru_cache(maxsize=100_000)
def lemma(word: str, language: str) -> str:
    """Return the folded dictionary form of a word as written, or the folded word where none is known."""
    if language not in _KNOWN or not word.isalpha():
        return fold(word)
    lowered = word if language == "de" else word.lower()
    return fold(_IRREGULAR.get((language, lowered)) or _simplemma().lemmatize(lowered, lang=language))


@lru_cache(maxsize=100_000)
def is_word(word: str, language: str) -> bool:
    """Tell whether a dictionary knows the word in small letters: "corte" it does, "Perrin" it does not."""
    if language not in _KNOWN:
        return False
    lowered = word.lower()
    singular = lowered[:-1] if language == "en" and lowered.endswith("s") else lowered
    return any(_simplemma().is_known(form, lang=language) for form in {lowered, singular} if form)


@lru_cache(maxsize=100_000)
def keys(word: str, language: str) -> frozenset[str]:
    """Return the stems under which a word is the same as another: of itself and of its dictionary form."""
    base = lemma(word, language)
    forms = {stem(fold(word), language), stem(base, language)}
    if language == "it" and word.lower().endswith(("trice", "trici")):  # "fondatrice" is "fondatore"
        forms.add(stem(fold(word)[:-5] + "tore", "it"))
    return frozenset(forms)


@cache
def _simplemma() -> ModuleType:
    import simplemma

    return simplemma


_IRREGULAR = {
    ("en", "won"): "win", ("en", "led"): "lead", ("en", "cut"): "cut", ("en", "left"): "leave", ("en", "saw"): "see",
    ("en", "found"): "find", ("en", "rose"): "rise", ("en", "fell"): "fall", ("en", "felt"): "feel",
    ("it", "perso"): "perdere", ("it", "fatto"): "fare", ("it", "stato"): "essere", ("it", "corso"): "correre",
    ("it", "corsa"): "correre", ("it", "preso"): "prendere", ("it", "presa"): "prendere", ("it", "speso"): "spendere",
}  # fmt: skip
