"""The server ends when it is told to, and says nothing of it."""

import signal
import subprocess
import sys
from pathlib import Path

from tests.ui.conftest import ROOT, address_of

STARTED = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs are started deaf to it
from rag.cli import main
sys.exit(main(["ui", "--port", "0", "--store", sys.argv[1], "--embedder", "hash", "--engine", "extractive"]))
"""


def test_an_interrupt_is_the_way_to_end_it_and_no_failure(tmp_path: Path) -> None:
    log, command = tmp_path / "log", [sys.executable, "-c", STARTED, str(tmp_path / "store")]
    with log.open("wb") as out, subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=out) as process:
        try:
            address_of(process, log)
            process.send_signal(signal.SIGINT)
            assert process.wait(20) == 0
        finally:
            process.kill()
    told = log.read_text(encoding="utf-8")
    assert "Traceback" not in told and "interrupted" not in told
