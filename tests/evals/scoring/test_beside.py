"""Another run is shown over the questions that both were scored on, and over no others."""

from dataclasses import replace
from pathlib import Path

import pytest

from evals.running.folder import MANIFEST, SCORES, Run
from evals.scoring.beside import beside_peer, beside_run
from evals.scoring.scored import score_all
from rag.errors import InputError
from tests.evals.cases import PERFECT, abstention, articles, question


def other(folder: Path, precision: dict[str, float | None]) -> Run:
    run = Run.make(folder)
    run.write(MANIFEST, {"system": "peer"})
    lines = [
        {"id": id_, "outcome": None if value is None else "x", "scores": {"precision": {"value": value}}}
        for id_, value in precision.items()
    ]
    run.write_lines(SCORES, lines)
    return run


def test_only_shared_questions_count_on_both_sides(tmp_path: Path) -> None:
    asked = [question(id=f"q{n}", cluster=f"c{n}") for n in range(4)]
    said = {"q0": PERFECT, "q1": PERFECT, "q2": abstention("q2"), "q3": replace(PERFECT, error="gone")}
    scored = score_all(asked, said, articles(tmp_path / "articles"), "g")
    found = beside_run(scored, other(tmp_path / "run", {"q0": 0.0, "q2": 1.0, "q1": None, "q3": 1.0, "q9": 1.0}))
    assert (found["name"], found["n"]) == ("peer", 2)
    assert found["theirs"]["precision"]["mean"] == 0.5
    assert (found["ours"]["precision"]["mean"], found["ours"]["precision"]["n"]) == (1.0, 1)
    assert found["theirs"]["crag"]["n"] == 0


def test_a_run_that_shares_nothing_is_refused(tmp_path: Path) -> None:
    scored = score_all([question()], {"q1": PERFECT}, articles(tmp_path / "articles"), "g")
    with pytest.raises(InputError, match="shares no scored question"):
        beside_run(scored, other(tmp_path / "run", {"q9": 1.0}))


def test_the_lead_over_a_peer_is_paired_on_what_both_answered(tmp_path: Path) -> None:
    texts = articles(tmp_path / "articles")
    asked = [question(id=f"q{n}", cluster=f"c{n}") for n in range(30)]
    ours = score_all(asked, {q.id: replace(PERFECT, id=q.id) for q in asked}, texts, "g")
    wrong = {q.id: replace(PERFECT, id=q.id, text="Non so [1].", said=()) for q in asked[:25]}
    theirs = score_all(asked[:25], wrong, texts, "g")
    found = beside_peer(ours, "peer", theirs)
    assert found is not None
    assert (found["n"], found["lead"]["crag"]["n"], found["lead"]["crag"]["ahead"]) == (25, 25, 2.0)
    assert found["lead"]["crag"]["low"] > 0
    few = beside_peer(ours, "peer", theirs[:5])
    assert few is not None and few["lead"] == {}  # too few to say
    assert beside_peer(ours, "peer", []) is None
