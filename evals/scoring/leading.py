"""Say by how much this system is ahead of another one, question by question, on what both were scored on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from evals.metrics import ALL
from evals.scoring.scored import Scored
from evals.statistics.pairs import compare

COMPARED = ("crag", "strict_nuggets", "correct_and_cited")  # the figures in which a system is called better
FEWEST = 20  # questions; of fewer no difference is told
Values: TypeAlias = Mapping[str, Mapping[str, float | None]]  # of another system: by question, by metric


def values_of(scored: Sequence[Scored]) -> Values:
    """Return the values of a scored system by question and metric."""
    return {item.question.id: {name: score.value for name, score in item.scores.items()} for item in scored}


def lead(scored: Sequence[Scored], theirs: Values) -> dict[str, dict[str, float]]:
    """Return for each compared metric (more is better in all of them) by how much this system is ahead.

    With it stand its interval, p-value and n. A metric with fewer than `FEWEST` shared values is left out.
    """
    found = {}
    for metric in (metric for metric in ALL if metric.name in COMPARED):
        pairs = [
            (other, ours, item.question.cluster)
            for item in scored
            if (ours := item.value(metric.name)) is not None
            if (other := theirs.get(item.question.id, {}).get(metric.name)) is not None
        ]
        if len(pairs) >= FEWEST:
            before, after, clusters = ([pair[n] for pair in pairs] for n in range(3))
            change = compare(before, after, clusters, binary=metric.binary)
            low, high = change.interval.low, change.interval.high
            figures = {"ahead": change.difference, "low": low, "high": high, "p": change.p}
            found[metric.name] = {**{name: round(x, 6) for name, x in figures.items()}, "n": len(pairs)}
    return found
