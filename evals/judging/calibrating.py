"""Hold a judge's grades against labels, and keep what that came to, so that every report can say what it is worth."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from evals.judging.judge import Judge, Judgement
from evals.judging.labels import Example
from evals.judging.sheets import Sheet, sheet
from evals.running.folder import Run
from evals.statistics.agreement import Agreement, agreement
from evals.statistics.intervals import Interval
from rag.answering.prompting import render
from rag.errors import InputError

UNGRADED_AT_MOST = 0.02  # of the labelled answers; above it a calibration says too little to be kept
TRUSTED = 0.6  # kappa from which a judge's grades are called usable (Landis and Koch 1977: substantial above .6)


@dataclass(frozen=True, slots=True)
class Calibration:
    """Hold how a judge did on labelled answers.

    `source` says where the labels come from; `kinds` gives for each kind of answer how many were graded as labelled,
    and of how many. `found` is None when nothing was graded, `why_ungraded` the first reason why something was not.
    """

    judge: str
    rules: str
    source: str
    n: int
    ungraded: int
    why_ungraded: str | None
    found: Agreement | None
    kinds: Mapping[str, tuple[int, int]]

    @property
    def ungraded_too_much(self) -> bool:
        """Tell whether too many answers stayed without a grade for the figures to count."""
        return self.ungraded > UNGRADED_AT_MOST * self.n

    @property
    def trusted(self) -> bool:
        """Tell whether the judge agrees with the labels well enough above chance."""
        return self.found is not None and self.found.kappa is not None and self.found.kappa >= TRUSTED


def sheets_of(examples: Sequence[Example]) -> list[Sheet]:
    """Return the sheet of every example."""
    return [sheet(example.id, example.question, example.answer) for example in examples]


def calibrate(judge: Judge, examples: Sequence[Example], judgements: Sequence[Judgement], source: str) -> Calibration:
    """Return how the judgements agree with the labels of the same examples, in the same order."""
    graded = [(e, j.grade == "correct") for e, j in zip(examples, judgements, strict=True) if j.grade is not None]
    kinds: dict[str, tuple[int, int]] = {}
    for example, grade in graded:
        agreed, n = kinds.get(example.kind, (0, 0))
        kinds[example.kind] = (agreed + (grade == example.right), n + 1)
    found = None
    if graded:
        clusters = [example.question.cluster for example, _ in graded]
        found = agreement([example.right for example, _ in graded], [grade for _, grade in graded], clusters)
    lost = [j.why for j in judgements if j.grade is None]
    why = lost[0] if lost else None
    return Calibration(judge.name, render("grade"), source, len(examples), len(lost), why, found, kinds)


def told(calibration: Calibration) -> Iterator[str]:
    """Yield a calibration for a terminal."""
    yield f"{calibration.judge} against {calibration.n} answers with known grades ({calibration.source})"
    if calibration.ungraded:
        yield f"{calibration.ungraded} of them got no grade"
    found = calibration.found
    if found is None:
        return
    kappa = "none (all alike)" if found.kappa is None else _figure(found.kappa, found.kappa_within)
    yield f"agreement {_figure(found.share, found.share_within)}: how often the judge says what the label says"
    yield f"kappa {kappa}: the same above chance; 0 is a guess, 1 is perfect, usable from {TRUSTED}"
    yield f"sensitivity {_figure(found.sensitivity, found.sensitivity_within)}: right answers graded correct"
    yield f"specificity {_figure(found.specificity, found.specificity_within)}: wrong answers graded incorrect"
    for kind, (agreed, n) in calibration.kinds.items():
        yield f"- {kind}: {agreed} of {n} graded as labelled"
    yield "usable as a second opinion" if calibration.trusted else f"not usable: kappa is below {TRUSTED}"


def document(calibration: Calibration) -> dict[str, Any]:
    """Return a calibration as JSON."""
    return {**asdict(calibration), "trusted": calibration.trusted}


def write_calibration(calibration: Calibration, folder: Path, judge: Judge) -> Path:
    """Keep a calibration beside the judge's verdicts and return its file."""
    folder.mkdir(parents=True, exist_ok=True)
    Run(folder).write(_file(judge), asdict(calibration))
    return folder / _file(judge)


def read_calibration(folder: Path, judge: Judge) -> Calibration | None:
    """Return the calibration of this judge under the rules of today, None when there is none."""
    if not (folder / _file(judge)).exists():
        return None
    document: dict[str, Any] = Run(folder).read(_file(judge))
    try:
        found = None if document["found"] is None else _agreement(document["found"])
        kinds = {kind: (int(agreed), int(n)) for kind, (agreed, n) in document["kinds"].items()}
        made = Calibration(**{**document, "found": found, "kinds": kinds})
    except (KeyError, TypeError, ValueError) as error:
        hint = "Calibrate again: fonte eval calibrate."
        raise InputError(f"{str(folder / _file(judge))!r} is no calibration: {error!r}.", hint=hint) from error
    return made if made.rules == render("grade") else None


def _agreement(document: Mapping[str, Any]) -> Agreement:
    within = {name: Interval(**value) for name, value in document.items() if name.endswith("_within") and value}
    return Agreement(**{**document, **within})


def _file(judge: Judge) -> str:
    return f"{judge.digest}.calibration.json"


def _figure(value: float | None, within: Interval | None) -> str:
    return "–" if value is None or within is None else f"{value:.3f} ({within.low:.3f} to {within.high:.3f})"
