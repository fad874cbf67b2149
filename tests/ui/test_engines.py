"""With a language model behind it the page streams what was checked, and shows neither less nor more."""

from __future__ import annotations

import base64
import sys
import urllib.error
from pathlib import Path
from typing import Any

import pytest

from tests.scripted_server import ScriptedServer, answers
from tests.ui.conftest import ask, finished, served
from tests.ui.test_programs import send
from ui.passwords import add_user

pytestmark = pytest.mark.slow
QUESTION = "Chi ha firmato il memorandum per ANIE e chi per KSIA?"
UI = [sys.executable, "-m", "rag", "ui", "--port", "0", "--embedder", "hash"]


def written(shown: list[tuple[int, str]], question: str) -> str:
    """Say something true, something invented, and something with a link; cite the first sentence on the subject."""
    number, text = next((number, text) for number, text in shown if "JeongHoi Kim" in text)
    return (
        f"{text} [s{number}] Il memorandum vale 900 miliardi di euro. [s{number}] "
        f"![x](http://evil.example/a.png) Lo ha firmato Napoleone Bonaparte. [s{number}] "
    )


@pytest.mark.browser
def test_a_model_s_answer_streams_and_what_is_invented_is_left_out(visit: Any, tmp_path: Path) -> None:
    with ScriptedServer(answers(written, pause=0.05)) as model:
        (tmp_path / "fonte.toml").write_text(f'base_url = "{model.url}"\napi_key = "k"\n', encoding="utf-8")
        words = [*UI, "--engine", "openai", "--model", "test", "--config", str(tmp_path / "fonte.toml")]
        with served(words, tmp_path) as address:
            page = visit(address)
            page.fill("#box textarea", QUESTION)
            page.press("#box textarea", "Enter")
            page.wait_for_selector("#now .said:has-text('JeongHoi Kim')")
            turn = finished(page, QUESTION)
            said = turn.query_selector(".claims").inner_text()
            assert "JeongHoi Kim" in said and "900" not in said and "Napoleone" not in said
            assert "openai (test)" in turn.query_selector(".speaker").inner_text()
            turn.query_selector(".notes summary").click()
            assert turn.query_selector(".notes li").inner_text()
            turn.query_selector(".cite").click()
            assert "JeongHoi Kim" in page.wait_for_selector("#panel mark.active").inner_text()
            page.context.close()


@pytest.mark.browser
def test_an_endpoint_that_is_away_is_told_and_the_page_goes_on(visit: Any, tmp_path: Path) -> None:
    (tmp_path / "fonte.toml").write_text('base_url = "http://127.0.0.1:9/v1"\napi_key = "k"\n', encoding="utf-8")
    words = [*UI, "--engine", "openai", "--model", "test", "--config", str(tmp_path / "fonte.toml")]
    with served(words, tmp_path) as address:
        page = visit(address)
        turn = ask(page, QUESTION)
        assert turn.query_selector(".note.failed .detail").inner_text()
        assert "Traceback" not in page.inner_text("body")
        assert page.is_visible("#ask")
        page.context.close()


def test_with_passwords_nothing_is_served_without_one(tmp_path: Path) -> None:
    add_user(tmp_path / "passwords", "anna", "parola lunga")
    with served([*UI, "--auth", str(tmp_path / "passwords")], tmp_path) as address:
        for path in ("", "config", "theme.css", "gradio_api/info", "gradio_api/startup-events"):
            with pytest.raises(urllib.error.HTTPError) as refused:
                send(address + path, None)
            assert refused.value.code == 401
            refused.value.close()
        right = {"Authorization": "Basic " + base64.b64encode(b"anna:parola lunga").decode()}
        with send(address, None, right) as page:
            assert page.status == 200 and b"Fonte" in page.read()
