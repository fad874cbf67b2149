"""The built graph is kept once, whole or not at all, whoever is killed and whoever builds it at the same time."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from rag.store.embedding.e5 import cache
from rag.store.embedding.e5.cache import cached


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "fonte"


class Builder:
    def __init__(self, content: bytes = b"graph") -> None:
        self.content, self.built = content, 0

    def __call__(self) -> bytes:
        self.built += 1
        return self.content


def test_it_is_built_once(folder: Path) -> None:
    build = Builder()
    found = [cached("e5", "weights 1", build) for _ in range(3)]
    assert [(kept.content, kept.problem) for kept in found] == [(b"graph", "")] * 3
    assert build.built == 1
    assert {path.name for path in folder.iterdir()} <= {"e5", "e5.lock"}


def test_one_of_other_weights_is_built_again(folder: Path) -> None:
    cached("e5", "weights 1", Builder(b"old"))
    assert cached("e5", "weights 2", Builder(b"new")).content == b"new"
    assert cached("e5", "weights 2", Builder(b"never")).content == b"new"


@pytest.mark.parametrize("damage", ["cut", "empty", "flipped", "short"])
def test_a_damaged_one_is_built_again(folder: Path, damage: str) -> None:
    cached("e5", "weights", Builder())
    path = folder / "e5"
    whole = path.read_bytes()
    path.write_bytes({"cut": whole[:-1], "empty": b"", "flipped": whole[:-1] + b"X", "short": whole[:7]}[damage])
    build = Builder()
    assert cached("e5", "weights", build).content == b"graph"
    assert build.built == 1
    assert path.read_bytes() == whole


def test_where_nothing_can_be_kept_it_is_used_from_memory_and_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    build = Builder()
    found = cached("e5", "weights", build)
    assert (found.content, build.built) == (b"graph", 1)
    assert found.problem == f"{tmp_path}/file/fonte cannot be written to (Not a directory)"


def test_a_rename_that_fails_leaves_nothing_behind_and_builds_once(folder: Path) -> None:
    (folder / "e5").mkdir(parents=True)
    build = Builder()
    found = cached("e5", "weights", build)
    assert (found.content, build.built) == (b"graph", 1)
    assert "cannot be written to" in found.problem
    assert {path.name for path in folder.iterdir()} <= {"e5", "e5.lock"}


SLOW = """if True:
    import sys, time
    from rag.store.embedding.e5 import cache
    def build():
        print("building", flush=True)
        time.sleep(0.3)
        return b"x" * 5_000_000
    print(len(cache.cached("e5", "w", build).content))"""


def test_of_processes_that_lack_it_at_once_one_builds_and_all_get_it(folder: Path) -> None:
    running = [subprocess.Popen([sys.executable, "-c", SLOW], stdout=subprocess.PIPE, text=True) for _ in range(3)]
    told = [process.communicate(timeout=60)[0].split() for process in running]
    assert [words[-1] for words in told] == ["5000000"] * 3
    assert sum(words.count("building") for words in told) == 1


def test_what_a_killed_process_left_is_removed_by_the_next(folder: Path) -> None:
    halt = "import os, sys, time; os.replace = lambda a, b: (print('written', flush=True), time.sleep(60))\n"
    killed = subprocess.Popen([sys.executable, "-c", halt + SLOW], stdout=subprocess.PIPE, text=True)
    assert killed.stdout is not None
    assert [killed.stdout.readline().strip() for _ in range(2)] == ["building", "written"]
    killed.send_signal(signal.SIGKILL)
    killed.communicate()
    assert (folder / "e5.part").stat().st_size > 5_000_000
    assert cached("e5", "w", Builder()).problem == ""
    assert {path.name for path in folder.iterdir()} <= {"e5", "e5.lock"}


def test_a_process_that_hangs_while_it_builds_is_not_waited_for_for_ever(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hang = SLOW.replace("0.3", "60")
    hanging = subprocess.Popen([sys.executable, "-c", hang], stdout=subprocess.PIPE, text=True)
    assert hanging.stdout is not None
    hanging.stdout.readline()
    monkeypatch.setattr(cache, "WAIT_SECONDS", 0.1)
    began = time.monotonic()
    found = cached("e5", "w", Builder())
    hanging.kill()
    hanging.communicate()
    assert found.content == b"graph"
    assert found.problem
    assert time.monotonic() - began < 30
