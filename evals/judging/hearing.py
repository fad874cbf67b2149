"""Let one judge hear a run's answers, or labelled ones: what is remembered is not asked, what it cost is counted."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType

from evals.goldsets import GoldSet
from evals.judging import labels, opinion
from evals.judging.calibrating import Calibration, calibrate, read_calibration, sheets_of, write_calibration
from evals.judging.grading import Memory, grade_all, missing
from evals.judging.judge import Judge
from evals.judging.sheets import Sheet
from evals.mutations.trials import perfect
from evals.questions import Question
from evals.responses import read_response
from evals.running.asking import Estimate
from evals.running.folder import RESPONSES, Run
from evals.running.recording import Budget
from evals.scoring.scored import Scored
from rag.settings import data_directory

EXAMPLES = 80  # labelled answers, when nobody says how many
MUTATED = "perfect answers and mutations of them"


class Hearing:
    """Hold a judge, what it remembers, and what it may cost; `show` is told how far it is. Use it in a `with`."""

    def __init__(
        self, judge: Judge, budget: Budget, show: Callable[[int, int], None], folder: Path | None = None
    ) -> None:
        self._judge, self._budget, self._show = judge, budget, show
        self._folder = folder or data_directory() / "judgements"
        self._memory = Memory(self._folder, judge)

    def __enter__(self) -> Hearing:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._judge.close()

    def opinion(self, scored: Sequence[Scored]) -> opinion.Opinion:
        """Return what the judge makes of the answers of a scored run."""
        sheets = opinion.sheets_of(scored)
        judgements = grade_all(sheets, self._judge, self._memory, self._budget, self._show)
        return opinion.opinion(self._judge.name, scored, judgements, read_calibration(self._folder, self._judge))

    def calibrate(self, examples: Sequence[labels.Example], source: str) -> Calibration:
        """Return how the judge does on labelled answers, and keep it for the reports when every one was graded."""
        judgements = grade_all(sheets_of(examples), self._judge, self._memory, self._budget, self._show)
        found = calibrate(self._judge, examples, judgements, source)
        if found.found is not None and not found.ungraded_too_much:
            write_calibration(found, self._folder, self._judge)
        return found

    def estimate(self, sheets: Sequence[Sheet]) -> Estimate:
        """Return what grading would take; nothing is asked."""
        found = Estimate()
        for lacking in missing(sheets, self._memory):
            prompt, reply, dollars = self._judge.estimate(lacking)
            cost = None if found.dollars is None or dollars is None else found.dollars + dollars
            found = Estimate(
                found.questions + 1, (found.prompt_tokens or 0) + prompt, (found.completion_tokens or 0) + reply, cost
            )
        return found


def examples_of(golds: Sequence[GoldSet], file: Path | None, most: int | None) -> tuple[list[labels.Example], str]:
    """Return labelled answers and where their labels come from: a person's file, or the mutations."""
    if file is not None:
        return labels.labelled(file, golds)[:most], f"labels in {file.name}"
    return labels.mutated(golds, most or EXAMPLES), MUTATED


def sheets_ahead(asked: Mapping[str, Sequence[Question]], run: Run | None) -> list[Sheet]:
    """Return the sheets that judging needs: of the answers a run holds, without one as if all were answered."""
    lines = {str(line["id"]): line for line in run.lines(RESPONSES)} if run is not None else {}
    found = []
    for question in (question for questions in asked.values() for question in questions):
        line = lines.get(question.id)
        response = perfect(question) if run is None else None if line is None else read_response(line)
        if response is not None and not response.error and not response.abstained:
            found.append(opinion.sheet_of(question, response))
    return found
