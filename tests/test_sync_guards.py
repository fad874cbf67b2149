"""A sync reads what may have changed, tries failures again but not for ever, and forgets nothing by mistake."""

from __future__ import annotations

import os
import time
from contextlib import closing
from pathlib import Path

import pytest

from rag.cli import main
from rag.errors import CorpusError, InputError, SettingsError
from rag.indexing import SyncOutcome, sync
from rag.settings import Settings
from rag.store import failures, seen
from rag.store.embedding.hashing import HashEmbedder
from rag.store.hidden import forget_hidden
from rag.store.schema import open_for_writing
from rag.store.store import Store
from rag.types import Chunk, Document, SyncReport

OLD = time.time() - 100


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for number in range(6):
        write(
            corpus / f"{number}.txt",
            f"Articolo {number}\n\nLa località numero {number} ha {number + 20} mulini ad acqua.\n",
        )
    return Settings(corpus=corpus, store=tmp_path / "store", embedder="hash")


def write(path: Path, text: str, when: float = OLD) -> None:
    path.write_text(text, encoding="utf-8")
    os.utime(path, (when, when))


def synced(settings: Settings) -> tuple[SyncReport, SyncOutcome]:
    outcome = sync(settings, embedder=HashEmbedder())
    assert outcome.report is not None
    return outcome.report, outcome


def files(settings: Settings) -> list[str]:
    with closing(Store(settings.store_path, None)) as store:
        return [source.file for source in store.files()]


# ── unchanged files ───────────────────────────────────────────────────────────────────────────────────────────────


def hashed(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> int:
    counted = []
    real = seen.look

    def look(*arguments: object, **options: object) -> seen.Seen:
        counted.append(real(*arguments, **options))  # type: ignore[arg-type]
        return counted[-1]

    monkeypatch.setattr("rag.indexing.look", look)
    synced(settings)
    monkeypatch.setattr("rag.indexing.look", real)
    return counted[0].hashed


def test_a_file_that_looks_as_it_did_is_not_read_again(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    assert hashed(settings, monkeypatch) == 6
    assert hashed(settings, monkeypatch) == 0
    write(settings.corpus / "0.txt", "Articolo 0\n\nLa località numero 0 ha 99 mulini ad acqua.\n", OLD + 50)
    assert hashed(settings, monkeypatch) == 1
    os.utime(settings.corpus / "1.txt", (OLD + 60, OLD + 60))
    assert hashed(settings, monkeypatch) == 1


def test_a_file_that_was_just_written_is_read_again(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Same size, same time, same inode, other words: git's racy file."""
    now = time.time()
    path = settings.corpus / "0.txt"
    write(path, "Articolo 0\n\nLa località numero 0 ha 20 mulini ad acqua.\n", now)
    synced(settings)
    with path.open("r+", encoding="utf-8") as stream:
        stream.write("Articolo 0\n\nLa località numero 0 ha 77 mulini ad acqua.\n")
    os.utime(path, (now, now))
    report, _ = synced(settings)
    assert report.changed == ("0.txt",)


# ── failing files ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_failing_file_keeps_its_last_good_state(settings: Settings) -> None:
    synced(settings)
    (settings.corpus / "0.txt").write_bytes(b"\0\1\2" * 100)
    report, _ = synced(settings)
    assert [problem.file for problem in report.failed] == ["0.txt"] and "0.txt" in files(settings)
    report, _ = synced(settings)
    assert [problem.file for problem in report.failed] == ["0.txt"] and not report.removed


def test_a_failing_file_is_tried_again_later_but_not_for_ever(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    (settings.corpus / "bad.txt").write_bytes(b"\0\1\2" * 100)
    tried = []
    real = __import__("rag.intake", fromlist=["load"]).load
    monkeypatch.setattr("rag.intake.load", lambda *given: tried.append(given[0].name) or real(*given))
    now = time.time()
    for day in range(12):
        monkeypatch.setattr("time.time", lambda at=now + day * 86_400: at)
        synced(settings)
    assert 4 <= tried.count("bad.txt") <= failures.MOST_TRIES + 1
    monkeypatch.undo()
    (settings.corpus / "bad.txt").write_text("Ora si legge.\n\nUna frase intera, finalmente, in questo file.\n")
    report, _ = synced(settings)
    assert report.added == ("bad.txt",) and not report.failed


def test_whoever_asks_for_an_index_has_every_failed_file_tried_again(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    (settings.corpus / "0.csv").write_text("title,text\nUno,Una frase intera che si legge.\n")
    with monkeypatch.context() as broken:
        broken.setattr("rag.intake.load", lambda *_: (_ for _ in ()).throw(InputError("its reader is missing")))
        with pytest.raises(CorpusError):
            synced(settings)
    with pytest.raises(CorpusError, match="its reader is missing"):
        synced(settings)  # by itself it waits
    command = ["index", str(settings.corpus), "--store", str(settings.store_path), "--embedder", "hash"]
    assert main(command) == 0
    assert len(files(settings)) == 7


def test_a_text_that_the_splitter_stumbles_over_costs_no_other_file(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = __import__("rag.intake", fromlist=["chunk_document"]).chunk_document

    def stumbling(document: Document) -> list[Chunk]:
        if document.file == "3.txt":
            raise RecursionError
        return real(document)

    monkeypatch.setattr("rag.intake.chunk_document", stumbling)
    report, _ = synced(settings)
    assert [problem.file for problem in report.failed] == ["3.txt"] and len(report.added) == 5


# ── a disk that is not there ──────────────────────────────────────────────────────────────────────────────────────


def test_a_corpus_that_vanishes_is_hidden_and_comes_back_without_work(settings: Settings, tmp_path: Path) -> None:
    synced(settings)
    for number in range(4):
        (settings.corpus / f"{number}.txt").rename(tmp_path / f"{number}.txt")
    report, outcome = synced(settings)
    assert len(report.removed) == 4 and files(settings) == ["4.txt", "5.txt"]
    assert [notice.code for notice in outcome.notices] == ["hidden"]
    write(settings.corpus / "5.txt", "Articolo 5\n\nUn altro testo, del tutto nuovo, per il quinto.\n")
    synced(settings)  # another change does not cost what is kept
    for number in range(4):
        (tmp_path / f"{number}.txt").rename(settings.corpus / f"{number}.txt")
    report, outcome = synced(settings)
    assert len(report.added) == 4 and report.embedded == 0 and not outcome.notices
    assert len(files(settings)) == 6


def test_what_is_hidden_is_forgotten_when_the_user_says_so(settings: Settings, tmp_path: Path) -> None:
    synced(settings)
    for number in range(4):
        (settings.corpus / f"{number}.txt").rename(tmp_path / f"{number}.txt")
    synced(settings)
    with closing(open_for_writing(settings.store_path)) as connection:
        assert forget_hidden(connection) == 4 and forget_hidden(connection) == 0
    _, outcome = synced(settings)
    assert not outcome.notices


def test_a_few_files_that_go_are_gone(settings: Settings) -> None:
    synced(settings)
    for number in range(3):
        (settings.corpus / f"{number}.txt").unlink()
    report, outcome = synced(settings)
    assert len(report.removed) == 3 and not outcome.notices


# ── one store, one corpus ─────────────────────────────────────────────────────────────────────────────────────────


def test_a_store_refuses_a_second_corpus_and_stays_as_it_was(settings: Settings, tmp_path: Path) -> None:
    synced(settings)
    other = tmp_path / "other"
    other.mkdir()
    write(other / "x.txt", "Altro\n\nUn articolo di tutt'altra cartella, con un testo suo.\n")
    with pytest.raises(SettingsError, match="holds the articles of"):
        sync(Settings(corpus=other, store=settings.store, embedder="hash"), embedder=HashEmbedder())
    assert len(files(settings)) == 6


def test_a_corpus_that_moved_is_the_same(settings: Settings, tmp_path: Path) -> None:
    synced(settings)
    settings.corpus.rename(tmp_path / "moved")
    moved = Settings(corpus=tmp_path / "moved", store=settings.store, embedder="hash")
    report, _ = synced(moved)
    assert len(report.unchanged) == 6
    (tmp_path / "corpus").mkdir()
    write(tmp_path / "corpus" / "y.txt", "Altro\n\nUna cartella nuova al posto della vecchia, con altro dentro.\n")
    with pytest.raises(SettingsError, match="holds the articles of"):
        synced(settings)
