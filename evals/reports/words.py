"""Say figures in words: what a metric is called, what it means, and whether this system beats another one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from evals.metrics import HEADLINES

TITLES = {
    "crag": "Honesty (CRAG)",
    "strict_nuggets": "Vital facts told",
    "correct_and_cited": "Right and well cited",
    "precision": "Right when it answers",
    "coverage": "Answers at all",
    "hallucination": "Says something unfounded",
    "over_refusal": "Refuses needlessly",
}
BEATS, BEATEN, SAME = "beats", "is beaten by", "no certain difference from"
_NAIVE = {
    "abstain": "never answers",
    "best passage": "copies the passage found first and cites it",
    "lead sentence": "cites the first sentence of the article found first",
}
_ARROW = {"higher": "↑", "lower": "↓"}


def figure(numbers: Mapping[str, Any]) -> str:
    """Return a mean with its interval and n, "–" when nothing was measured."""
    if numbers["mean"] is None:
        return "–"
    if numbers["low"] is None:
        return f"{numbers['mean']:.3f} (n {numbers['n']})"
    return f"{numbers['mean']:.3f} ({numbers['low']:.3f} to {numbers['high']:.3f})"


def arrow(metric: Mapping[str, Any]) -> str:
    """Return where a metric is best: up or down."""
    return _ARROW[metric["better"]]


def headline(summary: Mapping[str, Any]) -> Iterator[str]:
    """Yield the headline for a terminal: each figure, and below it what it means."""
    least = summary["smallest_detectable_change"] * 100
    yield f"{summary['questions']} questions, {summary['not_answerable']} of them not answerable by the articles"
    yield f"↑ more is better, ↓ less is; in brackets the 95 % interval; under {least:.1f} points no change shows"
    yield f"{'':<20} {'all questions':<28} test half"
    for name in HEADLINES:
        metric = summary["metrics"][name]
        yield f"{name:<18} {arrow(metric)} {figure(metric['all']):<28} {figure(metric['test'])}"
        yield f"{'':<20} {metric['says']}"


@dataclass(frozen=True, slots=True)
class Lead:
    """Hold whether this system beats another one in one metric, and by how much."""

    metric: str
    verdict: str
    by: str
    n: int


@dataclass(frozen=True, slots=True)
class Rival:
    """Hold another system, what it is, and how this one stands against it."""

    name: str
    what: str
    leads: tuple[Lead, ...]


def rivals(summary: Mapping[str, Any]) -> list[Rival]:
    """Return the naive systems and those beside this run, with what can be said of each on the same questions."""
    found = [Rival(name, _NAIVE.get(name, ""), _leads(told)) for name, told in summary["against"].items()]
    for other in summary.get("beside", ()):
        who = f"recorded answers, model {other['model']}" if other.get("model") else "another run"
        found.append(Rival(other["name"], f"{who}; {other['n']} questions", _leads(other["lead"])))
    return found


def verdicts(summary: Mapping[str, Any]) -> list[str]:
    """Say in a line each whether another system is beaten, metric by metric."""
    leads = [(rival, lead) for rival in rivals(summary) for lead in rival.leads]
    ordered = sorted(leads, key=lambda pair: HEADLINES.index(pair[1].metric))
    return [f"{TITLES[lead.metric]}: {lead.verdict} “{rival.name}” ({lead.by}, n {lead.n})." for rival, lead in ordered]


def _leads(told: Mapping[str, Mapping[str, float]]) -> tuple[Lead, ...]:
    return tuple(Lead(name, *_against(told[name]), int(told[name]["n"])) for name in HEADLINES if name in told)


def _against(told: Mapping[str, float]) -> tuple[str, str]:
    """Return the verdict, certain only when the whole interval lies on one side, and the difference."""
    by = f"{told['ahead']:+.3f}, {told['low']:+.3f} to {told['high']:+.3f}".replace("-", "−")
    return (BEATS if told["low"] > 0 else BEATEN if told["high"] < 0 else SAME), by


def judged(summary: Mapping[str, Any]) -> list[str]:
    """Say what a language model made of the answers, and what its opinion is worth; nothing when none was asked."""
    told = summary.get("judge")
    if told is None:
        return []
    n, answers = told["answers"] - told["ungraded"], told["answers"]
    lines = [
        f"Opinion of the model {told['judge']} on {n} of {answers} answers: {figure(told['rate'])} graded correct."
    ]
    lines[0] += f" The rules of this report call {figure(told['rules'])} of them correct."
    if told["ungraded"]:
        lines.append(f"{told['ungraded']} answers got no grade, first: {told['why_ungraded']}")
    return [*lines, _worth(told)]


def _worth(told: Mapping[str, Any]) -> str:
    calibration = told["calibration"]
    if calibration is None or calibration["found"] is None:
        hint = f"fonte eval calibrate --judge {told['judge']}"
        return f"It was never calibrated, so nobody knows what that is worth: {hint}."
    found = calibration["found"]
    kappa = "none" if found["kappa"] is None else f"{found['kappa']:.3f}"
    worth = "usable as a second opinion" if calibration["trusted"] else "too little to go by"
    text = f"On {calibration['n']} answers with known grades ({calibration['source']}) its kappa is {kappa}: {worth}."
    if told["corrected"] is None:
        return f"{text} It gives no corrected rate."
    return f"{text} Corrected for its mistakes, {figure(told['corrected'])} of the answers are right."
