import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from rag.batch import BatchOptions, run_batch
from rag.batch_lines import Item, LinesReport, read_items
from rag.errors import InputError, StoreError
from rag.settings import MAX_QUESTION_CHARACTERS
from rag.types import Answer, Filters
from tests.cli.fakes import FakeAssistant, answered, passage

ITEMS = (Item("a", "Chi?"), Item(7, "Quando?"), Item("7", "Dove?"))


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "out.jsonl"


def lines(target: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]


def asked(assistant: FakeAssistant) -> list[str]:
    return [what[0] for verb, what in assistant.history if verb == "ask"]


def test_each_question_gets_a_line_in_the_order_of_the_input(target: Path) -> None:
    report = run_batch(ITEMS, target, FakeAssistant())
    assert report == LinesReport(kept=0, done=3, failed=())
    found = lines(target)
    assert [line["id"] for line in found] == ["a", 7, "7"]
    assert list(found[0]) == ["id", "key", "files", "passages", "answer"]
    assert found[1]["answer"]["question"] == "Quando?"


def test_search_only_answers_nothing(target: Path) -> None:
    assistant = FakeAssistant()
    run_batch(ITEMS, target, assistant, BatchOptions(search_only=True))
    assert asked(assistant) == []
    assert "answer" not in lines(target)[0]
    assert lines(target)[0]["files"] == ["patto.txt"]


def test_files_are_distinct_and_looked_for_beyond_k_passages(target: Path) -> None:
    files = ["a.txt", "a.txt", "b.txt", "b.txt", "c.txt"]
    assistant = FakeAssistant(passages=tuple(passage(file) for file in files))
    run_batch(ITEMS[:1], target, assistant, BatchOptions(k=2))
    assert lines(target)[0]["files"] == ["a.txt", "b.txt"]
    assert [found["file"] for found in lines(target)[0]["passages"]] == ["a.txt", "a.txt"]


def test_a_second_run_asks_nothing_again_and_writes_the_same_bytes(target: Path) -> None:
    run_batch(ITEMS, target, FakeAssistant())
    before, assistant = target.read_bytes(), FakeAssistant()
    report = run_batch(ITEMS, target, assistant)
    assert report == LinesReport(kept=3, done=0, failed=())
    assert asked(assistant) == []
    assert target.read_bytes() == before


@pytest.mark.parametrize(
    ("items", "assistant", "options"),
    [
        ([Item("a", "Chi altro?")], FakeAssistant(), BatchOptions()),
        ([Item("a", "Chi?", (("Prima", "Dopo"),))], FakeAssistant(), BatchOptions()),
        ([Item("a", "Chi?")], FakeAssistant(corpus_state="s2"), BatchOptions()),
        ([Item("a", "Chi?")], FakeAssistant(), BatchOptions(k=3)),
        ([Item("a", "Chi?")], FakeAssistant(), BatchOptions(filters=Filters(since="2026"))),
        ([Item("a", "Chi?")], FakeAssistant(), BatchOptions(search_only=True)),
    ],
    ids=["question", "history", "corpus", "k", "filters", "search only"],
)
def test_whatever_an_answer_depends_on_asks_again(
    target: Path, items: list[Item], assistant: FakeAssistant, options: BatchOptions
) -> None:
    run_batch([Item("a", "Chi?")], target, FakeAssistant())
    assert run_batch(items, target, assistant, options).done == 1


def test_another_embedder_asks_again(target: Path) -> None:
    run_batch(ITEMS, target, FakeAssistant())
    other = FakeAssistant()
    other.settings = replace(other.settings, embedder="hash")
    assert run_batch(ITEMS, target, other).done == 3


def test_a_question_that_fails_leaves_the_others_and_is_asked_again(target: Path) -> None:
    replies = {"Quando?": StoreError("the disk is full.", hint="Free some."), "Dove?": ValueError("boh")}
    report = run_batch(ITEMS, target, FakeAssistant(replies=replies))
    assert report.failed == (7, "7")
    found = lines(target)
    assert found[1].keys() == {"id", "key", "error"}
    assert found[1]["error"] == "the disk is full. Free some."
    assert found[2]["error"] == "ValueError: boh"
    assert run_batch(ITEMS, target, FakeAssistant()) == LinesReport(kept=1, done=2, failed=())


def test_a_kill_loses_nothing_that_was_finished(target: Path) -> None:
    killed = FakeAssistant(replies={"Dove?": KeyboardInterrupt()})
    with pytest.raises(KeyboardInterrupt):
        run_batch(ITEMS, target, killed)
    with target.open("ab") as out:
        out.write(b'{"id": "7", "key": "12')
    assistant = FakeAssistant()
    assert run_batch(ITEMS, target, assistant) == LinesReport(kept=2, done=1, failed=())
    assert asked(assistant) == ["Dove?"]
    assert [line["id"] for line in lines(target)] == ["a", 7, "7"]


def test_a_second_kill_after_a_cut_line_loses_nothing_either(target: Path) -> None:
    for stopped, cut in (("Quando?", b'{"id": 7, "ke'), ("Dove?", b'{"id')):
        with pytest.raises(KeyboardInterrupt):
            run_batch(ITEMS, target, FakeAssistant(replies={stopped: KeyboardInterrupt()}))
        with target.open("ab") as out:
            out.write(cut)
    assert run_batch(ITEMS, target, FakeAssistant()) == LinesReport(kept=2, done=1, failed=())


def test_a_finished_line_is_on_disk_before_the_next_question(target: Path) -> None:
    on_disk = []

    class Watching(FakeAssistant):
        def ask(self, question: str, **options: Any) -> Answer:
            on_disk.append(target.read_bytes().count(b"\n"))
            return super().ask(question, **options)

    run_batch(ITEMS, target, Watching())
    assert on_disk == [0, 1, 2]


def test_an_output_cut_in_its_first_bytes_is_begun_again(target: Path) -> None:
    target.write_bytes(b'{"i')
    assert run_batch(ITEMS, target, FakeAssistant()).done == 3


@pytest.mark.parametrize(
    "content", ["Caro diario,\noggi piove.\n", '{"id": 1, "question": "Chi?"}\n', "[1]\n", "appunti senza a capo"]
)
def test_a_file_that_no_batch_wrote_is_left_alone(target: Path, content: str) -> None:
    target.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match="line 1 is not one a batch wrote"):
        run_batch(ITEMS, target, FakeAssistant())
    assert target.read_text(encoding="utf-8") == content


def test_passages_of_a_follow_up_are_those_of_the_question_as_understood(target: Path) -> None:
    reply = answered("E lui?")
    reply = replace(reply, interpreted=replace(reply.interpreted, question="E Kim?"))
    assistant = FakeAssistant(replies={"E lui?": reply})
    run_batch([Item(1, "E lui?", (("Chi?", "Kim."),))], target, assistant)
    assert [what[0] for verb, what in assistant.history if verb == "search"] == ["E Kim?"]
    assert [what[1] for verb, what in assistant.history if verb == "ask"] == [(("Chi?", "Kim."),)]


def test_a_follow_up_is_understood_before_it_is_searched_alone(target: Path) -> None:
    assistant = FakeAssistant()
    run_batch([Item(1, "E lui?", (("Chi?", "Kim."),))], target, assistant, BatchOptions(search_only=True))
    assert [what[0] for verb, what in assistant.history if verb == "search"] == ["E lui? (after 1)"]


def test_an_output_that_is_a_link_stays_one(target: Path, tmp_path: Path) -> None:
    target.symlink_to(tmp_path / "elsewhere.jsonl")
    run_batch(ITEMS, target, FakeAssistant())
    assert target.is_symlink()
    assert len(lines(tmp_path / "elsewhere.jsonl")) == 3


def test_no_draft_is_left_behind(target: Path) -> None:
    run_batch(ITEMS, target, FakeAssistant())
    assert [path.name for path in target.parent.iterdir()] == [target.name]


# ── the input ─────────────────────────────────────────────────────────────────────────────────────────────────────


def read(tmp_path: Path, text: str | bytes) -> tuple[Item, ...]:
    source = tmp_path / "in.jsonl"
    source.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_items(source)


def test_questions_are_read_with_history_and_without_the_rest(tmp_path: Path) -> None:
    first = '\ufeff{"id": "x", "question": " Chi? ", "lang": "it"}'
    text = first + '\r\n\n{"id": 2, "question": "E?", "history": [["a", "b"]]}'
    assert read(tmp_path, text) == (Item("x", "Chi?"), Item(2, "E?", (("a", "b"),)))


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", "is not JSON"),
        ("[]", "must be an object"),
        ('{"question": "Chi?"}', "must have an id"),
        ('{"id": true, "question": "Chi?"}', "must have an id"),
        ('{"id": 1.5, "question": "Chi?"}', "must have an id"),
        ('{"id": 2}', "must have a question"),
        ('{"id": 2, "question": 5}', "must have a question"),
        ('{"id": 2, "question": "  "}', "the question is empty"),
        ('{"id": 2, "question": "?!"}', "has no letter or digit"),
        (json.dumps({"id": 2, "question": "x" * (MAX_QUESTION_CHARACTERS + 1)}), "4,001 characters"),
        ('{"id": 2, "question": "Chi?", "history": "x"}', "history must be a list of pairs"),
        ('{"id": 2, "question": "Chi?", "history": [["x"]]}', "history must be a list of pairs"),
        ('{"id": 2, "question": "Chi?", "history": [["x", 1]]}', "history must be a list of pairs"),
        ('{"id": 1, "question": "Chi?"}', "has the id 1 of line 1"),
        (b"\xff\xfe", "is not JSON"),
    ],
)
def test_a_bad_line_is_named_before_any_work(tmp_path: Path, line: str | bytes, told: str) -> None:
    line = line if isinstance(line, bytes) else line.encode()
    with pytest.raises(InputError) as error:
        read(tmp_path, b'{"id": 1, "question": "Chi?"}\n\n' + line)
    assert "line 3 of" in str(error.value)
    assert told in str(error.value)


def test_a_file_without_questions_or_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no questions in"):
        read(tmp_path, "\n\n")
    with pytest.raises(InputError, match="cannot read"):
        read_items(tmp_path / "nowhere.jsonl")
