"""Put another scored run beside this one, over the questions that both were scored on and no others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from evals.metrics import ALL, HEADLINES, Metric
from evals.running.folder import MANIFEST, SCORES, Run
from evals.scoring.scored import Scored
from evals.scoring.summary import mean_of
from rag.errors import InputError


def beside(scored: Sequence[Scored], other: Run) -> dict[str, Any]:
    """Return the headline figures of both over the shared questions. Raises InputError when they share none."""
    lines = {str(line["id"]): line for line in other.lines(SCORES) if line["outcome"] is not None}
    shared = [item for item in scored if item.question.id in lines and item.outcome is not None]
    if not shared:
        hint = "Score it first, over the same gold questions."
        raise InputError(f"{str(other.folder)!r} shares no scored question with this run.", hint=hint)
    headlines = [metric for metric in ALL if metric.name in HEADLINES]
    return {
        "name": str(other.read(MANIFEST).get("system", other.folder.name)),
        "n": len(shared),
        "theirs": {metric.name: _theirs(metric, shared, lines) for metric in headlines},
        "ours": {metric.name: _ours(metric, shared) for metric in headlines},
    }


def _theirs(metric: Metric, shared: Sequence[Scored], lines: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    found = [(lines[item.question.id]["scores"].get(metric.name, {}), item.question.cluster) for item in shared]
    return mean_of(metric, [(score["value"], cluster) for score, cluster in found if score.get("value") is not None])


def _ours(metric: Metric, shared: Sequence[Scored]) -> dict[str, Any]:
    values = [(value, item.question.cluster) for item in shared if (value := item.value(metric.name)) is not None]
    return mean_of(metric, values)
