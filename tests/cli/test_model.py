"""`fonte model` says what is there, what it costs to fetch it, and where it went."""

import argparse
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from rag.cli.commands.model import run
from rag.models.cache import models_directory, partial_of
from tests.cli.conftest import Outcome
from tests.models.wheels import DATA, MODEL

Run = Callable[..., Outcome]


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    return models_directory()


def words(action: str, *, source: str | None = None, as_json: bool = False) -> argparse.Namespace:
    return argparse.Namespace(action=action, source=source, json=as_json)


def test_a_model_that_is_not_there_is_listed_with_what_to_do(fonte: Run) -> None:
    found = fonte("model", "list")
    assert found.code == 0
    assert "not there, 1,117 MB to fetch with `fonte model pull`" in found.out
    assert "Apache-2.0" in found.out


def test_a_model_is_brought_and_then_listed(cache: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "carried"
    source.write_bytes(DATA)
    assert run(words("pull", source=str(source)), None, MODEL) == 0
    assert str(cache / "tiny.gguf") in capsys.readouterr().out
    assert run(words("list"), None, MODEL) == 0
    assert "tiny (none): complete" in capsys.readouterr().out


def test_a_pull_that_was_begun_is_listed_as_such(cache: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cache.mkdir(parents=True)
    partial_of(cache / "tiny.gguf").write_bytes(DATA[:1_000])
    run(words("list"), None, MODEL)
    assert "goes on" in capsys.readouterr().out
    run(words("list", as_json=True), None, MODEL)
    (told,) = json.loads(capsys.readouterr().out)["models"]
    assert (told["complete"], told["bytes"], told["size"]) == (False, 1_000, len(DATA))


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["model"], "model"),
        (["model", "push"], "invalid choice: 'push'"),
        (["model", "pull", "--from", ""], "--from must be a file"),
        (["model", "pull", "--from", "/nowhere.gguf"], "no such file: '/nowhere.gguf'"),
        (["model", "list", "--from", "x"], "--from goes with pull"),
    ],
)
def test_bad_words_are_told_in_one_line(fonte: Run, given: list[str], told: str) -> None:
    found = fonte(*given)
    assert (found.code, found.out) == (2, "")
    assert told in found.err
    assert found.err.count("\n") == 1
