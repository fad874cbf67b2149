"""Find quotations in a text, and the word of saying that each hangs on; knows no documents."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.language.words import Word

_QUOTED = re.compile(r"«([^«»]*)(?:»|$)|„([^„“”]*)(?:[“”]|$)|“([^“”]*)(?:”|$)|(?<![\w\"])\"([^\"]+)(?:\"|$)")


def quotations(text: str, words: Sequence[Word], inside: bool) -> list[frozenset[int]]:
    """Return the words of each quotation, in order."""
    spans = [match.span() for match in _QUOTED.finditer(text)]
    if inside:
        closing = re.search(r"[»”\"]", text)
        spans.append((0, closing.start() if closing else len(text)))
    found = [frozenset(i for i, word in enumerate(words) if a <= word.start < b) for a, b in sorted(spans)]
    return [quotation for quotation in found if quotation]


def stays_open(text: str, inside: bool) -> bool:
    """Tell whether a quotation is open where the sentence ends."""
    state, german = inside, False
    for character in text:
        if character in "«“„":
            state, german = not (character == "“" and german), character == "„"
        elif character in "»”":
            state = False
        elif character == '"':
            state = not state
    return state


def leading_verb(quotation: frozenset[int], verbs: Sequence[int], words: Sequence[Word], text: str) -> int | None:
    """Return the saying verb that a quotation hangs on: the nearest one, over no "but" and no semicolon if it can."""

    def distance(verb: int) -> tuple[bool, int]:
        first, last = (verb, min(quotation)) if verb < min(quotation) else (max(quotation), verb)
        turned = any(word.surface in TURNING for word in words[first + 1 : last]) or (
            ";" in text[words[first].end : words[last].start]
        )
        return turned, last - first

    return min(verbs, key=distance, default=None)


TURNING = frozenset("mentre ma invece while but whereas tandis mais wahrend aber".split())
