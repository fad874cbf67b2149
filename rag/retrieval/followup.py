"""Make a follow-up stand on its own: "e per KSIA?" after "Chi ha firmato per ANIE?" → "Chi ha firmato per KSIA?".

Takes a question and the earlier exchanges, gives the question to search for. Rules only, no model: an elliptic
question borrows what it leaves out from the last one; any other question stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.language.names import find_names
from rag.language.questions import understand
from rag.language.words import find_words, fold

_OPENING = re.compile(
    r"^\s*(?:e|ed|e invece|invece|ma|and|but|what about|how about|und|aber|et|y)\s+(?=\S)", re.IGNORECASE
)
_LEANING = re.compile(
    r"\b(?:lui|lei|loro|esso|essa|essi|esse|suo|sua|suoi|sue|quello|quella|quelli|quelle|questo|questa|questi|queste|"
    r"costui|ciò|ne|it|its|he|she|him|his|her|they|them|their|this|that|these|those|there)\b|"
    r"\b(?:lo|la|li|le|gli)\s+(?:ha|hanno|aveva|era|e|sono)\b"
)
_PREPOSITION = re.compile(
    r"\s*(per|di|del|della|dell['’]|a|al|alla|in|con|da|dal|dalla|for|of|in|with|by|at|from|für|von|mit|pour|de)\b\s*",
    re.IGNORECASE,
)


_SUBJECT = 2  # content words from which a follow-up brings a subject of its own, in place of what was named
_BARE = 2  # content words up to which a question that names nothing leans on what was named before


def stand_alone(question: str, history: Sequence[tuple[str, str]], language: str) -> str:
    """Return `question` with what it leaves out taken from the last question of `history`, or unchanged."""
    if not history:
        return question
    earlier = history[-1][0].strip()
    opened = _OPENING.match(question)
    rest = question[opened.end() :] if opened else question
    content = [word for word in find_words(rest, language) if not word.stop]
    asks = understand(rest, language)[0].kind != "thing"
    if opened and not asks and len(content) <= 3:
        return _swapped(rest, earlier, language) or _joined(rest, earlier, language, only_names=False)
    bare = len(content) <= _BARE and not any(word.capital or word.number for word in content)
    if (opened and len(content) <= 3) or _LEANING.search(fold(question)) or bare:
        return _joined(rest, earlier, language, only_names=True)
    return question


def _swapped(rest: str, earlier: str, language: str) -> str | None:
    """Put the new name where the last question has one after the same preposition, or its only name."""
    names = find_names(earlier, language)
    new = rest.strip().rstrip("?!. ")
    preposition = _PREPOSITION.match(new)
    if preposition:
        fitting = [
            name
            for name in names
            if re.search(rf"\b{re.escape(preposition[1])}\s*$", earlier[: name.start], re.IGNORECASE)
        ]
        new = new[preposition.end() :]
    else:
        fitting = names if len(names) == 1 and any(word.capital for word in find_words(new, language)) else []
    if len(fitting) != 1 or not new:
        return None
    name = fitting[0]
    return f"{earlier[: name.start]}{new}{earlier[name.end :]}"


def _joined(rest: str, earlier: str, language: str, *, only_names: bool) -> str:
    """Append the names of the last question, or its content words when it has none or a verb is wanted too.

    A number gives way to the number that the follow-up brings, and a name to the subject that it brings.
    """
    mine = find_words(rest, language)
    said = {word.surface for word in mine}
    numbered = any(word.number for word in mine)
    names = [name.text for name in find_names(earlier, language) if not {word.surface for word in name.words} & said]
    if only_names and names:
        return f"{rest.strip().rstrip('?!. ')} ({', '.join(names)})?"
    brings_subject = not only_names and sum(not (word.stop or word.number) for word in mine) >= _SUBJECT
    dropped = {word.start for name in find_names(earlier, language) for word in name.words} if brings_subject else set()
    lent = [
        word.text
        for word in find_words(earlier, language)
        if not word.stop and word.surface not in said and not (numbered and word.number) and word.start not in dropped
    ]
    return f"{rest.strip().rstrip('?!. ')} ({' '.join(lent)})?" if lent else rest
