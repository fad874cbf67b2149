"""Find the name that "che" or "who" stands for: "con Anna Neri, presidente dell'ente, che ha promesso"."""

from __future__ import annotations

from rag.answering.checking.reading import Reading
from rag.answering.checking.verbs import BEING, is_verb

RELATIVE = frozenset("che who which that whom dass que qui".split())
LEADING = frozenset(
    """a ad al alla ai agli alle all in nel nella nei negli nelle nell per con da dal dalla dopo prima
    durante secondo su
    sul sulla tra fra at on for with after before during by from since under
    am im vom zum zur beim seit nach mit fur gegen ohne""".split()
)


def antecedent(reading: Reading, verb: int) -> list[int]:
    """Return the words of the name that "che", "who" stands for: "con Anna Neri, che ha promesso"."""
    at = next((i for i in range(verb - 1, max(-1, verb - _NEAR_VERB), -1) if reading.words[i].surface in RELATIVE), 0)
    start = _inset_before(reading, at) if at else None
    if start is not None:  # "Zanardi, presidente dei commercianti, che ha chiesto": he did
        inset = [i for i in range(start, at) if not reading.words[i].stop]
        return [*_name_before(reading, start), *inset]
    if (
        not at
        or not reading.words[at - 1].capital
        or any(reading.words[i].surface not in BEING and is_verb(reading, i) for i in range(at + 1, verb))
    ):
        return []
    return _name_before(reading, at)


def _name_before(reading: Reading, at: int) -> list[int]:
    """Return the words of the name, with its title, that ends right before the word at `at`."""
    start = at - 1
    while start > 0 and reading.clauses[start - 1] == reading.clauses[at - 1]:
        word = reading.words[start - 1]
        if word.surface in LEADING or (word.stop and word.surface not in OF_NAME) or is_verb(reading, start - 1):
            break
        start -= 1
    return [i for i in range(start, at) if not reading.words[i].stop]


def _inset_before(reading: Reading, at: int) -> int | None:
    """Return where what is set beside a name between commas begins, that ends right before "che" or "who"."""
    words, text = reading.words, reading.text
    if "," not in text[words[at - 1].end : words[at].start]:
        return None
    start = at - 1
    while start > 0 and "," not in text[words[start - 1].end : words[start].start]:
        start -= 1
    told = any(words[i].surface in BEING or is_verb(reading, i) for i in range(start, at))
    return start if start and words[start - 1].capital and not words[start].capital and not told else None


_NEAR_VERB = 5  # words from "che" to its verb
OF_NAME = frozenset("di del della dei delle dell d of the il la l von de".split())
