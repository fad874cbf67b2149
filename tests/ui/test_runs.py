"""The evaluations' tab shows what runs left on disk, and is not put off by what is broken there."""

import json
import os
from pathlib import Path
from typing import Any

from ui.evals_view import draw_runs
from ui.runs import read_runs
from ui.words import words_for

WORDS = words_for("en")


def write(root: Path, name: str, document: Any, age: int = 0) -> None:
    folder = root / name
    folder.mkdir(parents=True)
    path = folder / "summary.json"
    path.write_text(document if isinstance(document, str) else json.dumps(document), encoding="utf-8")
    os.utime(path, (1_800_000_000 - age, 1_800_000_000 - age))


def summary(mean: Any) -> dict[str, Any]:
    figure = {"n": 120, "mean": mean, "low": 0.7, "high": 0.9, "unscored": 0}
    metric = {"group": "honesty", "better": "higher", "says": "is right <b>", "all": figure}
    return {"questions": 120, "metrics": {"precision": metric, "odd": {"all": None}, "none": 7}}


def test_the_newest_run_comes_first_with_its_figures(tmp_path: Path) -> None:
    write(tmp_path, "old", summary(0.5), age=100)
    write(tmp_path, "new", summary(0.8125))
    runs = read_runs(tmp_path)
    assert [run.name for run in runs] == ["new", "old"]
    assert [(f.name, f.mean, f.low, f.high, f.n) for f in runs[0].figures] == [("precision", 0.8125, 0.7, 0.9, 120)]
    made = draw_runs(runs, WORDS)
    assert "0.812" in made and "is right &lt;b&gt;" in made and "polyline" in made


def test_a_broken_run_is_left_out(tmp_path: Path) -> None:
    for number, document in enumerate(["", "[]", "{}", "{", '{"metrics": []}', "[" * 100_000]):
        write(tmp_path, str(number), document)
    write(tmp_path, "good", summary(0.5))
    assert [run.name for run in read_runs(tmp_path)] == ["good"]


def test_a_mean_that_is_no_number_is_no_figure(tmp_path: Path) -> None:
    for number, mean in enumerate([None, True, "0.5", float("nan"), float("inf")]):
        write(tmp_path, str(number), summary(mean))
    assert [run.figures for run in read_runs(tmp_path)] == [()] * 5


def test_without_a_run_the_tab_says_so(tmp_path: Path) -> None:
    assert WORDS("no_runs") in draw_runs(read_runs(tmp_path / "nowhere"), WORDS)
