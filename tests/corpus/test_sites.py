"""Measure the furniture, titles and days of pages of many sites, those that rules were fitted to and those not."""

from __future__ import annotations

from collections import Counter

import pytest

from rag.corpus.describe import describe
from rag.corpus.furniture import find_furniture
from tests.corpus.site_halves import FIRST, SECOND
from tests.corpus.sites import Page, Site, pages

EACH = 6
HALVES = {"fitted": (FIRST, 0.98), "unseen": (SECOND, 0.90)}  # and the share of furniture that must be found


def counted(page: Page) -> Counter[str]:
    """Count what is right and wrong of one page."""
    counts: Counter[str] = Counter()
    spans = find_furniture(page.text)
    place = 0
    for mark, line in page.lines:
        inside = any(span.start < place + len(line) and place < span.end for span in spans)
        if mark == "-":
            counts["found" if inside else "missed"] += 1
        elif mark in "+TD":
            counts["lost" if inside else "kept"] += 1
        place += len(line) + 1
    about = describe(page.text, spans, "pagina.txt")
    counts["title" if about.title == page.title else "wrong title"] += 1
    counts["date" if about.date == page.date else "wrong date"] += 1
    return counts


@pytest.mark.parametrize("half", HALVES)
def test_furniture_is_found_and_no_line_of_an_article_lost(half: str) -> None:
    sites, least = HALVES[half]
    total = sum((counted(page) for page in pages(sites, EACH)), Counter[str]())
    assert total["lost"] == 0
    assert total["found"] >= least * (total["found"] + total["missed"])
    assert total["title"] >= 0.95 * (total["title"] + total["wrong title"])
    assert total["date"] >= 0.95 * (total["date"] + total["wrong date"])


@pytest.mark.parametrize("site", [*FIRST, *SECOND], ids=lambda site: site.name)
def test_no_page_takes_the_day_of_a_teaser(site: Site) -> None:
    for page in pages([site], EACH):
        date = describe(page.text, find_furniture(page.text), "pagina.txt").date
        assert date in (None, page.date)
