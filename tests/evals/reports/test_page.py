"""The page is whole by itself, shows texts and never obeys them, and keeps the test half to itself."""

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from evals.articles import Articles
from evals.gates import Gate
from evals.metrics import HEADLINES
from evals.reports.charts import Bar, interval_bars
from evals.reports.page import page, percentiles
from evals.responses import Response, Said
from evals.scoring.scored import Scored, score_all
from evals.scoring.summary import summarise
from tests.evals.cases import PERFECT, abstention, articles, question, unanswerable

NASTY = "<script>alert(1)</script><img src=http://evil.example/x onerror=alert(2)> \u202e\x00 {{ 7*7 }} ]]> 'x\" &amp;"
MANIFEST = {"system": "fonte extractive", "mode": "offline", "gold": [{"name": "g", "questions": 4}], "commit": None}
MANIFEST |= {"engine": "extractive", "model": None, "embedder": "hash"}
QUESTIONS = (
    question(id="d1", question=f"Domanda {NASTY}"),
    question(id="d2"),
    unanswerable(id="d3"),
    question(id="t1", split="test", question="Domanda segretissima"),
)
VOID = {"meta", "input", "br", "link", "img", "hr"}


class Reader(HTMLParser):
    """Hold what stands in a page: tags in order with their attributes, and whether they nest."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def scored(folder: Path, said: dict[str, Response]) -> tuple[list[Scored], Articles]:
    texts = articles(folder)
    return score_all(QUESTIONS, said, texts, "g"), texts


@pytest.fixture
def made(tmp_path: Path) -> str:
    nasty = replace(PERFECT, said=(Said(NASTY, (1,)),), text=f"{NASTY} [1]")
    nasty = replace(nasty, cited=(replace(PERFECT.cited[0], quote=NASTY, file=NASTY),))
    said = {"d1": nasty, "d3": abstention("d3", reason=NASTY), "t1": PERFECT, "d2": Response("d2", error=NASTY)}
    items, texts = scored(tmp_path, said)
    gates = (Gate("g", False, NASTY, ("d1",)), Gate("h", None, "…"), Gate("i", True, "…"))
    return page(MANIFEST, summarise(items, {"abstain": items}), gates, items, {"g": texts}, {"total": (3.0, 9.0)})


def test_every_text_is_data(made: str) -> None:
    reader = Reader(made)
    assert reader.open == []
    assert [tag for tag, _ in reader.tags if tag in ("img", "iframe", "link", "object", "a")] == []
    assert sum(tag == "script" for tag, _ in reader.tags) == 1
    assert not [name for _, attributes in reader.tags for name in attributes if name.startswith("on")]
    assert "{{ 7*7 }}" in made
    assert "\u202e" not in made
    assert "\x00" not in made


def test_nothing_is_loaded_and_only_our_own_script_may_run(made: str) -> None:
    assert not re.search(r"""(?:src|href|action|data)=["']|url\(|@import|https?://(?!evil\.example)""", made)
    policy = next(a["content"] for tag, a in Reader(made).tags if a.get("http-equiv") == "Content-Security-Policy")
    script = re.search(r"<script>(.*?)</script>", made, re.DOTALL)
    assert script is not None
    digest = base64.b64encode(hashlib.sha256(script[1].encode()).digest()).decode()
    assert policy is not None
    assert policy.startswith("default-src 'none'")
    assert f"script-src 'sha256-{digest}'" in policy


def test_a_question_of_the_test_half_is_never_shown(made: str) -> None:
    assert "Domanda segretissima" not in made
    assert "t1" not in re.findall(r"\b[dt]\d\b", made)


def test_each_dev_question_shows_what_went_wrong_first(made: str) -> None:
    found = re.findall(r'data-outcome="(\w+)".*?data-passed="(\w+)"', made)
    assert found == [("wrong", "no"), ("unscored", "no"), ("abstained", "yes")]
    assert "not what stands there" in made
    assert "1 of 3 gates pass" in made


def test_the_quote_is_marked_in_its_article(tmp_path: Path) -> None:
    items, texts = scored(tmp_path, {q.id: replace(PERFECT, id=q.id) for q in QUESTIONS})
    made = page(MANIFEST, summarise(items, {}), (), items, {"g": texts}, {})
    assert "<mark>Il ponte di Orvella è costato 4,2 milioni di euro.</mark> Lo ha aperto" in made
    assert "a.txt:3" in made


def test_what_the_search_found_stands_with_each_question(tmp_path: Path) -> None:
    said = {q.id: replace(PERFECT, id=q.id, files=("b.txt", "b.txt", "a.txt")) for q in QUESTIONS}
    items, texts = scored(tmp_path, said)
    made = page(MANIFEST, summarise(items, {}), (), items, {"g": texts}, {})
    assert '<li>b.txt</li><li class="holds">a.txt · holds evidence</li></ol>' in made


def test_every_other_system_stands_in_one_table_with_what_it_is(tmp_path: Path) -> None:
    items, texts = scored(tmp_path, {q.id: replace(PERFECT, id=q.id) for q in QUESTIONS})
    led = {"crag": {"ahead": 0.2, "low": 0.1, "high": 0.3, "p": 0.01, "n": 40}}
    behind = {"crag": {**led["crag"], "low": -0.3, "high": -0.1}}
    nothing = {name: {"n": 0, "mean": None, "low": None, "high": None} for name in HEADLINES}
    peer = {"name": NASTY, "n": 40, "model": "small", "theirs": nothing, "ours": nothing, "lead": behind}
    summary = {**summarise(items, {}), "against": {"abstain": led}, "beside": [peer]}
    made = page(MANIFEST, summary, (), items, {"g": texts}, {})
    assert "never answers" in made and "recorded answers, model small; 40 questions" in made
    assert re.findall(r'class="lead-\w+">([a-z ]+)<', made) == ["ahead", "behind"]
    assert made.count("too few questions") == 4
    assert Reader(made).open == []


def test_an_opinion_is_shown_only_when_one_was_asked_for_and_its_words_are_data(tmp_path: Path) -> None:
    items, texts = scored(tmp_path, {q.id: replace(PERFECT, id=q.id) for q in QUESTIONS})
    rate = {"n": 3, "mean": 0.5, "low": 0.2, "high": 0.8}
    told = {"judge": NASTY, "answers": 4, "ungraded": 1, "why_ungraded": NASTY, "rate": rate, "corrected": None}
    told |= {"rules": rate, "calibration": None}
    told |= {"differs": [{"id": "d1", "rules": "wrong", "judge": "correct", "why": NASTY}]}
    made = page(MANIFEST, {**summarise(items, {}), "judge": told}, (), items, {"g": texts}, {})
    assert "A second opinion" in made and "never calibrated" in made
    assert [tag for tag, _ in Reader(made).tags if tag in ("img", "iframe", "a")] == []
    assert "A second opinion" not in page(MANIFEST, summarise(items, {}), (), items, {"g": texts}, {})


def test_percentiles_are_the_values_that_so_many_do_not_exceed() -> None:
    lines = [{"timings_ms": {"total": float(n)}} for n in range(1, 101)]
    assert percentiles(lines) == {"total": (50.0, 95.0)}
    assert percentiles([{"timings_ms": {"total": 7.0}}]) == {"total": (7.0, 7.0)}
    assert percentiles([{"id": "q1"}]) == {}


CHROMIUM = Path("/usr/bin/chromium")


@pytest.mark.slow
@pytest.mark.skipif(not CHROMIUM.exists(), reason="no Chromium on this machine")
@pytest.mark.parametrize("width", [1200, 390])
def test_the_page_works_in_a_browser_and_asks_nothing_of_the_network(made: str, tmp_path: Path, width: int) -> None:
    driver = pytest.importorskip("playwright.sync_api")
    (tmp_path / "report.html").write_text(made, encoding="utf-8")
    with driver.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        view = browser.new_page(viewport={"width": width, "height": 800})
        heard: list[str] = []
        asked: list[str] = []
        view.on("console", lambda message: heard.append(message.text))
        view.on("pageerror", lambda error: heard.append(str(error)))
        view.on("request", lambda request: asked.append(request.url))
        view.goto((tmp_path / "report.html").as_uri())
        assert view.inner_text("#count") == "3 of 3"
        view.select_option("select[name=outcome]", "failed")
        assert view.inner_text("#count") == "2 of 3"
        view.fill("input[name=words]", "nessuna parola così")
        assert view.inner_text("#count") == "0 of 3"
        assert view.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        browser.close()
    assert (heard, asked) == ([], [(tmp_path / "report.html").as_uri()])


def test_a_long_name_has_room_before_its_bar() -> None:
    drawn = interval_bars("Honesty", [Bar("this system", 0.5, 0.4, 0.6), Bar("CitationQueryEngine", 0.1)])
    (place,) = re.findall(r'<text x="([\d.]+)" [^>]*>CitationQueryEngine</text>', drawn)
    assert float(place) >= 19 * 5.6  # letters of 11 px, on the average
