"""The measurement of the page under load runs, and says what it found."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.ui.conftest import ROOT


@pytest.mark.slow
def test_a_few_readers_at_once_are_all_answered(tmp_path: Path) -> None:
    words = [sys.executable, "-m", "ui.load", "--users", "4", "--system", "fonte"]
    environment = os.environ | {"XDG_DATA_HOME": str(tmp_path)}
    done = subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120)
    assert "answered 4, busy 0, errors 0" in done.stdout, done.stderr
    assert "own overhead to the first sentence" in done.stdout
