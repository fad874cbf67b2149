"""JUnit and Markdown tell the same story, name no question of the test half, and are not steered by texts."""

from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

from evals.gates import Gate
from evals.reports.junit import junit
from evals.reports.markdown import markdown
from evals.reports.words import figure
from evals.responses import Response
from evals.scoring.scored import Scored, score_all
from evals.scoring.summary import FEWEST, summarise
from tests.evals.cases import PERFECT, articles, question, unanswerable

NASTY = "a|b <b>c</b> `x` [y](http://evil.example) \x00\x1b[31m\ud800 & ]]>"
QUESTIONS = (
    question(id="d1", question=NASTY),
    question(id="d2"),
    unanswerable(id="d3"),
    question(id="t1", split="test", question="Domanda segretissima"),
)
GATES = (Gate("all good", True, "…"), Gate("broken", False, NASTY, ("d1",)), Gate("unknown", None, "…"))


def scored(folder: Path) -> list[Scored]:
    said = {"d1": replace(PERFECT, id="d1"), "d2": Response("d2", error=NASTY), "d3": PERFECT, "t1": PERFECT}
    return score_all(QUESTIONS, said, articles(folder), "g")


def test_an_unscored_question_is_an_error_and_a_wrong_one_a_failure(tmp_path: Path) -> None:
    root = ElementTree.fromstring(junit(scored(tmp_path), GATES).encode())
    counts = {suite.get("name"): tuple(suite.get(k) for k in ("tests", "failures", "errors")) for suite in root}
    assert counts == {"questions": ("3", "1", "1"), "gates": ("3", "1", "1")}
    cases = {case.get("name", "")[:2]: [child.tag for child in case] for case in root.iter("testcase")}
    assert (cases["d1"], cases["d2"], cases["d3"]) == ([], ["error"], ["failure"])


def test_markdown_shows_texts_without_obeying_them(tmp_path: Path) -> None:
    items = scored(tmp_path)
    manifest = {"system": NASTY, "gold": [{"name": "g", "questions": 4}]}
    told = markdown(manifest, summarise(items, {"abstain": items}), GATES, items)
    assert "<b>" not in told
    assert "](http" not in told.replace("\\](", "")
    assert "\x1b" not in told
    assert "**FAIL**" in told
    assert "Domanda segretissima" not in told
    rows = [line for line in told.splitlines() if line.startswith("| d")]
    assert [row.replace("\\|", "").count("|") for row in rows] == [6, 6]


def test_a_figure_from_few_questions_has_no_interval(tmp_path: Path) -> None:
    few = score_all([question(id=f"q{n}") for n in range(FEWEST - 1)], {}, articles(tmp_path), "g")
    assert figure(summarise(few, {})["metrics"]["crag"]["all"]) == "–"
    said = {f"q{n}": PERFECT for n in range(FEWEST)}
    many = score_all([question(id=f"q{n}", cluster=f"c{n}") for n in range(FEWEST)], said, articles(tmp_path), "g")
    assert figure(summarise(many[:-1], {})["metrics"]["precision"]["all"]) == "1.000 (n 19)"
    assert figure(summarise(many, {})["metrics"]["precision"]["all"]) == "1.000 (0.839 to 1.000)"
