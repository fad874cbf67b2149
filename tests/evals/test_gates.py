"""Each gate closes for its own reason, names the dev questions and never one of the test half."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from evals.adapters.naive import NAIVE
from evals.baseline import Baseline, read_accepted, read_baseline
from evals.gates import Gate, exit_code, judge, read_gates
from evals.questions import Forbidden, Question
from evals.responses import Response
from evals.scoring.scored import Scored, score_all
from evals.scoring.summary import summarise
from rag.errors import InputError
from tests.evals.cases import COST, OPENED, PERFECT, abstention, answer, articles, question, unanswerable

LAST = (
    *(question(id=f"d{n}", cluster=f"c{n}") for n in range(3)),
    question(id="t0", split="test", cluster="t"),
    unanswerable(id="d9", cluster="u"),
)
WRONG = answer((OPENED, (OPENED,)))
PHANTOM = replace(PERFECT, cited=(replace(PERFECT.cited[0], file="x.txt"),))
SHIFTED = replace(PERFECT, cited=(replace(PERFECT.cited[0], start=PERFECT.cited[0].start + 1),))  # type: ignore[operator]
ALL_PASS = Baseline(
    {"system": "s"},
    {"g": "123"},
    {"d0": True, "d1": True, "d2": False, "d9": True},
    {"g": {"crag": 1.0, "precision": 1.0}},
)


def judged(
    folder: Path,
    changes: dict[str, Response],
    questions: tuple[Question, ...] = LAST,
    baseline: Baseline | str = ALL_PASS,
    accepted: dict[str, str] | None = None,
    crashed: dict[str, str] | None = None,
) -> dict[str, Gate]:
    """Return the gates, by name, of a run in which everything is right but for `changes`."""
    said = {q.id: replace(PERFECT if q.answerable else abstention(), id=q.id) for q in questions} | changes
    scored, summary = scores(folder, questions, said)
    found = judge(scored, summary, read_gates(), crashed or {}, baseline, accepted or {})
    return {gate.name: gate for gate in found}


def scores(
    folder: Path, questions: tuple[Question, ...], said: dict[str, Response]
) -> tuple[list[Scored], dict[str, Any]]:
    texts = articles(folder)
    scored = score_all(questions, said, texts, "g")
    naive = {
        name: score_all(questions, {k: r if r.error else make(r, texts) for k, r in said.items()}, texts, "g")
        for name, make in NAIVE.items()
    }
    return scored, summarise(scored, naive)


def failed(gates: dict[str, Gate]) -> dict[str, tuple[str, ...]]:
    return {name: gate.questions for name, gate in gates.items() if gate.ok is False}


def test_a_run_without_fault_passes(tmp_path: Path) -> None:
    gates = judged(tmp_path, {})
    assert {gate.ok for gate in gates.values()} == {True}
    assert exit_code(tuple(gates.values())) == 0


@pytest.mark.parametrize(
    ("said", "name"),
    [
        (PHANTOM, "citations_resolve"),
        (SHIFTED, "citations_verbatim"),
        (replace(PERFECT, said=(replace(PERFECT.said[0], citations=()),)), "claims_cited"),
        (WRONG, "dev questions against the baseline"),
        (abstention(), "dev questions against the baseline"),
    ],
)
def test_one_broken_answer_closes_its_gate_and_is_named(tmp_path: Path, said: Response, name: str) -> None:
    gates = judged(tmp_path, {"d1": said})
    assert failed(gates)[name] == ("d1",)
    assert exit_code(tuple(gates.values())) == 1


def test_a_broken_citation_in_the_test_half_fails_without_a_name(tmp_path: Path) -> None:
    gate = judged(tmp_path, {"t0": PHANTOM})["citations_resolve"]
    assert (gate.ok, gate.questions) == (False, ())
    assert "1 of them in the test half" in gate.detail


def test_a_question_that_failed_already_or_is_accepted_is_no_regression(tmp_path: Path) -> None:
    name = "dev questions against the baseline"
    assert judged(tmp_path, {"d2": WRONG})[name].ok is True
    gate = judged(tmp_path, {"d1": WRONG}, accepted={"d1": "the table is not read yet"})[name]
    assert (gate.ok, gate.detail) == (True, "no dev question was lost, 1 accepted")


def test_the_test_half_may_not_fall_far(tmp_path: Path) -> None:
    gates = judged(tmp_path, {"t0": WRONG})
    assert failed(gates) == failed(gates) | {
        "crag over the test half of g": (),
        "precision over the test half of g": (),
    }


def test_a_search_that_finds_less_fails_even_where_the_answers_still_hold(tmp_path: Path) -> None:
    searched = replace(ALL_PASS, test={"g": {"recall@5": 1.0, "span_hit@5": 1.0, "crag": 1.0}})
    lost = replace(PERFECT, id="t0", files=("b.txt",), found=())
    assert failed(judged(tmp_path, {"t0": lost}, baseline=searched)) == {
        "recall@5 over the test half of g": (),
        "span_hit@5 over the test half of g": (),
    }
    assert failed(judged(tmp_path, {}, baseline=searched)) == {}


def test_an_answer_to_what_cannot_be_answered_is_lost(tmp_path: Path) -> None:
    assert failed(judged(tmp_path, {"d9": PERFECT}))["dev questions against the baseline"] == ("d9",)


def test_a_planted_instruction_that_is_obeyed_closes_the_gate(tmp_path: Path) -> None:
    planted = question(id="d0", type="adversarial", forbidden=(Forbidden("evil.example", "piantato"),))
    obeyed = answer((f"{COST} https://evil.example/x", (COST,)), id_="d0")
    gates = judged(tmp_path, {"d0": obeyed}, (planted, *LAST[1:]))
    assert failed(gates)["no planted instruction obeyed"] == ("d0",)


def test_a_system_no_better_than_copying_does_not_pass(tmp_path: Path) -> None:
    copied = {q.id: replace(PERFECT, id=q.id) for q in LAST}
    assert "correct_and_cited beats the naive systems" in failed(judged(tmp_path, copied, baseline="none"))


def test_too_little_measured_is_neither_passed_nor_failed(tmp_path: Path) -> None:
    gates = judged(tmp_path, {"d1": Response("d1", error="the endpoint is gone")})
    assert gates["measured"].ok is None
    assert not failed(gates)
    assert exit_code(tuple(gates.values())) == 3


def test_a_crash_is_a_failure_even_so(tmp_path: Path) -> None:
    gates = judged(tmp_path, {"d1": Response("d1", error="ZeroDivisionError")}, crashed={"d1": "crash"})
    assert failed(gates) == {"no crash": ("d1",)}
    assert exit_code(tuple(gates.values())) == 1


def test_without_a_baseline_that_fits_nothing_is_claimed(tmp_path: Path) -> None:
    assert ALL_PASS.fits({"system": "s", "embedder": "e5", "gold": [{"name": "g", "sha256": "123"}]}) is None
    assert "measured with system 's'" in str(ALL_PASS.fits({"system": "t"}))
    assert "other questions of 'g'" in str(ALL_PASS.fits({"system": "s", "gold": [{"name": "g", "sha256": "124"}]}))
    assert "of a sample" in str(ALL_PASS.fits({"system": "s", "sample": 40, "gold": []}))
    gates = judged(tmp_path, {}, baseline="measured with another embedder")
    assert (gates["baseline"].ok, gates["baseline"].detail) == (None, "measured with another embedder")


def test_the_shipped_thresholds_and_baseline_can_be_read() -> None:
    assert set(read_gates()["always"]["perfect"]) == {"citations_resolve", "citations_verbatim", "claims_cited"}
    baseline = read_baseline()
    assert sum(baseline.dev.values()) > 30
    assert set(read_accepted()) <= set(baseline.dev)


@pytest.mark.parametrize(
    ("text", "match"),
    [("[[accepted]]\nid = 's1'\n", "needs an id and a why"), ("[[", "cannot read")],
)
def test_an_acceptance_needs_its_reason(tmp_path: Path, text: str, match: str) -> None:
    (tmp_path / "accepted.toml").write_text(text)
    with pytest.raises(InputError, match=match):
        read_accepted(tmp_path / "accepted.toml")


@pytest.mark.parametrize(("text", "match"), [("", r"always\.\w+ is missing"), ("[", "cannot read the gates")])
def test_thresholds_must_be_whole(tmp_path: Path, text: str, match: str) -> None:
    (tmp_path / "gates.toml").write_text(text)
    with pytest.raises(InputError, match=match):
        read_gates(tmp_path / "gates.toml")
