"""A judge is asked each thing once; what fails has no grade, is asked again, and never costs beyond the limit."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from evals.judging.grading import PATIENCE, Memory, grade_all, missing
from evals.judging.judge import Judge, Judgement, open_judge
from evals.judging.sheets import Sheet, sheet
from evals.running.recording import Budget
from rag.answering.endpoint.client import ChatClient
from rag.errors import InputError, SettingsError
from rag.settings import Settings
from tests.evals.cases import question
from tests.scripted_server import Reply, ScriptedServer, failed, says

RIGHT = says('{"reason": "all told", "grade": "correct"}')
WRONG = says('{"reason": "no", "grade": "incorrect"}')
SHEETS = [sheet(f"q{n}", question(), f"Risposta {n}.") for n in range(6)]


class Bench:
    """Open judges over scripted servers, their memory in one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.servers, self.judges = folder, list[ScriptedServer](), list[Judge]()
        self.prices = folder / "prices.json"
        self.prices.write_text('{"test": [1000000.0, 1000000.0]}')

    def judge(self, *script: Reply, prices: bool = True) -> tuple[Judge, ScriptedServer]:
        started = ScriptedServer(*script).__enter__()
        self.servers.append(started)
        known = self.prices if prices else None
        settings = Settings(corpus=self.folder, base_url=started.url, api_key="k", prices=known, timeout=20)
        self.judges.append(open_judge("test", settings))
        return self.judges[-1], started

    def grade(self, judge: Judge, sheets: list[Sheet], budget: Budget | None = None) -> list[Judgement]:
        return grade_all(sheets, judge, Memory(self.folder / "memory", judge), budget or Budget())


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    made = Bench(tmp_path)
    yield made
    for judge in made.judges:
        judge.close()
    for server in made.servers:
        server.__exit__()
    ChatClient._refused.clear()


def grades(found: list[Judgement]) -> list[str | None]:
    return [judgement.grade for judgement in found]


def test_grades_are_read_and_asked_for_once(bench: Bench) -> None:
    judge, server = bench.judge(RIGHT, WRONG)
    assert grades(bench.grade(judge, SHEETS[:2])) == ["correct", "incorrect"]
    assert grades(bench.grade(judge, SHEETS[:2])) == ["correct", "incorrect"]
    assert server.calls == 2
    body = server.requests[0]
    assert (body["temperature"], body["stream"]) == (0, True)  # a slow one is heard
    assert body["response_format"]["json_schema"]["schema"]["required"] == ["reason", "grade"]


def test_the_same_text_is_asked_once_whatever_run_it_is_of(bench: Bench) -> None:
    judge, server = bench.judge(RIGHT)
    twice = [SHEETS[0], sheet("other", question(id="other"), "Risposta 0.")]
    assert [j.id for j in bench.grade(judge, twice)] == ["q0", "other"]
    assert server.calls == 1


def test_another_model_does_not_inherit_a_grade(bench: Bench) -> None:
    one, _ = bench.judge(RIGHT)
    other, server = bench.judge(WRONG)
    bench.grade(one, SHEETS[:1])
    assert grades(bench.grade(other, SHEETS[:1])) == ["incorrect"]
    assert server.calls == 1


def test_an_unreadable_reply_has_no_grade_and_is_asked_again(bench: Bench) -> None:
    judge, server = bench.judge(says("I would say it is correct."), RIGHT)
    (first,) = bench.grade(judge, SHEETS[:1])
    assert (first.grade, first.outside) == (None, False)
    assert "no verdict in 'I would say" in first.why
    assert grades(bench.grade(judge, SHEETS[:1])) == ["correct"]


def test_an_endpoint_that_fails_again_and_again_is_left_alone(bench: Bench) -> None:
    judge, server = bench.judge(failed(401, "no such key"))
    found = bench.grade(judge, SHEETS)
    assert grades(found) == [None] * len(SHEETS)
    assert server.calls == PATIENCE
    assert "refuses the key" in found[0].why
    assert found[-1].why == f"not asked: the judge failed {PATIENCE} times in a row"


def test_one_failure_between_successes_stops_nothing(bench: Bench) -> None:
    judge, _ = bench.judge(RIGHT, failed(400, "odd"), failed(401, "odd"), RIGHT)
    assert grades(bench.grade(judge, SHEETS[:4])).count("correct") == 3


def test_the_limit_on_cost_stops_the_asking(bench: Bench) -> None:
    judge, server = bench.judge(RIGHT)
    budget = Budget(limit=1.0)  # the first reply costs hundreds
    found = bench.grade(judge, SHEETS[:3], budget)
    assert grades(found) == ["correct", None, None]
    assert (server.calls, found[1].why) == (1, "not asked: --max-cost is reached")
    assert budget.spent > 1


def test_without_a_price_a_limit_is_refused_before_anything_is_asked(bench: Bench) -> None:
    judge, server = bench.judge(RIGHT, prices=False)
    with pytest.raises(InputError, match="price of test is not known"):
        bench.grade(judge, SHEETS, Budget(limit=1.0))
    assert server.calls == 0


def test_what_is_missing_can_be_told_and_estimated_without_asking(bench: Bench) -> None:
    judge, server = bench.judge(RIGHT)
    bench.grade(judge, SHEETS[:1])
    lacking = missing([*SHEETS[:3], SHEETS[2]], Memory(bench.folder / "memory", judge))
    assert [item.id for item in lacking] == ["q1", "q2"]
    prompt, reply, dollars = judge.estimate(lacking[0])
    assert prompt > 200 and reply > 0 and dollars is not None and dollars > 0
    assert server.calls == 1


def test_a_memory_cut_short_by_a_kill_forgets_one_grade(bench: Bench) -> None:
    judge, server = bench.judge(RIGHT)
    bench.grade(judge, SHEETS[:2])
    (file,) = (bench.folder / "memory").iterdir()
    file.write_bytes(file.read_bytes()[:-20])
    assert grades(bench.grade(judge, SHEETS[:2])) == ["correct", "correct"]
    assert server.calls == 3
    lines: list[Any] = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert len(lines) == 2


@pytest.mark.parametrize("named", ["gpt-5.4-mini", "local", "nowhere.gguf"])
def test_a_judge_that_is_not_there_says_what_to_do(named: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    with pytest.raises(SettingsError) as caught:
        open_judge(named, Settings(corpus=tmp_path))
    assert caught.value.hint
