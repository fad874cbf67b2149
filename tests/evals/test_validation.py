"""The validator passes what is sound and tells each way in which a gold set can lie."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from evals import goldsets, validation
from rag.corpus import texts
from rag.errors import InputError
from tests.evals.golds import COST, TEXT, evidence, question, refused, write

START = TEXT.index(COST)
BRUSCO = "Lo dice l’assessora Nadia Brusco."
CORRECTED = {"kind": "correct_premise", "value": "È di pietra", "unit": None, "accept": ["pietra"]}


def told(tmp_path: Path, *questions: dict[str, Any], quotas: str = "") -> list[str]:
    gold = goldsets.open_gold(write(tmp_path, questions, quotas))
    return [str(fault) for fault in validation.validate([gold])]


def expected(**changes: Any) -> dict[str, Any]:
    return {"expected": question()["expected"] | changes}


def nugget(**changes: Any) -> dict[str, Any]:
    return {"nuggets": [question()["nuggets"][0] | changes]}


def test_a_sound_set_has_no_fault(tmp_path: Path) -> None:
    assert told(tmp_path, question(), refused()) == []


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        # the place
        (question(evidence=[evidence(COST, START + 1)]), f"it begins at {START}"),
        (question(evidence=[evidence(COST.replace("4,2", "4,3"), START)]), "stands nowhere"),
        (question(evidence=[evidence(COST, START, end=9999)]), "empty or outside"),
        (question(evidence=[evidence("", START)]), "empty or outside"),
        (question(evidence=[evidence(COST, START, sha256="0" * 64)]), "no longer the file"),
        (question(evidence=[evidence(COST, START, file="b.txt")]), "cannot be read"),
        (question(evidence=[evidence(COST, START, file="../articles/a.txt")]), "not a path below"),
        (question(evidence=[evidence(COST, START, encoding="ascii")]), "cannot be read as ascii"),
        (question(evidence_sets=[]), "evidence_sets must use"),
        (question(evidence_sets=[[0, 0]]), "names a piece twice"),
        (question(evidence_sets=[[0], [1]]), "evidence_sets must use"),
        # what is answered, and whether
        (question(nuggets=[]), "needs a vital nugget"),
        (question(**nugget(importance="okay")), "needs a vital nugget"),
        (refused(nuggets=question()["nuggets"]), "contradicts answerable false"),
        (question(answerable=False, nuggets=[]), "yet kind 'number' is expected"),
        (refused(answerable=True), "yet kind 'abstain' is expected"),
        (question(type="unanswerable"), "is not answerable"),
        (refused(evidence=[evidence(COST, START)], evidence_sets=[[0]]), "needs no evidence"),
        (question(evidence=[], evidence_sets=[]), "needs evidence"),
        (refused(expected=CORRECTED), "needs evidence"),
        (refused(expected=CORRECTED, evidence=[evidence(COST, START)], evidence_sets=[[0]]), "no form of accept"),
        # the value
        (question(**expected(value="4,2 milioni")), "cannot be '4,2 milioni'"),
        (question(**expected(kind="date", value="22/11/2026", unit=None)), "YYYY-MM-DD"),
        (question(**expected(kind="list", value=["uno"], unit=None)), "at least two"),
        (question(**expected(accept=[])), "needs the forms"),
        (question(**expected(kind="name", value="x")), "only a number has a unit"),
        (refused(expected={"kind": "abstain", "accept": ["niente"]}), "accepts no form"),
        # what the right answer would get
        (question(**nugget(match=["42 milioni"], text="x")), "no form of nugget q1.n1"),
        (question(**nugget(match=[])), "without match"),
        (question(**nugget(match=["4,2 milioni", " "])), "is empty"),
        (question(**nugget(match=["4,2 milion*"])), "cannot end in *"),
        (question(**expected(accept=["quattro milioni e due"])), "no form of accept"),
        (question(forbidden=[{"text": "Orvella", "why": "x"}]), "stands in what is right"),
        (question(forbidden=[{"text": "4.2", "why": "x"}]), "stands in what is right: '4.2 million'"),
        # the rest of the line
        (question(type="follow_up"), "has a history"),
        (question(history=[["a", "b"]]), "has a history"),
        (question(as_of="ieri"), "as_of must be"),
        (question(author=" "), "author is empty"),
        (question(nuggets=question()["nuggets"] * 2), "same id"),
        (question(type="multi_hop"), "spans two files"),
    ],
)
def test_a_fault_is_told_with_its_line(tmp_path: Path, broken: dict[str, Any], message: str) -> None:
    found = told(tmp_path, refused(id="q0"), broken)
    assert any(message in fault for fault in found), found
    assert all("questions.jsonl:2: " in fault for fault in found)


def test_every_set_of_evidence_must_suffice(tmp_path: Path) -> None:
    places = [evidence(COST, START), evidence(BRUSCO, TEXT.index(BRUSCO))]
    found = told(tmp_path, question(evidence=places, evidence_sets=[[0, 1], [1]]))
    assert [fault for fault in found if "nugget q1.n1" in fault and "[1]" in fault]
    assert told(tmp_path, question(evidence=places, evidence_sets=[[0, 1], [0]])) == []


def test_a_place_in_another_format_counts_in_the_text_taken_out_of_it(tmp_path: Path) -> None:
    write(tmp_path, [])
    page = f"<html><body><article><h1>Il ponte</h1><p>{COST}</p></article></body></html>".encode()
    table = f'title,text\nIl prato,È verde.\nIl ponte,"{COST}"\n'.encode()
    places = []
    for file, data, record in (("a.html", page, None), ("b.csv", table, 2)):
        (tmp_path / "articles" / file).write_bytes(data)
        text = texts(file, data)[record]
        sha256 = hashlib.sha256(data).hexdigest()
        places.append(evidence(COST, text.index(COST), file=file, sha256=sha256, record=record))
    assert told(tmp_path, question(evidence=places, evidence_sets=[[0], [1]]), refused()) == []
    for place, message in (
        (places[0] | {"start": 0}, "not what stands in a.html"),
        (places[1] | {"record": 9}, "number 9"),
    ):
        found = told(tmp_path, question(evidence=[place]), refused())
        assert len(found) == 1 and message in found[0]


def test_one_cluster_lies_in_one_half_and_nothing_is_asked_twice(tmp_path: Path) -> None:
    found = told(tmp_path, question(), refused(cluster="ponte"))
    assert len(found) == 1 and "'ponte' lies in dev as well" in found[0]
    found = told(tmp_path, question(), question(id="q2", question="QUANTO è costato il «ponte»?"))
    assert len(found) == 1 and "line 1 asks the same" in found[0]


def test_an_id_is_unique_over_all_sets(tmp_path: Path) -> None:
    folders = [tmp_path / "a", tmp_path / "b"]
    for folder in folders:
        folder.mkdir()
        write(folder, [question()])
    found = validation.validate([goldsets.open_gold(folder) for folder in folders])
    assert [fault.line for fault in found] == [1] and "'q1' stands in" in found[0].message


@pytest.mark.parametrize(
    ("quotas", "message"),
    [
        ("questions = 3", "holds 2 questions, its quota is 3"),
        ("not_answerable = 0.6", "50.0% of its questions are not answerable, its quota is 60%"),
        ("types = { conflict = 1 }", "type conflict: 0 questions"),
        ("languages = { it = 2, ko = 1 }", "language ko: 0 questions"),
    ],
)
def test_a_quota_that_is_missed_is_told(tmp_path: Path, quotas: str, message: str) -> None:
    found = told(tmp_path, question(), refused(), quotas=f"[quotas]\n{quotas}")
    assert [message in fault and "jsonl: " in fault for fault in found] == [True]


def test_both_halves_are_worth_measuring(tmp_path: Path) -> None:
    found = told(tmp_path, question(), refused(split="dev"), quotas="[quotas]\nquestions = 2")
    assert [fault for fault in found if "test holds 0 of 2" in fault]


def test_a_set_without_a_question_is_not_sound(tmp_path: Path) -> None:
    assert [fault.endswith("there is no question in it") for fault in told(tmp_path)] == [True]


def test_the_command_exits_as_the_others_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write(tmp_path, [question(), refused()])
    assert validation.main([str(folder)]) == 0
    assert "2 questions, dev 1, test 1, not answerable 1 (50%)" in capsys.readouterr().out
    assert validation.main([str(folder / "questions.jsonl"), "--corpus", str(folder / "articles")]) == 0
    write(tmp_path, [question(nuggets=[])])
    assert validation.main([str(folder)]) == 1
    (folder / "questions.jsonl").write_text("{}\n", encoding="utf-8")
    capsys.readouterr()
    assert validation.main([str(folder)]) == 2
    captured = capsys.readouterr()
    assert captured.err.count("\n") == 1 and "questions.jsonl:1: " in captured.err


def spoil_toml(folder: Path) -> None:
    (folder / "corpus.toml").write_text("articles = ", encoding="utf-8")


def misname_quota(folder: Path) -> None:
    (folder / "corpus.toml").write_text('articles = "articles"\n[quotas]\ntypes = { riddle = 1 }', encoding="utf-8")


def lose_articles(folder: Path) -> None:
    (folder / "corpus.toml").write_text('articles = "elsewhere"', encoding="utf-8")


def lose_toml(folder: Path) -> None:
    (folder / "corpus.toml").unlink()


def lose_questions(folder: Path) -> None:
    (folder / "questions.jsonl").unlink()


@pytest.mark.parametrize(
    ("harm", "message"),
    [
        (spoil_toml, "corpus.toml: Invalid value"),
        (misname_quota, "quotas.types.riddle"),
        (lose_articles, "no folder of articles"),
        (lose_toml, "--corpus"),
        (lose_questions, "no gold questions"),
    ],
)
def test_a_set_that_cannot_be_opened_is_told(tmp_path: Path, harm: Callable[[Path], None], message: str) -> None:
    folder = write(tmp_path, [question()])
    harm(folder)
    with pytest.raises(InputError, match=message):
        goldsets.open_gold(folder)


def test_what_is_shipped_is_sound() -> None:
    shipped = goldsets.shipped_gold()
    assert [gold.name for gold in shipped] == ["seeds", "valdora"]
    assert [str(fault) for fault in validation.validate(shipped)] == []
