"""`fonte eval` asks, scores, gates and reports from end to end, over a small corpus of its own."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rag.cli import main
from tests.evals.golds import COST, question, refused, write

Fonte = Callable[..., tuple[int, str, str]]


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    folder = tmp_path / "ponte"
    folder.mkdir()
    return write(folder, [question(), refused()])


@pytest.fixture
def fonte(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Fonte:
    monkeypatch.setenv("FONTE_EMBEDDER", "hash")
    monkeypatch.setenv("FONTE_STORE", str(tmp_path / "store"))

    def run(*words: str | Path) -> tuple[int, str, str]:
        code = main([str(word) for word in words])
        return code, *capsys.readouterr()

    return run


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def timeless(content: bytes) -> bytes:
    """Return a file without the drawing of the times, which the page has."""
    return re.sub(rb'aria-label="Milliseconds by stage".*?</svg>', b"", content, flags=re.DOTALL)


def test_two_runs_write_the_same_bytes_but_for_times(fonte: Fonte, gold: Path, tmp_path: Path) -> None:
    assert fonte("eval", "--gold", gold, "--out", tmp_path / "one")[0] == 0
    assert fonte("eval", "--gold", gold, "--out", tmp_path / "two")[0] == 0
    one, two = files(tmp_path / "one"), files(tmp_path / "two")
    assert {"manifest.json", "responses.jsonl", "times.jsonl", "scores.jsonl", "summary.json"} <= set(one)
    assert {"report.md", "junit.xml"} <= set(one)
    assert one.keys() == two.keys()
    assert [name for name in one if name != "times.jsonl" and timeless(one[name]) != timeless(two[name])] == []


def test_the_scores_tell_what_was_right(fonte: Fonte, gold: Path, tmp_path: Path) -> None:
    code, out, err = fonte("eval", "--gold", gold, "--out", tmp_path / "run")
    lines = {line["id"]: line for line in map(json.loads, (tmp_path / "run/scores.jsonl").read_text().splitlines())}
    assert lines["q1"]["outcome"] == "correct"
    assert lines["q1"]["scores"]["citations_verbatim"] == {"value": 1.0, "status": "ok"}
    assert lines["q2"]["scores"]["strict_nuggets"]["status"] == "n/a"
    assert "2 questions asked, 0 kept" in err
    assert "strict_nuggets" in out


def test_a_finished_run_is_scored_again_without_asking(fonte: Fonte, gold: Path, tmp_path: Path) -> None:
    code, out, _ = fonte("eval", "run", "--gold", gold, "--out", tmp_path / "run")
    assert (code, out.strip()) == (0, str(tmp_path / "run"))
    assert not (tmp_path / "run/scores.jsonl").exists()
    code, out, err = fonte("eval", "score", tmp_path / "run", "--gold", gold, "--json")
    assert json.loads(out)["questions"] == 2
    assert "asked" not in err


def test_a_report_is_printed_as_markdown_without_asking(fonte: Fonte, gold: Path, tmp_path: Path) -> None:
    fonte("eval", "run", "--gold", gold, "--out", tmp_path / "run")
    code, out, err = fonte("eval", "report", tmp_path / "run", "--gold", gold)
    assert (code, err) == (0, "")
    assert out == (tmp_path / "run/report.md").read_text(encoding="utf-8")
    assert out.startswith("## Evaluation of fonte extractive")
    assert fonte("eval", "report", "--gold", gold)[0] == 2


def test_each_gold_set_has_a_store_of_its_own_also_where_the_environment_names_one(
    fonte: Fonte, gold: Path, tmp_path: Path
) -> None:
    other = tmp_path / "gatto"
    other.mkdir()
    write(other, [question(id="g1"), refused(id="g2")])
    (other / "articles/b.txt").write_text("Il gatto dorme.", encoding="utf-8")
    code, _, err = fonte("eval", "--gold", gold, "--gold", other, "--out", tmp_path / "run")
    assert (code, "4 questions asked" in err) == (0, True), err
    assert {path.name for path in (tmp_path / "store").iterdir()} == {"ponte", "gatto"}


def test_a_response_to_another_question_is_not_scored_as_this_one(fonte: Fonte, gold: Path, tmp_path: Path) -> None:
    fonte("eval", "run", "--gold", gold, "--out", tmp_path / "run")
    write(gold, [question(question="Quanto costa il ponte?"), refused()])
    assert fonte("eval", "score", tmp_path / "run", "--gold", gold)[0] == 3


def test_a_shifted_citation_closes_the_gate_and_names_metric_and_question(
    fonte: Fonte, gold: Path, tmp_path: Path
) -> None:
    fonte("eval", "run", "--gold", gold, "--out", tmp_path / "run")
    path = tmp_path / "run/responses.jsonl"
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    lines[0]["answer"]["citations"][0]["start"] += 1
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    code, out, _ = fonte("eval", "score", tmp_path / "run", "--gold", gold, "--gate")
    assert code == 1
    assert "FAIL citations_verbatim - 1 below 1.0: q1" in out
    assert "failure" in (tmp_path / "run/junit.xml").read_text()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("eval", "--gold", "nowhere.jsonl"), "nowhere.jsonl"),
        (("eval", "score"), "takes one run folder, got 0"),
        (("eval", "score", "nowhere"), "no run in"),
        (("eval", "--corpus", "x"), "--corpus says what --gold is about"),
        (("eval", "--max-cost", "molto"), "must be an amount of dollars"),
        (("eval", "skore"), "skore"),
        (("eval", "validate", "somewhere"), "validate takes no run folder, got 'somewhere'"),
        (("eval", "--labels", "x"), "--labels is for fonte eval calibrate"),
    ],
)
def test_a_mistake_is_one_line_and_exit_2(fonte: Fonte, words: tuple[str, ...], told: str) -> None:
    code, out, err = fonte(*words)
    assert (code, out) == (2, "")
    assert told in err
    assert err.count("\n") == 1


def test_a_gold_set_with_a_fault_is_refused_by_its_line(fonte: Fonte, gold: Path, tmp_path: Path) -> None:
    broken: dict[str, Any] = question(id="q3", question="E quanto è lungo?")
    broken["evidence"] = [{**broken["evidence"][0], "quote": COST.replace("4,2", "4,3")}]
    write(gold, [question(), broken])
    code, _, err = fonte("eval", "--gold", gold, "--out", tmp_path / "run")
    assert code == 2
    assert "questions.jsonl:2: q3" in err
    assert fonte("eval", "validate", "--gold", gold)[:1] == (2,)


def test_a_sound_gold_set_is_counted(fonte: Fonte, gold: Path) -> None:
    code, out, _ = fonte("eval", "validate", "--gold", gold)
    assert (code, "2 questions, dev 1, test 1" in out, "every quote, hash and quota holds" in out) == (0, True, True)


def test_with_a_library_missing_the_command_says_what_to_do() -> None:
    script = "import sys; sys.modules['ir_measures'] = None; from rag.cli import main; sys.exit(main(['eval']))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert "ir_measures" in done.stderr and "Install Fonte again" in done.stderr
    assert done.stderr.count("\n") == 1
