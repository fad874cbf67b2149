"""Say what may be asked: the one rule for questions that come from a terminal, a file or a caller."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from rag.errors import InputError
from rag.settings import MAX_QUESTION_CHARACTERS

_INSTEAD = {"Cc": " ", "Cs": "\ufffd"}


def clean_history(raw: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return earlier exchanges as pairs of strings. Raises InputError for anything else."""
    pairs = [tuple(pair) if isinstance(pair, list | tuple) else () for pair in raw]
    for number, pair in enumerate(pairs, 1):
        if len(pair) != 2 or not all(isinstance(text, str) for text in pair):
            raise InputError(f"exchange {number} of the history must be a pair of strings (question, answer).")
    return [(pair[0], pair[1]) for pair in pairs]


def clean_question(raw: str) -> str:
    """Return a question as it will be asked: trimmed, without control characters and lone surrogates.

    Raises InputError when it is empty, has no letter or digit, or is longer than settings.MAX_QUESTION_CHARACTERS.
    """
    if not isinstance(raw, str):
        raise InputError(f"the question must be a string, got {type(raw).__name__}.")
    trimmed = raw.strip()
    if len(trimmed) > MAX_QUESTION_CHARACTERS:
        raise InputError(
            f"the question has {len(trimmed):,} characters and at most {MAX_QUESTION_CHARACTERS:,} are read.",
            hint="Shorten it.",
        )
    question = "".join(_INSTEAD.get(unicodedata.category(c), c) for c in trimmed).strip()
    if not question:
        raise InputError("the question is empty.", hint="Ask something, in words.")
    if not any(c.isalnum() for c in question):
        raise InputError(f"the question {question[:40]!r} has no letter or digit in it.", hint="Ask it in words.")
    return question
