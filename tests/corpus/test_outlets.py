"""Measure furniture, titles and days of whole pages as they are copied out of a browser, in the manner of many outlets.

`outlets.txt` holds them: a head (name, language, day, title), then lines that begin with T the title, D its day, + the
article, - what is not of it, ? either. Each page is tried with its lines one under another, and parted by blank ones.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from rag.corpus.describe import describe
from rag.corpus.furniture import find_furniture

LEAST = 0.88  # of the furniture


@dataclass(frozen=True)
class Copied:
    """Hold a page with what is true of it."""

    name: str
    date: str | None
    title: str
    lines: tuple[tuple[str, str], ...]


def _read(part: str) -> Copied:
    head, *lines = part.rstrip("\n").split("\n")
    about, _, title = head.partition(" | ")
    name, _, date = about.split()
    return Copied(name, None if date == "none" else date, title, tuple((line[0], line[2:]) for line in lines))


PAGES = tuple(map(_read, Path(__file__).with_name("outlets.txt").read_text("utf-8").split("#### ")[1:]))


def looked(page: Copied, newline: str) -> tuple[Counter[str], list[str]]:
    """Count the lines by whether they are treated rightly; return those of the article that are lost."""
    text = newline.join(line for _, line in page.lines)
    spans = find_furniture(text)
    counts: Counter[str] = Counter()
    lost, place = [], 0
    for mark, line in page.lines:
        inside = any(span.start < place + len(line) and place < span.end for span in spans)
        counts["found" if inside else "missed"] += mark == "-"
        lost += [line] if inside and mark in "+TD" else []
        place += len(line) + len(newline)
    about = describe(text, spans, "pagina.txt")
    counts["titles"] += about.title == page.title
    counts["dates"] += about.date == page.date
    return counts, lost


@pytest.mark.parametrize("newline", ["\n", "\n\n"], ids=["tight", "parted"])
def test_most_furniture_is_found_and_nearly_every_title_and_day(newline: str) -> None:
    total = sum((looked(page, newline)[0] for page in PAGES), Counter[str]())
    assert total["found"] >= LEAST * (total["found"] + total["missed"])
    assert total["titles"] >= 0.95 * len(PAGES)
    assert total["dates"] >= 0.95 * len(PAGES)


@pytest.mark.parametrize("newline", ["\n", "\n\n"], ids=["tight", "parted"])
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_line_of_an_article_is_lost(page: Copied, newline: str) -> None:
    assert looked(page, newline)[1] == []
