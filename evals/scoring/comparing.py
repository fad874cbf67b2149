"""Compare two scored runs question by question: what changed, how sure that is, and which questions flipped.

Only questions that both runs scored count. Of the test half flips are counted, never named.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evals.metrics import ALL, HEADLINES, Metric
from evals.running.folder import MANIFEST, RESPONSES, SCORES, Run
from evals.statistics.pairs import Change, adjusted, compare, detectable
from rag.errors import InputError

CERTAIN = 0.05  # adjusted p-value below which a change is called one


@dataclass(frozen=True, slots=True)
class MetricChange:
    """Hold the change of one metric from A to B; `p` is adjusted over all metrics compared."""

    metric: Metric
    before: float
    after: float
    change: Change
    p: float

    @property
    def direction(self) -> str:
        """Return "better", "worse" or "same": same unless the change is certain."""
        if self.p >= CERTAIN or not self.change.difference:
            return "same"
        return "better" if (self.change.difference > 0) == (self.metric.better == "higher") else "worse"

    @property
    def surely_worse(self) -> bool:
        """Tell whether the whole interval of the change lies on the bad side of nothing."""
        within = self.change.interval
        return within.high < 0 if self.metric.better == "higher" else within.low > 0


@dataclass(frozen=True, slots=True)
class Side:
    """Hold what one run has of a flipped question."""

    outcome: str
    stage: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Flip:
    """Hold one dev question that one run passed and the other did not."""

    id: str
    question: str
    type: str
    lang: str
    gained: bool
    before: Side
    after: Side


@dataclass(frozen=True, slots=True)
class Comparison:
    """Hold all that changed from run A to run B; `hidden` counts gained and lost questions of the test half."""

    names: tuple[str, str]
    paired: int
    changes: tuple[MetricChange, ...]
    flips: tuple[Flip, ...]
    hidden: tuple[int, int]
    detectable: float

    @property
    def exit_code(self) -> int:
        """Return 1 when a headline figure got surely worse, else 0."""
        return 1 if any(change.surely_worse for change in self.changes) else 0


def compare_runs(a: Run, b: Run) -> Comparison:
    """Return the comparison; raises InputError when the runs share no scored question."""
    before, after = _scores(a), _scores(b)
    ids = [id_ for id_ in before if id_ in after and None not in (before[id_]["outcome"], after[id_]["outcome"])]
    if not ids:
        hint = "Compare runs over the same gold questions; score them first."
        raise InputError(f"{str(a.folder)!r} and {str(b.folder)!r} share no scored question.", hint=hint)
    changes = _changes(ids, before, after)
    turned = [id_ for id_ in ids if before[id_]["passed"] != after[id_]["passed"]]
    hidden = [after[id_]["passed"] for id_ in turned if after[id_]["split"] == "test"]
    said = _answers(a), _answers(b)
    flips = tuple(_flip(id_, before[id_], after[id_], said) for id_ in turned if after[id_]["split"] == "dev")
    names = _name(a), _name(b)
    share = len(turned) / len(ids)
    found = detectable(len(ids), share) if share else detectable(len(ids))
    return Comparison(names, len(ids), changes, flips, (sum(hidden), len(hidden) - sum(hidden)), found)


def _changes(ids: Sequence[str], before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[MetricChange, ...]:
    found = []
    for metric in (metric for metric in ALL if metric.name in HEADLINES):
        pairs = [
            (x, y, before[id_]["cluster"])
            for id_ in ids
            if (x := _value(before[id_], metric)) is not None and (y := _value(after[id_], metric)) is not None
        ]
        if pairs:
            xs, ys, clusters = ([pair[n] for pair in pairs] for n in range(3))
            change = compare(xs, ys, clusters, binary=metric.binary)
            found.append((metric, sum(xs) / len(xs), sum(ys) / len(ys), change))
    corrected = adjusted([change.p for *_, change in found])
    return tuple(MetricChange(*item, p) for item, p in zip(found, corrected, strict=True))


def _value(line: Mapping[str, Any], metric: Metric) -> float | None:
    value: float | None = line["scores"].get(metric.name, {}).get("value")
    return value


def _flip(
    id_: str,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    said: tuple[Mapping[str, tuple[str, str]], Mapping[str, tuple[str, str]]],
) -> Flip:
    (asked, old), (_, new) = said[0].get(id_, ("", "")), said[1].get(id_, ("", ""))
    sides = [Side(line["outcome"], line["stage"], text) for line, text in ((before, old), (after, new))]
    return Flip(id_, asked, after["type"], after["lang"], bool(after["passed"]), sides[0], sides[1])


def _scores(run: Run) -> dict[str, dict[str, Any]]:
    lines = run.lines(SCORES)
    if not lines:
        raise InputError(f"{str(run.folder)!r} is not scored.", hint=f"Do fonte eval score {run.folder} first.")
    return {str(line["id"]): line for line in lines}


def _answers(run: Run) -> dict[str, tuple[str, str]]:
    """Return question and answer text by id."""
    lines = run.lines(RESPONSES)
    return {str(line["id"]): (str(line.get("asked", "")), _text(line)) for line in lines}


def _text(line: Mapping[str, Any]) -> str:
    return str((line.get("answer") or {}).get("text", line.get("error", "")))


def _name(run: Run) -> str:
    manifest = run.read(MANIFEST)
    commit = str(manifest.get("commit") or "")[:10]
    return " ".join(part for part in (str(manifest.get("system", "?")), commit, f"({run.folder.name})") if part)
