"""Put another system beside this one, over the questions that both were scored on and no others.

It is a run that was scored, or recorded answers of a peer that were scored just now.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from evals.metrics import ALL, HEADLINES, Metric
from evals.running.folder import MANIFEST, SCORES, Run
from evals.scoring.leading import Values, lead, values_of
from evals.scoring.scored import Scored
from evals.scoring.summary import mean_of
from rag.errors import InputError


def beside_run(scored: Sequence[Scored], other: Run) -> dict[str, Any]:
    """Return the headline figures of this and another run. Raises InputError when they share no scored question."""
    lines = [line for line in other.lines(SCORES) if line["outcome"] is not None]
    theirs = {str(line["id"]): {name: score.get("value") for name, score in line["scores"].items()} for line in lines}
    found = _beside(scored, str(other.read(MANIFEST).get("system", other.folder.name)), theirs)
    if found is None:
        hint = "Score it first, over the same gold questions."
        raise InputError(f"{str(other.folder)!r} shares no scored question with this run.", hint=hint)
    return found


def beside_peer(scored: Sequence[Scored], name: str, theirs: Sequence[Scored]) -> dict[str, Any] | None:
    """Return the headline figures of this run and of a peer, None when they share no scored question."""
    return _beside(scored, name, values_of([item for item in theirs if item.outcome is not None]))


def _beside(scored: Sequence[Scored], name: str, theirs: Values) -> dict[str, Any] | None:
    shared = [item for item in scored if item.question.id in theirs and item.outcome is not None]
    if not shared:
        return None
    headlines = [metric for metric in ALL if metric.name in HEADLINES]
    return {
        "name": name,
        "n": len(shared),
        "theirs": {metric.name: _theirs(metric, shared, theirs) for metric in headlines},
        "ours": {metric.name: _ours(metric, shared) for metric in headlines},
        "lead": lead(shared, theirs),
    }


def _theirs(metric: Metric, shared: Sequence[Scored], theirs: Values) -> dict[str, Any]:
    found = [(theirs[item.question.id].get(metric.name), item.question.cluster) for item in shared]
    return mean_of(metric, [(value, cluster) for value, cluster in found if value is not None])


def _ours(metric: Metric, shared: Sequence[Scored]) -> dict[str, Any]:
    values = [(value, item.question.cluster) for item in shared if (value := item.value(metric.name)) is not None]
    return mean_of(metric, values)
