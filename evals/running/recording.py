"""Ask a system every gold question once and keep what it says; asked again, only what is missing is asked.

A recorded response is kept while its key is the same: the question with its history, and the system's fingerprint.
A response that failed is asked again. Nothing is scored here.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from evals.adapters.system import System
from evals.questions import Question
from evals.running.folder import RESPONSES, TIMES, Run
from rag.errors import InputError, OutsideError
from rag.wire import Json, to_text

OUTSIDE, CRASH = "outside", "crash"


@dataclass(slots=True)
class Budget:
    """Count dollars; `limit` None means that nothing is counted."""

    limit: float | None = None
    spent: float = 0.0

    @property
    def reached(self) -> bool:
        """Tell whether nothing more may be spent."""
        return self.limit is not None and self.spent >= self.limit

    def add(self, answer: Any) -> None:
        """Count an answer's cost. Raises InputError when there is a limit and the cost is unknown."""
        usage = answer.get("usage") if isinstance(answer, dict) else None
        cost = (usage or {}).get("cost_usd", 0.0)
        if cost is None and self.limit is not None:
            raise InputError("the cost of an answer is not known, so --max-cost cannot hold.", hint="Leave it out.")
        self.spent += float(cost or 0.0)


@dataclass(slots=True)
class Asked:
    """Count what a run did; `left` are the questions that the budget did not reach."""

    kept: int = 0
    asked: int = 0
    failed: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)

    def plus(self, other: Asked) -> Asked:
        """Return both counts together."""
        return Asked(
            self.kept + other.kept, self.asked + other.asked, self.failed + other.failed, self.left + other.left
        )


def run(
    questions: Sequence[Question],
    system: System,
    target: Run,
    budget: Budget,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Asked:
    """Ask what is not recorded yet; the files end up in the order of `questions`, beside those of other gold sets."""
    done = Asked()
    ids = {question.id for question in questions}
    recorded = {line["id"]: line for line in target.lines(RESPONSES)}
    for number, question in enumerate(questions, 1):
        key = response_key(question, system)
        old = recorded.get(question.id)
        if old is not None and old.get("key") == key and "error" not in old:
            done.kept += 1
        elif budget.reached:
            done.left.append(question.id)
            recorded.pop(question.id, None)
        else:
            line, timings = _ask(question, system, key)
            recorded[question.id] = line
            target.append(RESPONSES, line)
            target.append(TIMES, {"id": question.id, **timings})
            done.asked += 1
            done.failed += [question.id] if "error" in line else []
            budget.add(line.get("answer"))
        progress(number, len(questions))
    others = [line for id_, line in recorded.items() if id_ not in ids]
    target.write_lines(RESPONSES, [*others, *(recorded[q.id] for q in questions if q.id in recorded)])
    times = {line["id"]: line for line in target.lines(TIMES)}
    target.write_lines(TIMES, times.values())
    return done


def response_key(question: Question, system: System) -> str:
    """Return the hash of everything a response depends on."""
    turns: list[Json] = [[*turn] for turn in question.history]
    told: Json = [question.id, question.question, turns, system.fingerprint()]
    return hashlib.sha256(to_text(told).encode("utf-8", "replace")).hexdigest()


def missing(questions: Sequence[Question], system: System, target: Run) -> list[Question]:
    """Return the questions that a run would ask."""
    keys = {line["id"]: line.get("key") for line in target.lines(RESPONSES) if "error" not in line}
    return [question for question in questions if keys.get(question.id) != response_key(question, system)]


def _ask(question: Question, system: System, key: str) -> tuple[dict[str, Any], dict[str, Any]]:
    began = time.perf_counter()
    head: dict[str, Any] = {"id": question.id, "key": key, "asked": question.question}
    try:
        said = dict(system.respond(question))
    except OutsideError as error:
        return {**head, "error": str(error), "kind": OUTSIDE}, {}
    except Exception as error:  # one question must not take the others with it; the gate tells of it
        return {**head, "error": f"{type(error).__name__}: {error}", "kind": CRASH}, {}
    wall = round((time.perf_counter() - began) * 1000, 3)
    answer = said.get("answer")
    timings = answer.pop("timings_ms", None) if isinstance(answer, dict) else None
    return {**head, **said}, {"timings_ms": timings or {"total": wall}}
