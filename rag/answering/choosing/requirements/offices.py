"""Tell whether a sentence speaks of the office whose holder is asked for: "who is the lawyer of Orsini?".

A sentence that calls Orsini a president does not say who his lawyer is.
"""

from __future__ import annotations

import re

from rag.language.posts import have_post_by_other_name, post_of
from rag.language.questions import Question
from rag.language.thesaurus import same_meaning, says_same
from rag.language.words import Word, find_words, fold
from rag.types import SearchResult

_WHO_IS_THE = re.compile(
    r"\W*(?:(?:e|and|und|et)\s)?(?:chi\s(?:e|era|sono|erano|fu|sara)|who(?:\s(?:is|was|are|were)|['’]s)|wer\s(?:ist|war|sind)|"
    r"qui\s(?:est|etait|sont)|quien(?:es)?\s(?:es|era|son)|come si chiama\w*|what is the name of|wie heisst)\s"
    r"(?:(?:il|lo|la|i|gli|le|the|der|die|das|les|el|los|las)\s|l['’])"
)
_OF_THE_TIME = frozenset(
    "attuale nuovo nuova vecchio ex vice primo prima current new old former first neue aktuelle nouveau".split()
)
_NEAR = 0.5  # strength of a word's vector from which it may stand for the office


def office_asked(part: Question) -> Word | None:
    """Return the noun of the office or the part that somebody plays, None where `part` asks for none."""
    folded = fold(part.text)
    asks = _WHO_IS_THE.match(folded)
    if asks is None or len(folded) != len(part.text):
        return None
    run: list[Word] = []
    for word in find_words(part.text, part.language):
        if word.start < asks.end() or (not run and word.surface in _OF_THE_TIME):
            continue
        if word.stop or word.number or (word.capital and part.language != "de"):
            break
        run.append(word)
    if not run:
        return None
    return run[-1] if part.language == "en" else run[0]


def speaks_of_office(office: Word, part: Question, place: int, result: SearchResult) -> bool:
    """Tell whether the sentence at `place`, the one before it or the title has the office, by any of its names.

    Across languages only of offices with names known in both.
    """
    sentence = result.sentences[place]
    source = result.sources[sentence.file]
    before = result.sentences[place - 1] if place else sentence
    leaned_on = before.text if before.passage == sentence.passage else ""
    text = f"{source.title or ''} {leaned_on} {sentence.text}"
    if source.language != part.language and post_of(office.surface) is None:
        return True
    if have_post_by_other_name(office.text, text):
        return True
    near = result.related.get(office.surface, {})
    return any(
        near.get(word.surface, 0.0) >= _NEAR or _is_same(office, part.language, word, source.language)
        for word in find_words(text, source.language)
        if not word.stop
    )


def _is_same(office: Word, language: str, word: Word, other: str) -> bool:
    post = post_of(office.surface)
    if word.stem == office.stem or (post is not None and post_of(word.surface) == post):
        return True
    if language == other:
        return says_same(office, word, language)
    return same_meaning(office, language, word, other)
