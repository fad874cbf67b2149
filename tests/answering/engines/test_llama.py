"""What can be wrong with a local model is one clear line; no model is loaded here."""

from pathlib import Path

import pytest

from rag.answering.engines import llama
from rag.answering.engines.local import open_engine
from rag.answering.engines.opening import engine_name
from rag.errors import SettingsError
from rag.settings import Settings

HERE = Path(__file__).parent
needs_extra = pytest.mark.skipif(not llama.installed(), reason='needs the extra: pip install ".[local]"')


def settings(model: str | Path | None = None, **more: str) -> Settings:
    return Settings(corpus=HERE, model=None if model is None else str(model), **more)  # type: ignore[arg-type]


@pytest.fixture
def gguf(tmp_path: Path) -> Path:
    path = tmp_path / "small-1b.gguf"
    path.write_bytes(b"GGUF and no more")
    return path


def test_without_a_model_the_user_is_told_to_pull_one() -> None:
    with pytest.raises(SettingsError, match=r"has no model yet\. Run `fonte model pull`, or name a GGUF"):
        open_engine(settings(engine="local"), None)


def test_without_the_extra_the_user_is_told_how_to_install_it(gguf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(llama, "installed", lambda: False)
    with pytest.raises(SettingsError, match=r'not installed\. Install it with: pip install "fonte\[local\]"'):
        open_engine(settings(gguf), None)


@needs_extra
@pytest.mark.parametrize("name", ["nowhere.gguf", ".", "junk.gguf", "empty.gguf"])
def test_a_path_that_is_no_model_is_told(tmp_path: Path, name: str) -> None:
    (tmp_path / "junk.gguf").write_bytes(b"PK\3\4")
    (tmp_path / "empty.gguf").touch()
    with pytest.raises(SettingsError, match=r"cannot read the model|is no GGUF file"):
        open_engine(settings(tmp_path / name), None)


@needs_extra
def test_a_model_is_named_by_path_or_is_the_pulled_one(gguf: Path, tmp_path: Path) -> None:
    pulled = tmp_path / "pulled.gguf"
    pulled.write_bytes(b"GGUF")
    assert open_engine(settings(), pulled).model == "pulled"
    assert open_engine(settings("pulled"), pulled).model == "pulled"
    assert open_engine(settings(gguf), pulled).model == "small-1b"


@needs_extra
def test_a_file_that_llama_cpp_cannot_load_is_told(gguf: Path) -> None:
    from rag.errors import EngineError

    with pytest.raises(EngineError, match=r"llama\.cpp cannot load .*small-1b\.gguf"):
        llama.serve(gguf, "small-1b")
    assert not llama.running(gguf)


@pytest.mark.parametrize(
    ("given", "weights", "extra", "expected"),
    [
        ({}, None, True, "extractive"),
        ({}, HERE, True, "local"),
        ({}, HERE, False, "extractive"),
        ({"model": "x.gguf"}, None, True, "local"),
        ({"api_key": "k"}, HERE, True, "openai"),
        ({"base_url": "http://127.0.0.1:1/v1"}, HERE, True, "openai"),
        ({"engine": "extractive"}, HERE, True, "extractive"),
        ({"engine": "local"}, None, False, "local"),
    ],
)
def test_auto_takes_the_first_that_is_there(
    given: dict[str, str], weights: Path | None, extra: bool, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = object() if extra else None
    monkeypatch.setattr("rag.answering.engines.opening.find_spec", lambda _: there)
    assert engine_name(Settings(corpus=HERE, **given), weights) == expected  # type: ignore[arg-type]
