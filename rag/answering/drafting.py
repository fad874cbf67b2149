"""Name what an engine is given and what it hands over: which sentences answer, and what stays unanswered.

An engine writes no quotation and no offset. It points at sentences of the search result by their place; `citing.py`
turns places into exact spans.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol, TypeAlias, runtime_checkable

from rag.language.questions import Question
from rag.types import Interpreted, Notice, Passage, SearchResult, Usage


@dataclass(frozen=True, slots=True)
class Asked:
    """Hold a question as it came and as it was understood."""

    question: str
    interpreted: Interpreted
    language: str
    parts: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class DraftClaim:
    """Hold one sentence of a draft; `text` None means the sentence itself; `sentences` are places in the result.

    `counts` is the number of articles that the text gives, one sentence of each; None for any other claim. Such a text
    stands in no article, so it is checked against the list and not against the words of its sources.
    """

    sentences: tuple[int, ...]
    text: str | None = None
    counts: int | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """Hold what an engine answers.

    `unanswered` are parts without an answer, `nearest` is the best place it saw, `unheard` are names in the question
    that no article uses. `shown` are the places of the passages it was shown, None for all. `record` is for a trace:
    what was asked of a model and what it said.
    """

    claims: tuple[DraftClaim, ...]
    unanswered: tuple[Question, ...] = ()
    nearest: int | None = None
    unheard: tuple[str, ...] = ()
    usage: Usage = Usage()
    notices: tuple[Notice, ...] = ()
    shown: frozenset[int] | None = None
    record: Mapping[str, object] = field(default_factory=dict)

    def with_repair(self, again: Draft) -> Draft:
        """Return the draft with what writing some claims anew took and said."""
        record = {**self.record, "repair": dict(again.record)} if again.record else self.record
        return replace(self, usage=add_usage(self.usage, again.usage), record=record)

    def with_opinion(self, opinion: Opinion) -> Draft:
        """Return the draft with what a second opinion took and said, and a notice when none came."""
        notices = (
            *self.notices,
            Notice("no_second_opinion", f"No second opinion: {opinion.problem}. The rules stand."),
        )
        record = {**self.record, "second_opinion": dict(opinion.record)}
        told = self.notices if opinion.grades else notices
        return replace(self, usage=add_usage(self.usage, opinion.usage), record=record, notices=told)


def add_usage(one: Usage, other: Usage) -> Usage:
    """Return the sum; its cost is None when one of them is unknown."""
    known = one.cost_usd is not None and other.cost_usd is not None
    total = round((one.cost_usd or 0.0) + (other.cost_usd or 0.0), 6) if known else None
    return Usage(one.prompt_tokens + other.prompt_tokens, one.completion_tokens + other.completion_tokens, total)


@dataclass(frozen=True, slots=True)
class Grade:
    """Hold a second opinion on one claim: 0 (no), 1 (in part) or 2 (wholly), supported by its quotes and answering."""

    support: int
    answers: int


@dataclass(frozen=True, slots=True)
class Opinion:
    """Hold the grades of all claims in order, or none and why; what it took, and for a trace what was said."""

    grades: tuple[Grade, ...]
    problem: str = ""
    usage: Usage = Usage()
    record: Mapping[str, object] = field(default_factory=dict)


Drafted: TypeAlias = DraftClaim | Draft


@dataclass(frozen=True, slots=True)
class Rewriting:
    """Hold a question as a model rewrote it; `text` None when it cannot be used, `record` empty when none was asked."""

    text: str | None
    usage: Usage = Usage()
    record: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reranking:
    """Hold the places of passages as a model orders them, None when it could not, and what the asking took."""

    places: tuple[int, ...] | None
    told: Rewriting


class Engine(Protocol):
    """What can answer: the embedded extractive engine, a local model, an endpoint."""

    @property
    def name(self) -> str: ...
    @property
    def model(self) -> str | None: ...
    def draft(self, asked: Asked, result: SearchResult) -> Draft: ...
    def close(self) -> None: ...


@runtime_checkable
class StreamingEngine(Protocol):
    """What can hand over each claim as it is written: the claims in order, then the whole Draft, once, last."""

    def stream(self, asked: Asked, result: SearchResult) -> Iterator[Drafted]: ...


@runtime_checkable
class RewritingEngine(Protocol):
    """What can rewrite a question before the search: made to stand alone, or put into another language."""

    def condense(self, question: str, history: Sequence[tuple[str, str]], language: str) -> Rewriting: ...
    def translate(self, question: str, language: str, target: str) -> Rewriting: ...


@runtime_checkable
class RerankingEngine(Protocol):
    """What can put passages in order before it answers."""

    def rerank(self, question: str, passages: Sequence[Passage]) -> Reranking: ...


@runtime_checkable
class RepairingEngine(Protocol):
    """What can write anew the claims that the checks refused; a Draft without claims when it cannot."""

    def repair(self, asked: Asked, result: SearchResult, failed: Sequence[DraftClaim]) -> Draft: ...


@runtime_checkable
class JudgingEngine(Protocol):
    """What can give a second opinion: a grade for each claim and its quotes; none when it fails."""

    @property
    def name(self) -> str: ...
    def close(self) -> None: ...
    def judge(self, question: str, claims: Sequence[tuple[str, Sequence[str]]]) -> Opinion: ...
