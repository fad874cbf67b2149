"""Write a run as one self-contained HTML page: nothing is loaded from anywhere, every text is escaped.

Of the test half it shows totals with intervals; of the dev half every question, what was answered and why it failed.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from evals.articles import Articles
from evals.gates import Gate
from evals.metrics import HEADLINES, Case
from evals.metrics.grounding import verdicts
from evals.metrics.honesty import OUTCOMES
from evals.metrics.retrieval import file_ranking
from evals.reports import charts
from evals.reports.junit import why
from evals.reports.sources import InSource, in_source, shown
from evals.reports.words import TITLES, figure, judged, rivals
from evals.responses import Cited
from evals.scoring.scored import Scored

FOUND = 5  # files that the search found, shown with each question
_LABEL = 20  # characters that stand before a bar


@dataclass(frozen=True, slots=True)
class Shown:
    """Hold one dev question for the page: the scored question, its claims with verdicts, its quotes in their places.

    `found` are the files that the search found, best first, each with whether it holds evidence.
    """

    scored: Scored
    claims: tuple[tuple[str, tuple[int, ...], str, str], ...]
    quotes: tuple[InSource, ...]
    evidence: tuple[InSource, ...]
    broken: tuple[tuple[str, str], ...]
    found: tuple[tuple[str, bool], ...] = ()

    @property
    def why(self) -> str:
        """Return why the question failed."""
        return why(self.scored)


def page(
    manifest: Mapping[str, Any],
    summary: Mapping[str, Any],
    gates: Sequence[Gate],
    scored: Sequence[Scored],
    articles: Mapping[str, Articles],
    latency: Mapping[str, tuple[float, float]],
) -> str:
    """Return the page; `articles` are those of each gold set by name, `latency` p50 and p95 in ms by stage."""
    dev = [item for item in scored if item.question.split == "dev"]
    return render(
        "page.html.jinja",
        title=f"Evaluation of {manifest['system']}",
        manifest=manifest,
        summary=summary,
        gates=gates,
        headlines=[_headline(name, summary) for name in HEADLINES],
        rivals=rivals(summary),
        titles=TITLES,
        outcomes=charts.outcome_bars(
            "Outcomes of the dev and the test half", {half: summary["outcomes"][half] for half in ("dev", "test")}
        ),
        outcome_names=OUTCOMES,
        grid=charts.heat_map("Questions passed by type and language, dev half", summary["grid"]),
        risk=_risk(summary),
        waterfall=charts.counts("First broken stage of the failed dev questions", summary["waterfall"]),
        latency=_latency(latency),
        opinion=judged(summary),
        opinion_drawn=_opinion(summary),
        figure=figure,
        questions=[_question(item, articles[item.gold]) for item in dev],
        types=sorted({item.question.type for item in dev}),
        languages=sorted({item.question.lang for item in dev}),
    )


def render(template: str, **values: Any) -> str:
    """Return a template of the folder `templates`, with style and script inside, allowed by their hashes alone."""
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, finalize=_finalised
    )
    style, script = _part("page.css"), _part("page.js")
    policy = f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; base-uri 'none'"
    made = environment.from_string(_part(template))
    return made.render(style=Markup(style), script=Markup(script), policy=policy, **values)  # noqa: S704 - our own files


def percentiles(times: Iterable[Mapping[str, Any]]) -> dict[str, tuple[float, float]]:
    """Return p50 and p95 in milliseconds of every stage that lines of times.jsonl tell of."""
    by_stage: dict[str, list[float]] = {}
    for line in times:
        for stage, took in (line.get("timings_ms") or {}).items():
            by_stage.setdefault(str(stage), []).append(float(took))
    return {stage: (_at(took, 0.5), _at(took, 0.95)) for stage, took in by_stage.items()}


def _at(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[max(0, -int(-share * len(ordered) // 1) - 1)]


def _headline(name: str, summary: Mapping[str, Any]) -> dict[str, Any]:
    metric = summary["metrics"][name]
    total = metric["all"]
    bars = [charts.Bar("this system", total["mean"], total["low"], total["high"])]
    for naive, metrics in summary["baselines"].items():
        other = metrics[name]["all"]
        bars.append(charts.Bar(naive, other["mean"], other["low"], other["high"], "naive"))
    for other in summary.get("beside", ()):
        for label, kind, who in ((other["name"], "peer", "theirs"), (f"this, same {other['n']}", "ours", "ours")):
            told = other[who][name]
            bars.append(charts.Bar(_short(label), told["mean"], told["low"], told["high"], kind))
    least = -1.0 if name == "crag" else 0.0
    drawn = charts.interval_bars(f"{TITLES[name]}: {figure(total)}", bars, least)
    return {"name": name, "title": TITLES[name], "metric": metric, "drawn": drawn}


def _short(label: str) -> str:
    return label if len(label) <= _LABEL else f"{label[: _LABEL - 1]}…"


def _risk(summary: Mapping[str, Any]) -> Markup | None:
    found = summary["risk_coverage"]
    if found is None:
        return None
    points = [(float(c), float(r)) for c, r in found["points"]]
    return charts.curve("Share of wrong answers among the surest, by coverage", points, "coverage", "risk")


def _opinion(summary: Mapping[str, Any]) -> Markup | None:
    """Draw what a judge called correct, that rate corrected by its calibration, and what the rules call correct."""
    told = summary.get("judge")
    if told is None:
        return None
    kinds = (("the judge", "rate", "peer"), ("corrected", "corrected", "peer"), ("the rules", "rules", "ours"))
    nothing = {"mean": None, "low": None, "high": None}
    rates = [(label, told[key] or nothing, kind) for label, key, kind in kinds]
    bars = [charts.Bar(label, rate["mean"], rate["low"], rate["high"], kind) for label, rate, kind in rates]
    return charts.interval_bars("Share of the answers that are right", bars)


def _latency(latency: Mapping[str, tuple[float, float]]) -> Markup | None:
    rows = {}
    for stage, (half, most) in latency.items():
        rows[f"{stage} p50"], rows[f"{stage} p95"] = round(half), round(most)
    return charts.counts("Milliseconds by stage", rows, " ms") if any(rows.values()) else None


def _question(item: Scored, articles: Articles) -> Shown:
    response, question = item.response, item.question
    proofs = [
        Cited(n, e.file, e.start, e.end, e.quote, e.encoding, e.record) for n, e in enumerate(question.evidence, 1)
    ]
    evidence = tuple(in_source(proof, articles) for proof in proofs)
    if response is None or response.error is not None:
        return Shown(item, (), (), evidence, ())
    judged = [
        (c.text, c.citations, verdict, reason) for c, verdict, reason in verdicts(Case(question, response, articles))
    ]
    quotes = tuple(in_source(cited, articles) for cited in response.cited)
    names = ("citations_resolve", "citations_verbatim", "claims_cited", "support_recall", "strict_nuggets", "language")
    broken = tuple((n, item.scores[n].why) for n in names if item.scores[n].value not in (None, 1.0))
    found = tuple((file, file in question.files) for file in file_ranking(response.files)[:FOUND])
    return Shown(item, tuple(judged), quotes, evidence, broken, found)


def _finalised(value: object) -> object:
    """Return what an expression of a template puts on the page: any text without what hides in it."""
    return shown(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _part(name: str) -> str:
    return resources.files("evals.reports").joinpath("templates", name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
