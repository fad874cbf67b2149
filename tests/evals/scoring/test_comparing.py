"""Two runs are compared question by question; flips of the dev half are told, those of the test half counted."""

import json
from pathlib import Path
from typing import Any

import pytest

from evals.reports.comparison import comparison_markdown, comparison_page
from evals.running.folder import MANIFEST, RESPONSES, SCORES, Run
from evals.scoring.comparing import compare_runs
from rag.errors import InputError

NASTY = "<script>alert(1)</script> | `x`"


def scored(folder: Path, passed: list[bool | None], halves: str) -> Run:
    """Write a run of which each question passed, failed or was not scored; one letter for its half."""
    run = Run.make(folder)
    run.write(MANIFEST, {"system": f"fonte {folder.name}", "commit": "abc"})
    lines: list[dict[str, Any]] = []
    for n, (right, half) in enumerate(zip(passed, halves, strict=True)):
        value = None if right is None else float(right)
        names = ("correct_and_cited", "precision", "coverage")
        scores = {name: {"value": value, "status": "ok"} for name in names}
        scores["crag"] = {"value": None if value is None else 2 * value - 1, "status": "ok"}
        told = {"outcome": None if right is None else "correct" if right else "wrong", "stage": None}
        split = "dev" if half == "d" else "test"
        about = {"split": split, "type": "list", "lang": "it", "cluster": f"c{n}", "passed": bool(right)}
        lines.append({"id": f"{half}{n}", **about, **told, "scores": scores})
    run.write_lines(SCORES, lines)
    answers = [{"id": line["id"], "asked": f"Chi? {NASTY}", "answer": {"text": f"Lui. {NASTY}"}} for line in lines]
    run.write_lines(RESPONSES, answers)
    return run


def test_flips_are_told_for_dev_and_counted_for_test(tmp_path: Path) -> None:
    a = scored(tmp_path / "a", [True, True, False, True, False], "ddttt")
    b = scored(tmp_path / "b", [True, False, True, False, False], "ddttt")
    found = compare_runs(a, b)
    assert (found.paired, [flip.id for flip in found.flips], found.hidden) == (5, ["d1"], (1, 1))
    assert found.flips[0].before.outcome == "correct"
    told, page = comparison_markdown(found), comparison_page(found)
    assert "**lost** | d1" in told
    for text in (told, page):
        assert "<script>alert" not in text
        assert "t2" not in text
    assert "http" not in page.replace("http-equiv", "")


def test_a_certain_loss_closes_the_gate_and_chance_does_not(tmp_path: Path) -> None:
    a = scored(tmp_path / "a", [True] * 40, "d" * 40)
    b = scored(tmp_path / "b", [True] * 26 + [False] * 14, "d" * 40)
    c = scored(tmp_path / "c", [True] * 39 + [False], "d" * 40)
    lost = compare_runs(a, b)
    assert lost.exit_code == 1
    assert {change.metric.name: change.direction for change in lost.changes}["correct_and_cited"] == "worse"
    assert compare_runs(b, a).exit_code == 0
    assert {change.direction for change in compare_runs(b, a).changes} == {"better"}
    assert compare_runs(a, a).exit_code == 0
    assert {change.direction for change in compare_runs(a, c).changes} == {"same"}


def test_what_one_run_did_not_score_is_left_out(tmp_path: Path) -> None:
    a = scored(tmp_path / "a", [True, None, True], "ddd")
    b = scored(tmp_path / "b", [True, True, None], "ddd")
    assert compare_runs(a, b).paired == 1


def test_runs_that_cannot_be_compared_are_refused(tmp_path: Path) -> None:
    a, b = scored(tmp_path / "a", [True], "d"), scored(tmp_path / "b", [True], "t")
    with pytest.raises(InputError, match="share no scored question"):
        compare_runs(a, b)
    (b.folder / SCORES).write_text("")
    with pytest.raises(InputError, match="is not scored"):
        compare_runs(a, b)


def test_lines_stay_readable_as_json(tmp_path: Path) -> None:
    run = scored(tmp_path / "a", [True, False], "dd")
    assert [json.loads(line)["id"] for line in (run.folder / SCORES).read_text().splitlines()] == ["d0", "d1"]
