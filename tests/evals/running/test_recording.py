"""Every question is asked once; what was lost is asked again, what is known is kept, what fails is told apart."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from evals.questions import Question
from evals.running.folder import MANIFEST, RESPONSES, TIMES, Run
from evals.running.recording import Budget, missing, run
from rag.errors import InputError, OutsideError
from tests.evals.cases import question

QUESTIONS = tuple(question(id=f"q{n}", question=f"Domanda {n}?") for n in range(4))


@dataclass
class FakeSystem:
    version: str = "1"
    cost: float | None = 0.25
    fails: dict[str, Exception] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    name = "fake"

    def fingerprint(self) -> Any:
        return ["fake", self.version]

    def respond(self, question: Question) -> dict[str, Any]:
        self.asked.append(question.id)
        if question.id in self.fails:
            raise self.fails[question.id]
        answer = {"text": f"Sì, {question.id}.", "usage": {"cost_usd": self.cost}, "timings_ms": {"total": 3.0}}
        return {"files": ["a.txt"], "answer": answer}


@pytest.fixture
def target(tmp_path: Path) -> Run:
    made = Run.make(tmp_path / "run")
    made.write(MANIFEST, {})
    return made


def test_a_second_run_asks_nothing_and_changes_no_byte(target: Run) -> None:
    first = run(QUESTIONS, FakeSystem(), target, Budget())
    assert (first.asked, first.kept) == (4, 0)
    before = {path.name: path.read_bytes() for path in target.folder.iterdir()}
    system = FakeSystem()
    again = run(QUESTIONS, system, target, Budget())
    assert (again.asked, again.kept, system.asked) == (0, 4, [])
    assert {path.name: path.read_bytes() for path in target.folder.iterdir()} == before


def test_times_stand_in_a_file_of_their_own(target: Run) -> None:
    run(QUESTIONS[:1], FakeSystem(), target, Budget())
    assert "timings" not in (target.folder / RESPONSES).read_text()
    assert target.lines(TIMES) == [{"id": "q0", "timings_ms": {"total": 3.0}}]


def test_a_run_cut_short_goes_on_where_it_stopped_and_ends_in_order(target: Run) -> None:
    run((QUESTIONS[2],), FakeSystem(), target, Budget())
    with (target.folder / RESPONSES).open("ab") as out:
        out.write(b'{"id": "q3", "key": "cut sh')  # a kill while writing
    system = FakeSystem()
    done = run(QUESTIONS, system, target, Budget())
    assert (done.kept, system.asked) == (1, ["q0", "q1", "q3"])
    assert [line["id"] for line in target.lines(RESPONSES)] == ["q0", "q1", "q2", "q3"]


@pytest.mark.parametrize(
    ("system", "questions"),
    [
        (FakeSystem("2"), QUESTIONS[:1]),
        (FakeSystem(), (question(id="q0", question="Altra domanda?"),)),
        (FakeSystem(), (question(id="q0", question="Domanda 0?", history=(("Prima?", "Sì."),)),)),
    ],
)
def test_what_depends_on_something_else_is_asked_again(
    target: Run, system: FakeSystem, questions: tuple[Question, ...]
) -> None:
    run(QUESTIONS, FakeSystem(), target, Budget())
    assert missing(questions, system, target) == [*questions]
    assert run(questions, system, target, Budget()).asked == 1
    assert missing(questions, system, target) == []


def test_a_failure_takes_no_other_question_with_it_and_is_tried_again(target: Run) -> None:
    broken = FakeSystem(fails={"q1": OutsideError("the endpoint is gone."), "q2": ZeroDivisionError("oh")})
    done = run(QUESTIONS, broken, target, Budget())
    assert done.failed == ["q1", "q2"]
    lines = {line["id"]: line for line in target.lines(RESPONSES)}
    assert (lines["q1"]["kind"], lines["q2"]["kind"]) == ("outside", "crash")
    assert lines["q1"]["error"] == "the endpoint is gone."
    mended = FakeSystem()
    assert run(QUESTIONS, mended, target, Budget()).kept == 2
    assert mended.asked == ["q1", "q2"]


def test_nothing_is_asked_beyond_the_cost_that_is_allowed(target: Run) -> None:
    system = FakeSystem()
    done = run(QUESTIONS, system, target, Budget(0.5))
    assert (system.asked, done.left) == (["q0", "q1"], ["q2", "q3"])
    richer = FakeSystem()
    assert run(QUESTIONS, richer, target, Budget(0.5)).left == []
    assert richer.asked == ["q2", "q3"]


def test_a_limit_on_an_unknown_cost_is_refused(target: Run) -> None:
    with pytest.raises(InputError, match="--max-cost cannot hold"):
        run(QUESTIONS, FakeSystem(cost=None), target, Budget(1.0))
    assert run(QUESTIONS, FakeSystem(cost=None), target, Budget()).failed == []


def test_another_gold_set_in_the_same_run_is_left_in_peace(target: Run) -> None:
    run(QUESTIONS[:2], FakeSystem(), target, Budget())
    run(QUESTIONS[2:], FakeSystem(), target, Budget())
    assert [line["id"] for line in target.lines(RESPONSES)] == ["q0", "q1", "q2", "q3"]


def test_a_folder_with_something_else_in_it_is_refused(tmp_path: Path) -> None:
    (tmp_path / "tesi.doc").write_text("…")
    with pytest.raises(InputError, match=r"is not a run: it holds 'tesi\.doc'"):
        Run.make(tmp_path)
    with pytest.raises(InputError, match="no run in"):
        Run.open(tmp_path)
