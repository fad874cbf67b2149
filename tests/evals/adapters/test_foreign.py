"""A program, a function and a file of answers are judged like Fonte; what goes wrong in them is told, not guessed."""

import json
import shlex
import sys
from pathlib import Path
from typing import Any

import pytest

from evals.adapters.command import Command, whole
from evals.adapters.functions import Function
from evals.adapters.recorded import Recorded
from rag.errors import InputError, OutsideError
from tests.evals.cases import question

ECHO = """
import json, sys
asked = json.load(sys.stdin)
print(json.dumps({"text": asked["question"] + "|" + str(asked["history"]) + "|" + asked["corpus"]}))
"""


def program(folder: Path, code: str, seconds: float = 30.0) -> Command:
    (folder / "answer.py").write_text(code)
    return Command(shlex.join([sys.executable, str(folder / "answer.py")]), folder, seconds)


def test_a_program_gets_the_question_and_gives_the_answer(tmp_path: Path) -> None:
    asked = question(question="Perché «x»; $(rm)?", history=(("Prima?", "Sì."),))
    said = program(tmp_path, ECHO).respond(asked)
    assert said == {"answer": {"text": f"Perché «x»; $(rm)?|[['Prima?', 'Sì.']]|{tmp_path.resolve()}"}}


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("import sys; sys.exit('no model')", "ended with 1: no model"),
        ("print('not json')", "gave no JSON"),
        ("print('{}')", "no answer with a text"),
        ("import time; time.sleep(30)", "took longer than 0.5 s"),
    ],
)
def test_a_program_that_fails_leaves_the_question_unscored(tmp_path: Path, code: str, told: str) -> None:
    with pytest.raises(OutsideError, match=told):
        program(tmp_path, code, 0.5 if "sleep" in code else 30.0).respond(question())


@pytest.mark.parametrize("line", ["", "nowhere-to-be-found --x", "'unbalanced"])
def test_a_program_that_is_not_there_is_refused_before_anything_is_asked(tmp_path: Path, line: str) -> None:
    with pytest.raises(InputError):
        Command(line, tmp_path)


def test_a_function_is_opened_for_the_articles_and_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = "def opened(corpus):\n    return lambda q, h: f'{q} {len(h)} {corpus.name}'\n"
    (tmp_path / "my_system.py").write_text(code)
    monkeypatch.syspath_prepend(str(tmp_path))
    said = Function("my_system:opened", tmp_path).respond(question(question="Chi?", history=(("a", "b"),)))
    assert said == {"answer": {"text": f"Chi? 1 {tmp_path.name}"}}


@pytest.mark.parametrize("place", ["", "no_such_module:f", "json:nothing", "json", "builtins:str"])
def test_a_function_that_cannot_be_found_or_makes_nothing_is_refused(tmp_path: Path, place: str) -> None:
    with pytest.raises(InputError):
        Function(place, tmp_path)


@pytest.mark.parametrize(
    ("given", "text"),
    [("Sì.", "Sì."), ({"text": "Sì."}, "Sì."), ({"answer": {"text": "Sì."}, "files": ["a"], "x": 1}, "Sì.")],
)
def test_an_answer_may_come_alone_or_in_its_envelope(given: Any, text: str) -> None:
    made: Any = whole(given)
    assert made["answer"]["text"] == text
    assert set(made) <= {"answer", "files"}


@pytest.mark.parametrize(
    ("given", "abstained"),
    [
        ("Gli articoli non lo specificano.", True),
        ("I don't know.", True),
        ({"text": "Le fonti non dicono nulla di questo [1].", "citations": [{"n": 1, "file": "a"}]}, True),
        ({"answer": {"text": "Gli articoli non lo dicono."}}, True),
        ("Il ponte è costato 4,2 milioni. Gli articoli non dicono chi ha pagato.", False),
        ("Il ministro non ha specificato l’importo.", False),
        ({"text": "Gli articoli non lo dicono.", "abstained": False}, False),  # as the system says
        ("", False),
    ],
)
def test_a_refusal_is_known_by_its_words_where_the_system_does_not_say(given: Any, abstained: bool) -> None:
    answer: Any = whole(given)["answer"]
    assert answer.get("abstained", False) is abstained
    if abstained:
        assert (answer["claims"], answer["citations"], "[1]" in answer["text"]) == ([], [], False)


@pytest.mark.parametrize("given", [None, 3, [], {}, {"answer": "x"}, {"text": None}])
def test_what_is_no_answer_is_told(given: Any) -> None:
    with pytest.raises(OutsideError, match="no answer with a text"):
        whole(given)


def test_recorded_answers_are_replayed_and_a_missing_one_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "answers.jsonl"
    lines = [{"id": "q1", "text": "Sì."}, {"id": "q2", "error": "gone"}]
    path.write_text("\n".join(map(json.dumps, lines)))
    recorded = Recorded(path)
    assert recorded.respond(question()) == {"answer": {"text": "Sì."}}
    with pytest.raises(OutsideError, match="gone"):
        recorded.respond(question(id="q2"))
    recorded.holds([question(), question(id="q2")])
    with pytest.raises(InputError, match=r"holds no answer to 'q3' \(nor to 1 more\)"):
        recorded.holds([question(), question(id="q3"), question(id="q4")])


@pytest.mark.parametrize("content", ["{", "[]", '{"text": "x"}'])
def test_a_file_that_holds_no_answers_is_refused_by_its_line(tmp_path: Path, content: str) -> None:
    (tmp_path / "answers.jsonl").write_text(f"\n{content}\n")
    with pytest.raises(InputError, match=r"answers\.jsonl:2"):
        Recorded(tmp_path / "answers.jsonl")
