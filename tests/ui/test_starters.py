"""The questions to begin with are such as the articles answer; a search for them that comes too late says nothing."""

import logging
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

import ui.starters
from rag import Assistant
from ui.desk import Desk
from ui.starters import Starters, find_starters
from ui.words import Language

TEXT = "Il premio della fiera\n\nMario Codice ha vinto a Lecce il premio della fiera. Mario Codice è un ingegnere.\n"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "fiera.txt").write_text(TEXT, encoding="utf-8")
    desk = Desk(Assistant.open(corpus=tmp_path / "articles", store=tmp_path / "store", embedder="hash"))
    yield desk
    desk.close()


def look(desk: Desk) -> Starters:
    starters = Starters(desk)
    starters.refresh()
    for thread in threading.enumerate():
        if thread.name == "fonte-starters":
            thread.join(20)
    return starters


def test_what_an_article_answers_is_proposed(desk: Desk) -> None:
    assert any("Mario Codice" in question for question in look(desk).of("it"))


def test_a_server_that_ends_meanwhile_is_no_failure(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def too_late(assistant: Assistant, language: Language) -> list[str]:
        assistant.close()
        return find_starters(assistant, language)

    monkeypatch.setattr(ui.starters, "find_starters", too_late)
    assert look(desk).of("it") == [] and not caplog.records


def test_a_failure_of_the_search_is_told(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(assistant: Assistant, language: Language) -> list[str]:
        raise ZeroDivisionError

    monkeypatch.setattr(ui.starters, "find_starters", broken)
    look(desk)
    assert [record.levelno for record in caplog.records] == [logging.ERROR]
