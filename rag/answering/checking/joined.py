"""Tell who does a verb that "and" joins to another: "Rojas called it a betrayal and threatened a strike"."""

from __future__ import annotations

from rag.answering.checking.reading import Reading
from rag.answering.checking.sides import sides
from rag.answering.checking.verbs import is_passive, is_verb


def shared_doers(reading: Reading, verb: int) -> frozenset[int]:
    """Return who does the verb before "and", where nobody is named between the two."""
    joint = next((i for i in range(verb - 1, max(-1, verb - _NEAR), -1) if reading.words[i].surface in _AND), None)
    if joint is None or any(not reading.words[i].stop for i in range(joint + 1, verb)) or is_passive(reading, verb):
        return frozenset()
    others = [i for i in range(joint - 1, -1, -1) if is_verb(reading, i)]
    return frozenset() if not others or is_passive(reading, others[0]) else sides(reading, others[0]).doing


_AND = frozenset("e ed ma and but und aber et".split())
_NEAR = 4  # words from "and" to its verb

__all__ = ["shared_doers"]
