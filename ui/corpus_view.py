"""Draw the list of articles, their timeline, and what a change did."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from rag.corpus.formats import KNOWN_SUFFIXES
from rag.indexing import Progress
from rag.types import FileProblem, Source
from ui.markup import Child, Markup, line, tag
from ui.shelf import MOST_BYTES, Done
from ui.words import Words

_ISO = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-\d\d)?)?", re.ASCII)
ROWS = 50  # articles on one page of the list
_WIDTH, _HEIGHT, _FOOT = 720, 120, 22
_MOST_BARS, _FEWEST_BARS = 48, 13
_MOST_PROBLEMS = 200


def draw_summary(
    sources: Sequence[Source], folder: Path, words: Words, *, shipped: bool, failed: Sequence[FileProblem] = ()
) -> Markup:
    """Return how many articles there are, where they lie, which files could not be read, and when they are from."""
    count = words("articles_one") if len(sources) == 1 else words("articles_many", count=len(sources))
    where = words("shipped") if shipped else words("in_folder", folder=line(str(folder)))
    return tag(
        "div",
        tag("h2", count),
        tag("p", where, class_="where"),
        _unread(failed, words),
        draw_timeline(sources, words),
        class_="shelf",
    )


def draw_timeline(sources: Sequence[Source], words: Words) -> Markup:
    """Return a picture of how many articles are from when: by day, month or year, whichever fits."""
    dates = [source.date for source in sources if source.date and _ISO.fullmatch(source.date)]
    undated = len(sources) - len(dates)
    note = words("undated_one") if undated == 1 else words("undated_many", count=undated)
    caption = tag("figcaption", note) if undated else None
    if not dates:
        return tag("figure", caption, class_="timeline")
    slots = _slots(dates)
    counts = Counter(date[: len(slots[0])] for date in dates)
    most = max(counts[slot] for slot in slots)
    step = _WIDTH / len(slots)
    bars = [_bar(slot, counts[slot], most, place * step, step, words) for place, slot in enumerate(slots)]
    marked = sorted({0, len(slots) // 2, len(slots) - 1})
    labels = [
        tag("text", slots[place], x=round((place + 0.5) * step, 1), y=_HEIGHT + 16, class_=_anchor(place, len(slots)))
        for place in marked
    ]
    picture = tag(
        "svg",
        tag("title", words("timeline", first=slots[0], last=slots[-1], most=most)),
        tag("line", x1=0, x2=_WIDTH, y1=_HEIGHT, y2=_HEIGHT, class_="axis"),
        bars,
        labels,
        viewBox=f"0 0 {_WIDTH} {_HEIGHT + _FOOT}",
        role="img",
    )
    return tag("figure", picture, caption, class_="timeline")


def draw_list(
    sources: Sequence[Source], words: Words, *, page: int = 0, wanted: str = "", loose: Callable[[str], bool] = bool
) -> Markup:
    """Return one page of the list, of the articles whose title, file, outlet or date holds `wanted`.

    `loose` tells whether an article is a file of its own, which can be removed.
    """
    needle = line(wanted).casefold()
    found = [source for source in sources if needle in _searched(source)]
    last = max(0, (len(found) - 1) // ROWS)
    page = min(max(page, 0), last)
    rows = [_row(source, words, loose(source.file)) for source in found[page * ROWS : (page + 1) * ROWS]]
    names = ("col_title", "col_date", "col_outlet", "col_language", "col_status")
    head = tag("tr", [tag("th", words(name), scope="col") for name in names], tag("th", _unseen(words("actions"))))
    table = tag("table", tag("thead", head), tag("tbody", rows), class_="articles", aria_label=words("corpus"))
    return tag("div", table if found else tag("p", words("none_found")), _turning(page, last, words), class_="list")


def draw_drop(words: Words) -> Markup:
    """Return the place to drop files on; `page.js` sends them."""
    field = tag("input", type="file", multiple=True, accept=",".join(KNOWN_SUFFIXES), class_="unseen", id="files")
    hint = words("add_hint", types=", ".join(name.lstrip(".") for name in KNOWN_SUFFIXES), most=MOST_BYTES // 1024**2)
    told = [tag("span", words("add")), tag("span", hint, class_="hint")]
    return tag("label", told, field, class_="drop", for_="files", data_most=MOST_BYTES)


def draw_progress(step: Progress, words: Words) -> Markup:
    """Return how far a change is."""
    name = words(f"step_{step.stage}") if step.stage in ("waiting", "reading", "embedding", "writing") else step.stage
    of = f" {words('of', n=step.done, count=step.total)}" if step.total else ""
    share = round(100 * step.done / step.total) if step.total else 0
    bar = tag("svg", tag("rect", width=share, height=4, class_="done"), viewBox="0 0 100 4", preserveAspectRatio="none")
    return tag("div", tag("p", tag("span", class_="dots"), f"{name}{of}", class_="stage"), bar, class_="progress")


def draw_done(done: Done, words: Words) -> Markup:
    """Return what a change did, and every file that was refused with its reason."""
    parts: list[Child] = []
    if done.copied_to is not None:
        parts.append(tag("p", words("copied_to", folder=line(str(done.copied_to)))))
    if done.put_aside is not None:
        parts.append(tag("p", words("put_aside", file=line(str(done.put_aside)))))
    if done.report is not None:
        counts = [(name, len(getattr(done.report, name))) for name in ("added", "changed", "renamed", "removed")]
        told = [words(f"did_{name}", count=count) for name, count in counts if count]
        parts.append(tag("p", ", ".join(told) if told else words("did_nothing")))
    problems = [*done.refused, *(p for p in (done.report.failed if done.report else ()) if p not in done.refused)]
    if problems:
        parts.append(tag("h3", words("refused"), class_="small-title"))
        parts.append(_problems(problems))
    return tag("div", parts, class_="done-report")


def draw_mistake(message: str) -> Markup:
    """Return one line that says what went wrong."""
    return tag("div", tag("p", message, class_="note failed"), class_="done-report")


# ── parts ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _unread(failed: Sequence[FileProblem], words: Words) -> Markup | None:
    if not failed:
        return None
    title = words("unread_one") if len(failed) == 1 else words("unread_many", count=len(failed))
    return tag("details", tag("summary", title), _problems(failed), class_="notes")


def _problems(problems: Sequence[FileProblem]) -> Markup:
    told = [tag("li", tag("strong", line(p.file)), f" · {line(p.reason)}") for p in problems[:_MOST_PROBLEMS]]
    more = tag("li", f"+ {len(problems) - _MOST_PROBLEMS}") if len(problems) > _MOST_PROBLEMS else None
    return tag("ul", told, more, class_="refused")


def _searched(source: Source) -> str:
    return " ".join((source.title or "", source.file, source.outlet or "", source.date or "")).casefold()


def _row(source: Source, words: Words, loose: bool) -> Markup:
    title = line(source.title or "") or line(source.file)
    name = tag("span", line(source.file), class_="file") if source.title else None
    show = tag("button", title, type="button", class_="title", data_act="preview", data_file=source.file)
    drop = tag(
        "button", words("remove"), type="button", class_="action", data_act="remove", data_file=source.file,
        data_confirm=words("sure"), aria_label=words("remove_file", file=title),
    )  # fmt: skip
    return tag(
        "tr",
        tag("td", tag("bdi", show), name, class_="cell-title"),
        tag("td", source.date or words("undated"), data_label=words("col_date")),
        tag("td", tag("bdi", line(source.outlet or "–")), data_label=words("col_outlet")),
        tag("td", source.language, data_label=words("col_language")),
        tag("td", words("indexed"), data_label=words("col_status")),
        tag("td", drop if loose else None, class_="cell-act"),
    )


def _turning(page: int, last: int, words: Words) -> Markup | None:
    if not last:
        return None

    def turn(sign: str, name: str, to: int) -> Markup:
        away = not 0 <= to <= last
        label = words(name)
        return tag(
            "button", sign, type="button", class_="step", data_act="turn", data_to=to, aria_label=label, disabled=away
        )

    where = tag("span", words("of", n=page + 1, count=last + 1), class_="where")
    return tag("nav", turn("‹", "page_before", page - 1), where, turn("›", "page_after", page + 1), class_="steps")


def _unseen(text: str) -> Markup:
    return tag("span", text, class_="unseen")


def _slots(dates: Sequence[str]) -> list[str]:
    """Return the days, months or years from the first date to the last, as many as can be drawn."""
    first, last = min(dates), max(dates)
    if all(len(date) >= 7 for date in dates):
        start, end = (int(date[:4]) * 12 + int(date[5:7]) - 1 for date in (first, last))
        if end - start < _MOST_BARS:
            return [f"{month // 12:04d}-{month % 12 + 1:02d}" for month in _padded(start, end)]
    years = [f"{year:04d}" for year in _padded(int(first[:4]), int(last[:4]))]
    return years[-_MOST_BARS:]


def _padded(first: int, last: int) -> range:
    """Return the slots from `first` to `last`, with empty ones around when they are few."""
    room = max(0, _FEWEST_BARS - (last - first + 1))
    return range(first - room // 2, last + room - room // 2 + 1)


def _bar(slot: str, count: int, most: int, at: float, step: float, words: Words) -> Markup | None:
    if not count:
        return None
    height = max(3.0, count / most * (_HEIGHT - 24))
    width = max(1.5, min(step * 0.72, 46))
    x = at + (step - width) / 2
    number = tag("text", str(count), x=round(at + step / 2, 1), y=round(_HEIGHT - height - 6, 1), class_="middle count")
    bar = tag(
        "rect", tag("title", f"{slot}: {count}"), x=round(x, 1), y=round(_HEIGHT - height, 1), width=round(width, 1),
        height=round(height, 1), rx=2,
    )  # fmt: skip
    return tag("g", bar, number)


def _anchor(place: int, count: int) -> str:
    if count == 1:
        return "middle"
    return "start" if place == 0 else "end" if place == count - 1 else "middle"
