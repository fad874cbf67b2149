"""Ask Python: `module:function` is called once with the folder of articles and returns what answers.

    def open_system(corpus: Path) -> Callable[[str, list[tuple[str, str]]], str | dict]

What it returns is called with a question and its history and gives a text, or an answer as for a command. When it has
a `close`, that is called at the end.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from evals.adapters.command import whole
from evals.questions import Question
from rag.errors import InputError
from rag.wire import Json


class Function:
    """Answer with a function of the user's. Raises InputError when it cannot be found or called."""

    def __init__(self, place: str, corpus: Path) -> None:
        self._place, self._corpus = place, corpus
        self._answer: Callable[[str, list[tuple[str, str]]], Any] = _found(place)(corpus)
        if not callable(self._answer):
            raise InputError(f"{place} must return a function, got {type(self._answer).__name__}.")

    @property
    def name(self) -> str:
        """Return the place of the function."""
        return self._place

    def fingerprint(self) -> Json:
        """Return the place of the function and the folder; what its code depends on is not known here."""
        return ["function", self._place, str(self._corpus)]

    def close(self) -> None:
        """Let the system go."""
        getattr(self._answer, "close", lambda: None)()

    def respond(self, question: Question) -> dict[str, Json]:
        """Ask one question."""
        return whole(self._answer(question.question, [*question.history]))


def _found(place: str) -> Callable[[Path], Any]:
    module, _, name = place.partition(":")
    try:
        made: Callable[[Path], Any] = getattr(import_module(module), name)
    except (ImportError, AttributeError, ValueError) as error:
        raise InputError(f"cannot find {place!r}: {error}.", hint="Write package.module:function.") from error
    return made
