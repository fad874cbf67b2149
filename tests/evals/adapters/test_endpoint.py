"""Over an endpoint: the cost is told first, its limit holds, a failure is unscored, and the peer answers too."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from rag.answering.endpoint.client import ChatClient
from rag.cli import main
from tests.evals.golds import question, refused, write
from tests.scripted_server import Reply, ScriptedServer, failed, quotes, says

Started = Callable[..., ScriptedServer]
Fonte = Callable[..., tuple[int, str, str]]


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    folder = tmp_path / "ponte"
    folder.mkdir()
    more = question(id="q3", question="Il ponte di Orvella quanto è costato?")
    return write(folder, [question(), refused(), more])


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Started]:
    servers: list[ScriptedServer] = []

    def start(*script: Reply) -> ScriptedServer:
        started = ScriptedServer(*script).__enter__()
        servers.append(started)
        monkeypatch.setenv("OPENAI_BASE_URL", started.url)
        return started

    yield start
    for started in servers:
        started.__exit__()
    ChatClient._refused.clear()


@pytest.fixture
def fonte(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, gold: Path) -> Fonte:
    monkeypatch.setenv("FONTE_EMBEDDER", "hash")
    monkeypatch.setenv("FONTE_STORE", str(tmp_path / "store"))
    monkeypatch.setenv("FONTE_MODEL", "test")
    prices = tmp_path / "prices.json"
    prices.write_text('{"test": [1000.0, 1000.0]}')
    monkeypatch.setenv("FONTE_PRICES", str(prices))

    def run(*words: str) -> tuple[int, str, str]:
        code = main(["eval", "--gold", str(gold), "--out", str(tmp_path / "run"), *words])
        return code, *capsys.readouterr()

    return run


def outcomes(folder: Path) -> list[str | None]:
    return [json.loads(line)["outcome"] for line in (folder / "scores.jsonl").read_text().splitlines()]


def test_a_dry_run_tells_the_cost_and_asks_and_writes_nothing(fonte: Fonte, server: Started, tmp_path: Path) -> None:
    started = server(says("x"))
    code, out, _ = fonte("--engine", "openai", "--dry-run")
    assert (code, started.calls, (tmp_path / "run").exists()) == (0, 0, False)
    assert out.startswith("fonte openai: 3 questions to ask, about ")
    assert "cost unknown" not in out


def test_asking_stops_at_the_limit_and_goes_on_where_it_stopped(fonte: Fonte, server: Started, tmp_path: Path) -> None:
    started = server(quotes("ponte di Orvella"))
    code, _, err = fonte("--engine", "openai", "--max-cost", "0.000001")
    assert "not asked: --max-cost is reached" in err
    assert code == 3
    first = started.calls
    code, _, err = fonte("--engine", "openai")
    assert "kept from an earlier run, 0 failed" in err
    assert started.calls > first
    assert None not in outcomes(tmp_path / "run")


def test_a_failing_endpoint_leaves_questions_unscored_and_lowers_no_figure(
    fonte: Fonte, server: Started, tmp_path: Path
) -> None:
    server(failed(401, "no such key"))
    code, out, _ = fonte("--engine", "openai", "--gate")
    assert code == 3
    assert "FAIL" not in out
    assert set(outcomes(tmp_path / "run")) == {None}
    summary = json.loads((tmp_path / "run/summary.json").read_text())
    assert summary["metrics"]["strict_nuggets"]["all"] == {
        "n": 0,
        "mean": None,
        "low": None,
        "high": None,
        "unscored": 3,
    }
    assert '<error message="unscored' in (tmp_path / "run/junit.xml").read_text()


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Il ponte di Orvella è costato 4,2 milioni di euro [1].", ["correct", "wrong", "correct"]),
        ("Il ponte di Orvella è costato 4,2 milioni di euro [Source 1].", ["correct", "wrong", "correct"]),
        ("Il ponte di Orvella, a Milano, è costato 4,2 milioni: tre fonti.", ["correct", "wrong", "correct"]),
        ("None of the sources are helpful.", ["refused", "abstained", "refused"]),
        ("Gli articoli non lo specificano [1].", ["refused", "abstained", "refused"]),
        ("Il ponte di Orvella è costato 4,2 milioni di euro [9].", ["correct", "wrong", "correct"]),
    ],
)
def test_the_peer_is_judged_as_fonte_is(
    fonte: Fonte, server: Started, tmp_path: Path, text: str, expected: list[str]
) -> None:
    started = server(says(text))
    code, _, err = fonte("--python", "evals.adapters.citation_query_engine:open_system")
    assert (code, started.calls) == (0, 3), err
    assert outcomes(tmp_path / "run") == expected
    line = json.loads((tmp_path / "run/scores.jsonl").read_text().splitlines()[0])
    assert line["passed"] is text.endswith(("euro [1].", "euro [Source 1]."))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("È costato 4,2 milioni di euro.", ["correct", "wrong", "correct"]),
        ("Non lo so.", ["refused", "abstained", "refused"]),
    ],
)
def test_a_model_without_the_articles_is_a_baseline_too(
    fonte: Fonte, server: Started, tmp_path: Path, text: str, expected: list[str]
) -> None:
    started = server(says(text))
    code, _, err = fonte("--python", "evals.adapters.model_alone:open_system")
    assert (code, started.calls, outcomes(tmp_path / "run")) == (0, 3, expected), err
    assert "ponte di Orvella è costato" not in json.dumps(started.requests, ensure_ascii=False)


def test_recorded_answers_stand_beside_a_run_of_fonte(fonte: Fonte, tmp_path: Path) -> None:
    answers = tmp_path / "answers.jsonl"
    told = {"text": "4,2 milioni [1].", "citations": [{"n": 1, "file": "a.txt", "quote": "è costato 4,2 milioni"}]}
    lines = [
        {"id": id_, **(told if id_ != "q2" else {"text": "Non so.", "abstained": True})} for id_ in ("q1", "q2", "q3")
    ]
    answers.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    assert fonte("--answers", str(answers), "--out", str(tmp_path / "peer"))[0] == 0
    assert outcomes(tmp_path / "peer") == ["correct", "abstained", "correct"]
    assert fonte("--beside", str(tmp_path / "peer"))[0] == 0
    (found,) = json.loads((tmp_path / "run/summary.json").read_text())["beside"]
    assert (found["name"], found["n"], found["theirs"]["precision"]["mean"]) == ("recorded answers", 3, 1.0)
    assert ">recorded answers</text>" in (tmp_path / "run/report.html").read_text(encoding="utf-8")
    (tmp_path / "short.jsonl").write_text(json.dumps(lines[0]))
    code, _, err = fonte("--answers", str(tmp_path / "short.jsonl"), "--out", str(tmp_path / "short"))
    assert (code, "holds no answer to 'q2'" in err, (tmp_path / "short").exists()) == (2, True, False)
