"""Every mistake is one line on stderr and the right exit code."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from rag.cli import main
from rag.errors import BusyError, CorpusError, VerificationError
from tests.cli.conftest import Outcome
from tests.cli.fakes import FakeAssistant

ROOT = Path(__file__).parents[2]
Run = Callable[..., Outcome]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([], "no command given. Try: fonte ask"),
        (["aks", "Chi?"], "unknown command 'aks'. Did you mean 'ask'?"),
        (["Chi ha firmato?"], "a question needs its command, got 'Chi ha firmato?'. Try: fonte ask"),
        (["Chi?"], "Try: fonte ask"),
        (["modell"], "unknown command 'modell'. Did you mean 'model'?"),
        (["--json", "ask", "Chi?"], "'--json' stands before the command"),
        (["ask"], "QUESTION"),
        (["ask", "Chi?", "--jsno"], "unknown option '--jsno' of fonte ask. Did you mean --json?"),
        (["ask", "Chi?", "--js"], "unknown option '--js'"),
        (["ask", "Chi?", "--vektors=http://x"], "unknown option '--vektors'"),
        (["search", "Chi?", "-k", "0"], "must be a whole number from 1 to 1000, got '0'"),
        (["search", "Chi?", "-k", "molti"], "got 'molti'"),
        (["search", "Chi?", "-k", "9" * 5_000], "must be a whole number"),
        (["ask", ""], "the question is empty"),
        (["ask", " \t\n "], "the question is empty"),
        (["ask", "?!…"], "has no letter or digit"),
        (["ask", "\u200b\u202e"], "has no letter or digit"),
        (["ask", "x" * 1_000_000], "1,000,000 characters and at most 4,000"),
        (["ask", "Chi?", "--since", "ieri"], "--since must be a date, got 'ieri'. Write 2026, 2026-01 or 2026-01-12."),
        (["ask", "Chi?", "--until", "2026-13"], "--until must be a date"),
        (["ask", "Chi?", "--until", "2026-02-30"], "--until must be a date"),
        (["ask", "Chi?", "--since", "٢٠٢٦"], "--since must be a date"),
        (["ask", "Chi?", "--since", "2026-02", "--until", "2026-01-31"], "--since 2026-02 is after --until 2026-01-31"),
        (["ask", "Chi?", "--file", ""], "--file must be"),
        (["ask", "Chi?", "--engine", "magic"], "engine must be one of auto, extractive, local, openai, got 'magic'"),
        (["ask", "Chi?", "--embedder", "magic"], "embedder must be one of"),
        (["ask", "Chi?", "--corpus", ""], "corpus must be a folder"),
        (["ask", "Chi?", "--corpus", "~nobody?/x"], "determine home directory. Give the whole path."),
        (["ask", "Chi?", "--config", "/nowhere/fonte.toml"], "no such settings file"),
        (
            ["ask", "Chi?", "--trace", "/nowhere/t.jsonl"],
            "the trace '/nowhere/t.jsonl': No such file or directory. Name",
        ),
        (["index", "a", "--corpus", "b"], "the folder is given twice"),
        (["index", "a", "b"], "cannot place 'b'"),
        (["batch", "/nowhere.jsonl", "/out.jsonl"], "cannot read '/nowhere.jsonl'"),
        (["verify", "/nowhere.json"], "cannot read '/nowhere.json': No such file or directory. Give"),
        (["ui", "--host", "0.0.0.0"], "--host '0.0.0.0' is reached by others, and needs passwords"),
        (["ui", "--auth", "/nowhere"], "cannot read the passwords '/nowhere'"),
        (["ui", "--new-user", "anna"], "--new-user needs the file to write to"),
        (["ui", "--port", "65536"], "must be a whole number from 0 to 65535, got '65536'"),
    ],
)
def test_bad_words_are_told_in_one_line(fonte: Run, words: list[str], told: str) -> None:
    found = fonte(*words)
    assert found.code == 2
    assert told in found.err
    assert found.err.startswith("fonte: ")
    assert found.err.count("\n") == 1
    assert found.out == ""


@pytest.mark.parametrize(("since", "until"), [("2026", "2026-01-31"), ("2026-01-12", "2026-01"), ("2026", "2026")])
def test_a_range_of_partial_dates_that_holds_a_day_is_taken(
    fonte: Run, assistant: FakeAssistant, since: str, until: str
) -> None:
    assert fonte("ask", "Chi?", "--since", since, "--until", until).code == 0
    assert assistant.history[0][1][2].since == since


@pytest.mark.parametrize(
    ("error", "code", "told"),
    [
        (
            CorpusError("no such folder: 'x'.", hint="Check --corpus."),
            2,
            "fonte: no such folder: 'x'. Check --corpus.\n",
        ),
        (BusyError("another process is indexing."), 3, "fonte: another process is indexing.\n"),
        (VerificationError("it no longer holds."), 1, "fonte: it no longer holds.\n"),
        (ValueError("boh\nboh"), 3, "fonte: unexpected ValueError: boh boh. Add --debug for the details.\n"),
        (ValueError("\x1b[31m"), 3, "fonte: unexpected ValueError: [31m. Add --debug for the details.\n"),
        (KeyboardInterrupt(), 130, "fonte: interrupted; what was finished is kept.\n"),
    ],
)
def test_a_failure_becomes_its_code_and_one_line(
    fonte: Run, assistant: FakeAssistant, error: BaseException, code: int, told: str
) -> None:
    assistant.replies["Chi?"] = error
    assert fonte("ask", "Chi?") == Outcome(code, "", told)
    assert ("close", None) in assistant.history


def test_debug_shows_the_traceback_of_a_failure(fonte: Run, assistant: FakeAssistant) -> None:
    assistant.replies["Chi?"] = ValueError("boh")
    found = fonte("ask", "Chi?", "--debug")
    assert found.code == 3
    assert "Traceback" in found.err
    assert found.err.endswith("fonte: unexpected ValueError: boh.\n")


def test_an_unknown_setting_of_the_environment_is_told(fonte: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FONTE_COLOUR", "red")
    found = fonte("ask", "Chi?")
    assert found.code == 2
    assert "unknown setting FONTE_COLOUR" in found.err


@pytest.mark.parametrize("command", ["ask", "search", "index", "batch", "verify", "ui", "doctor"])
def test_each_command_has_help_with_an_example(capsys: pytest.CaptureFixture[str], command: str) -> None:
    assert main([command, "--help"]) == 0
    assert f"example:\n  fonte {command}" in capsys.readouterr().out


def test_help_names_what_is_built_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    out = capsys.readouterr().out
    built = ("ask", "search", "index", "batch", "verify", "check", "eval", "ui", "model", "doctor")
    assert all(f"\n    {name} " in out for name in built)


def test_a_reader_that_goes_while_passages_are_printed_is_no_failure(
    fonte: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    out = os.fdopen(writer, "w")
    with monkeypatch.context() as patched:
        patched.setattr(sys, "stdout", out)
        assert main(["search", "Chi?"], opener=lambda **_: FakeAssistant()) == 0
    out.close()


@pytest.mark.parametrize("words", [["--help"], ["verify", "--help"]])
def test_a_reader_that_has_gone_is_no_failure(words: list[str]) -> None:
    program = [sys.executable, "-m", "rag", *words]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    pipe = subprocess.PIPE
    with subprocess.Popen(program, stdout=pipe, stderr=pipe, cwd=ROOT, env=environment) as running:
        assert running.stdout is not None
        running.stdout.close()
        assert running.stderr is not None
        assert running.stderr.read() == b""
    assert running.returncode == 0


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == "fonte 0.1.0\n"


def test_batch_refuses_to_write_over_its_input(fonte: Run, tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text('{"id": 1, "question": "Chi?"}\n')
    (tmp_path / "link.jsonl").symlink_to(source)
    os.mkfifo(tmp_path / "pipe")
    for target, told in (
        (source, "the same file"),
        (tmp_path / "link.jsonl", "the same file"),
        (tmp_path, "is a folder"),
        (tmp_path / "pipe", "is not a regular file"),
    ):
        found = fonte("batch", str(source), str(target))
        assert (found.code, told in found.err) == (2, True)
    found = fonte("batch", str(source), str(tmp_path / "no" / "out.jsonl"))
    assert (found.code, "no such folder" in found.err) == (2, True)
