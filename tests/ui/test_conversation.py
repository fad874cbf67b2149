"""Stop, retry, edit, follow up: what a reader does with a conversation."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from rag.cli import main
from tests.ui.conftest import ROOT, ask, finished, served

pytestmark = pytest.mark.browser
QUESTION = "Chi ha firmato il memorandum per ANIE e chi per KSIA?"


@pytest.fixture(scope="module")
def scripted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    words = [sys.executable, str(ROOT / "tests" / "ui" / "scripted_site.py"), "127.0.0.1:9"]
    with served(words, tmp_path_factory.mktemp("scripted")) as address:
        yield address


def test_sentences_appear_one_by_one_and_a_stop_keeps_them(scripted: str, visit: Any) -> None:
    page = visit(scripted)
    page.fill("#box textarea", "lento, per favore")
    page.press("#box textarea", "Enter")
    page.wait_for_selector("#now .claim:has-text('Frase numero 3')")
    assert page.query_selector("#now footer") is None
    assert page.wait_for_function("document.getElementById('fonte-status').textContent.includes('Frase numero')")
    page.click("#stop")
    turn = finished(page, "lento, per favore")
    said = turn.query_selector_all(".said")
    assert 3 < len(said) < 60
    assert "Fermata" in turn.query_selector(".note").inner_text()
    page.reload()
    assert page.wait_for_selector("#past .note")
    assert len(page.query_selector_all("#past .said")) == len(said)
    ask(page, "e poi?")
    assert page.query_selector("#now .chip") is None  # what was stopped is no part of the thread


def test_a_question_asked_too_soon_waits_in_its_box(scripted: str, visit: Any) -> None:
    page = visit(scripted)
    page.fill("#box textarea", "lento")
    page.press("#box textarea", "Enter")
    page.wait_for_selector("#now .claim:has-text('Frase numero 2')")
    page.fill("#box textarea", "troppo presto")
    page.press("#box textarea", "Enter")
    assert page.input_value("#box textarea") == "troppo presto"
    page.click("#stop")
    finished(page, "lento")
    assert len(page.query_selector_all(".turn")) == 1


def test_a_follow_up_shows_how_it_was_understood_and_can_be_asked_as_written(scripted: str, visit: Any) -> None:
    page = visit(scripted)
    ask(page, "prima domanda")
    ask(page, "e la seconda?")
    assert page.inner_text("#now .chip span") == "Inteso come: e la seconda? (dopo prima domanda)"
    page.click("#now .chip button")
    page.wait_for_selector("#now .turn:not(:has(.chip)):has(footer)")
    assert len(page.query_selector_all(".turn")) == 2


def test_a_filter_is_shown_with_the_answer_and_can_be_taken_away(scripted: str, visit: Any) -> None:
    page = visit(scripted)
    page.click("#narrow > button")
    page.get_by_label("Dal (anno, mese o giorno)").fill("2026-13")
    page.fill("#box textarea", "una domanda")
    page.press("#box textarea", "Enter")
    assert "'2026-13' is not a date" in page.wait_for_selector("#now .note").inner_text()
    assert page.input_value("#box textarea") == "una domanda"
    page.get_by_label("Dal (anno, mese o giorno)").fill("2026-01")
    ask(page, "una domanda")
    assert page.inner_text("#now .chip span") == "dal 2026-01"
    page.click("#now .chip button")
    page.wait_for_selector("#now .turn:not(:has(.chip)):has(footer)")


def test_an_answer_is_asked_again_and_a_question_is_put_back_into_the_box(scripted: str, visit: Any) -> None:
    page = visit(scripted)
    ask(page, "prima domanda")
    ask(page, "seconda domanda")
    page.click("#past [data-act=again]")
    finished(page, "prima domanda")
    page.wait_for_function("document.querySelectorAll('.turn').length === 1")
    page.click("#now [data-act=edit]")
    page.wait_for_function("document.querySelector('#box textarea').value === 'prima domanda'")


def test_everything_is_done_from_the_keyboard(scripted: str, visit: Any) -> None:
    page = visit(scripted)
    page.focus("#box textarea")
    page.keyboard.type("una domanda")
    page.keyboard.press("Enter")
    finished(page, "una domanda")
    page.focus(".switch[data-act=theme]")
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement?.dataset?.act || document.activeElement?.id || ''"))
        if page.evaluate("document.activeElement?.closest('#composer') && document.activeElement.tagName === 'BUTTON'"):
            break
    assert {"tab-chat-button", "cite", "hint", "again", "edit", "save", "ask"} <= reached


def test_an_answer_is_saved_and_the_saved_one_verifies(site: str, visit: Any, tmp_path: Path) -> None:
    page = visit(site)
    ask(page, QUESTION)
    with page.expect_download() as coming:
        page.click("#now [data-kind=json]")
    path = tmp_path / coming.value.suggested_filename
    coming.value.save_as(path)
    assert json.loads(path.read_text(encoding="utf-8"))["question"] == QUESTION
    assert main(["verify", str(path)]) == 0
    with page.expect_download() as coming:
        page.click("#now [data-kind=markdown]")
    assert coming.value.suggested_filename.endswith(".md")
    assert "[^1]: " in Path(coming.value.path()).read_text(encoding="utf-8")


def test_a_starter_asks_its_question(site: str, visit: Any) -> None:
    page = visit(site)
    starter = page.wait_for_selector(".starters button")
    question = starter.inner_text()
    starter.click()
    turn = finished(page, question)
    assert turn.query_selector(".cite") is not None
