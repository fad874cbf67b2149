"""What would pass for an answer and is not its evidence is shown, and nothing else."""

from pathlib import Path

import pytest

from evals import goldsets, lookalikes
from evals.questions import Question, load
from tests.evals.golds import question, refused, write

MORE = (
    "Il ponte di Orvella.\n\nIl consiglio aveva previsto 4,2 milioni.\n\nAltri ne chiedevano 14,2 milioni.\n\n"
    "Il ponte è di pietra.\n"
)
CORRECTED = {"kind": "correct_premise", "value": "È di pietra", "unit": None, "accept": ["di pietra"]}


def found(tmp_path: Path, item: dict[str, object]) -> list[str]:
    folder = write(tmp_path, [item])
    (folder / "articles" / "b.md").write_text(MORE, encoding="utf-8")
    asked: Question = load([folder / "questions.jsonl"])[0]
    return [s.text for s in lookalikes.lookalikes(asked, lookalikes.sentences(folder / "articles"))]


def test_a_sentence_elsewhere_with_the_same_words_is_a_lookalike(tmp_path: Path) -> None:
    assert found(tmp_path, question()) == ["Il consiglio aveva previsto 4,2 milioni."]


def test_every_vital_nugget_must_stand_in_it(tmp_path: Path) -> None:
    second = {"id": "q1.n2", "text": "di Orvella", "importance": "vital", "match": ["Orvella"]}
    assert found(tmp_path, question(nuggets=[*question()["nuggets"], second])) == []
    okay = second | {"importance": "okay"}
    assert len(found(tmp_path, question(nuggets=[*question()["nuggets"], okay]))) == 1


def test_a_correction_has_lookalikes_and_an_abstention_none(tmp_path: Path) -> None:
    assert found(tmp_path, refused(expected=CORRECTED)) == ["Il ponte è di pietra."]
    assert found(tmp_path, refused()) == []


def test_the_command_prints_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write(tmp_path, [question(), refused()])
    (folder / "articles" / "b.md").write_text("Costa 4,2 milioni.\n\n" * 7, encoding="utf-8")
    assert lookalikes.main([str(folder)]) == 0
    told = capsys.readouterr().out
    assert "q1 Quanto è costato" in told and "b.md:0 Costa 4,2 milioni." in told and "and 2 more" in told
    assert told.endswith("1 questions have look-alikes\n") and "q2" not in told
    assert lookalikes.main([str(tmp_path / "nowhere")]) == 2
    assert "no gold questions" in capsys.readouterr().err


def test_furniture_is_no_lookalike() -> None:
    shipped = next(gold for gold in goldsets.shipped_gold() if gold.name == "seeds")
    assert not [s for s in lookalikes.sentences(shipped.articles) if "Trent’anni di Intred" in s.text]
