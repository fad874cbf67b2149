"""The gate tells a right answer from a wrong one, and one wrong answer closes it."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from evals import gate
from rag.types import Answer, Citation, Claim, CorpusState, Interpreted, Legs, Passage

TEXT = "Che città!\r\nPer ANIE firma Marco Vecchio. Piove."
FIRST, LAST = TEXT.index("Per"), TEXT.index(" Piove")
QUOTE = TEXT[FIRST:LAST]
TELL: dict[str, Any] = {"id": "g1", "question": "Chi firma?", "must": [["Vecchio", "Vécchio"]], "file": "a.txt"}
REFUSE: dict[str, Any] = {"id": "g2", "question": "Chi piange?", "abstain": True}

PASSAGE = Passage("a.txt", FIRST, len(TEXT), TEXT[FIRST:], None, None, 1.0, Legs())
CITATION = Citation(1, "a.txt", None, None, None, "utf-8", FIRST, LAST, 2, None, None, QUOTE, "0" * 64)
RIGHT = Answer(
    question="Chi firma?",
    interpreted=Interpreted("Chi firma?"),
    language="it",
    answer_language="it",
    abstained=False,
    reason=None,
    text=f"{QUOTE} [1]",
    claims=(Claim(QUOTE, (1,), "supported", {}),),
    unanswered=(),
    citations=(CITATION,),
    passages=(PASSAGE,),
    engine="extractive",
    model=None,
    corpus=CorpusState(2, "x"),
)
REFUSED = replace(RIGHT, abstained=True, reason="Niente.", text="Non lo dicono.", claims=(), citations=())


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    for file in ("a.txt", "b.txt"):
        (tmp_path / file).write_bytes(TEXT.encode("utf-8"))
    return tmp_path


def cited(**changes: object) -> Answer:
    return replace(RIGHT, citations=(replace(CITATION, **changes),))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("item", "answer"),
    [
        (TELL, RIGHT),
        (REFUSE, REFUSED),
        ({**TELL, "must": [["Vecchio"], ["ANIE"]]}, RIGHT),
        ({**TELL, "must": [["Kim", "Vecchio"]]}, RIGHT),
    ],
)
def test_a_right_answer_has_no_faults(corpus: Path, item: dict[str, Any], answer: Answer) -> None:
    assert gate.judge(item, answer, corpus) == []


@pytest.mark.parametrize(
    ("item", "answer", "fault"),
    [
        ({**TELL, "must": [["Vecchio"], ["Kim"]]}, RIGHT, "does not tell Kim"),
        (TELL, replace(RIGHT, text="Firma un altro. [1]"), "does not tell Vecchio"),
        (TELL, REFUSED, "abstained"),
        (REFUSE, RIGHT, "should abstain"),
        ({**TELL, "file": "b.txt"}, RIGHT, "does not cite b.txt"),
        (TELL, cited(start=FIRST + 1, end=LAST + 1), "citation 1 is not what stands in a.txt"),
        (TELL, cited(start=FIRST - 1, end=LAST - 1), "citation 1 lies outside the passages"),
        (TELL, cited(encoding="cp1252"), "citation 1 is not what stands in a.txt"),
        (TELL, replace(RIGHT, passages=(replace(PASSAGE, file="b.txt"),)), "citation 1 lies outside the passages"),
        (REFUSE, replace(cited(quote="x"), abstained=True), "citation 1 is not what stands in a.txt"),
    ],
)
def test_a_wrong_answer_is_told_by_its_fault(corpus: Path, item: dict[str, Any], answer: Answer, fault: str) -> None:
    assert any(found.startswith(fault) for found in gate.judge(item, answer, corpus))


@pytest.mark.parametrize(("must", "code", "last"), [("Vecchio", 0, "2 of 2"), ("Pippo", 1, "1 of 2")])
def test_one_question_that_fails_closes_the_gate(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    must: str,
    code: int,
    last: str,
) -> None:
    question = "Chi ha firmato il memorandum per ANIE?"
    items = [
        {"id": "g1", "question": question, "must": [["KSIA"]], "file": "000_40d0143d2f7938b3.txt"},
        {"id": "g2", "question": question, "must": [[must]], "file": "000_40d0143d2f7938b3.txt"},
    ]
    (tmp_path / "gate.jsonl").write_text("\n".join(map(json.dumps, items)), encoding="utf-8")
    monkeypatch.setattr(gate, "QUESTIONS", tmp_path / "gate.jsonl")
    monkeypatch.setenv("FONTE_EMBEDDER", "hash")
    assert gate.main(["--store", str(tmp_path / "store")]) == code
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1] == f"gate: {last} questions pass"
    assert [line[:7] for line in lines[:2]] == ["ok   g1", "FAIL g2" if code else "ok   g2"]


def test_the_gate_asks_ten_questions_of_which_some_must_be_refused() -> None:
    items = [json.loads(line) for line in gate.QUESTIONS.read_text(encoding="utf-8").splitlines()]
    assert len({item["id"] for item in items}) == len(items) >= 10
    assert any(item.get("abstain") for item in items)
    assert all(item.get("abstain") or item["must"] and item["file"] for item in items)
