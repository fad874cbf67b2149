"""The figures of the local model are what their names say, the questions chosen evenly. No model is asked."""

import time
from dataclasses import replace
from pathlib import Path

import pytest

from evals.local_benchmark import choose, measure
from evals.local_figures import Record, Told, right, table
from evals.questions import Question
from rag.errors import InputError

QUESTIONS = choose(12)
ANSWERED = next(q for q in QUESTIONS if q.answerable)
WITHOUT = next(q for q in QUESTIONS if not q.answerable)


def told(question: Question, text: str, **more: object) -> Told:
    return replace(Told(question, text, False, True, 2.0), **more)  # type: ignore[arg-type]


def whole(question: Question) -> str:
    return " ".join(nugget.match[0] for nugget in question.vital)


def test_a_third_of_the_questions_has_no_answer_and_none_is_kept_for_the_test() -> None:
    assert len(QUESTIONS) == 12 and len({q.id for q in QUESTIONS}) == 12
    assert [sum(q.answerable for q in QUESTIONS[at : at + 3]) for at in (0, 3, 6, 9)] == [2, 2, 2, 2]  # well mixed
    assert {q.split for q in QUESTIONS} == {"dev"} and {q.lang for q in QUESTIONS} == {"it", "en"}


def test_right_is_every_vital_fact_and_nothing_forbidden() -> None:
    with_forbidden = next((q for q in QUESTIONS if q.answerable and q.forbidden), None)
    assert right(told(ANSWERED, whole(ANSWERED)))
    assert not right(told(ANSWERED, "Altro."))
    assert not right(told(ANSWERED, whole(ANSWERED), abstained=True))
    if with_forbidden is not None:
        text = f"{whole(with_forbidden)} {with_forbidden.forbidden[0].text}"
        assert not right(told(with_forbidden, text))


def test_where_there_is_no_answer_only_an_abstention_is_right() -> None:
    assert right(told(WITHOUT, "Gli articoli non lo dicono.", abstained=True))
    assert not right(told(WITHOUT, "58 anni."))


def test_the_table_counts_what_it_names() -> None:
    call = {"first_ms": 1000.0, "total_ms": 3000.0, "prompt_tokens": 500, "completion_tokens": 41}
    answers = [
        told(ANSWERED, whole(ANSWERED), calls=(call, {**call, "first_ms": 5000.0, "total_ms": 7000.0})),
        told(ANSWERED, "Qualcosa d'altro, in italiano e senza fonte.", cited=False, seconds=4.0),
        told(WITHOUT, "58 anni."),
        told(WITHOUT, "—", abstained=True),
    ]
    lines = {line[:34].strip(): line[34:].strip() for line in table({"one": answers})}
    assert lines["right in full"] == "1 of 2"
    assert lines["without an answer, yet answered"] == "1 of 2"
    assert lines["answers without a citation"] == "1 of 3"
    assert lines["model asked"] == "1 of 4"
    assert lines["first token, median"] == "1.0 s"
    assert lines["whole answer, median"] == "2.0 s"
    assert lines["prompt tokens an answer, median"] == "1000.0"
    assert lines["tokens written a second, median"] == "20.0"


def test_a_reply_that_came_whole_has_no_pace() -> None:
    call = {"first_ms": 3000.0, "total_ms": 3001.0, "prompt_tokens": 500, "completion_tokens": 41}
    (line,) = [line for line in table({"one": [told(ANSWERED, "A.", calls=(call,))]}) if "a second" in line]
    assert line.split()[-1] == "-"


@pytest.mark.parametrize("count", [3, 12, 24])
def test_as_many_are_chosen_as_are_asked_for(count: int) -> None:
    assert len(choose(count)) == count


def test_a_run_that_stopped_goes_on_from_its_file(tmp_path: Path) -> None:
    asked: list[str] = []

    def system(question: Question) -> Told:
        asked.append(question.id)
        return told(question, f"A {question.id}.", calls=({"first_ms": 1.0},))

    path, few = tmp_path / "out.jsonl", QUESTIONS[:3]
    first = measure(few[:2], {"one": system}, Record(path, "m"), time.monotonic() + 60)
    again = measure(few, {"one": system}, Record(path, "m"), time.monotonic() + 60)
    assert asked == [q.id for q in few]  # nobody twice
    assert again["one"][:2] == first["one"] and len(again["one"]) == 3
    assert Record(path, "another").find("one", few[0]) is None


def test_no_question_is_begun_when_the_time_is_over(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    measure(QUESTIONS[:1], {"one": lambda q: told(q, "A.")}, Record(path, "m"), time.monotonic() + 60)
    made = measure(QUESTIONS, {"one": lambda q: told(q, "B.")}, Record(path, "m"), time.monotonic() - 1)
    assert [one.text for one in made["one"]] == ["A."]


@pytest.mark.parametrize("name", ["nowhere/out.jsonl", ".", "other.txt"])
def test_a_file_that_cannot_keep_answers_is_told_before_anything_is_asked(tmp_path: Path, name: str) -> None:
    (tmp_path / "other.txt").write_text("an article\n", encoding="utf-8")
    with pytest.raises(InputError, match="cannot keep answers in"):
        Record(tmp_path / name, "m")
