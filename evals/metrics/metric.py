"""Say what a metric is: a pure function of one question, its response and the articles, with a declared direction.

What cannot be scored is `unscored` with a reason and counted apart, never 0 and never 1; a question that a metric is
not about is `n/a`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from evals.articles import Articles
from evals.questions import Question
from evals.responses import Response

Status: TypeAlias = Literal["ok", "unscored", "n/a"]
Better: TypeAlias = Literal["higher", "lower"]
Group: TypeAlias = Literal["retrieval", "citations", "answer", "honesty"]


@dataclass(frozen=True, slots=True)
class Score:
    """Hold what one metric says of one response; `value` is None unless the status is "ok"."""

    value: float | None
    status: Status
    why: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """Hold all that a metric may look at."""

    question: Question
    response: Response
    articles: Articles


@dataclass(frozen=True, slots=True)
class Metric:
    """Name a metric: where it is best, what it says of nothing, and whether its values are only 0 and 1.

    `low` is the least value it can take; `invariant` metrics must be perfect on every question.
    """

    name: str
    group: Group
    better: Better
    says: str
    empty: str
    measure: Callable[[Case], Score]
    binary: bool = False
    invariant: bool = False
    low: float = 0.0


def ok(value: float, why: str = "") -> Score:
    """Return a score that was measured."""
    return Score(float(value), "ok", why)


def unscored(why: str) -> Score:
    """Return the score of what could not be measured, with the reason."""
    return Score(None, "unscored", why)


def not_applicable(why: str) -> Score:
    """Return the score of a question that the metric is not about."""
    return Score(None, "n/a", why)
