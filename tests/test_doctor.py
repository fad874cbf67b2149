import hashlib
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from rag.doctor import Finding, Probes, StoreLook, examine, usable
from rag.errors import EngineError, StoreError
from rag.settings import Settings
from rag.types import CorpusState

LOOK = StoreLook(
    CorpusState(1, "abcdef0123456789"), {"a.txt": hashlib.sha256(b"Testo.").hexdigest()}, 200_000, 300_000_000
)
GOOD = Probes(store=lambda _: LOOK, embedder=lambda _: "384 dimensions", engine=lambda _: "extractive")
ORIGINS = {"corpus": "option", "store": "default", "engine": "default", "embedder": "file"}


def failing(error: Exception) -> Callable[[Settings], str]:
    def probe(_: Settings) -> str:
        raise error

    return probe


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.txt").write_text("Testo.")
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "fonte.db").write_bytes(b"x" * 200_000)
    return Settings(tmp_path / "articles", tmp_path / "store")


def look(settings: Settings, about: str, probes: Probes = GOOD) -> Finding:
    (found,) = [finding for finding in examine(settings, ORIGINS, probes) if finding.about == about]
    return found


def test_all_well_is_usable_and_says_where_each_setting_comes_from(settings: Settings) -> None:
    findings = examine(settings, ORIGINS, GOOD)
    assert usable(findings)
    assert {finding.status for finding in findings} == {"ok"}
    assert look(settings, "setting corpus").message == f"{settings.corpus} (from: option)"
    assert look(settings, "setting embedder").message == "e5 (from: file)"
    assert (
        look(settings, "store").message
        == "documents: 1, state abcdef012345, 0.2 MB of 300 MB at most, in step with the corpus"
    )
    assert look(settings, "corpus").message == "1 files to read, 0 ignored, 0 unreadable"


def test_a_key_is_told_to_be_there_and_never_shown(settings: Settings) -> None:
    chosen = Settings(settings.corpus, settings.store, api_key="sk-geheim")
    told = [finding.message for finding in examine(chosen, {"api_key": "environment"}, GOOD)]
    assert "given, not shown (from: environment)" in told
    assert not any("geheim" in message for message in told)


@pytest.mark.parametrize("place", ["nowhere", "articles/a.txt", "empty"])
def test_a_corpus_that_cannot_be_used_must_be_fixed(settings: Settings, tmp_path: Path, place: str) -> None:
    (tmp_path / "empty").mkdir()
    found = look(Settings(tmp_path / place, settings.store), "corpus")
    assert found.status == "fix"
    assert found.advice


def test_a_store_that_is_not_built_is_a_note_and_is_not_made(settings: Settings, tmp_path: Path) -> None:
    chosen = Settings(settings.corpus, tmp_path / "later")
    assert look(chosen, "store").status == "note"
    assert not (tmp_path / "later").exists()


@pytest.mark.parametrize("place", ["articles/a.txt", "articles/a.txt/store"])
def test_a_store_where_no_folder_can_be_must_be_fixed(settings: Settings, tmp_path: Path, place: str) -> None:
    found = look(Settings(settings.corpus, tmp_path / place), "store")
    assert found.status == "fix"
    assert "a.txt is no folder that can be written" in found.message


def test_a_file_that_cannot_be_read_in_does_not_leave_a_store_behind(settings: Settings) -> None:
    (settings.corpus / "b.txt").write_bytes(b"\x89PNG\0")
    (settings.corpus / "c.txt").write_bytes(b"")
    assert look(settings, "store").status == "ok"


def test_a_store_begun_and_not_complete_is_a_note(settings: Settings) -> None:
    assert (
        look(settings, "store", Probes(lambda _: None, GOOD.embedder, GOOD.engine)).message == "begun and not complete"
    )


def test_a_store_that_is_behind_its_folder_is_a_note(settings: Settings) -> None:
    (settings.corpus / "b.txt").write_text("Nuovo.")
    assert "; 1 file differs from" in look(settings, "store").message
    (settings.corpus / "a.txt").write_text("Altro testo.")
    assert "; 2 files differ" in look(settings, "store").message
    (settings.corpus / "a.txt").unlink()
    assert look(settings, "store").status == "note"
    assert "; 2 files differ" in look(settings, "store").message


@pytest.mark.parametrize("error", [StoreError("the file is damaged.", hint="Delete it."), ValueError("boh")])
def test_a_store_that_breaks_must_be_fixed_and_does_not_stop_the_rest(settings: Settings, error: Exception) -> None:
    probes = Probes(failing(error), GOOD.embedder, GOOD.engine)  # type: ignore[arg-type]
    found = look(settings, "store", probes)
    assert found.status == "fix"
    assert found.advice
    assert look(settings, "versions", probes).message.startswith("Python 3")
    assert not usable(examine(settings, ORIGINS, probes))


def test_a_store_that_takes_more_than_it_can_need_must_be_fixed(settings: Settings) -> None:
    bloated = Probes(lambda _: replace(LOOK, taken=400_000_000), GOOD.embedder, GOOD.engine)
    found = look(settings, "store", bloated)
    assert (found.status, found.advice) == ("fix", "Run `fonte index`: it rebuilds.")
    assert "400.0 MB of 300 MB at most: it takes more than it can need" in found.message


def test_without_the_embedder_words_still_answer(settings: Settings) -> None:
    found = look(settings, "embedder", Probes(GOOD.store, failing(OSError("no wheel")), GOOD.engine))
    assert found.status == "note"
    assert "no wheel" in found.message
    assert "words alone" in found.message


def test_an_engine_that_cannot_answer_must_be_fixed_and_says_why(settings: Settings) -> None:
    found = look(settings, "engine", Probes(GOOD.store, GOOD.embedder, failing(EngineError("cannot reach a.example."))))
    assert (found.status, found.message) == ("fix", "cannot reach a.example.")
    assert "--engine extractive" in found.advice


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="everything is readable to root")
def test_an_unreadable_file_is_a_note(settings: Settings) -> None:
    (settings.corpus / "b.txt").write_text("x")
    (settings.corpus / "b.txt").chmod(0)
    assert look(settings, "corpus").status == "note"
