import json
from pathlib import Path

import pytest

from evals.retrieval import Asked, first_hit, main, read_questions, reciprocal_rank

QUESTION = Asked("Chi?", ("mario rossi",), "il sindaco rossi apre.", frozenset({"a.txt"}), frozenset({"b.txt"}))


@pytest.mark.parametrize(
    ("file", "text", "bears"),
    [
        ("a.txt", "Parla MARIO\n Rossi.", True),
        ("b.txt", "Parla Mario Rossi.", True),
        ("c.txt", "Parla Mario Rossi.", False),  # the right words in a file that does not answer
        ("a.txt", "Ieri il  sindaco Rossi apre. Poi tace.", True),
        ("b.txt", "Il sindaco Rossi apre.", False),  # the quote is the first file's
    ],
)
def test_a_passage_bears_the_answer_by_file_and_words(file: str, text: str, bears: bool) -> None:
    assert QUESTION.born_by(file, text) is bears


def test_the_first_hit_counts_from_one() -> None:
    hit, miss = ("a.txt", "Mario Rossi"), ("a.txt", "nessuno")
    assert first_hit(QUESTION, [miss, hit, hit]) == 2
    assert first_hit(QUESTION, [miss]) is None
    assert first_hit(QUESTION, []) is None


def test_reciprocal_rank_by_hand() -> None:
    # a: 1/61 + 1/62, b: 1/62 + 1/61, c: 1/63 — a and b are equal, so the name decides
    assert reciprocal_rank([["a", "b", "c"], ["b", "a"]]) == ["a", "b", "c"]
    assert reciprocal_rank([["a", "b"], ["b"]]) == ["b", "a"]
    assert reciprocal_rank([]) == []


def test_questions_without_an_answer_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "questions_it.jsonl"
    rows = [
        {"question": "Chi?", "answers": ["Mario  Rossi"], "gold_files": ["a.txt"]},
        {"question": "Perché?", "answers": [], "gold_files": [], "answerable": False},
    ]
    path.write_text("\n".join(map(json.dumps, rows)) + "\n", encoding="utf-8")
    assert read_questions(path) == [Asked("Chi?", ("mario rossi",), "", frozenset({"a.txt"}), frozenset())]


def test_the_table_has_every_way_and_every_language(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "a.txt").write_text("Il museo del vetro\n\nIl museo del vetro apre a maggio.\n", encoding="utf-8")
    (articles / "b.txt").write_text("Il porto\n\nLa nave parte dal porto a giugno.\n", encoding="utf-8")
    row = {"question": "Quando apre il museo del vetro?", "answers": ["maggio"], "gold_files": ["a.txt"]}
    (tmp_path / "questions_it.jsonl").write_text(json.dumps(row), encoding="utf-8")
    assert main(["--data", str(tmp_path), "--embedder", "hash"]) == 0
    printed = capsys.readouterr().out
    for name in ("meaning (passage)", "words (BM25)", "plain RRF of both", "the search", "without the second look"):
        assert name in printed
    ours = next(line for line in printed.splitlines() if line.startswith("the search"))
    assert ours.split()[2:5] == ["1.000"] * 3
    assert "it: 1 questions" in printed


def test_a_folder_without_questions_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--data", str(tmp_path)]) == 2
    assert "questions_*.jsonl" in capsys.readouterr().err
