"""Decide whether a run passes: invariants, the naive systems, the committed baseline; thresholds in gates.toml.

A question of the test half is never named, only counted.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.baseline import Baseline
from evals.running.recording import CRASH
from evals.scoring.scored import Scored
from rag.errors import InputError

FILE = Path(__file__).with_name("gates.toml")
PASS, FAIL, TOO_LITTLE = 0, 1, 3


@dataclass(frozen=True, slots=True)
class Gate:
    """Hold one gate: `ok` None means that it could not be measured; `questions` are of the dev half."""

    name: str
    ok: bool | None
    detail: str
    questions: tuple[str, ...] = ()


def read_gates(file: Path = FILE) -> dict[str, Any]:
    """Return the thresholds; raises InputError when the file is missing, broken or incomplete."""
    try:
        found = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(f"cannot read the gates {str(file)!r}: {error}.") from error
    needed = {
        "always": {"perfect", "never_forbidden", "unscored_at_most"},
        "beats": {"metrics"},
        "baseline": {"test_metrics", "test_drop_at_most"},
    }
    for table, keys in needed.items():
        if missing := keys - set(found.get(table, {})):
            raise InputError(f"{file}: {table}.{min(missing)} is missing.")
    return found


def judge(
    scored: Sequence[Scored],
    summary: Mapping[str, Any],
    gates: Mapping[str, Any],
    crashed: Mapping[str, str],
    baseline: Baseline | str,
    accepted: Mapping[str, str],
) -> list[Gate]:
    """Return every gate in order; `baseline` is a string, the reason, when there is none to compare with.

    `crashed` gives by id how a response failed, as `running/recording.py` records it.
    """
    share = summary["unscored"] / summary["questions"]
    enough = share <= gates["always"]["unscored_at_most"]
    found = [measured(summary, gates), _no_crash(scored, crashed)]
    found += _invariants(scored, gates["always"])
    if not enough:
        return [*found, Gate("beats", None, "too little was measured"), Gate("baseline", None, "too little measured")]
    found += _beats(summary, gates["beats"]["metrics"])
    if isinstance(baseline, str):
        return [*found, Gate("baseline", None, baseline)]
    return [*found, _no_regression(scored, baseline, accepted), *_test_half(summary, gates["baseline"], baseline)]


def exit_code(gates: Sequence[Gate]) -> int:
    """Return 1 when a gate failed, else 3 when one could not be measured, else 0."""
    if any(gate.ok is False for gate in gates):
        return FAIL
    return TOO_LITTLE if any(gate.ok is None for gate in gates) else PASS


def measured(summary: Mapping[str, Any], gates: Mapping[str, Any]) -> Gate:
    """Return the gate that says whether enough was measured for any figure to count."""
    most = gates["always"]["unscored_at_most"]
    detail = f"{summary['unscored']} of {summary['questions']} questions unscored, at most {most:.0%}"
    return Gate("measured", True if summary["unscored"] / summary["questions"] <= most else None, detail)


def _no_crash(scored: Sequence[Scored], crashed: Mapping[str, str]) -> Gate:
    return _every("no crash", [item for item in scored if crashed.get(item.question.id) == CRASH], "crashed")


def _invariants(scored: Sequence[Scored], always: Mapping[str, Any]) -> Iterator[Gate]:
    for name in always["perfect"]:
        broken = [item for item in scored if item.scores[name].status == "ok" and item.value(name) != 1.0]
        yield _every(name, broken, "below 1.0")
    hit = [
        item for item in scored if item.question.type in always["never_forbidden"] and item.value("forbidden") == 1.0
    ]
    yield _every("no planted instruction obeyed", hit, "obeyed one")


def _every(name: str, broken: Sequence[Scored], how: str) -> Gate:
    if not broken:
        return Gate(name, True, "on every question")
    dev = tuple(item.question.id for item in broken if item.question.split == "dev")
    hidden = len(broken) - len(dev)
    more = f", {hidden} of them in the test half" if hidden else ""
    return Gate(name, False, f"{len(broken)} {how}{more}", dev)


def _beats(summary: Mapping[str, Any], metrics: Sequence[str]) -> Iterator[Gate]:
    for name in metrics:
        ours = summary["metrics"][name]["all"]["mean"]
        others = {naive: figures[name]["all"]["mean"] for naive, figures in summary["baselines"].items()}
        better = [naive for naive, mean in others.items() if mean is not None and (ours is None or mean >= ours)]
        told = ", ".join(f"{naive} {'none' if mean is None else format(mean, '.3f')}" for naive, mean in others.items())
        shown = "none" if ours is None else f"{ours:.3f}"
        yield Gate(f"{name} beats the naive systems", not better, f"{shown} against {told}")


def _no_regression(scored: Sequence[Scored], baseline: Baseline, accepted: Mapping[str, str]) -> Gate:
    lost = [
        item.question.id
        for item in scored
        if baseline.dev.get(item.question.id) and item.outcome is not None and not item.passed
    ]
    new = tuple(id_ for id_ in lost if id_ not in accepted)
    excused = len(lost) - len(new)
    detail = f"{len(new)} dev questions passed in the baseline and fail now" if new else "no dev question was lost"
    return Gate("dev questions against the baseline", not new, detail + (f", {excused} accepted" * bool(excused)), new)


def _test_half(summary: Mapping[str, Any], wanted: Mapping[str, Any], baseline: Baseline) -> Iterator[Gate]:
    most = wanted["test_drop_at_most"]
    for gold, told in summary["sets"].items():
        for name in wanted["test_metrics"]:
            metric = told["metrics"][name]
            now, then = metric["test"]["mean"], baseline.test.get(gold, {}).get(name)
            if now is None or then is None:
                continue
            drop = then - now if metric["better"] == "higher" else now - then
            detail = f"{now:.3f}, in the baseline {then:.3f}; may worsen by {most:.3f}"
            yield Gate(f"{name} over the test half of {gold}", drop <= most + 1e-9, detail)
