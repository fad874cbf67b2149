"""The reports say in plain words what a figure means and who is better, and claim nothing that is not certain."""

import pytest

from evals.metrics import ALL, HEADLINES
from evals.reports.words import TITLES, headline, verdicts

FIGURES = {"mean": 0.5, "low": 0.4, "high": 0.6, "n": 30}
METRICS = {m.name: {"better": m.better, "says": m.says, "all": FIGURES, "test": FIGURES} for m in ALL}


def told(low: float, high: float) -> dict[str, dict[str, float]]:
    return {"crag": {"ahead": (low + high) / 2, "low": low, "high": high, "p": 0.5, "n": 40}}


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (0.1, 0.3, "beats “peer” (+0.200, +0.100 to +0.300, n 40)"),
        (-0.3, -0.1, "is beaten by “peer” (−0.200, −0.300 to −0.100, n 40)"),
        (-0.1, 0.3, "no certain difference from “peer” (+0.100, −0.100 to +0.300, n 40)"),
        (0.0, 0.2, "no certain difference"),
    ],
)
def test_a_lead_counts_only_when_its_whole_interval_does(low: float, high: float, words: str) -> None:
    (line,) = verdicts({"against": {}, "beside": [{"name": "peer", "n": 40, "lead": told(low, high)}]})
    assert line.startswith("Honesty (CRAG): ") and words in line


def test_naive_systems_and_peers_are_told_in_one_list() -> None:
    summary = {"against": {"abstain": told(0.1, 0.2)}, "beside": [{"name": "peer", "n": 40, "lead": told(-0.2, 0.2)}]}
    assert [line.split("“")[1].split("”")[0] for line in verdicts(summary)] == ["abstain", "peer"]
    assert verdicts({"against": {}}) == []


def test_every_headline_figure_is_explained_where_it_is_printed() -> None:
    whole = {"questions": 30, "not_answerable": 9, "smallest_detectable_change": 0.12}
    lines = list(headline({**whole, "metrics": METRICS}))
    for name in HEADLINES:
        at = next(n for n, line in enumerate(lines) if line.startswith(name))
        assert lines[at + 1].strip() == METRICS[name]["says"]
        assert name in TITLES
    assert "↓ 0.500 (0.400 to 0.600)" in next(line for line in lines if line.startswith("over_refusal"))
