"""Tell the time of what is asked about from the time of something else in the same sentence.

"L'accordo rafforza l'intesa, sancita a gennaio" does not say when the accord was signed: the time stands in an inset
that tells of another deed. A dateline is no event's time either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rag.answering.choosing.times import find_times
from rag.language.asides import PARTICIPLE_IT
from rag.language.lemmas import lemma
from rag.language.narrowing import find_narrowing
from rag.language.questions import Question
from rag.language.thesaurus import says_same
from rag.language.words import Word, find_words

_WHO = frozenset("che who which whose whom cui".split())
_VERB_IT = re.compile(r"(?:are|ere|ire|rre|rsi)$")
_BREAK = re.compile(r"[,;:()–—«»“”]")


def tells_when_of_another(part: Question, text: str, language: str) -> bool:
    """Tell whether a text gives times only in insets, none of which has a word of what `part` asks the time of."""
    asked = find_narrowing(part)
    if part.kind != "time" or language != part.language or not asked:
        return False
    words = find_words(text, language)
    insets = list(_insets(words, text, language))
    times = find_times(text, part)
    if not times or not insets:
        return False
    for time in times:
        inset = next((run for run in insets if run[0].start <= time < run[-1].end), None)
        if inset is None or any(
            says_same(word, other, language) for word in asked for other in inset if not other.stop
        ):
            return False
    return True


def _insets(words: Sequence[Word], text: str, language: str) -> Iterator[list[Word]]:
    """Yield the words of each inset: from a participle or "who" behind a comma to the next break."""
    for at in range(1, len(words)):
        if "," not in text[words[at - 1].end : words[at].start] or not _opens(words[at], language):
            continue
        run = [words[at]]
        for word in words[at + 1 :]:
            if _BREAK.search(text[run[-1].end : word.start]):
                break
            run.append(word)
        yield run


def _opens(word: Word, language: str) -> bool:
    if word.surface in _WHO:
        return True
    base = lemma(word.text, language)
    if language == "it":
        return PARTICIPLE_IT.search(word.surface) is not None and _VERB_IT.search(base) is not None
    return language == "en" and base != word.surface and not word.surface.endswith(("s", "ing")) and not word.stop
