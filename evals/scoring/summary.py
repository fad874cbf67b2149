"""Sum the scores of a run: means with intervals over all, dev and test; finer slices of dev alone.

Of the test half nothing finer than a total leaves this module, so that nobody tunes on it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from evals.metrics import ALL, HEADLINES, Metric
from evals.metrics.honesty import OUTCOMES
from evals.scoring.leading import lead, values_of
from evals.scoring.scored import Scored
from evals.scoring.waterfall import STAGES
from evals.statistics.intervals import Interval, bootstrap, wilson
from evals.statistics.pairs import detectable
from evals.statistics.risk import risk_coverage

FEWEST = 20  # a slice with fewer questions is shown as counts only
HALVES: Mapping[str, Callable[[Scored], bool]] = {
    "all": lambda scored: True,
    "dev": lambda scored: scored.question.split == "dev",
    "test": lambda scored: scored.question.split == "test",
}


def summarise(scored: Sequence[Scored], naive: Mapping[str, Sequence[Scored]]) -> dict[str, Any]:
    """Return the summary of a run beside the naive systems, ready for JSON; raises ValueError for no scores."""
    if not scored:
        raise ValueError("no question was scored")
    dev = [item for item in scored if item.question.split == "dev"]
    return {
        "questions": len(scored),
        "not_answerable": sum(not item.question.answerable for item in scored),
        "unscored": sum(item.outcome is None for item in scored),
        "smallest_detectable_change": round(detectable(len(scored)), 4),
        "outcomes": {half: _outcomes([s for s in scored if belongs(s)]) for half, belongs in HALVES.items()},
        "metrics": {metric.name: _metric(metric, scored) for metric in ALL},
        "baselines": {name: {m.name: _metric(m, items) for m in _headlines()} for name, items in naive.items()},
        "sets": {gold: _set([s for s in scored if s.gold == gold]) for gold in dict.fromkeys(s.gold for s in scored)},
        "against": {name: lead(scored, values_of(items)) for name, items in naive.items()},
        "slices": {"type": _slices(dev, "type"), "lang": _slices(dev, "lang")},
        "grid": _grid(dev),
        "waterfall": {stage: n for stage in STAGES if (n := sum(item.stage == stage for item in dev))},
        "risk_coverage": _curve(scored),
        "operations": _operations(scored),
    }


def aggregate(metric: Metric, scored: Sequence[Scored]) -> dict[str, Any]:
    """Return n, mean and interval of one metric over some questions, and how many stayed unscored."""
    values = [(value, item.question.cluster) for item in scored if (value := item.value(metric.name)) is not None]
    return mean_of(metric, values, sum(item.scores[metric.name].status == "unscored" for item in scored))


def mean_of(metric: Metric, values: Sequence[tuple[float, str]], lost: int = 0) -> dict[str, Any]:
    """Return n, mean and interval of `(value, cluster)`; fewer than `FEWEST` values have no interval."""
    if not values:
        return {"n": 0, "mean": None, "low": None, "high": None, "unscored": lost}
    numbers = [value for value, _ in values]
    within = _interval(metric, numbers, [cluster for _, cluster in values]) if len(values) >= FEWEST else None
    return {
        "n": len(values),
        "mean": round(sum(numbers) / len(numbers), 6),
        "low": None if within is None else round(within.low, 6),
        "high": None if within is None else round(within.high, 6),
        "unscored": lost,
    }


def _interval(metric: Metric, values: list[float], clusters: list[str]) -> Interval:
    return wilson(sum(values), len(values)) if metric.binary else bootstrap(values, clusters, metric.low)


def _metric(metric: Metric, scored: Sequence[Scored]) -> dict[str, Any]:
    halves = {half: aggregate(metric, [s for s in scored if belongs(s)]) for half, belongs in HALVES.items()}
    return {"group": metric.group, "better": metric.better, "says": metric.says, **halves}


def _operations(scored: Sequence[Scored]) -> dict[str, Any]:
    """Return tokens, dollars (None when one cost is unknown) and failures; times stand in times.jsonl."""
    answered = [item.response for item in scored if item.response is not None and item.response.error is None]
    costs = [response.cost for response in answered]
    return {
        "prompt_tokens": sum(response.tokens[0] for response in answered),
        "completion_tokens": sum(response.tokens[1] for response in answered),
        "cost_usd": None if None in costs else round(sum(cost for cost in costs if cost is not None), 6),
        "errors": sum(item.response is not None and item.response.error is not None for item in scored),
    }


def _set(scored: Sequence[Scored]) -> dict[str, Any]:
    told = [*_headlines(), *(metric for metric in ALL if metric.group == "retrieval")]
    return {"n": len(scored), "metrics": {metric.name: _metric(metric, scored) for metric in told}}


def _headlines() -> list[Metric]:
    return [metric for metric in ALL if metric.name in HEADLINES or metric.group == "citations"]


def _outcomes(scored: Sequence[Scored]) -> dict[str, int]:
    counted = Counter(item.outcome for item in scored)
    return {**{name: counted[name] for name in OUTCOMES}, "unscored": counted[None]}


def _slices(dev: Sequence[Scored], by: str) -> dict[str, Any]:
    names = sorted({getattr(item.question, by) for item in dev})
    found: dict[str, Any] = {}
    for name in names:
        items = [item for item in dev if getattr(item.question, by) == name]
        counts = {"n": len(items), "passed": sum(item.passed for item in items)}
        enough = len(items) >= FEWEST
        found[name] = {**counts, **({m.name: aggregate(m, items) for m in _headlines()} if enough else {})}
    return found


def _grid(dev: Sequence[Scored]) -> list[dict[str, Any]]:
    """Return passed and n for every type and language that dev has."""
    cells: dict[tuple[str, str], list[bool]] = {}
    for item in dev:
        cells.setdefault((item.question.type, item.question.lang), []).append(item.passed)
    return [{"type": t, "lang": lang, "n": len(p), "passed": sum(p)} for (t, lang), p in sorted(cells.items())]


def _curve(scored: Sequence[Scored]) -> dict[str, Any] | None:
    answers = [
        (item.response.confidence, item.outcome == "correct")
        for item in scored
        if item.response is not None and not item.response.abstained and item.response.confidence is not None
        if item.outcome is not None
    ]
    curve = risk_coverage(answers, len(scored))
    if curve is None:
        return None
    return {"points": [[round(c, 6), round(r, 6)] for c, r in curve.points], "area": round(curve.area, 6)}
