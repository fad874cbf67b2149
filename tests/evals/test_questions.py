"""Gold questions are read whole or refused by file and line."""

import json
from pathlib import Path
from typing import Any

import pytest

from evals.questions import entries, load
from rag.errors import InputError
from tests.evals.golds import question, refused, write


def test_a_line_becomes_a_question_with_all_its_fields(tmp_path: Path) -> None:
    asked = question(type="follow_up", history=[["Che cosa?", "Un ponte."]], as_of="2026-11-22")
    read = load([write(tmp_path, [asked]) / "questions.jsonl"])[0]
    assert (read.id, read.expected.value, read.expected.unit) == ("q1", 4200000, "EUR")
    assert read.history == (("Che cosa?", "Un ponte."),)
    assert read.evidence[0].encoding == "utf-8"
    assert read.files == ("a.txt",)
    assert [nugget.id for nugget in read.vital] == ["q1.n1"]


def test_lines_are_counted_as_an_editor_counts_them(tmp_path: Path) -> None:
    file = tmp_path / "q.jsonl"
    odd = question(question="Prima\u2028e dopo?")  # a separator that splitlines() takes for a line's end
    lines = [json.dumps(odd, ensure_ascii=False), "", json.dumps(refused(), ensure_ascii=False)]
    file.write_bytes(b"\xef\xbb\xbf" + "\r\n".join(lines).encode())
    assert [(entry.line, entry.question.id) for entry in entries(file)] == [(1, "q1"), (3, "q2")]


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        ("{", "EOF"),
        ("[]", "object"),
        ({"answerable": "yes"}, "answerable"),
        ({"type": "riddle"}, "type"),
        ({"split": "train"}, "split"),
        ({"nuggets": [{"id": "n"}]}, "nuggets.0.text"),
        ({"surprise": 1}, "surprise"),
        ({"evidence": [{"file": "a.txt", "quote": "x", "start": "0", "end": 1, "sha256": ""}]}, "evidence.0.start"),
        ({"expected": {"kind": "number", "value": True}}, "expected"),
        ({"history": [["only a question"]]}, "history.0"),
    ],
)
def test_a_broken_line_is_refused_by_its_number(tmp_path: Path, broken: str | dict[str, Any], told: str) -> None:
    file = tmp_path / "q.jsonl"
    second = broken if isinstance(broken, str) else json.dumps(question(id="q9") | broken)
    file.write_text(json.dumps(question()) + "\n" + second + "\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"q\.jsonl:2: ") as caught:
        load([file])
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)


def test_an_id_comes_once_even_over_two_files(tmp_path: Path) -> None:
    one, two = tmp_path / "1.jsonl", tmp_path / "2.jsonl"
    for file in (one, two):
        file.write_text(json.dumps(question()), encoding="utf-8")
    with pytest.raises(InputError, match=r"2\.jsonl:1: the id 'q1' comes twice"):
        load([one, two])


def test_no_question_no_file_and_no_text_are_told(tmp_path: Path) -> None:
    empty, latin = tmp_path / "empty.jsonl", tmp_path / "latin.jsonl"
    empty.write_text("\n\n")
    latin.write_bytes("è".encode("latin-1"))
    for file, told in ((empty, "no question"), (tmp_path / "none.jsonl", "No such file"), (latin, "not UTF-8")):
        with pytest.raises(InputError, match=told):
            load([file])
    with pytest.raises(InputError, match="no question"):
        load([])
