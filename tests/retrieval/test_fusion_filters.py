"""Fusion and filters: hand-made scores, and articles that a date must not hide."""

from __future__ import annotations

import pytest

from rag.retrieval.filters import allowed
from rag.retrieval.fusion import LegScores, fuse, ranked
from rag.types import Filters, Source


def source(file: str, date: str | None) -> Source:
    return Source(file, "0", "utf-8", None, date, None, None, "it")


ALL = [source("a.txt", "2026-01-12"), source("b/c.txt", "2025"), source("d.txt", None), source("e.txt", "2026-02")]


@pytest.mark.parametrize(
    ("filters", "files"),
    [
        (Filters(), None),
        (Filters(since="2026-01-01"), {"a.txt", "d.txt", "e.txt"}),
        (Filters(since="2026-01-13"), {"d.txt", "e.txt"}),
        (Filters(until="2025"), {"b/c.txt", "d.txt"}),
        (Filters(since="2026", until="2026-01"), {"a.txt", "d.txt"}),
        (Filters(files=("c.txt",)), {"b/c.txt"}),
        (Filters(files=("b/*",)), {"b/c.txt"}),
        (Filters(files=("nope",)), set()),
    ],
)
def test_a_filter_keeps_what_it_names_and_every_undated_article(filters: Filters, files: set[str] | None) -> None:
    assert allowed(ALL, filters) == files


def test_equal_legs_add_up() -> None:
    fused = fuse([LegScores({"a": 1.0, "b": 0.0}), LegScores({"a": 0.0, "b": 1.0})])
    assert fused["a"] == pytest.approx(fused["b"])


def test_a_silent_leg_changes_nothing() -> None:
    alone = fuse([LegScores({"a": 2.0, "b": 1.0})])
    assert fuse([LegScores({"a": 2.0, "b": 1.0}), LegScores({"b": 9.0, "a": 1.0}, weight=0.0)]) == alone


def test_a_chunk_that_a_leg_lacks_gets_its_least_score() -> None:
    fused = fuse([LegScores({"a": 3.0, "b": 2.0, "c": 1.0}), LegScores({"b": 5.0, "a": 4.0})])
    assert ranked(fused)[-1] == "c"


def test_one_candidate_and_none_are_no_trouble() -> None:
    assert fuse([LegScores({"a": 7.0})]) == {"a": 0.0}
    assert fuse([LegScores({})]) == {}


def test_ties_are_broken_by_id() -> None:
    assert ranked({"b": 1.0, "a": 1.0, "c": 2.0}) == ["c", "a", "b"]
