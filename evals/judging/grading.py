"""Have many sheets graded, each once: what was graded before is remembered for all runs, what failed is asked again.

An endpoint that fails several times in a row is left alone; the rest stays ungraded with that reason.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from evals.judging.judge import Judge, Judgement, check_priced
from evals.judging.sheets import Sheet
from evals.running.folder import Run
from evals.running.recording import Budget

PATIENCE = 3  # failures in a row, after which an endpoint is asked no more
Shows = Callable[[int, int], None]


class Memory:
    """Remember the verdicts of one judge in a folder that all runs share."""

    def __init__(self, folder: Path, judge: Judge) -> None:
        self._run, self._file = Run(folder), f"{judge.digest}.jsonl"
        self._known = {str(line["key"]): line for line in self._run.lines(self._file)}

    def recall(self, sheet: Sheet) -> Judgement | None:
        """Return what the judge said of this very sheet, None when it was never asked."""
        line = self._known.get(sheet.key)
        return None if line is None else Judgement(sheet.id, sheet.key, line["grade"], str(line["why"]))

    def keep(self, judgement: Judgement) -> None:
        """Remember a verdict; what has no grade is not worth it."""
        if judgement.grade is not None:
            line: dict[str, Any] = {"key": judgement.key, "grade": judgement.grade, "why": judgement.why}
            self._known[judgement.key] = line
            self._run.folder.mkdir(parents=True, exist_ok=True)
            self._run.append(self._file, line)


def missing(sheets: Sequence[Sheet], memory: Memory) -> list[Sheet]:
    """Return the sheets that would be asked, each text once."""
    return list({sheet.key: sheet for sheet in sheets if memory.recall(sheet) is None}.values())


def grade_all(
    sheets: Sequence[Sheet],
    judge: Judge,
    memory: Memory,
    budget: Budget,
    show: Shows = lambda done, total: None,
) -> list[Judgement]:
    """Return a judgement of every sheet, in order. Raises InputError when a limit on cost cannot be kept."""
    lacking = missing(sheets, memory)
    if lacking and budget.limit is not None:
        check_priced(judge, lacking[0])
    found, failures = [], 0
    for number, sheet in enumerate(sheets, 1):
        judgement = memory.recall(sheet) or _left(sheet, budget, failures)
        if judgement is None:
            judgement = judge.grade(sheet)
            memory.keep(judgement)
            budget.spent += judgement.cost or 0.0
            failures = failures + 1 if judgement.outside else 0
        found.append(judgement)
        show(number, len(sheets))
    return found


def _left(sheet: Sheet, budget: Budget, failures: int) -> Judgement | None:
    """Return the judgement of a sheet that is not to be asked for, None when it is."""
    if budget.reached:
        return Judgement(sheet.id, sheet.key, None, "not asked: --max-cost is reached")
    if failures >= PATIENCE:
        return Judgement(sheet.id, sheet.key, None, f"not asked: the judge failed {PATIENCE} times in a row")
    return None
