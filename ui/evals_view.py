"""Draw evaluation runs: the newest run's figures with their intervals, and a line for each headline over time."""

from __future__ import annotations

from collections.abc import Sequence

from ui.markup import Markup, line, tag
from ui.runs import Figure, RunSummary
from ui.words import Words

_WIDTH, _HEIGHT = 720, 180
_MOST_LINES = 4


def draw_runs(runs: Sequence[RunSummary], words: Words) -> Markup:
    """Return the report of the newest run and the history; a calm word when there is no run yet."""
    if not runs:
        empty = [tag("h2", words("no_runs")), tag("p", words("no_runs_about"), class_="where")]
        return tag("section", empty, class_="runs")
    newest = runs[0]
    about = words("run_about", name=line(newest.name), day=f"{newest.made:%Y-%m-%d %H:%M}", count=newest.questions)
    return tag(
        "section",
        tag("h2", words("latest_run")),
        tag("p", about, class_="where"),
        _history(runs, words) if len(runs) > 1 else None,
        _figures(newest, words),
        class_="runs",
    )


def _figures(run: RunSummary, words: Words) -> Markup:
    groups = dict.fromkeys(figure.group for figure in run.figures)
    bodies = [_group(group, [f for f in run.figures if f.group == group]) for group in groups]
    names = ("metric", "mean", "interval", "questions_column")
    head = tag("thead", tag("tr", [tag("th", words(name), scope="col") for name in names]))
    return tag("table", head, bodies, class_="articles figures", aria_label=words("latest_run"))


def _group(group: str, figures: Sequence[Figure]) -> Markup:
    heading = tag("tr", tag("th", line(group), scope="rowgroup", class_="group")) if group else None
    return tag("tbody", heading, [_figure(figure) for figure in figures])


def _figure(figure: Figure) -> Markup:
    says = tag("span", line(figure.says), class_="file") if figure.says else None
    told = f"{figure.mean:.3f}".rstrip("0").rstrip(".")
    return tag(
        "tr",
        tag("td", tag("span", line(figure.name).replace("_", " "), class_="metric"), says),
        tag("td", told, class_="number"),
        tag("td", _interval(figure)),
        tag("td", str(figure.n), class_="number"),
    )


def _interval(figure: Figure) -> Markup | None:
    """Return a bar from 0 to 1 with the mean and its interval; none for a figure of another range."""
    if not 0 <= figure.mean <= 1:
        return None
    low, high = max(0.0, figure.low or figure.mean), min(1.0, figure.high or figure.mean)
    label = f"{low:.2f}–{high:.2f}"
    return tag(
        "svg",
        tag("title", label),
        tag("rect", width=120, height=6, y=7, rx=3, class_="ground"),
        tag("rect", x=round(120 * low, 1), width=round(max(0.01, high - low) * 120, 1), height=6, y=7, class_="spread"),
        tag("circle", cx=round(120 * figure.mean, 1), cy=10, r=4, class_="mean"),
        viewBox="-5 0 130 20", role="img", class_="interval",
    )  # fmt: skip


def _history(runs: Sequence[RunSummary], words: Words) -> Markup:
    ordered = list(reversed(runs))
    shown = [f.name for f in runs[0].figures if 0 <= f.mean <= 1][:_MOST_LINES]
    step = _WIDTH / max(1, len(ordered) - 1)
    lines = []
    for place, name in enumerate(shown):
        points = [
            (round(at * step, 1), round(_HEIGHT * (1 - figure.mean), 1))
            for at, run in enumerate(ordered)
            for figure in run.figures
            if figure.name == name and 0 <= figure.mean <= 1
        ]
        path = tag("polyline", points=" ".join(f"{x},{y}" for x, y in points), class_=f"series s{place}")
        dots = [tag("circle", cx=x, cy=y, r=3.5, class_=f"series s{place}") for x, y in points]
        lines.append(tag("g", path, dots))
    grid = [
        tag("line", x1=0, x2=_WIDTH, y1=_HEIGHT * share, y2=_HEIGHT * share, class_="axis") for share in (0, 0.5, 1)
    ]
    grid += [tag("text", told, x=4, y=_HEIGHT * (1 - share) - 4) for share, told in ((0, "0"), (0.5, "0.5"), (1, "1"))]
    title = tag("title", words("history", count=len(runs)))
    picture = tag(
        "svg", title, grid, lines, viewBox=f"-6 -18 {_WIDTH + 12} {_HEIGHT + 24}", role="img", class_="history"
    )
    key = [_key(name, place) for place, name in enumerate(shown)]
    return tag("figure", picture, tag("ul", key, class_="keys"), class_="timeline")


def _key(name: str, place: int) -> Markup:
    sample = tag(
        "svg", tag("line", x1=0, x2=32, y1=5, y2=5, class_=f"series s{place}"), viewBox="0 0 32 10", aria_hidden="true"
    )
    return tag("li", sample, line(name).replace("_", " "))
