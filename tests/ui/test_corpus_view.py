"""The list of articles says what is there, however many and however odd they are."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from rag.indexing import Progress
from rag.types import FileProblem, Source, SyncReport
from ui.corpus_view import ROWS, draw_done, draw_list, draw_progress, draw_summary, draw_timeline
from ui.shelf import Done
from ui.words import words_for

WORDS = words_for("it")


def source(file: str, date: str | None = None, title: str | None = None, outlet: str | None = None) -> Source:
    return Source(file, "0" * 64, "utf-8", title, date, outlet, None, "it")


def bars(made: str) -> list[str]:
    return re.findall(r"<rect[^>]*><title>(.*?)</title>", made)


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (["2026-01-12", "2026-01", "2025-12-31"], ["2025-12: 1", "2026-01: 2"]),
        (["2026", "2026-01-12", "2024"], ["2024: 1", "2026: 2"]),
        (["1990-05-01", "2026-01-12"], ["1990: 1", "2026: 1"]),
        (["<b>", "2026-13", "٢٠٢٦", None], []),
        ([], []),
    ],
)
def test_the_timeline_counts_articles_by_month_or_year(dates: list[str | None], expected: list[str]) -> None:
    assert bars(draw_timeline([source(f"{n}.txt", date) for n, date in enumerate(dates)], WORDS)) == expected


def test_a_timeline_of_many_years_stays_a_picture() -> None:
    made = draw_timeline([source(f"{year}.txt", f"{year:04d}-01-01") for year in range(1, 2027)], WORDS)
    assert len(bars(made)) == 48 and "2026: 1" in made


def test_ten_thousand_articles_are_listed_a_page_at_a_time() -> None:
    sources = [source(f"{n:05d}.txt", title=f"Titolo {n}") for n in range(10_000)]
    first, last = draw_list(sources, WORDS), draw_list(sources, WORDS, page=999)
    assert first.count('data-act="preview"') == last.count('data-act="preview"') == ROWS
    assert "1 di 200" in first and "200 di 200" in last and "Titolo 9999" in last
    found = draw_list(sources, WORDS, wanted=" TITOLO 123 ")
    assert found.count('data-act="preview"') == 11  # 123, and 1230 to 1239


def test_only_a_file_of_its_own_can_be_removed_and_only_when_asked_twice() -> None:
    made = draw_list([source("a.txt"), source("b.csv#1")], WORDS, loose=lambda file: "#" not in file)
    assert made.count('data-act="remove"') == 1 and 'data-confirm="Confermi?"' in made


def test_what_was_done_and_what_was_refused_is_told() -> None:
    report = SyncReport(added=("a.txt",), removed=("b.txt", "c.txt"), failed=(FileProblem("d<b>.txt", "it is empty"),))
    made = unescape(re.sub("<.*?>", " ", draw_done(Done(report, copied_to=Path("/copia")), WORDS)))
    for told in ("aggiunti: 1", "tolti: 2", "/copia", "it is empty"):
        assert told in made
    assert WORDS("did_nothing") in draw_done(Done(SyncReport(unchanged=("a.txt",))), WORDS)


def test_files_that_could_not_be_read_are_named_in_a_list_that_ends() -> None:
    failed = [FileProblem(f"{n}.txt", "it is empty") for n in range(5_000)]
    made = draw_summary([source("a.txt")], Path("x"), WORDS, shipped=False, failed=failed)
    assert "5000 file non letti" in made and made.count("<li>") == 201 and "+ 4800" in made


@pytest.mark.parametrize(("step", "told"), [(Progress("embedding", 3, 9), "3 di 9"), (Progress("waiting"), "Aspetto")])
def test_progress_is_told_in_words(step: Progress, told: str) -> None:
    assert told in draw_progress(step, WORDS)
