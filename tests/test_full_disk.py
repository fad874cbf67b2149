"""A disk that is full, and one that cannot be written: one plain line, the last good state stands, nothing is lost.

A small file system in memory is mounted where the system lets us, else the size of a file is limited. CI takes a few
rooms; `python -m tests.test_full_disk 40` tries as many, from none at all to nearly enough.
"""

from __future__ import annotations

import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
IN_CI = 2
FIRST, MORE = 6, 120  # articles
ROOM = 6 * 1024**2  # bytes that the second state needs, and some more
_BESIDE = re.compile(r"note: |(?:reading|embedding|writing|waiting)\b")  # progress and notes
LARGE = 64 * 1024**2


def article(number: int) -> str:
    lines = [
        f"Il mulino numero {number} della valle macina {number + 40} sacchi, dice la riga {row}." for row in range(8)
    ]
    return f"Il mulino {number}\n\n" + "\n\n".join(lines) + "\n"


def write(corpus: Path, numbers: range) -> None:
    corpus.mkdir(exist_ok=True)
    for number in numbers:
        (corpus / f"{number}.txt").write_text(article(number), encoding="utf-8")


def fonte(*words: str, most: int | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command; no file may grow beyond `most` bytes."""

    def limited() -> None:
        if most is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    command = [sys.executable, "-m", "rag", *words]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=180, preexec_fn=limited)


@contextmanager
def small_disk(folder: Path) -> Iterator[bool]:
    """Mount a file system in memory on `folder`; yield whether that is possible here."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={LARGE}", "tmpfs", str(folder)]
    try:
        mounted = subprocess.run(mount, capture_output=True, check=False).returncode == 0
    except OSError:
        mounted = False
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", str(folder)], check=True)


def resized(disk: Path, size: int) -> None:
    subprocess.run(["mount", "-o", f"remount,size={size}", str(disk)], check=True)


def told(done: subprocess.CompletedProcess[str]) -> str:
    """Return "done" or "told"; anything but an end in order is an AssertionError."""
    assert done.returncode in (0, 2, 3), (done.returncode, done.stderr)
    assert "Traceback" not in done.stderr, done.stderr
    lines = [line for line in done.stderr.splitlines() if line and not _BESIDE.match(line)]
    assert len(lines) == (done.returncode != 0), done.stderr
    return "told" if done.returncode else "done"


def holds(corpus: Path, store: Path, *, synced: bool) -> int:
    """Return how many of the first articles are found in their present words."""
    options = ["--corpus", str(corpus), "--store", str(store), "--embedder", "hash", "-k", "1"]
    found = 0
    for number in (0, FIRST - 1):
        done = fonte("search", f"mulino numero {number} sacchi", *options, *([] if synced else ["--no-sync"]))
        assert told(done) == "done"
        found += f"macina {number + 40} sacchi" in done.stdout
    return found


def suffer(folder: Path, room: int) -> str:
    """Fill a store, leave it `room` bytes for twenty times as many articles, then all it wants.

    Return whether the run between was done or told.
    """
    corpus, disk = folder / "corpus", folder / "disk"
    write(corpus, range(FIRST))
    words = ["index", str(corpus), "--store", str(disk / "store"), "--embedder", "hash"]
    with small_disk(disk) as mounted:
        assert told(fonte(*words)) == "done"
        write(corpus, range(FIRST, MORE))
        if mounted:
            state = os.statvfs(disk)
            resized(disk, (state.f_blocks - state.f_bfree) * state.f_frsize + room)
        outcome = told(fonte(*words, most=None if mounted else room + 1_000_000))
        assert holds(corpus, disk / "store", synced=False) == 2, "the state before is gone"
        if mounted:
            resized(disk, LARGE)
        assert told(fonte(*words)) == "done"
        done = fonte(*words, "--json")
        assert f'"documents": {MORE}' in done.stdout, done.stdout
        assert holds(corpus, disk / "store", synced=True) == 2
    return outcome


def trials(count: int) -> Counter[str]:
    """Try as many rooms and count what was told."""
    outcomes: Counter[str] = Counter()
    for number in range(count):
        folder = Path(tempfile.mkdtemp(prefix="full-"))
        try:
            outcomes[suffer(folder, ROOM * number // count)] += 1
        finally:
            shutil.rmtree(folder)
    return outcomes


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="no limit on the size of a file there")
def test_a_full_disk_is_told_and_costs_nothing() -> None:
    outcomes = trials(IN_CI)
    assert outcomes["told"] and sum(outcomes.values()) == IN_CI


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="nothing is mounted there")
def test_a_store_on_a_disk_that_is_read_only_is_searched_and_left_as_it_is(tmp_path: Path) -> None:
    corpus, disk = tmp_path / "corpus", tmp_path / "disk"
    write(corpus, range(FIRST))
    words = ["index", str(corpus), "--store", str(disk / "store"), "--embedder", "hash"]
    with small_disk(disk) as mounted:
        if not mounted:
            pytest.skip("nothing can be mounted here")
        assert told(fonte(*words)) == "done"
        write(corpus, range(FIRST, FIRST + 2))
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        done = fonte(*words)
        assert (told(done), done.returncode) == ("told", 2)
        assert "read-only" in done.stderr.lower()
        assert holds(corpus, disk / "store", synced=False) == 2
        subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
        assert told(fonte(*words)) == "done"


if __name__ == "__main__":
    sys.stdout.write(f"{dict(trials(int(sys.argv[1])))}\n")
