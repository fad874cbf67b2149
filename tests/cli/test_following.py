"""Check that the command follows a folder, tells its pace, ends at once when interrupted, and forgets when told to."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from rag.assistant import Assistant
from rag.cli import main
from rag.cli.commands.watching import watch
from rag.cli.pace import Pace

ROOT = Path(__file__).parents[2]
TEXT = "Articolo {n}\n\nLa località numero {n} ha ventidue mulini ad acqua e un ponte di pietra.\n"


def fill(folder: Path, count: int, start: int = 0) -> Path:
    folder.mkdir(exist_ok=True)
    for number in range(start, start + count):
        (folder / f"{number}.txt").write_text(TEXT.format(n=number), encoding="utf-8")
    return folder


def test_a_change_of_the_folder_is_taken_in_while_it_is_watched(tmp_path: Path) -> None:
    corpus, stop = fill(tmp_path / "corpus", 2), threading.Event()
    shown: list[str] = []
    with Assistant.open(corpus, tmp_path / "store", embedder="hash") as assistant:

        def show(line: str) -> None:
            shown.append(line)
            stop.set()

        watching = threading.Thread(target=watch, args=(assistant, stop, show))
        watching.start()
        for number in range(100):
            fill(corpus, 1, 10 + number)  # the watch may not have begun yet
            if stop.wait(0.5):
                break
        watching.join(20)
        assert not watching.is_alive()
        assert "added" in shown[0] and assistant.state().documents > 2


def test_a_folder_that_is_put_back_is_followed_again_and_a_file_that_fails_is_named(tmp_path: Path) -> None:
    corpus, stop = fill(tmp_path / "corpus", 3), threading.Event()
    shown: list[str] = []

    def waited(part: str) -> bool:
        end = time.monotonic() + 20
        while time.monotonic() < end and not any(part in line for line in shown):
            time.sleep(0.1)
        return any(part in line for line in shown)

    with Assistant.open(corpus, tmp_path / "store", embedder="hash") as assistant:
        watching = threading.Thread(target=watch, args=(assistant, stop, shown.append))
        watching.start()
        try:
            (corpus / "bad.txt").write_bytes(b"\0\1\2" * 50)
            assert waited("failed bad.txt: ")
            corpus.rename(tmp_path / "away")
            time.sleep(1.5)
            fill(corpus, 4)
            assert waited("added 1")
            fill(corpus, 2, 20)
            assert waited("added 2")
        finally:
            stop.set()
            watching.join(20)
        assert not watching.is_alive() and assistant.state().documents == 6


def test_the_pace_says_how_fast_and_how_long() -> None:
    pace = Pace()
    assert pace.tell("reading", 0, 100, 0.0) == ""
    assert pace.tell("reading", 1, 100, 1.0) == ""
    assert pace.tell("embedding", 40, 100, 4.0) == "10/s, 6 s left"
    assert pace.tell("reading", 50, 100, 100.0) == "30/min, 2 min left"
    assert pace.tell("writing", 0, 3, 101.0) == ""


SLOW = """
import signal, sys, threading, time
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs are started deaf to it
from rag.cli import main
from rag.store.embedding import hashing
real = hashing.HashEmbedder.embed_passages

def slow(self, texts):
    time.sleep(30 if threading.current_thread().name.startswith("embedding") else 0)
    return real(self, texts)

hashing.HashEmbedder.embed_passages = slow
print("ready", flush=True)
sys.exit(main(["index", sys.argv[1], "--store", sys.argv[2], "--embedder", "hash"]))
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent otherwise there")
def test_an_interrupt_ends_within_two_seconds_and_the_next_run_goes_on(tmp_path: Path) -> None:
    corpus = fill(tmp_path / "corpus", 40)
    command = [sys.executable, "-c", SLOW, str(corpus), str(tmp_path / "store")]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None and process.stdout.readline() == "ready\n"
    staged = tmp_path / "store" / "truth.sqlite3"
    for _ in range(300):
        if staged.exists():
            break
        time.sleep(0.1)
    time.sleep(2)
    began = time.monotonic()
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=20)
    assert time.monotonic() - began < 2
    assert process.returncode == 130 and errors.strip().splitlines()[-1].startswith("fonte: interrupted")
    assert main(["index", str(corpus), "--store", str(tmp_path / "store"), "--embedder", "hash"]) == 0


def test_yes_forgets_what_vanished(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    corpus = fill(tmp_path / "corpus", 5)
    words = ["index", str(corpus), "--store", str(tmp_path / "store"), "--embedder", "hash"]
    assert main(words) == 0
    for number in range(4):
        (corpus / f"{number}.txt").unlink()
    assert main(words) == 0 and "vanished at once" in capsys.readouterr().err
    assert main([*words, "--yes"]) == 0 and "forgot 4 files" in capsys.readouterr().err
    assert main(words) == 0 and "vanished" not in capsys.readouterr().err
