"""Vectors are kept across stores: found again under their keys, within bounds; a sync never fails of them."""

import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.store import keeping
from rag.store.keeping import FILE, VectorCache

ROOT = Path(__file__).parents[2]


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[VectorCache]:
    cache = VectorCache(tmp_path / "cache")
    yield cache
    cache.close()


def rows(first: int, last: int, size: int = 8) -> list[tuple[bytes, bytes]]:
    return [(number.to_bytes(16, "big"), bytes([number % 256]) * size) for number in range(first, last)]


def keys(first: int, last: int) -> list[bytes]:
    return [key for key, _ in rows(first, last)]


def test_what_is_kept_is_found_by_another_and_what_is_not_is_not(cache: VectorCache, tmp_path: Path) -> None:
    cache.keep(rows(0, 1200))
    other = VectorCache(tmp_path / "cache")
    assert other.find(keys(600, 1800)) == dict(rows(600, 1200))
    other.close()
    assert cache.problem == other.problem == ""


def test_a_vector_kept_twice_is_there_once(cache: VectorCache) -> None:
    cache.keep(rows(0, 3))
    cache.keep([(keys(0, 1)[0], b"new")])
    assert cache.find(keys(0, 3)) == {**dict(rows(0, 3)), keys(0, 1)[0]: b"new"}


def test_only_its_user_can_read_it(cache: VectorCache, tmp_path: Path) -> None:
    cache.keep(rows(0, 1))
    assert stat.S_IMODE(os.stat(tmp_path / "cache" / FILE).st_mode) == 0o600


def test_above_its_bound_what_was_not_used_for_longest_goes_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "_CHECK_EVERY", 1)
    cache = VectorCache(tmp_path, most_bytes=500_000)
    monkeypatch.setattr(keeping, "_today", lambda: 1)
    cache.keep(rows(0, 200, size=1000))
    monkeypatch.setattr(keeping, "_today", lambda: 2)
    cache.keep(rows(200, 300, size=1000))
    assert len(cache.find(keys(0, 50))) == 50  # used today: they stay
    for first in range(300, 1300, 100):
        cache.keep(rows(first, first + 100, size=1000))
        assert cache.find(keys(first, first + 100)) == dict(rows(first, first + 100, size=1000))
        if first == 300:
            assert len(cache.find(keys(0, 50))) == 50
            assert len(cache.find(keys(50, 200))) < 120
    cache.close()
    assert (tmp_path / FILE).stat().st_size < 1_000_000


def test_a_bound_below_an_empty_file_does_not_hang(tmp_path: Path) -> None:
    cache = VectorCache(tmp_path, most_bytes=1)
    cache.keep(rows(0, 9))
    assert cache.find(keys(0, 9)) == {}
    cache.close()


@pytest.mark.parametrize("damage", ["text", "cut", "hole"])
def test_a_damaged_file_is_thrown_away_and_begun_anew(tmp_path: Path, damage: str) -> None:
    cache = VectorCache(tmp_path)
    cache.keep(rows(0, 500, size=1000))
    cache.close()
    path = tmp_path / FILE
    whole = path.read_bytes()
    hole = whole[:4096] + b"\xff" * (len(whole) - 8192) + whole[-4096:]
    path.write_bytes({"text": b"no database" * 99, "cut": whole[: len(whole) // 2], "hole": hole}[damage])
    damaged = VectorCache(tmp_path)
    damaged.find(keys(0, 500))
    damaged.keep(rows(0, 1))
    assert "was damaged and is begun anew" in damaged.problem
    assert "\n" not in damaged.problem
    damaged.close()
    fresh = VectorCache(tmp_path)
    fresh.keep(rows(0, 3))
    assert fresh.find(keys(0, 500)) == dict(rows(0, 3))
    assert fresh.problem == ""
    fresh.close()


def test_where_nothing_can_be_kept_nothing_is_found_and_it_says_why(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    cache = VectorCache(tmp_path / "file")
    assert cache.find(keys(0, 3)) == {}
    cache.keep(rows(0, 3))
    assert cache.problem == f"{tmp_path}/file/{FILE} cannot be used (File exists)"
    cache.close()


def test_a_file_that_another_holds_for_long_is_done_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "_BUSY_MILLISECONDS", 10)
    first = VectorCache(tmp_path)
    first.keep(rows(0, 3))
    holder = sqlite3.connect(tmp_path / FILE, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    cache = VectorCache(tmp_path)
    cache.keep(rows(3, 6))
    assert "locked" in cache.problem
    cache.close()
    holder.execute("ROLLBACK")
    holder.close()
    assert first.find(keys(0, 6)) == dict(rows(0, 3))
    first.close()


WRITER = """if True:
    import sys
    from pathlib import Path
    from rag.store.keeping import VectorCache
    cache = VectorCache(Path(sys.argv[1]))
    for number in range(int(sys.argv[2]), int(sys.argv[2]) + 400, 4):
        cache.keep([(n.to_bytes(16, "big"), b"v" * 768) for n in range(number, number + 4)])
    print(cache.problem or "well")"""


@pytest.mark.slow
def test_processes_write_it_at_once_and_lose_nothing(cache: VectorCache, tmp_path: Path) -> None:
    command = [sys.executable, "-c", WRITER, str(tmp_path / "cache")]
    running = [
        subprocess.Popen([*command, str(first)], stdout=subprocess.PIPE, text=True, cwd=ROOT) for first in (0, 200, 600)
    ]
    assert [process.communicate(timeout=60)[0].strip() for process in running] == ["well"] * 3
    assert len(cache.find(keys(0, 1000))) == 1000
