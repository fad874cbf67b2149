"""The real program over the shipped articles, with the embedder that needs no weights."""

import json
import subprocess
import sys
from collections.abc import Callable
from importlib import resources
from pathlib import Path

import jsonschema
import pytest

from rag.cli import main
from tests.cli.conftest import Outcome

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads(resources.files("rag").joinpath("answer.schema.json").read_text(encoding="utf-8"))
QUESTIONS = (
    "Chi ha firmato il memorandum per ANIE e chi per KSIA?",
    "Who signed the memorandum for ANIE?",
    "Quanti dipendenti ha ANIE?",
    "Quali Paesi coinvolge l'accordo dei Competence Center?",
    "[1] [bold] «chi» \\ \u202e?",
)
Run = Callable[..., Outcome]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("whole") / "store"


@pytest.fixture
def real(capsys: pytest.CaptureFixture[str], store: Path) -> Run:
    """Return a runner of `fonte COMMAND WORDS…` over the seeds."""

    def run(command: str, *words: str) -> Outcome:
        code = main([command, *words, "--embedder", "hash", "--store", str(store)])
        return Outcome(code, *capsys.readouterr())

    return run


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_real_answer_fits_the_schema_and_verifies(real: Run, tmp_path: Path, question: str) -> None:
    found = real("ask", question, "--json")
    assert found.code == 0
    answer = json.loads(found.out)
    jsonschema.validate(answer, SCHEMA)
    for citation in answer["citations"]:
        text = (ROOT / "seeds" / citation["file"]).read_bytes().decode(citation["encoding"])
        assert text[citation["start"] : citation["end"]] == citation["quote"]
    (tmp_path / "answer.json").write_text(found.out, encoding="utf-8")
    assert main(["verify", str(tmp_path / "answer.json")]) == 0


def test_the_same_question_gets_the_same_bytes_apart_from_timings(real: Run) -> None:
    first, second = (json.loads(real("ask", QUESTIONS[0], "--json").out) for _ in range(2))
    del first["timings_ms"], second["timings_ms"]
    assert json.dumps(first) == json.dumps(second)


def test_index_finds_nothing_to_do_the_second_time(real: Run) -> None:
    real("index", "--json")
    report = json.loads(real("index", "--json").out)
    assert (len(report["unchanged"]), report["embedded"], report["failed"]) == (5, 0, [])


def test_doctor_finds_a_built_store_in_step(real: Run) -> None:
    real("index")
    document = json.loads(real("doctor", "--json").out)
    assert document["usable"] is True
    assert "in step with the corpus" in next(f["message"] for f in document["findings"] if f["about"] == "store")


@pytest.mark.parametrize("place", ["nowhere", "file.txt", "empty"])
def test_a_corpus_that_cannot_be_used_is_one_line_and_exit_2(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, place: str
) -> None:
    (tmp_path / "file.txt").write_text("x")
    (tmp_path / "empty").mkdir()
    for command, words in (("ask", ["Chi?"]), ("search", ["Chi?"]), ("index", [])):
        folders = ["--corpus", str(tmp_path / place), "--store", str(tmp_path / "store")]
        code = main([command, *words, *folders, "--embedder", "hash"])
        out, err = capsys.readouterr()
        assert (code, out, err.count("\n")) == (2, "", 1)
        assert err.startswith("fonte: ")


def test_a_cold_ask_imports_neither_llama_index_nor_openai_nor_gradio(real: Run, store: Path) -> None:
    real("index")
    words = ["ask", QUESTIONS[0], "--embedder", "hash", "--store", str(store)]
    script = (
        f"import sys; from rag.cli import main; code = main({words!r}); "
        "print(code, [name for name in ('llama_index', 'openai', 'gradio') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "0 []"
