"""`fonte check`: claims of any origin, a verdict a line, resumed and refused like a batch."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from rag.answering.checking import Nearness
from rag.claims import ClaimItem, Measure, check_claims, read_claims
from rag.cli import main
from rag.errors import InputError

SOURCE = "Il ponte di Lecco è costato 4 milioni di euro."
WORDS = Measure(Nearness(), "words")


def lines(target: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]


def write(path: Path, *documents: object) -> Path:
    path.write_text("\n".join(json.dumps(document) for document in documents), encoding="utf-8")
    return path


def test_each_claim_gets_its_verdict_and_checks_in_order(tmp_path: Path) -> None:
    items = (
        ClaimItem("a", "Il ponte è costato 4 milioni.", (SOURCE,)),
        ClaimItem(7, "È costato 5 milioni.", (SOURCE,)),
    )
    report = check_claims(items, tmp_path / "out.jsonl", WORDS)
    found = lines(tmp_path / "out.jsonl")
    assert (report.done, report.failed) == (2, ())
    assert [(line["id"], line["verdict"]) for line in found] == [("a", "supported"), (7, "unsupported")]
    assert found[1]["checks"]["numbers"] == "failed"


def test_a_second_run_keeps_what_it_has_and_checks_what_changed(tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    item = ClaimItem("a", "Il ponte è costato 4 milioni.", (SOURCE,))
    check_claims([item], target, WORDS)
    before = target.read_bytes()
    assert check_claims([item], target, WORDS).kept == 1
    assert target.read_bytes() == before
    assert check_claims([ClaimItem("a", "Il ponte è costato 5 milioni.", (SOURCE,))], target, WORDS).kept == 0
    assert lines(target)[0]["verdict"] == "unsupported"


class Broken(Nearness):
    """A measure that fails on one word."""

    def learn(self, readings: Any) -> None:
        if any("esplode" in reading.surfaces for reading in readings):
            raise RuntimeError("no vectors")


def test_a_claim_that_fails_gets_an_error_and_does_not_stop_the_others(tmp_path: Path) -> None:
    items = [ClaimItem(1, "Tutto esplode.", (SOURCE,)), ClaimItem(2, "Il ponte è costato 4 milioni.", (SOURCE,))]
    report = check_claims(items, tmp_path / "out.jsonl", Measure(Broken(), "words"))
    found = lines(tmp_path / "out.jsonl")
    assert report.failed == (1,)
    assert found[0]["error"] == "RuntimeError: no vectors" and found[1]["verdict"] == "supported"


@pytest.mark.parametrize(
    ("document", "told"),
    [
        ([], "must be an object"),
        ({"claim": "x", "sources": []}, "must have an id"),
        ({"id": True, "claim": "x", "sources": []}, "must have an id"),
        ({"id": 1, "sources": []}, "must have a claim"),
        ({"id": 1, "claim": "x"}, "must have sources"),
        ({"id": 1, "claim": "x", "sources": "x"}, "must have sources"),
        ({"id": 1, "claim": "x", "sources": [1]}, "must have sources"),
        ({"id": 1, "claim": "x", "sources": [], "question": 2}, "question that is a string"),
        ({"id": 1, "claim": "x" * 4_001, "sources": []}, "4,001 characters"),
        ({"id": 1, "claim": "x", "sources": ["x" * 300_000]}, "300,001 characters"),
    ],
)
def test_a_line_that_cannot_be_used_is_refused_before_any_work(tmp_path: Path, document: object, told: str) -> None:
    with pytest.raises(InputError, match=told):
        read_claims(write(tmp_path / "in.jsonl", document))


def test_the_command_checks_a_file_and_refuses_one_that_is_not_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = {"id": 1, "claim": "Il ponte è costato 4 milioni.", "sources": [SOURCE], "unknown": 0}
    source, target = write(tmp_path / "in.jsonl", document), tmp_path / "out.jsonl"
    assert main(["check", str(source), str(target), "--embedder", "hash"]) == 0
    out, err = capsys.readouterr()
    assert out == "" and "1 claims: 1 checked" in err
    assert lines(target)[0]["verdict"] == "supported"
    assert main(["check", str(tmp_path / "none.jsonl"), str(target)]) == 2
    assert main(["check", str(source), str(source)]) == 2
