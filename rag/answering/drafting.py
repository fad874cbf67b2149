"""Name what an engine hands over: which sentences answer which part, and what stays unanswered.

An engine writes no quotation and no offset. It points at sentences of the search result by their place; `citing.py`
turns places into exact spans.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from rag.language.questions import Question
from rag.types import SearchResult, Usage


@dataclass(frozen=True, slots=True)
class DraftClaim:
    """Hold one sentence of a draft; `text` None means the sentence itself; `sentences` are places in the result."""

    sentences: tuple[int, ...]
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """Hold what an engine answers.

    `unanswered` are parts without an answer, `nearest` is the best place it saw, `unheard` are names in the question
    that no article uses.
    """

    claims: tuple[DraftClaim, ...]
    unanswered: tuple[Question, ...] = ()
    nearest: int | None = None
    unheard: tuple[str, ...] = ()
    usage: Usage = Usage()


class Engine(Protocol):
    """What can answer: the embedded extractive engine, a local model, an endpoint."""

    @property
    def name(self) -> str: ...
    @property
    def model(self) -> str | None: ...
    def draft(self, parts: Sequence[Question], result: SearchResult) -> Draft: ...
