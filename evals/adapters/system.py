"""Say what a system under test is: it has a name, it answers one gold question at a time, it may be asked the cost."""

from __future__ import annotations

from typing import Protocol

from evals.questions import Question
from rag.wire import Json


class System(Protocol):
    """Answer gold questions.

    `respond` returns `{files?, passages?, confidence?, answer}` as `evals.responses` reads it. It raises
    OutsideError when something outside failed (the question stays unscored); any other exception counts as a crash.
    """

    @property
    def name(self) -> str:
        """Return what reports call the system."""

    def fingerprint(self) -> Json:
        """Return all that its answers depend on beside the question; while it stays, recorded answers are kept."""

    def respond(self, question: Question) -> dict[str, Json]:
        """Answer one question."""
