"""A model that obeys a hostile article in everything it says: the page shows it, and does nothing of it."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from tests.ui.conftest import ROOT, ask, finished, served
from tests.ui.payloads import PAYLOADS

pytestmark = [pytest.mark.browser, pytest.mark.slow]
AT_ONCE = 9
PARTS = "#bar, #past, #now, #panel, #summary, #report, #listed, #preview, #runs"
FOREIGN = """(parts) => {
    const found = [];
    for (const part of document.querySelectorAll(parts)) for (const node of part.querySelectorAll('*')) {
        const own = node.closest('.turn, .panel, .shelf, .list, .welcome, .bar, .runs');
        if (!own) continue;
        if (/^(A|IMG|SCRIPT|IFRAME|OBJECT|EMBED|LINK|META|BASE|STYLE|VIDEO|AUDIO|FORM|IMAGE|USE|FOREIGNOBJECT|MATH|INPUT|TEXTAREA|MARQUEE)$/i.test(node.tagName)) found.push(node.outerHTML.slice(0, 120));
        for (const attribute of node.attributes) if (/^(on|href|src|style|srcdoc|action|formaction|background|xlink)/i.test(attribute.name) && !(attribute.name === 'style' && node.classList.contains('card'))) found.push(attribute.name + '=' + attribute.value.slice(0, 80));
    }
    return found; }"""  # noqa: E501


@pytest.fixture(scope="module")
def listener() -> Iterator[tuple[str, list[str]]]:
    """Return the address of a stranger's server, and what it is asked for."""
    asked: list[str] = []

    class Stranger(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # noqa: N802
            asked.append(self.path)
            self.send_error(404)

        do_POST = do_GET

        def log_message(self, *_: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Stranger)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"127.0.0.1:{server.server_port}", asked
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def scripted(listener: tuple[str, list[str]], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    words = [sys.executable, str(ROOT / "tests" / "ui" / "scripted_site.py"), listener[0]]
    with served(words, tmp_path_factory.mktemp("scripted")) as address:
        yield address


def watched(page: Any) -> list[str]:
    """Return a list that fills with every request to another place."""
    strange: list[str] = []
    own = page.url.rstrip("/")

    def note(request: Any) -> None:
        if not request.url.startswith((own, "data:", "blob:")):
            strange.append(request.url)

    page.context.on("request", note)
    return strange


def unharmed(page: Any, strange: list[str], asked: list[str]) -> None:
    assert page.evaluate("window.__ran") is None
    assert page.evaluate(FOREIGN, PARTS) == []
    assert (strange, asked) == ([], [])
    assert len(page.context.pages) == 1


def test_there_are_enough_payloads() -> None:
    assert len(set(PAYLOADS)) >= 60


def test_answers_that_obey_every_payload_do_nothing(scripted: str, visit: Any, listener: Any) -> None:
    page = visit(scripted)
    strange = watched(page)
    for first in range(0, len(PAYLOADS), AT_ONCE):
        numbers = range(first, min(first + AT_ONCE, len(PAYLOADS)))
        turn = ask(page, f"ripeti {','.join(map(str, numbers))}")
        cites = turn.query_selector_all(".claims .cite")
        assert [cite.inner_text() for cite in cites] == [str(n + 1) for n in range(len(numbers))]
        turn.query_selector("details summary").click()
        for number, cite in zip(numbers, cites, strict=True):
            cite.hover()
            cite.click()
            payload = PAYLOADS[number].replace("HOST", listener[0])
            page.wait_for_function(
                "(n) => document.querySelector('#panel .where')?.textContent.startsWith(n + ' ')", arg=cite.inner_text()
            )
            marked = page.text_content("#panel mark.active")
            assert marked == "".join(c for c in payload if c.isprintable() or c == "\n" or c in "\u202f")
        unharmed(page, strange, listener[1])
    page.reload()
    page.wait_for_selector("#past .turn")
    unharmed(page, strange, listener[1])


def looked_at(page: Any, button: Any) -> None:
    """Click an article until it is shown: the list may be drawn before the page listens to it."""
    from playwright.sync_api import TimeoutError as TooLong

    for left in reversed(range(5)):
        button.click()
        try:
            page.wait_for_selector("#preview .panel", timeout=10_000)
        except TooLong:
            if not left:
                raise
        else:
            return


def test_questions_abstentions_and_articles_that_attack_do_nothing(scripted: str, visit: Any, listener: Any) -> None:
    page = visit(scripted)
    strange = watched(page)
    for number in range(0, len(PAYLOADS), 4):
        page.fill("#box textarea", f"chi è {number}n? {PAYLOADS[number].replace('HOST', listener[0])}")
        page.press("#box textarea", "Enter")
        finished(page, f"chi è {number}n?")
    for number in range(1, len(PAYLOADS), 9):
        ask(page, f"taci {number}").query_selector(".nearest button").click()
        page.wait_for_selector("#panel .panel")
    unharmed(page, strange, listener[1])
    page.get_by_role("tab").nth(1).click()
    page.wait_for_selector(".articles")
    shown = page.query_selector_all(".articles .title")
    assert len(shown) == 50
    for button in shown[::5]:
        looked_at(page, button)
    unharmed(page, strange, listener[1])
