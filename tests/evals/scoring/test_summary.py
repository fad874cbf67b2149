"""The summary counts what was scored, hides the test half but for totals, and compares with the naive systems."""

from dataclasses import replace
from pathlib import Path

import pytest

from evals.adapters.naive import NAIVE
from evals.responses import Response
from evals.scoring.scored import Scored, score_all
from evals.scoring.summary import FEWEST, summarise
from tests.evals.cases import COST, PERFECT, abstention, articles, question, unanswerable

QUESTIONS = (
    *(question(id=f"d{n}", cluster=f"c{n}") for n in range(FEWEST)),
    *(unanswerable(id=f"u{n}", cluster=f"u{n}") for n in range(FEWEST)),
    question(id="t0", split="test", type="temporal", lang="ko", cluster="t"),
)


def scored(folder: Path) -> tuple[list[Scored], dict[str, list[Scored]]]:
    texts = articles(folder)
    said = {q.id: replace(PERFECT if q.answerable else abstention(), id=q.id, confidence=0.5) for q in QUESTIONS}
    said["d0"] = Response("d0", error="gone")
    naive = {
        name: score_all(QUESTIONS, {k: r if r.error else make(r, texts) for k, r in said.items()}, texts, "g")
        for name, make in NAIVE.items()
    }
    return score_all(QUESTIONS, said, texts, "g"), naive


def test_what_was_not_measured_is_counted_apart(tmp_path: Path) -> None:
    summary = summarise(*scored(tmp_path))
    assert (summary["questions"], summary["unscored"], summary["not_answerable"]) == (41, 1, 20)
    told = summary["metrics"]["strict_nuggets"]
    assert (told["all"]["n"], told["all"]["mean"], told["all"]["unscored"]) == (20, 1.0, 1)
    assert summary["outcomes"]["dev"] == {
        "correct": 19, "incomplete": 0, "wrong": 0, "abstained": 20, "refused": 0, "unscored": 1
    }  # fmt: skip
    assert summary["operations"]["errors"] == 1


def test_finer_slices_are_of_the_dev_half_alone(tmp_path: Path) -> None:
    summary = summarise(*scored(tmp_path))
    assert set(summary["slices"]["lang"]) == {"it"}
    assert {cell["type"] for cell in summary["grid"]} == {"numeric", "unanswerable"}
    assert summary["metrics"]["precision"]["test"]["n"] == 1
    assert summary["metrics"]["precision"]["test"]["low"] is None
    assert "precision" in summary["slices"]["type"]["numeric"]


def test_the_lead_over_naive_systems_is_paired(tmp_path: Path) -> None:
    against = summarise(*scored(tmp_path))["against"]
    assert against["abstain"]["crag"]["ahead"] == pytest.approx(20 / 40)
    assert against["abstain"]["crag"]["low"] > 0
    assert against["best passage"]["strict_nuggets"] == {
        "ahead": 0.0, "low": pytest.approx(-0.16, abs=0.01), "high": pytest.approx(0.16, abs=0.01), "p": 1.0, "n": 20
    }  # fmt: skip
    assert against["best passage"]["correct_and_cited"]["ahead"] == pytest.approx(20 / 40)


def test_an_empty_set_is_an_error() -> None:
    with pytest.raises(ValueError, match="too few|no question"):
        summarise([], {})


def test_naive_systems_cite_what_they_copy_and_know_nothing_without_a_passage(tmp_path: Path) -> None:
    texts = articles(tmp_path)
    copied = NAIVE["best passage"](PERFECT, texts)
    assert copied.cited[0].quote == COST
    lead = NAIVE["lead sentence"](PERFECT, texts)
    assert lead.said[0].text == COST  # the title before it is too short to be a lead
    nothing = replace(PERFECT, found=())
    assert all(make(nothing, texts).abstained for make in NAIVE.values())
