"""A sync may be killed at any moment, and two may run at once: the next one is right, and embeds nothing twice."""

import random
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from rag.indexing import sync
from rag.settings import Settings
from rag.store.store import Store
from tests.store.corpora import CountingEmbedder, many, settings_for, write

ROOT = Path(__file__).parent.parent
KILLS = 8
# Slow enough that kills fall into every stage; every text sent to the embedder is written down before it is embedded.
SCRIPT = """
import sys, time
from pathlib import Path
from rag.indexing import sync
from rag.settings import Settings
from tests.store.corpora import CountingEmbedder

class Slow(CountingEmbedder):
    def embed_passages(self, texts):
        time.sleep(0.05)
        return super().embed_passages(texts)

import rag.intake
import rag.store.filling
import rag.store.vectors
rag.store.filling.EMBED_AT_ONCE = 32
rag.store.filling.READ_AHEAD = 64
rag.store.vectors.SLICE = 4
rag.intake._STAGE_AT_ONCE = 2
settings = Settings(Path(sys.argv[1]), Path(sys.argv[2]), embedder="hash")
print("ready", flush=True)
print(sync(settings, embedder=Slow()).notices, flush=True)
"""


def start(settings: Settings) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", SCRIPT, str(settings.corpus), str(settings.store_path)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def vectors(settings: Settings) -> set[bytes]:
    truth = settings.store_path / "truth.sqlite3"
    if not truth.exists():
        return set()
    connection = sqlite3.connect(truth)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'vectors'").fetchone():
            return set()
        return {row[0] for row in connection.execute("SELECT key FROM vectors")}
    finally:
        connection.close()


def assert_right(settings: Settings, fresh: Settings) -> None:
    """Check the store against one that was built in one go from the same articles."""
    sync(fresh, embedder=CountingEmbedder())
    ours, theirs = (Store.open(each.store_path, CountingEmbedder()) for each in (settings, fresh))
    question = CountingEmbedder().embed_queries(["Il sindaco Tizio3 della città di Nome3x2"])[0]
    assert ours.state() == theirs.state()
    assert ours.files() == theirs.files()
    assert ours.size() == theirs.size()
    assert ours.dense(question, 20, None) == theirs.dense(question, 20, None)
    assert ours.words(["sindaco", "nome3x2"], [], 20, None) == theirs.words(["sindaco", "nome3x2"], [], 20, None)
    assert ours.notices() == theirs.notices() == ()
    assert vectors(settings) == vectors(fresh)
    ours.close()
    theirs.close()


@pytest.mark.slow
def test_after_kills_at_random_moments_the_next_sync_is_right_and_embeds_nothing_twice(tmp_path: Path) -> None:
    settings = settings_for(tmp_path, many(16))
    rng = random.Random(4)
    kept: set[bytes] = set()
    for kill in range(KILLS):
        process = start(settings)
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        time.sleep(rng.uniform(0.0, 2.5))
        process.kill()
        process.communicate()
        now = vectors(settings)
        assert kept <= now  # what was embedded is still there
        kept = now
        if kill == KILLS // 2:
            sync(settings, embedder=CountingEmbedder())
            write(settings.corpus, many(8, start=100))
            kept = vectors(settings)
    embedder = CountingEmbedder()
    report = sync(settings, embedder=embedder).report
    assert report is not None
    assert len(report.added) + len(report.unchanged) == 24
    assert len(embedder.asked) == len(vectors(settings) - kept)
    assert_right(settings, Settings(settings.corpus, tmp_path / "fresh", embedder="hash"))


@pytest.mark.slow
def test_two_processes_indexing_at_once_make_one_right_store(tmp_path: Path) -> None:
    settings = settings_for(tmp_path, many(10))
    processes = [start(settings), start(settings)]
    for process in processes:
        _, errors = process.communicate(timeout=60)
        assert (process.returncode, errors) == (0, b"")
    embedder = CountingEmbedder()
    report = sync(settings, embedder=embedder).report
    assert report is not None
    assert (len(report.unchanged), embedder.asked) == (10, [])
    assert_right(settings, Settings(settings.corpus, tmp_path / "fresh", embedder="hash"))


def test_a_second_pass_that_fails_rolls_back_and_keeps_the_vectors(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = settings_for(tmp_path)
    sync(settings, embedder=CountingEmbedder())
    before = vectors(settings)
    write(settings.corpus, {"nuovo.txt": "Un drago vola su Torino.", "chip.txt": "Un altro testo."})

    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("rag.store.writing._prune", fail)
        with pytest.raises(KeyboardInterrupt):
            sync(settings, embedder=CountingEmbedder())
    store = Store.open(settings.store_path, None)
    assert store.document("nuovo.txt") is None
    assert store.words(["memorandum"], [], 3, None) != []
    store.close()
    assert before < vectors(settings)
    embedder = CountingEmbedder()
    report = sync(settings, embedder=embedder).report
    assert report is not None
    assert (report.added, report.changed, embedder.asked) == (("nuovo.txt",), ("chip.txt",), [])
