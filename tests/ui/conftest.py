"""Serve the real page from a process of its own, and drive it with a real browser."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@contextmanager
def served(words: list[str], folder: Path) -> Iterator[str]:
    """Run a server that tells its address on stderr; give the address."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("FONTE_", "OPENAI_"))}
    environment |= {"XDG_DATA_HOME": str(folder / "data"), "XDG_CONFIG_HOME": str(folder / "config")}
    log = folder / "server.log"
    with log.open("w") as out, subprocess.Popen(words, cwd=ROOT, env=environment, stderr=out) as process:
        try:
            yield address_of(process, log)
        finally:
            process.terminate()


def address_of(process: subprocess.Popen[bytes], log: Path) -> str:
    for _ in range(600):
        told = log.read_text(encoding="utf-8")
        found = re.search(r"http://\S+:\d+/", told)
        if found:
            return found.group()
        if process.poll() is not None:
            break
        time.sleep(0.1)
    pytest.fail(f"no server: {told}")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of `fonte ui` over the shipped articles."""
    words = [sys.executable, "-m", "rag", "ui", "--port", "0"]
    with served(words, tmp_path_factory.mktemp("site")) as address:
        yield address


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """Return a running Chromium."""
    if CHROMIUM is None or importlib.util.find_spec("playwright") is None:
        pytest.skip("needs Chromium (apt-get install chromium) and playwright (pip install 'fonte[browser]')")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium: Any) -> Iterator[Callable[..., Any]]:
    """Return a way to open an address in a browser of its own; whatever breaks on a page fails the test."""
    contexts, broken = [], []

    def opened(address: str, locale: str = "it-IT", width: int = 1360, height: int = 860, **options: Any) -> Any:
        context = chromium.new_context(locale=locale, viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(60_000)  # of a machine with other work; nothing waits longer than it must
        page.on("pageerror", lambda error: broken.append(str(error)))
        page.goto(address)
        page.wait_for_selector(".welcome, .turn")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert broken == []


def ask(page: Any, question: str) -> Any:
    """Ask and wait for the whole answer; return its element."""
    page.fill("#box textarea", question)
    page.press("#box textarea", "Enter")
    return finished(page, question)


def finished(page: Any, question: str) -> Any:
    page.wait_for_selector(f"#now .turn:has(footer):has-text({question!r})")
    page.wait_for_selector("#ask:visible")
    return page.query_selector("#now .turn")
