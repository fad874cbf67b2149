"""Tell whether quotes support a claim, by what stands in them: words, numbers, dates, names and negation.

A claim that repeats its quotes word for word is supported. Any other must keep every number, date and name, say no
"not" that the quotes do not say nor leave one out, and share most of its words with them. Between languages words do
not meet, so a claim without a number, a date or a name is left undecided. No model is asked, and none of the checks
that the assistant itself uses.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, TypeAlias

from evals.matching import fold
from evals.metrics.values import dates_of, language_of, numbers_of
from evals.responses import MARKER
from rag.language.names import find_names
from rag.language.words import find_words

Support: TypeAlias = Literal["supported", "unsupported", "undecided"]

WORDS_SHARED = 0.7  # of a claim's content words, at least, when claim and quotes are of one language
_MARKUP = re.compile(r"\[([^\]]*)\]\([^)]*\)|[*_#`>|\[\]]+")
_NEGATION = re.compile(
    r"(?<!\w)(?:non|né|nessun[oa]?|senza|mai|neanche|nemmeno|neppure|not|no|never|without|nor|neither|cannot|\w+n't|nicht|kein\w*|"
    r"ohne|nie|pas|jamais|sans|aucune?|ne|n')(?!\w)|ません|ない|않|없|아니",
    re.IGNORECASE,
)
_FEW = 3  # content words; a shorter sentence without a fact needs no citation


def support(claim: str, quotes: Sequence[str]) -> tuple[Support, str]:
    """Return whether all quotes together support the claim, and what is missing when they do not."""
    if not quotes:
        return "unsupported", "nothing is cited"
    said, shown = bare(claim), bare(" ".join(quotes))
    if said in shown or all(part in shown for part in _parts(said)):
        return "supported", ""
    return _by_facts(claim, " ".join(quotes))


def needs_citation(claim: str) -> bool:
    """Tell whether a sentence states something: it has a number, a date or a name, or a few content words."""
    language = language_of(claim)
    content = [word for word in find_words(claim, language) if not word.stop]
    return len(content) > _FEW or bool(facts(claim))


def facts(text: str) -> tuple[str, ...]:
    """Return the numbers, dates and names of a text, folded."""
    language = language_of(text)
    names = tuple(fold(word.text) for name in find_names(text, language) for word in name.words if word.capital)
    return (*numbers_of(text, language), *dates_of(text, language), *names)


def bare(text: str) -> str:
    """Return a text folded, without markup and closing stops, for comparing word by word."""
    plain = _MARKUP.sub(lambda found: f" {found[1] or ''} ", MARKER.sub(" ", text))
    return fold(plain).strip(" .;,:…")


def _parts(said: str) -> list[str]:
    return [part for part in re.split(r"\s*\[?…\]?\s*|\s*\.\.\.\s*", said) if part]


def _by_facts(claim: str, quotes: str) -> tuple[Support, str]:
    ours, theirs = language_of(claim), language_of(quotes)
    lost = _missing(claim, quotes, ours, theirs)
    if lost:
        return "unsupported", f"not in the quotes: {', '.join(lost)}"
    if ours != theirs and "und" not in (ours, theirs):
        if bool(_NEGATION.search(claim)) and not _NEGATION.search(quotes):
            return "unsupported", "the claim denies, the quotes do not"
        return ("supported", "") if facts(claim) else ("undecided", f"a claim in {ours} over quotes in {theirs}")
    if denied := _denied_otherwise(claim, quotes, ours if ours != "und" else theirs):
        return "unsupported", f"denied in one of claim and quotes: {', '.join(sorted(denied))}"
    share = _shared(claim, quotes, ours if ours != "und" else theirs)
    return (
        ("supported", "") if share >= WORDS_SHARED else ("unsupported", f"{share:.0%} of its words are in the quotes")
    )


def _missing(claim: str, quotes: str, ours: str, theirs: str) -> list[str]:
    values = {*numbers_of(quotes, theirs), *dates_of(quotes, theirs)}
    lost = [value for value in (*numbers_of(claim, ours), *dates_of(claim, ours)) if value not in values]
    within = set(bare(quotes).split())
    plain = bare(quotes)
    for name in find_names(claim, ours):
        words = [fold(word.text) for word in name.telling or name.words]
        if not all(word in within or word in plain for word in words):
            lost.append(name.text)
    return lost


def _denied_otherwise(claim: str, quotes: str, language: str) -> set[str]:
    """Return the words that are denied in the claim and not in the quotes, or there and stand plainly in the claim."""
    ours, theirs = _denied(claim, language), _denied(quotes, language)
    plainly = {word.stem for word in find_words(claim, language)} - ours
    return (ours - theirs) | (theirs & plainly)


def _denied(text: str, language: str) -> set[str]:
    """Return the stems that a negation stands before: of each, the first content word after it."""
    words = [word for word in find_words(text, language) if not word.stop]
    ends = [found.end() for found in _NEGATION.finditer(text)]
    return {next((word.stem for word in words if word.start >= end), "") for end in ends}


def _shared(claim: str, quotes: str, language: str) -> float:
    said = {word.stem for word in find_words(claim, language) if not word.stop}
    shown = {word.stem for word in find_words(quotes, language)}
    return len(said & shown) / len(said) if said else 1.0
