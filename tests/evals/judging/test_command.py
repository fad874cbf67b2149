"""`fonte eval --judge` shows a second opinion apart, and `fonte eval calibrate` says what it is worth."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from rag.answering.endpoint.client import ChatClient
from rag.cli import main
from tests.evals.golds import COST, question, refused, write
from tests.scripted_server import Body, Reply, Replying, ScriptedServer, failed, says, whole

Started = Callable[..., ScriptedServer]
Fonte = Callable[..., tuple[int, str, str]]
IDS = [f"q{n}" for n in range(1, 9)]
RIGHT, WRONG = (f'{{"reason": "because", "grade": "{grade}"}}' for grade in ("correct", "incorrect"))


def perfect_judge(body: Body) -> Replying:
    """Grade as the labels do: the one right answer of the gold set is its evidence, word for word."""
    fence = body["messages"][-1]["content"].split("=== answer ")[1]
    return whole(RIGHT if "\nIl ponte di Orvella è costato 4,2 milioni di euro.\n" in fence else WRONG)


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    folder = tmp_path / "ponte"
    folder.mkdir()
    more = [
        question(id=f"q{n}", question=f"Il ponte di Orvella quanto è costato, {n}?", cluster=f"c{n}")
        for n in range(3, 9)
    ]
    return write(folder, [question(), refused(), *more])


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Started]:
    servers: list[ScriptedServer] = []

    def start(*script: Reply) -> ScriptedServer:
        servers.append(ScriptedServer(*script).__enter__())
        monkeypatch.setenv("OPENAI_BASE_URL", servers[-1].url)
        return servers[-1]

    yield start
    for started in servers:
        started.__exit__()
    ChatClient._refused.clear()


@pytest.fixture
def fonte(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, gold: Path) -> Fonte:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    answers = tmp_path / "answers.jsonl"
    told = {"text": f"{COST} [1]", "citations": [{"n": 1, "file": "a.txt", "quote": COST}]}
    silent = {"text": "Non so.", "abstained": True}
    lines = [{"id": id_, **(silent if id_ == "q2" else told)} for id_ in IDS]
    answers.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")

    def run(*words: str) -> tuple[int, str, str]:
        asking = () if words[:1] in (("calibrate",), ("score",)) else ("--answers", str(answers))
        code = main(["eval", *words, *asking, "--gold", str(gold), "--out", str(tmp_path / "run")])
        return code, *capsys.readouterr()

    return run


def summary(folder: Path) -> dict[str, object]:
    found: dict[str, object] = json.loads((folder / "run/summary.json").read_text(encoding="utf-8"))
    return found


def test_the_opinion_stands_apart_and_changes_no_other_figure(fonte: Fonte, server: Started, tmp_path: Path) -> None:
    started = server(says(WRONG))
    fonte()
    before = summary(tmp_path)
    code, out, _ = fonte("--judge", "test")
    after = summary(tmp_path)
    told = after.pop("judge")
    assert (code, before == after) == (0, True)
    assert "Opinion of the model test on 7 of 7 answers: 0.000" in out
    assert "It was never calibrated" in out
    assert isinstance(told, dict) and told["rules"]["mean"] == 1.0 and told["corrected"] is None
    assert {item["id"] for item in told["differs"]} == {*IDS} - {"q2"}
    assert "in no other figure" in (tmp_path / "run/report.html").read_text(encoding="utf-8")
    assert "second opinion" in (tmp_path / "run/report.md").read_text(encoding="utf-8")
    lines = (tmp_path / "run/judgements.jsonl").read_text(encoding="utf-8").splitlines()
    assert {json.loads(line)["grade"] for line in lines} == {"incorrect"}
    assert started.calls == 7
    assert fonte("--judge", "test")[0] == 0
    assert started.calls == 7


def test_a_good_judge_is_calibrated_and_its_rate_corrected(fonte: Fonte, server: Started, tmp_path: Path) -> None:
    server(perfect_judge)
    code, out, _ = fonte("calibrate", "--judge", "test", "--gate")
    assert code == 0
    assert "kappa 1.000" in out and "usable as a second opinion" in out
    assert "perfect answers and mutations of them" in out
    assert "- number ×10: " in out
    assert "Corrected for its mistakes, 1.000" in fonte("--judge", "test")[1]


def test_a_judge_that_likes_everything_is_no_use(fonte: Fonte, server: Started) -> None:
    server(says(RIGHT))
    code, out, _ = fonte("calibrate", "--judge", "test", "--gate")
    assert code == 1
    assert "kappa 0.000" in out and "not usable: kappa is below 0.6" in out
    assert fonte("calibrate", "--judge", "test")[0] == 0
    assert "It gives no corrected rate" in fonte("--judge", "test")[1]


def test_a_judge_that_fails_lowers_nothing_and_is_exit_3(fonte: Fonte, server: Started, tmp_path: Path) -> None:
    server(failed(401, "no such key"))
    code, out, _ = fonte("--judge", "test")
    assert code == 3
    assert "7 answers got no grade" in out and "refuses the key" in out
    told = summary(tmp_path)["judge"]
    assert isinstance(told, dict) and told["rate"]["mean"] is None
    assert summary(tmp_path)["unscored"] == 0
    code, _, err = fonte("calibrate", "--judge", "test")
    assert code == 3 and "got no grade, too many to keep this" in err
    assert not list((tmp_path / "data").rglob("*.calibration.json"))


def test_a_dry_run_asks_nobody(fonte: Fonte, server: Started, tmp_path: Path) -> None:
    started = server(says(RIGHT))
    code, out, _ = fonte("--judge", "test", "--dry-run")
    assert (code, started.calls, (tmp_path / "run").exists()) == (0, 0, False)
    assert "judge test: at most 7 questions to ask, about " in out
    assert "judge test: 1" in fonte("calibrate", "--judge", "test", "--dry-run")[1]
    fonte()
    code, out, _ = fonte("score", str(tmp_path / "run"), "--judge", "test", "--dry-run")
    assert out.startswith("judge test: 7 questions to ask") and started.calls == 0
    code, _, err = fonte("--judge", "test", "--max-cost", "1")
    assert (code, started.calls) == (2, 0)
    assert "price of test is not known" in err


def test_a_person_s_labels_may_take_the_place_of_mutations(fonte: Fonte, server: Started, tmp_path: Path) -> None:
    server(says(RIGHT))
    labels = tmp_path / "labels.jsonl"
    rows = [{"id": "q1", "answer": "4,2 milioni.", "right": True}, {"id": "q2", "answer": "Di Anna.", "right": False}]
    labels.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    code, out, _ = fonte("calibrate", "--judge", "test", "--labels", str(labels), "--json")
    found = json.loads(out)
    assert (code, found["n"], found["found"]["share"], found["source"]) == (0, 2, 0.5, "labels in labels.jsonl")
    for row, told in (({"id": "q9", "answer": "x", "right": True}, "no gold question has the id 'q9'"),
                      ({"id": "q1", "answer": "x", "right": "yes"}, "labels.jsonl:1 is no label")):  # fmt: skip
        labels.write_text(json.dumps(row), encoding="utf-8")
        code, _, err = fonte("calibrate", "--judge", "test", "--labels", str(labels))
        assert (code, told in err, err.count("\n")) == (2, True, 1)


def test_calibrating_needs_a_judge(fonte: Fonte) -> None:
    code, _, err = fonte("calibrate")
    assert (code, "needs a judge" in err) == (2, True)
