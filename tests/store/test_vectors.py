"""Chroma may be deleted, scribbled over or left behind: what is found is the same, and nothing is embedded for it."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from rag.indexing import sync
from rag.settings import Settings
from rag.store import comparing, dense, vectors
from rag.store.embedding.hashing import HashEmbedder
from rag.store.lock import StoreLock
from rag.store.store import Hit, Store
from rag.store.vectors import Row, VectorsBroken, release, shared_index
from tests.store.corpora import CountingEmbedder, many, settings_for, write

QUESTION = HashEmbedder().embed_queries(["Il sindaco Tizio3 e la città di Nome3x2"])[0]


@pytest.fixture(autouse=True)
def a_large_store(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take every store for one whose vectors do not fit into memory: a smaller one asks Chroma for nothing."""
    monkeypatch.setattr(comparing, "IN_MEMORY", 0)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    settings = settings_for(tmp_path, many(8))
    sync(settings, embedder=CountingEmbedder())
    return settings


def ask(settings: Settings) -> tuple[list[Hit], list[str]]:
    store = Store.open(settings.store_path, CountingEmbedder())
    try:
        return store.dense(QUESTION, 10, None), [notice.code for notice in store.notices()]
    finally:
        store.close()


def delete(chroma: Path) -> None:
    shutil.rmtree(chroma)


def empty(chroma: Path) -> None:
    shutil.rmtree(chroma)
    chroma.mkdir()


def scribble(chroma: Path) -> None:
    for path in chroma.rglob("*"):
        if path.is_file():
            path.write_bytes(b"scribble" * 512)


def scribble_index(chroma: Path) -> None:
    for path in chroma.rglob("*.bin"):
        path.write_bytes(b"\xff" * max(64, path.stat().st_size))
    (chroma / "chroma.sqlite3").write_bytes((chroma / "chroma.sqlite3").read_bytes()[:8_192])


def replace_by_file(chroma: Path) -> None:
    shutil.rmtree(chroma)
    chroma.write_text("not a folder")


def replace_by_link(chroma: Path) -> None:
    shutil.rmtree(chroma)
    theirs = write(chroma.parent.parent / "theirs", {"a.txt": "Non nostro."})
    chroma.symlink_to(theirs, target_is_directory=True)


def swell(chroma: Path) -> None:
    with (chroma / "huge.bin").open("wb") as stream:
        stream.truncate(40 * 1024**3)  # a hole: no disk is used


DAMAGES = [delete, empty, scribble, scribble_index, replace_by_file, replace_by_link, swell]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_index_is_rebuilt_by_the_next_reader(settings: Settings, damage: Callable[[Path], None]) -> None:
    wanted = ask(settings)
    assert wanted[1] == []
    damage(settings.store_path / "chroma")
    assert ask(settings) == wanted
    assert (settings.store_path / "chroma" / "chroma.sqlite3").is_file()
    assert not (settings.store_path / "chroma" / "huge.bin").exists()
    assert ask(settings) == wanted


def test_a_folder_that_the_index_is_linked_to_keeps_its_files(settings: Settings, tmp_path: Path) -> None:
    replace_by_link(settings.store_path / "chroma")
    ask(settings)
    assert [path.name for path in (tmp_path / "theirs").iterdir()] == ["a.txt"]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_index_is_rebuilt_by_the_next_sync_without_embedding(
    settings: Settings, damage: Callable[[Path], None]
) -> None:
    damage(settings.store_path / "chroma")
    write(settings.corpus, {"nuovo.txt": "Un drago vola su Torino."})
    embedder = CountingEmbedder()
    outcome = sync(settings, embedder=embedder)
    assert outcome.report is not None
    assert outcome.notices == ()
    assert outcome.report.embedded == len(embedder.asked) == 2 + 3  # chunk, sentence; drago, vola, torino
    hits, notices = ask(settings)
    assert (len(hits), notices) == (10, [])


def test_an_index_that_lost_some_vectors_is_rebuilt(settings: Settings) -> None:
    wanted = ask(settings)
    index = shared_index(settings.store_path)
    index.remove(sorted(index.ids())[:3])
    index.close()
    release(index)
    assert ask(settings) == wanted


def test_an_index_is_deleted_under_an_open_store_and_made_again(settings: Settings) -> None:
    first, second = (Store.open(settings.store_path, CountingEmbedder()) for _ in range(2))
    wanted = first.dense(QUESTION, 10, None)
    assert second.dense(QUESTION, 10, None) == wanted
    shutil.rmtree(settings.store_path / "chroma")
    write(settings.corpus, {"nuovo.txt": "Un drago vola su Torino."})
    sync(settings, embedder=CountingEmbedder())
    for store in (first, second):
        store.refresh()
        assert store.dense(QUESTION, 10, None) == wanted
        assert store.notices() == ()
        store.close()
    assert settings.store_path / "chroma" not in vectors._shared


def test_while_another_writes_a_broken_index_is_done_without(settings: Settings) -> None:
    wanted, _ = ask(settings)
    shutil.rmtree(settings.store_path / "chroma")
    with StoreLock(settings.store_path) as lock:
        assert lock.try_lock()
        assert ask(settings) == (wanted, ["exact_scan"])
    assert ask(settings) == (wanted, [])


def test_a_writer_that_died_half_way_leaves_an_index_that_is_built_anew(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(settings.corpus, many(3, start=20))

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(dense.VectorIndex, "put", die)
        with pytest.raises(KeyboardInterrupt):
            sync(settings, embedder=CountingEmbedder())
    created: list[str] = []
    create = vectors.VectorIndex.create
    monkeypatch.setattr(dense.VectorIndex, "create", lambda self, *of: (created.append("anew"), create(self, *of))[1])
    embedder = CountingEmbedder()
    sync(settings, embedder=embedder)
    assert (created, embedder.asked) == (["anew"], [])
    assert ask(settings)[1] == []


def test_an_index_that_cannot_be_made_is_done_without(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted, _ = ask(settings)
    shutil.rmtree(settings.store_path / "chroma")

    def refuse(folder: Path) -> None:
        raise VectorsBroken("no Chroma on this machine")

    monkeypatch.setattr(vectors, "_client", refuse)
    assert ask(settings) == (wanted, ["exact_scan"])


def test_another_process_sees_what_this_one_wrote_and_the_other_way_round(settings: Settings) -> None:
    here = Store.open(settings.store_path, CountingEmbedder())
    here.dense(QUESTION, 3, None)
    write(settings.corpus, {"nuovo.txt": "Un drago vola su Torino."})
    script = (
        "import sys; from pathlib import Path; from rag.indexing import sync; from rag.settings import Settings\n"
        "from tests.store.corpora import CountingEmbedder\n"
        "sync(Settings(Path(sys.argv[1]), Path(sys.argv[2]), embedder='hash'), embedder=CountingEmbedder())"
    )
    root = Path(__file__).parent.parent.parent
    subprocess.run([sys.executable, "-c", script, settings.corpus, settings.store_path], cwd=root, check=True)
    here.refresh()
    hits = here.dense(HashEmbedder().embed_queries(["Un drago vola su Torino."])[0], 1, None)
    assert here.chunks([hits[0].chunk_id])[hits[0].chunk_id].file == "nuovo.txt"
    assert here.notices() == ()
    here.close()


def test_the_index_finds_what_an_exact_scan_finds(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    rows = rng.normal(size=(5_600, 128)).astype(np.float32)  # more than chromadb takes in one call
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    index = shared_index(tmp_path)
    index.create("test", 128)
    index.put(Row(f"{number:05d}", f"{number % 9}.txt", row) for number, row in enumerate(rows))
    assert index.agrees(5_600, Row("00007", "7.txt", rows[7]))
    assert not index.agrees(5_599, None)
    assert not index.agrees(5_600, Row("x", "x", -rows[7]))
    right = 0
    for query in rows[:20] + rng.normal(size=(20, 128)).astype(np.float32) * 0.1:
        exact = [f"{number:05d}" for number in np.argsort(-(rows @ query))[:10]]
        right += len(set(exact) & set(index.nearest(query, 34, None)))
    assert right >= 198
    assert all(int(name) % 9 in (2, 3) for name in index.nearest(rows[0], 20, ["2.txt", "3.txt"]))
    release(index)


def test_an_index_that_grows_beyond_measure_is_stopped_and_done_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = settings_for(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr("rag.store.vectors.VectorIndex._size", lambda _: 35 * 1024**3)
        outcome = sync(settings, embedder=CountingEmbedder())
        assert [notice.code for notice in outcome.notices] == ["exact_scan"]
    sync(settings, embedder=CountingEmbedder())
    store = Store.open(settings.store_path, CountingEmbedder())
    question = CountingEmbedder().embed_queries(["memorandum"])[0]
    assert store.dense(question, 3, None) and store.notices() == ()
    store.close()
