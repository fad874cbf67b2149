"""Thirty seeded kills of the real `fonte index`; `python -m tests.crashing` makes a thousand on demand."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

KILLS = 30


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are parted by fork")
def test_nothing_is_lost_or_stale_after_thirty_kills(tmp_path: Path) -> None:
    seed = os.environ.get("FONTE_TEST_SEED", "20260112")
    sys.stdout.write(f"seed {seed}\n")
    command = [sys.executable, "-m", "tests.crashing", "--kills", str(KILLS), "--seed", seed, "--folder", str(tmp_path)]
    done = subprocess.run(command, cwd=Path(__file__).parent.parent, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr[-2_000:]}"
