"""axe-core finds nothing serious on any tab, in either theme, wide or narrow."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from tests.ui.conftest import ROOT, ask

pytestmark = pytest.mark.browser
QUESTION = "Quali Paesi coinvolge l'accordo dei Competence Center?"


@pytest.fixture(scope="module")
def axe() -> str:
    """Return the script of axe-core, from AXE_CORE or node_modules."""
    places = [os.environ.get("AXE_CORE", ""), ROOT / "node_modules" / "axe-core" / "axe.min.js"]
    found = next((Path(place) for place in places if place and Path(place).is_file()), None)
    if found is None:
        pytest.skip("needs axe-core (npm install --no-save axe-core, or AXE_CORE=…/axe.min.js)")
    return found.read_text(encoding="utf-8")


def faults(page: Any, axe: str) -> list[str]:
    """Return what axe calls serious or critical, one line each with where it is."""
    page.wait_for_timeout(400)  # transitions
    page.evaluate(axe)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{rule['id']}: {node['target']} {node['failureSummary']}"
        for rule in found["violations"]
        if rule["impact"] in ("serious", "critical")
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize(("scheme", "width"), [("light", 1360), ("dark", 1360), ("light", 390)])
def test_nothing_serious_is_found_on_any_tab(site: str, visit: Any, axe: str, scheme: str, width: int) -> None:
    page = visit(site, width=width, color_scheme=scheme)
    page.wait_for_selector(".starters button")
    assert faults(page, axe) == []
    ask(page, "Quanti dipendenti ha ANIE?")
    ask(page, QUESTION).query_selector(".cite").click()
    page.wait_for_selector("#panel mark.active")
    assert faults(page, axe) == []
    page.click("#panel .close")
    page.get_by_role("tab").nth(1).click()
    page.click(".articles .title")
    page.wait_for_selector("#preview .panel")
    assert faults(page, axe) == []
    page.click("#preview .close")
    page.get_by_role("tab").nth(2).click()
    page.wait_for_selector(".runs")
    assert faults(page, axe) == []
