"""Score a run, judge it by the gates, and write the reports. Nothing is asked here; `running/asking.py` did that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evals.adapters.naive import NAIVE
from evals.articles import Articles
from evals.baseline import FILE as BASELINE
from evals.baseline import read_accepted, read_baseline
from evals.gates import TOO_LITTLE, Gate, exit_code, judge, measured, read_gates
from evals.goldsets import GoldSet
from evals.peers.keeping import Peer, shipped_peers
from evals.questions import Question
from evals.reports.comparison import comparison_markdown, comparison_page
from evals.reports.junit import junit
from evals.reports.markdown import markdown
from evals.reports.page import page, percentiles
from evals.responses import read_response
from evals.running.folder import JUDGEMENTS, MANIFEST, RESPONSES, SCORES, SUMMARY, TIMES, Run
from evals.running.manifest import gold_digest
from evals.running.sampling import questions_of
from evals.scoring.beside import beside_peer, beside_run
from evals.scoring.comparing import Comparison
from evals.scoring.scored import Scored, score_all
from evals.scoring.summary import summarise
from evals.validation import validate
from rag.errors import InputError

if TYPE_CHECKING:
    from evals.judging.hearing import Hearing  # brings the SDK, and is asked for by few


@dataclass(frozen=True, slots=True)
class Judged:
    """Hold a scored run; `scored` are all questions of all gold sets, in order."""

    run: Run
    manifest: Mapping[str, Any]
    summary: Mapping[str, Any]
    gates: tuple[Gate, ...]
    scored: tuple[Scored, ...]
    ungraded: float = 0.0  # share of the answers that a judge was to grade and did not

    @property
    def exit_code(self) -> int:
        """Return what the gates come to; a judge that graded too little leaves too little measured."""
        too_little = self.ungraded > read_gates()["always"]["unscored_at_most"]
        return exit_code(self.gates) or (TOO_LITTLE if too_little else 0)


def check_gold(golds: Sequence[GoldSet]) -> None:
    """Raise InputError with the first fault of the gold sets, when there is one."""
    faults = validate(golds)
    if faults:
        more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
        raise InputError(f"{faults[0]}{more}.", hint="See fonte eval validate.")


def score(
    golds: Sequence[GoldSet], target: Run, *, gate: bool, others: Sequence[Run] = (), hearing: Hearing | None = None
) -> Judged:
    """Score the recorded responses of a run, `others` beside it, and write scores and summary; no system is asked.

    A `hearing` adds the opinion of a language model, which no gate and no other figure looks at.

    Raises InputError when the run knows nothing of a gold set or a response cannot be read.
    """
    manifest, measured_by = target.read(MANIFEST), {gold.name: gold_digest(gold) for gold in golds}
    lines = {str(line["id"]): line for line in target.lines(RESPONSES)}
    left_out = {told["name"]: told.get("left_out", ()) for told in manifest["gold"]}
    scored: list[Scored] = []
    naive: dict[str, list[Scored]] = {name: [] for name in NAIVE}
    of_gold = questions_of(golds, manifest.get("sample"))
    for gold in golds:
        if gold.name not in left_out:
            raise InputError(f"the run holds no answers to the gold set {gold.name!r}.", hint="Run it first.")
        questions, articles = of_gold[gold.name], Articles(gold.articles, left_out[gold.name])
        asked = {q.id: line for q in questions if (line := lines.get(q.id)) and line.get("asked") == q.question}
        responses = {id_: read_response(line) for id_, line in asked.items()}
        scored += score_all(questions, responses, articles, gold.name)
        for name, make in NAIVE.items():
            made = {id_: r if r.error else make(r, articles) for id_, r in responses.items()}
            naive[name] += score_all(questions, made, articles, gold.name)
    manifest["gold"] = [{**told, **measured_by.get(told["name"], {})} for told in manifest["gold"]]
    summary = {**summarise(scored, naive), "beside": [beside_run(scored, other) for other in others]}
    summary["beside"] += [told for peer in shipped_peers() if (told := _peer(peer, scored, golds, of_gold))]
    opinion = None if hearing is None else hearing.opinion(scored)
    if opinion is not None:
        summary["judge"] = dict(opinion.told)
        target.write_lines(JUDGEMENTS, map(asdict, opinion.judgements))
    failures = {id_: str(line.get("kind", "")) for id_, line in lines.items() if "error" in line}
    gates = tuple(_gates(scored, summary, manifest, failures)) if gate else (measured(summary, read_gates()),)
    target.write(MANIFEST, manifest)
    target.write_lines(SCORES, map(_score_line, scored))
    target.write(SUMMARY, {**summary, "gates": [_gate_line(found) for found in gates]})
    return Judged(target, manifest, summary, gates, tuple(scored), 0.0 if opinion is None else opinion.ungraded)


def write_reports(judged: Judged, golds: Sequence[GoldSet]) -> None:
    """Write JUnit, Markdown and the page beside the scores."""
    judged.run.write_text("junit.xml", junit(judged.scored, judged.gates))
    judged.run.write_text("report.md", markdown(judged.manifest, judged.summary, judged.gates, judged.scored))
    articles = {gold.name: Articles(gold.articles) for gold in golds}
    latency = percentiles(judged.run.lines(TIMES))
    judged.run.write_text(
        "report.html", page(judged.manifest, judged.summary, judged.gates, judged.scored, articles, latency)
    )


def write_comparison(found: Comparison, folder: Path) -> str:
    """Write a comparison into a folder as Markdown and as a page, and return the Markdown."""
    target, told = Run(folder), comparison_markdown(found)
    folder.mkdir(parents=True, exist_ok=True)
    target.write_text("comparison.md", told)
    target.write_text("comparison.html", comparison_page(found))
    return told


def _peer(
    peer: Peer, scored: Sequence[Scored], golds: Sequence[GoldSet], asked: Mapping[str, Sequence[Question]]
) -> dict[str, Any] | None:
    """Return a peer beside this run, None when it was asked none of these questions."""
    theirs: list[Scored] = []
    for gold in golds:
        articles = Articles(gold.articles)
        answers = peer.fresh(gold.name, asked[gold.name], articles)
        theirs += score_all([q for q in asked[gold.name] if q.id in answers], answers, articles, gold.name)
    found = beside_peer(scored, peer.name, theirs)
    if found is None:
        return None
    return {**found, "model": peer.manifest["model"]}


def _gates(
    scored: Sequence[Scored], summary: Mapping[str, Any], manifest: Mapping[str, Any], failures: Mapping[str, str]
) -> list[Gate]:
    baseline = read_baseline() if BASELINE.exists() else None
    why = "there is no baseline" if baseline is None else baseline.fits(manifest)
    against = why if why is not None or baseline is None else baseline
    return judge(scored, summary, read_gates(), failures, against or "", read_accepted())


def _score_line(item: Scored) -> dict[str, Any]:
    return {
        "id": item.question.id,
        "gold": item.gold,
        "split": item.question.split,
        "type": item.question.type,
        "lang": item.question.lang,
        "cluster": item.question.cluster,
        "outcome": item.outcome,
        "passed": item.passed,
        "stage": item.stage,
        "why": item.why,
        "scores": {
            name: {"value": score.value, "status": score.status, **({"why": score.why} if score.why else {})}
            for name, score in item.scores.items()
        },
    }


def _gate_line(gate: Gate) -> dict[str, Any]:
    return {"name": gate.name, "ok": gate.ok, "detail": gate.detail, "questions": [*gate.questions]}
