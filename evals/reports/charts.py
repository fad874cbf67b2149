"""Draw figures as inline SVG: bars with intervals, outcomes, a heat map, curves. It knows numbers and labels only.

Every drawing is 320 units wide, so that on a phone a unit is a pixel; colours are classes of the page's style sheet.
All text passes through MarkupSafe.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

WIDTH = 320
_ROW = 24
_LEFT = 92  # where bars begin; labels stand before it
_RIGHT = 44  # room for a figure after the bar
_LETTER = 6.2  # the width of a letter of a label, at most on the average


@dataclass(frozen=True, slots=True)
class Bar:
    """Hold one bar: a value with its interval; without a value it is drawn as not measured."""

    label: str
    value: float | None
    low: float | None = None
    high: float | None = None
    kind: str = "ours"


def interval_bars(title: str, bars: Sequence[Bar], least: float = 0.0, most: float = 1.0) -> Markup:
    """Draw values from `least` to `most` as bars from nothing, their intervals as whiskers; labels have their room."""
    left = max(_LEFT, 8 + _LETTER * max((len(bar.label) for bar in bars), default=0))

    def at(value: float) -> float:
        return left + (min(most, max(least, value)) - least) / (most - least) * (WIDTH - left - _RIGHT)

    rows = []
    for number, bar in enumerate(bars):
        top = number * _ROW + 4
        rows.append(_text(left - 8, top + 12, bar.label, "end"))
        if bar.value is None:
            rows.append(_text(left + 4, top + 12, "none", "start", "soft"))
            continue
        begin, end = sorted((at(0.0), at(bar.value)))
        rows.append(_rect(begin, top + 2, max(1.0, end - begin), 13, f"bar {bar.kind}"))
        if bar.low is not None and bar.high is not None:
            rows.append(_path(_whisker(at(bar.low), at(bar.high), top + 8.5), "whisker"))
        rows.append(_text(WIDTH, top + 12, f"{bar.value:.3f}".replace("-", "−"), "end", "value"))
    axis = _line(at(0.0), 2, at(0.0), len(bars) * _ROW, "axis")
    return _svg(title, len(bars) * _ROW + 4, [axis, *rows])


def outcome_bars(title: str, rows: Mapping[str, Mapping[str, int]]) -> Markup:
    """Draw for each row its counts side by side as shares of the row; the class of a part is its name."""
    drawn = []
    for number, (label, counts) in enumerate(rows.items()):
        top, left, total = number * 34 + 4, 44.0, sum(counts.values())
        drawn.append(_text(36, top + 17, label, "end"))
        for name, count in counts.items():
            if not count:
                continue
            width = (WIDTH - 44) * count / total
            drawn.append(_rect(left, top, max(0.5, width - 1.5), 26, f"part {name}"))
            if width > 13:
                drawn.append(_text(left + width / 2 - 0.75, top + 17, str(count), "middle", f"on {name}"))
            left += width
    return _svg(title, len(rows) * 34 + 2, drawn)


def heat_map(title: str, cells: Sequence[Mapping[str, object]]) -> Markup:
    """Draw passed of n for every type (down) and language (across); a cell's class tells its share in fifths."""
    types = list(dict.fromkeys(str(cell["type"]) for cell in cells))
    languages = sorted({str(cell["lang"]) for cell in cells}, key=lambda lang: (lang != "it", lang))
    width = (WIDTH - _LEFT) / max(1, len(languages))
    drawn = [_text(_LEFT + (n + 0.5) * width, 12, lang, "middle", "soft") for n, lang in enumerate(languages)]
    drawn += [_text(_LEFT - 6, 36 + n * 22, name.replace("_", " "), "end") for n, name in enumerate(types)]
    for cell in cells:
        left, top = _LEFT + languages.index(str(cell["lang"])) * width, 20 + types.index(str(cell["type"])) * 22
        passed, n = int(str(cell["passed"])), int(str(cell["n"]))
        drawn.append(_rect(left + 1, top + 1, width - 2, 20, f"heat h{round(4 * passed / n)}"))
        drawn.append(_text(left + width / 2, top + 15, f"{passed}/{n}", "middle", f"on h{round(4 * passed / n)}"))
    return _svg(title, 22 + len(types) * 22, drawn)


def curve(title: str, points: Sequence[tuple[float, float]], across: str, up: str) -> Markup:
    """Draw a line through points in 0..1 by 0..1, with its last point marked."""
    left, bottom, width, height = 34, 150, WIDTH - 44, 138
    places = [(left + x * width, bottom - y * height) for x, y in points]
    grid = [_line(left, bottom - share * height, left + width, bottom - share * height, "grid") for share in _QUARTERS]
    ticks = [_text(left - 5, bottom - share * height + 4, f"{share:g}", "end", "soft") for share in _QUARTERS]
    ticks += [_text(left + share * width, bottom + 14, f"{share:g}", "middle", "soft") for share in _QUARTERS]
    names = [_text(left + width, bottom + 28, across, "end", "soft"), _text(left + 4, 10, up, "start", "soft")]
    if not places:
        return _svg(title, bottom + 34, [*grid, *ticks, *names])
    path = "M" + " L".join(f"{x:.1f} {y:.1f}" for x, y in places)
    end = Markup('<circle cx="{:.1f}" cy="{:.1f}" r="4" class="dot"/>').format(*places[-1])
    return _svg(title, bottom + 34, [*grid, *ticks, *names, _path(path, "line"), end])


def counts(title: str, rows: Mapping[str, float], unit: str = "") -> Markup:
    """Draw a bar for each row, the longest filling the width, with its figure behind it."""
    most = max(rows.values(), default=0) or 1
    drawn = []
    for number, (label, count) in enumerate(rows.items()):
        top, width = number * _ROW + 4, (WIDTH - 132 - 52) * count / most
        drawn.append(_text(126, top + 12, label, "end"))
        drawn.append(_rect(132, top + 2, max(1.0, width), 13, "bar ours"))
        drawn.append(_text(138 + width, top + 12, f"{count:g}{unit}", "start", "value"))
    return _svg(title, len(rows) * _ROW + 4, drawn)


def slopes(title: str, rows: Sequence[tuple[str, float, float, str]], least: float = 0.0) -> Markup:
    """Draw a line from the value before to the value after for each `(label, before, after, class)`."""
    left, right, top, height = 36, 126, 12, 210

    def at(value: float) -> float:
        return top + (1 - (value - least) / (1 - least)) * height

    old = _apart([at(before) for _, before, _, _ in rows], 11, top + height)
    labels = _apart([at(after) for _, _, after, _ in rows], 13, top + height)
    drawn = [_line(x, top, x, top + height, "grid") for x in (left, right)]
    for (label, before, after, kind), x, y in zip(rows, old, labels, strict=True):
        drawn.append(_path(f"M{left} {at(before):.1f} L{right} {at(after):.1f}", f"slope {kind}"))
        drawn.append(_text(left - 6, x + 4, f"{before:.2f}".replace("-", "−"), "end", "soft"))
        drawn.append(_text(right + 6, y + 4, f"{after:.2f} {label}".replace("-", "−"), "start"))
    return _svg(title, top + height + 10, drawn)


_QUARTERS = (0.0, 0.25, 0.5, 0.75, 1.0)


def _apart(places: Sequence[float], gap: float, bottom: float) -> list[float]:
    """Return the places moved so that no two are nearer than `gap`, in the order they came."""
    order = sorted(range(len(places)), key=lambda n: places[n])
    moved = [0.0] * len(places)
    last = float("-inf")
    for n in order:
        last = moved[n] = max(places[n], last + gap)
    over = max(0.0, max(moved, default=0.0) - bottom)
    return [place - over for place in moved]


def _svg(title: str, height: float, parts: Sequence[Markup]) -> Markup:
    head = Markup('<svg viewBox="0 0 {} {:g}" role="img" aria-label="{}" class="chart">')
    return head.format(WIDTH, height, title) + Markup("").join(parts) + Markup("</svg>")


def _text(x: float, y: float, text: str, anchor: str, kind: str = "") -> Markup:
    return Markup('<text x="{:.1f}" y="{:.1f}" text-anchor="{}" class="{}">{}</text>').format(
        x, y, anchor, kind, escape(text)
    )


def _rect(x: float, y: float, width: float, height: float, kind: str) -> Markup:
    return Markup('<rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:g}" rx="2" class="{}"/>').format(
        x, y, width, height, kind
    )


def _line(x1: float, y1: float, x2: float, y2: float, kind: str) -> Markup:
    return Markup('<line x1="{:.1f}" y1="{:.1f}" x2="{:.1f}" y2="{:.1f}" class="{}"/>').format(x1, y1, x2, y2, kind)


def _path(d: str, kind: str) -> Markup:
    return Markup('<path d="{}" class="{}"/>').format(d, kind)


def _whisker(low: float, high: float, y: float) -> str:
    return f"M{low:.1f} {y - 4}v8M{low:.1f} {y}H{high:.1f}M{high:.1f} {y - 4}v8"
