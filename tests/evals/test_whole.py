"""The shipped gold questions hold against the committed baseline: `pytest -m eval`."""

from pathlib import Path

import pytest

from rag.cli import main


@pytest.mark.eval
def test_the_gate_is_open(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["eval", "--gate", "--out", str(tmp_path / "run")])
    told = [line for line in capsys.readouterr().out.splitlines() if line.startswith(("FAIL", "??"))]
    assert (code, told) == (0, [])
