"""The server ends when it is told to, and says nothing of it."""

import signal
import subprocess
import sys
from pathlib import Path

from tests.ui.conftest import address_of


def test_an_interrupt_is_the_way_to_end_it_and_no_failure(tmp_path: Path) -> None:
    log = tmp_path / "log"
    options = ["--port", "0", "--store", str(tmp_path / "s"), "--embedder", "hash", "--engine", "extractive"]
    command = [sys.executable, "-m", "rag", "ui", *options]
    with log.open("wb") as out, subprocess.Popen(command, stdout=out, stderr=out) as process:
        address_of(process, log)
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0
    told = log.read_text(encoding="utf-8")
    assert "Traceback" not in told and "interrupted" not in told
