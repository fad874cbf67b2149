"""Say figures in words: what a metric is called, what it means, and whether this system beats another one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from evals.metrics import HEADLINES

TITLES = {
    "crag": "CRAG score",
    "strict_nuggets": "Vital facts told",
    "correct_and_cited": "Right and well cited",
    "precision": "Right when it answers",
    "coverage": "Answers at all",
    "hallucination": "Says something unfounded",
    "over_refusal": "Refuses needlessly",
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
    yield f"{'':<20} {'all questions':<28} test half      (in brackets the 95 % interval; ↑ more is better, ↓ less is)"
    for name in HEADLINES:
        metric = summary["metrics"][name]
        yield f"{name:<18} {arrow(metric)} {figure(metric['all']):<28} {figure(metric['test'])}"
        yield f"{'':<20} {metric['says']}"


def verdicts(summary: Mapping[str, Any]) -> list[str]:
    """Say of the figures that count most whether each other system is beaten, on the questions that both answered."""
    rivals = {**summary["against"], **{other["name"]: other["lead"] for other in summary.get("beside", ())}}
    named = [name for name in TITLES if any(name in figures for figures in rivals.values())]
    return [
        _against(TITLES[name], rival, figures[name])
        for name in named
        for rival, figures in rivals.items()
        if name in figures
    ]


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
        return f"{text} Its mistakes leave no corrected rate."
    return f"{text} Corrected for its mistakes, {figure(told['corrected'])} of the answers are right."


def _against(title: str, rival: str, told: Mapping[str, float]) -> str:
    within = f"{told['ahead']:+.3f}, {told['low']:+.3f} to {told['high']:+.3f}, n {told['n']}".replace("-", "−")
    if told["low"] > 0:
        return f"{title}: beats “{rival}” ({within})."
    if told["high"] < 0:
        return f"{title}: is beaten by “{rival}” ({within})."
    return f"{title}: no certain difference from “{rival}” ({within})."
