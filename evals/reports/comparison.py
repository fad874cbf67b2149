"""Write a comparison of two runs as Markdown for a pull request, and as a page of its own."""

from __future__ import annotations

from collections.abc import Iterator

from evals.reports import charts
from evals.reports.markdown import escaped
from evals.reports.page import render
from evals.reports.words import TITLES
from evals.scoring.comparing import Comparison, Flip, MetricChange

SHOWN = 30  # flips, at most, in Markdown


def comparison_markdown(found: Comparison) -> str:
    """Return the comparison as Markdown."""
    return "\n".join([*_head(found), *_table(found), *_flips(found)]) + "\n"


def comparison_page(found: Comparison) -> str:
    """Return the comparison as one self-contained HTML page."""
    rows = [(TITLES[c.metric.name], c.before, c.after, c.direction) for c in found.changes]
    least = min(0.0, *(min(before, after) for _, before, after, _ in rows))
    drawn = charts.slopes("Headline figures before and after", rows, least)
    return render("comparison.html.jinja", title="Comparison of two runs", found=found, titles=TITLES, drawn=drawn)


def _head(found: Comparison) -> Iterator[str]:
    gained, lost = (sum(flip.gained is gain for flip in found.flips) for gain in (True, False))
    yield f"## {escaped(found.names[0])} → {escaped(found.names[1])}\n"
    yield (
        f"{found.paired} questions in both. Dev half: {gained} gained, {lost} lost. Test half: {found.hidden[0]} "
        f"gained, {found.hidden[1]} lost. The smallest change these questions show is "
        f"{found.detectable * 100:.1f} points.\n"
    )


def _table(found: Comparison) -> Iterator[str]:
    yield "| metric | before | after | change (95 %) | p, adjusted | |\n| --- | --- | --- | --- | --- | --- |"
    for change in found.changes:
        yield _row(change)
    yield ""


def _row(change: MetricChange) -> str:
    within = change.change.interval
    arrow = "↑" if change.metric.better == "higher" else "↓"
    moved = f"{change.change.difference:+.3f} ({within.low:+.3f} to {within.high:+.3f})"
    told = {"better": "better", "worse": "**worse**", "same": "no certain change"}[change.direction]
    figures = (
        f"{change.before:.3f} | {change.after:.3f} | {moved} | {'< 0.001' if change.p < 0.001 else f'{change.p:.3f}'}"
    )
    return f"| {change.metric.name} {arrow} | {figures} | {told} |"


def _flips(found: Comparison) -> Iterator[str]:
    if not found.flips:
        return
    yield "| | question | before | after |\n| --- | --- | --- | --- |"
    ordered = sorted(found.flips, key=lambda flip: (flip.gained, flip.id))
    for flip in ordered[:SHOWN]:
        yield _flip(flip)
    if len(ordered) > SHOWN:
        yield f"\nand {len(ordered) - SHOWN} more."


def _flip(flip: Flip) -> str:
    sides = [f"{side.outcome}: {escaped(side.text[:160])}" for side in (flip.before, flip.after)]
    turned = "gained" if flip.gained else "**lost**"
    return f"| {turned} | {flip.id} {escaped(flip.question[:160])} | {' | '.join(sides)} |"
