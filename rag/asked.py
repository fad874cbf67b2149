"""Say what may be asked: the one rule for questions that come from a terminal, a file or a caller."""

from __future__ import annotations

import unicodedata

from rag.errors import InputError
from rag.settings import MAX_QUESTION_CHARACTERS

_INSTEAD = {"Cc": " ", "Cs": "\ufffd"}


def clean_question(raw: str) -> str:
    """Return a question as it will be asked: trimmed, without control characters and lone surrogates.

    Raises InputError when it is empty, has no letter or digit, or is longer than settings.MAX_QUESTION_CHARACTERS.
    """
    trimmed = raw.strip()
    if len(trimmed) > MAX_QUESTION_CHARACTERS:
        raise InputError(
            f"the question has {len(trimmed):,} characters and at most {MAX_QUESTION_CHARACTERS:,} are read.",
            hint="Shorten it.",
        )
    question = "".join(_INSTEAD.get(unicodedata.category(c), c) for c in trimmed).strip()
    if not question:
        raise InputError("the question is empty.", hint="Write it in quotes after the command.")
    if not any(c.isalnum() for c in question):
        raise InputError(f"the question {question[:40]!r} has no letter or digit in it.", hint="Ask it in words.")
    return question
