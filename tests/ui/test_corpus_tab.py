"""Articles are added and removed on the page, and the answers know them at once."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.ui.conftest import ROOT, ask, served

pytestmark = [pytest.mark.browser, pytest.mark.slow]
NEWS = "Il faro di Ardea\n\n3 marzo 2026\n\nIl faro di Ardea lo ha restaurato Ugo Tramontana, artigiano di Anzio.\n"


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of a server over the shipped articles, with a data directory of its own."""
    words = [sys.executable, "-m", "rag", "ui", "--port", "0", "--embedder", "hash"]
    with served(words, tmp_path_factory.mktemp("own")) as address:
        yield address


def test_a_good_and_a_bad_file_are_uploaded_asked_about_and_removed(own: str, visit: Any, tmp_path: Path) -> None:
    good, bad = tmp_path / "faro <b>di Ardea.txt", tmp_path / "vuoto.txt"
    good.write_text(NEWS, encoding="utf-8")
    bad.write_text(" \n", encoding="utf-8")
    page = visit(own)
    page.get_by_role("tab").nth(1).click()
    page.wait_for_selector("text=Gli articoli che arrivano con Fonte")
    page.set_input_files("#drop input[type=file]", [good, bad])
    report = page.wait_for_selector("#report .done-report:has-text('aggiunti: 1')")
    told = report.inner_text()
    assert "copia in" in told and "vuoto.txt" in told and "holds no text" in told
    page.wait_for_selector("#summary h2:has-text('6 articoli')")
    page.fill("#find textarea", "faro")
    page.wait_for_function("document.querySelectorAll('.articles tbody tr').length === 1")
    page.click(".articles .title")
    assert "Ugo Tramontana" in page.wait_for_selector("#preview .article").inner_text()
    page.get_by_role("tab").nth(0).click()
    ask(page, "Chi ha restaurato il faro di Ardea?").query_selector(".cite").click()
    assert "Ugo Tramontana" in page.wait_for_selector("#panel mark.active").inner_text()
    page.get_by_role("tab").nth(1).click()
    page.wait_for_selector(".articles")
    drop = page.wait_for_selector(".articles [data-act=remove]")
    drop.click()
    page.wait_for_selector(".articles .sure")
    page.wait_for_selector("#summary h2:has-text('6 articoli')")
    page.click(".articles .sure")
    page.wait_for_selector("#report .done-report:has-text('tolti: 1')")
    page.wait_for_selector("#summary h2:has-text('5 articoli')")
    assert len(list((ROOT / "seeds").iterdir())) == 5


def test_a_file_that_is_changed_on_disk_is_taken_in_by_the_button(visit: Any, tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    shutil.copytree(ROOT / "seeds", folder)
    words = [sys.executable, "-m", "rag", "ui", "--port", "0", "--embedder", "hash", "--corpus", str(folder)]
    with served(words, tmp_path) as address:
        page = visit(address)
        (folder / "faro.txt").write_text(NEWS, encoding="utf-8")
        page.get_by_role("tab").nth(1).click()
        page.wait_for_selector(".articles")
        assert str(folder) in page.inner_text("#summary .where")
        page.click("#reindex")
        page.wait_for_selector("#report .done-report:has-text('aggiunti: 1')")
        page.wait_for_selector("#summary h2:has-text('6 articoli')")
        page.context.close()


def test_the_article_clicked_last_is_shown_though_another_is_on_its_way(own: str, visit: Any) -> None:
    page = visit(own)
    page.get_by_role("tab").nth(1).click()
    page.wait_for_selector(".articles .title")
    page.click(".articles .title")
    page.wait_for_selector("#preview .panel")  # the page listens
    last = page.evaluate(
        "() => { const rows = [...document.querySelectorAll('.articles .title')];"
        " rows.slice(1, 3).forEach((row) => row.click()); return rows[2].dataset.file; }"
    )
    page.wait_for_selector(f"#preview .panel:has-text('{last}')", timeout=10_000)
