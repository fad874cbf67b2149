"""Find the dictionary form of a word: "raggiunto" → "raggiungere", "bought" → "buy"; the door to simplemma.

What a stemmer cannot see (irregular verbs) meets here. Dictionaries are read when first asked for, tens of megabytes
a language: those of the questions and of the claims that are looked at.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from types import ModuleType

from rag.language.words import fold, stem

_SEPARABLE = re.compile(r"(ab|an|auf|aus|bei|ein|mit|nach|um|vor|zu|zurück|weg|her|hin|los|fest)(ge\w{2,}(?:t|en))")
_KNOWN = frozenset(("it", "en", "de", "fr", "es", "pt"))


@lru_cache(maxsize=100_000)
def lemma(word: str, language: str) -> str:
    """Return the folded dictionary form of a word as written, or the folded word where none is known."""
    if language not in _KNOWN or not word.isalpha():
        return fold(word)
    lowered = word if language == "de" else word.lower()
    if language == "de" and (parted := _SEPARABLE.fullmatch(lowered)):  # "abgebaut" is "ab" and "gebaut"
        return fold(parted[1]) + fold(_simplemma().lemmatize(parted[2], lang="de"))
    return fold(_IRREGULAR.get((language, lowered)) or _simplemma().lemmatize(lowered, lang=language))


@lru_cache(maxsize=100_000)
def is_word(word: str, language: str) -> bool:
    """Tell whether a dictionary knows the word in small letters: "corte" it does, "Perrin" it does not."""
    if language not in _KNOWN:
        return False
    lowered = word.lower()
    singular = lowered[:-1] if language == "en" and lowered.endswith("s") else lowered
    noun = word if language == "de" else lowered  # a German dictionary has its nouns with a capital
    return any(_simplemma().is_known(form, lang=language) for form in {lowered, singular, noun} if form)


@lru_cache(maxsize=100_000)
def keys(word: str, language: str) -> frozenset[str]:
    """Return the stems under which a word is the same as another: of itself and of its dictionary form."""
    base = lemma(word, language)
    forms = {stem(fold(word), language), stem(base, language)}
    if language == "it" and word.lower().endswith(("trice", "trici")):  # "fondatrice" is "fondatore"
        forms.add(stem(fold(word)[:-5] + "tore", "it"))
    if language == "it" and (infinitive := _infinitive(word)):
        forms.add(stem(infinitive, "it"))
    return frozenset(forms)


def _infinitive(word: str) -> str | None:
    """Return the verb that an Italian participle, or a noun of its form, is of: "coperta", "la scelta", "promesse"."""
    masculine = fold(word)[:-1] + "o"
    if not masculine.endswith(("to", "so")) or len(masculine) < _SHORTEST_PARTICIPLE:
        return None
    base = _PARTICIPLES_IT.get(masculine) or lemma(masculine, "it")
    return base if base.endswith(("are", "ere", "ire", "rre")) else None


_SHORTEST_PARTICIPLE = 5  # letters


@cache
def _simplemma() -> ModuleType:
    import simplemma

    return simplemma


_PARTICIPLES_IT = {  # which the dictionary takes for adjectives or for other verbs
    "coperto": "coprire", "aperto": "aprire", "scoperto": "scoprire", "diviso": "dividere", "scritto": "scrivere",
    "ridotto": "ridurre", "prodotto": "produrre", "tradotto": "tradurre", "detto": "dire", "previsto": "prevedere",
    "opposto": "opporre", "rivolto": "rivolgere", "svolto": "svolgere", "aggiunto": "aggiungere",
    "permesso": "permettere", "commesso": "commettere", "concesso": "concedere", "espresso": "esprimere",
    "invaso": "invadere",
}  # fmt: skip
_IRREGULAR = {
    ("en", "won"): "win", ("en", "led"): "lead", ("en", "cut"): "cut", ("en", "left"): "leave", ("en", "saw"): "see",
    ("en", "found"): "find", ("en", "rose"): "rise", ("en", "fell"): "fall", ("en", "felt"): "feel",
    ("it", "perso"): "perdere", ("it", "fatto"): "fare", ("it", "stato"): "essere", ("it", "corso"): "correre",
    ("it", "corsa"): "correre", ("it", "preso"): "prendere", ("it", "presa"): "prendere", ("it", "speso"): "spendere",
}  # fmt: skip
