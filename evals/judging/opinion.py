"""Make of a judge's grades what a report shows apart: its rate, corrected by its calibration, and where it differs.

Only answers are graded, no abstentions: whether it was right to abstain is known. No question of the test half is
named.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from evals.judging.calibrating import Calibration
from evals.judging.judge import Judgement
from evals.judging.sheets import Sheet, sheet
from evals.questions import Question
from evals.responses import Response
from evals.scoring.scored import Scored
from evals.statistics.agreement import agreement, corrected
from evals.statistics.intervals import wilson

SHOWN = 20  # questions on which judge and rules differ, at most


@dataclass(frozen=True, slots=True)
class Opinion:
    """Hold what a report shows of a judge (JSON), and its judgements by question."""

    told: Mapping[str, Any]
    judgements: tuple[Judgement, ...]

    @property
    def ungraded(self) -> float:
        """Return the share of the answers that got no grade."""
        return self.told["ungraded"] / self.told["answers"] if self.told["answers"] else 0.0


def answers_of(scored: Sequence[Scored]) -> list[Scored]:
    """Return the questions that were answered."""
    return [item for item in scored if item.outcome is not None and item.response and not item.response.abstained]


def sheets_of(scored: Sequence[Scored]) -> list[Sheet]:
    """Return the sheet of every answer that was given."""
    return [sheet_of(item.question, item.response) for item in answers_of(scored) if item.response is not None]


def sheet_of(question: Question, response: Response) -> Sheet:
    """Return the sheet of one answer: what a person reads of it."""
    return sheet(question.id, question, response.plain)


def opinion(
    name: str, scored: Sequence[Scored], judgements: Sequence[Judgement], calibration: Calibration | None
) -> Opinion:
    """Return the opinion of the judge `name`; `judgements` are those of `sheets_of(scored)`, in order."""
    both = [(item, j) for item, j in zip(answers_of(scored), judgements, strict=True) if j.grade is not None]
    right = sum(j.grade == "correct" for _, j in both)
    told: dict[str, Any] = {
        "judge": name,
        "answers": len(judgements),
        "ungraded": len(judgements) - len(both),
        "why_ungraded": next((j.why for j in judgements if j.grade is None), None),
        "rate": _rate(right, len(both)),
        "corrected": _corrected(right, len(both), calibration),
        "rules": _rate(sum(item.outcome == "correct" for item, _ in both), len(both)),
        "agreement_with_rules": _with_rules(both),
        "calibration": None if calibration is None else _calibrated(calibration),
        "differs": [
            {"id": item.question.id, "rules": item.outcome, "judge": j.grade, "why": j.why}
            for item, j in both
            if item.question.split == "dev" and (item.outcome == "correct") != (j.grade == "correct")
        ][:SHOWN],
    }
    return Opinion(told, tuple(judgements))


def _rate(right: int, n: int) -> dict[str, Any]:
    if not n:
        return {"n": 0, "mean": None, "low": None, "high": None}
    within = wilson(right, n)
    return {"n": n, "mean": round(right / n, 6), "low": round(within.low, 6), "high": round(within.high, 6)}


def _corrected(right: int, n: int, calibration: Calibration | None) -> dict[str, Any] | None:
    if not n or calibration is None or calibration.found is None or not calibration.trusted:
        return None  # the mistakes of a judge that hardly agrees cannot be taken out of its grades
    found = corrected(right, n, calibration.found)
    if found is None:
        return None
    low, high = found.within.low, found.within.high
    return {"n": n, "mean": round(found.share, 6), "low": round(low, 6), "high": round(high, 6)}


def _with_rules(both: Sequence[tuple[Scored, Judgement]]) -> dict[str, Any] | None:
    if not both:
        return None
    rules = [item.outcome == "correct" for item, _ in both]
    found = agreement(rules, [j.grade == "correct" for _, j in both], [item.question.cluster for item, _ in both])
    return {"share": round(found.share, 6), "kappa": None if found.kappa is None else round(found.kappa, 6)}


def _calibrated(calibration: Calibration) -> dict[str, Any]:
    found = None if calibration.found is None else asdict(calibration.found)
    return {"source": calibration.source, "n": calibration.n, "trusted": calibration.trusted, "found": found}
