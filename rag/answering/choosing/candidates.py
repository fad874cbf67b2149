"""Leave out what cannot answer: bare dates, bylines, credits, pointers, crossheads, orders, the question said again.

Takes the measured sentences of a search result, gives those that may be ranked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from rag.answering.choosing.measuring import Measured
from rag.language.dates import find_dates
from rag.language.questions import Question
from rag.language.sentences import ends_sentence
from rag.language.words import find_words, fold

_LEAST_WORDS = 3  # a bare date tells nothing
_LEAST_BESIDE_DATE = 4  # "By Anna Neri, 3 May 2025" has three words beside its date
_ASKS_WHAT = re.compile(
    r"\W*(?:\w{1,5}\s+)?(?:che|cosa|qual[ei]?|what|which|was|welche\w?|que|quoi|quel(?:le)?s?|cual(?:es)?)\b"
)
_WORD = re.compile(r"[^\W\d_]+")
_ITEM_OR_FIGURE = re.compile(r"\s*[-*•·–—▪◦‣|]|.*[\d:|]", re.DOTALL)  # a line of a list or a table may answer
_ORDER = re.compile(  # what a hostile page says to a model; no reader asks for it
    r"\b(?:ignor[ae]|ignorate|disregard|forget|dimentica|dimenticate|ignoriere|vergiss|oublie[zr]?|ignorez)\b.{0,30}"
    r"\b(?:instructions?|istruzion[ei]|anweisungen?|consignes?|domanda|question|prompts?|frage)\b",
    re.IGNORECASE,
)
_POINTER = re.compile(  # sends the reader elsewhere, as a footnote may
    r"[\W\d]{0,12}(?:see(?: also)?|vedi(?: anche)?|si veda|cfr|leggi(?: anche)?|read (?:also|more)|siehe(?: auch)?|"
    r"lesen sie|voir(?: aussi)?|lire aussi|lea tambien|vease)\b",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"[\W\d]{0,12}(?:contributo (?:editoriale|redazionale)|a cura (?:di|de)|articolo (?:di|a cura)|testo di|"
    r"foto(?:grafia)? (?:di|d['’])|photo(?:s|graph)? (?:by|courtesy)|image credits?|credits?:|courtesy of|"
    r"foto:|fonte:|source:|quelle:)",
    re.IGNORECASE,
)


def candidates(part: Question, measured: Sequence[Measured]) -> Sequence[Measured]:
    """Return the sentences that may answer: of passages with the phrase the question quotes, if any; no bare date."""
    heads = _crossheads(measured)
    telling = [
        m for m in measured if m.index not in heads and _tells_something(m.sentence.text) and _tells_more(m, part)
    ]
    quoting = {m.sentence.passage for m in measured if any(phrase in fold(m.sentence.text) for phrase in part.quotes)}
    return [m for m in telling if m.sentence.passage in quoting] or telling


def gives_orders(text: str) -> bool:
    """Tell whether a sentence is meant for a model that reads it, not for a reader of the article."""
    return _ORDER.search(text) is not None


def _crossheads(measured: Sequence[Measured]) -> set[int]:
    """Return the places of the lines that head a part of an article: unfinished, between two whole sentences."""
    found: set[int] = set()
    for at, (one, after) in enumerate(pairwise(measured)):
        if _ends_whole(one) or _ITEM_OR_FIGURE.match(one.sentence.text):
            continue
        first = at == 0 or measured[at - 1].sentence.passage != one.sentence.passage
        led = one.sentence.start > 0 if first else _ends_whole(measured[at - 1])
        if led and after.sentence.passage == one.sentence.passage and _ends_whole(after):
            found.add(one.index)
    return found


def _ends_whole(measured: Measured) -> bool:
    return ends_sentence(measured.sentence.text)


def _tells_more(measured: Measured, part: Question) -> bool:
    """Tell whether a sentence has a word that the question has not, where the question asks for one.

    Whoever asks whether it is so, or only names things, may be answered in the same words; so may another language.
    """
    asks = _ASKS_WHAT.match(fold(part.text)) is not None if part.kind == "thing" else part.kind != "yesno"
    if not asks or measured.features.foreign:
        return True
    asked = _forms(part.text, part.language)
    words = find_words(measured.sentence.text, part.language)
    return any(asked.isdisjoint((word.surface, word.stem)) for word in words if not word.stop)


def _forms(text: str, language: str) -> set[str]:
    return {form for word in find_words(text, language) for form in (word.surface, word.stem)}


def _tells_something(text: str) -> bool:
    """Tell a sentence from a bare date, a byline or dateline with one, a reference, a credit, an order to who reads."""
    if _POINTER.match(text) or _CREDIT.match(text) or gives_orders(text):
        return False
    dated = sum(len(_WORD.findall(mention.text)) for mention in find_dates(text))
    least = _LEAST_WORDS if not dated else _LEAST_BESIDE_DATE + dated
    return len(_WORD.findall(text)) >= least
