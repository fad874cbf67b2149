"""Turn a text into words and search terms; knows languages, not documents.

A word keeps its exact place. Its `surface` is folded (compatibility forms, case, accents) and equal across languages,
so that names and acronyms match whatever the stemmer; its `stem` is the Snowball stem in the given language. Scripts
written without spaces become overlapping pairs of characters. A language is added by a file in `stopwords/`.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

SNOWBALL = {
    "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish", "fi": "finnish", "fr": "french",
    "hu": "hungarian", "it": "italian", "nl": "dutch", "no": "norwegian", "pt": "portuguese", "ro": "romanian",
    "ru": "russian", "sv": "swedish", "tr": "turkish",
}  # fmt: skip

_MAX_TERM = 64
_NUMBER = r"\d+(?:[.,]\d+)*"
_LETTERS = r"(?:[^\W_][\u0300-\u036f]*)+"
_UNSPACED = r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\u0e00-\u0e7f]+"
_WORD = re.compile(rf"{_UNSPACED}|{_NUMBER}(?=[^\w]|$)|{_LETTERS}")
_UNSPACED_ONLY = re.compile(_UNSPACED)
_ELISION = re.compile(
    r"^(?:l|d|un|dell|nell|all|dall|sull|quest|quell|coll|c|s|m|t|v|n|j|qu|sant|bell|tutt|gl|anch|com|dov|cos)$"
)
_APOSTROPHES = "'’ʼ‘`"
_POSSESSIVE = rf"[{_APOSTROPHES}][sS](?![^\W_]|[\u0300-\u036f])"
_WORD_WITH_APOSTROPHE = re.compile(
    rf"{_NUMBER}(?=[^\w]|$)|{_LETTERS}(?:(?!{_POSSESSIVE})[{_APOSTROPHES}])?|{_POSSESSIVE}"
)
_SHORT = 300  # characters
_MOST_KNOWN = 100_000  # ways of writing, of each language


@dataclass(frozen=True, slots=True)
class Word:
    """Hold one word: `text[start:end]` as written, folded, stemmed, and whether it is a function word."""

    start: int
    end: int
    text: str
    surface: str
    stem: str
    stop: bool

    @property
    def capital(self) -> bool:
        """Tell whether the word begins with a capital letter."""
        return self.text[:1].isupper()

    @property
    def number(self) -> bool:
        """Tell whether the word is written in digits."""
        return self.text[:1].isdigit()

    @property
    def vectored(self) -> bool:
        """Tell whether the word deserves a vector of its own: a content word of letters only, three or more."""
        return not self.stop and is_vectored(self.surface)


@dataclass(frozen=True, slots=True)
class Term:
    """Hold a content word without its place: folded, stemmed, and whether it deserves a vector of its own."""

    surface: str
    stem: str
    vectored: bool


@dataclass(frozen=True, slots=True)
class IndexTerms:
    """Hold a text's search terms, joined by spaces: folded forms and stems, without function words."""

    surfaces: str
    stems: str


def find_words(text: str, language: str) -> list[Word]:
    """Return the words of `text` in order; an elided article ("dell'") is a function word of its own."""
    return list(_short_text(text, language)) if len(text) <= _SHORT else _find_words(text, language)


@lru_cache(maxsize=512)
def _short_text(text: str, language: str) -> tuple[Word, ...]:
    """Return the words of a question or a sentence: they are asked for several times in a row."""
    return tuple(_find_words(text, language))


def _find_words(text: str, language: str) -> list[Word]:
    found: list[Word] = []
    for match in _WORD.finditer(text):
        start, end = match.span()
        written = match.group()
        if _UNSPACED_ONLY.fullmatch(written):
            found.extend(_pairs(text, start, end))
            continue
        surface = fold(written)[:_MAX_TERM]
        if not surface:
            continue
        elided = end < len(text) and text[end] in _APOSTROPHES and _ELISION.match(surface) is not None
        possessive = surface == "s" and start > 0 and text[start - 1] in _APOSTROPHES
        stop = elided or possessive or _is_stop(surface, written, language)
        found.append(Word(start, end, written, surface, stem(surface, language), stop))
    return found


def content_terms(text: str, language: str) -> list[Term]:
    """Return the content words of `text` in order, as `find_words` finds them, without their places, and sooner."""
    if not text.isascii() and _UNSPACED_ONLY.search(text):
        words = [word for word in find_words(text, language) if not word.stop]
        return [Term(word.surface, word.stem, word.vectored) for word in words]
    known = _known_terms(language)
    return [term for written in _WORD_WITH_APOSTROPHE.findall(text) if (term := known[written]) is not None]


def is_vectored(surface: str) -> bool:
    """Tell whether a folded content word deserves a vector of its own: letters only, three or more."""
    return len(surface) > 2 and surface.isalpha()


class _KnownTerms(dict[str, Term | None]):
    """Hold the content word for each way of writing that was seen, None for a function word; filled as it is asked."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language

    def __missing__(self, written: str) -> Term | None:
        if len(self) >= _MOST_KNOWN:
            self.clear()
        plain = written.rstrip(_APOSTROPHES)
        surface = fold(plain)[:_MAX_TERM]
        elided = len(plain) < len(written) and _ELISION.match(surface) is not None
        possessive = written[0] in _APOSTROPHES
        stop = not surface or elided or possessive or _is_stop(surface, plain, self._language)
        term = None if stop else Term(surface, stem(surface, self._language), is_vectored(surface))
        self[written] = term
        return term


@cache
def _known_terms(language: str) -> _KnownTerms:
    return _KnownTerms(language)


def index_terms(text: str, language: str) -> IndexTerms:
    """Return the search terms of `text`; a stem equal to its folded form is not written twice."""
    words = content_terms(text, language)
    return IndexTerms(
        surfaces=" ".join(word.surface for word in words),
        stems=" ".join(word.stem for word in words),
    )


def vocabulary(text: str, language: str) -> set[str]:
    """Return the folded words of `text` that deserve a vector of their own."""
    return {word.surface for word in find_words(text, language) if word.vectored}


@lru_cache(maxsize=200_000)
def fold(text: str) -> str:
    """Fold compatibility forms, case and accents away: "È" → "e", "ﬁ" → "fi", "Ｋ" → "k"."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold())
    return unicodedata.normalize("NFC", "".join(c for c in decomposed if not unicodedata.combining(c)))


@lru_cache(maxsize=200_000)
def stem(surface: str, language: str) -> str:
    """Return the Snowball stem of a folded word, or the word itself where the language has no stemmer."""
    if len(surface) < 4 or not surface.isalpha():
        return surface
    return _stemmer(language)(surface)


@cache
def stop_words(language: str) -> frozenset[str]:
    """Return the folded function words of a language; empty when none are kept for it."""
    folder = resources.files("rag.language") / "stopwords"
    entry = folder / f"{language}.txt"
    if not language.isalpha() or not entry.is_file():
        return frozenset()
    return frozenset(fold(word) for word in entry.read_text(encoding="utf-8").split())


def _is_stop(surface: str, written: str, language: str) -> bool:
    if len(written) > 1 and written.isupper():  # an acronym is never a function word: "AI", "IT", "US"
        return False
    return surface in stop_words(language)


def _pairs(text: str, start: int, end: int) -> list[Word]:
    """Return the overlapping character pairs of a run written without spaces."""
    last = max(start + 1, end - 1)
    places = [(at, min(at + 2, end)) for at in range(start, last)]
    return [Word(a, b, text[a:b], fold(text[a:b]), fold(text[a:b]), False) for a, b in places]


@cache
def _stemmer(language: str) -> Callable[[str], str]:
    name = SNOWBALL.get(language)
    if name is None:
        return str
    import snowballstemmer

    stemmer = snowballstemmer.stemmer(name)
    lock = threading.Lock()  # a stemmer keeps the word it works on in itself

    def step(word: str) -> str:
        with lock:
            return str(stemmer.stemWord(word))

    return step
