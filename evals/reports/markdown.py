"""Write a run as Markdown, short enough for a pull request: headline, gates, what failed first, which questions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from evals.gates import Gate
from evals.metrics import HEADLINES
from evals.reports.junit import why
from evals.reports.sources import shown
from evals.reports.words import arrow, figure, judged, verdicts
from evals.scoring.scored import Scored

SHOWN = 40  # failed questions, at most
_SIGN = {True: "pass", False: "**FAIL**", None: "unmeasured"}
_SPECIAL = str.maketrans({c: f"\\{c}" for c in "\\`*_{}[]<>|#!~$&@"})


def markdown(
    manifest: Mapping[str, Any], summary: Mapping[str, Any], gates: Sequence[Gate], scored: Sequence[Scored]
) -> str:
    """Return the report."""
    parts = [*_head(manifest, summary), *_headline(summary), *_beaten(summary), *_gates(gates)]
    parts += [*_waterfall(summary), *_failed(scored), *_judged(summary)]
    return "\n".join(parts) + "\n"


def escaped(text: str) -> str:
    """Return text from anywhere on one line, as Markdown that shows it and does nothing else."""
    return " ".join(shown(text).split()).translate(_SPECIAL)


def _head(manifest: Mapping[str, Any], summary: Mapping[str, Any]) -> Iterator[str]:
    golds = ", ".join(f"{gold['name']} ({gold['questions']})" for gold in manifest["gold"])
    yield f"## Evaluation of {escaped(manifest['system'])}\n"
    yield (
        f"{summary['questions']} questions over {escaped(golds)}, {summary['not_answerable']} of them not answerable "
        f"by the articles, {summary['unscored']} unscored. 95 % intervals in brackets; the smallest change this many "
        f"questions can show is {summary['smallest_detectable_change'] * 100:.1f} points.\n"
    )


def _headline(summary: Mapping[str, Any]) -> Iterator[str]:
    naive = summary["baselines"]
    yield f"| metric | all | dev | test | {' | '.join(naive)} |"
    yield f"| --- |{' --- |' * (3 + len(naive))}"
    for name in HEADLINES:
        metric = summary["metrics"][name]
        cells = [figure(metric[half]) for half in ("all", "dev", "test")]
        cells += ["–" if (mean := naive[other][name]["all"]["mean"]) is None else f"{mean:.3f}" for other in naive]
        yield f"| {name} {arrow(metric)} | {' | '.join(cells)} |"
    yield "\n<details><summary>what the figures mean</summary>\n"
    for name in HEADLINES:
        yield f"- {escaped(name)}: {escaped(summary['metrics'][name]['says'])}"
    yield "\n</details>\n"


def _beaten(summary: Mapping[str, Any]) -> Iterator[str]:
    lines = verdicts(summary)
    if lines:
        yield "Against the others, on the same questions (difference, its 95 % interval, questions):\n"
        yield from (f"- {escaped(line)}" for line in lines)
        yield ""


def _gates(gates: Sequence[Gate]) -> Iterator[str]:
    if gates:
        yield "| gate | | |\n| --- | --- | --- |"
        for gate in gates:
            named = f": {', '.join(gate.questions)}" if gate.questions else ""
            yield f"| {escaped(gate.name)} | {_SIGN[gate.ok]} | {escaped(gate.detail + named)} |"
        yield ""


def _waterfall(summary: Mapping[str, Any]) -> Iterator[str]:
    if summary["waterfall"]:
        yield (
            "First broken stage of the dev questions that failed: "
            + ", ".join(f"{stage} {n}" for stage, n in summary["waterfall"].items())
            + ".\n"
        )


def _judged(summary: Mapping[str, Any]) -> Iterator[str]:
    lines = judged(summary)
    if lines:
        yield "\nA second opinion by a language model, which is in no figure above:\n"
        yield from (f"- {escaped(line)}" for line in lines)


def _failed(scored: Sequence[Scored]) -> Iterator[str]:
    dev = [item for item in scored if item.question.split == "dev" and not item.passed]
    if dev:
        yield f"<details><summary>{len(dev)} dev questions that failed</summary>\n"
        yield "| id | question | outcome | first broken | why |\n| --- | --- | --- | --- | --- |"
        for item in dev[:SHOWN]:
            cells = (item.question.id, item.question.question, item.outcome or "unscored", item.stage or "", why(item))
            yield f"| {' | '.join(escaped(cell[:160]) for cell in cells)} |"
        yield f"\n{'and more in the page' * (len(dev) > SHOWN)}\n</details>"
