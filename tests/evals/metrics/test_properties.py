"""Whatever a system answers, every metric stays in its range, says the same twice, and moves the right way."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from evals.articles import Articles
from evals.metrics import ALL, Case
from evals.metrics.citations import as_quoted
from evals.metrics.honesty import OUTCOMES, outcome
from evals.questions import Question
from evals.responses import Cited, Place, Response, Said
from evals.scoring.scored import score_all
from evals.scoring.waterfall import STAGES
from tests.evals.cases import COST, OPENED, PERFECT, SAID, VOTED, articles, nugget, question, unanswerable

TEXTS = some.one_of(
    some.sampled_from(
        [COST, OPENED, SAID, VOTED, "", "[1]", "42 milioni", "4,2 milioni", "non", "[999][0]", "«x» 2 su 3"]
    ),
    some.text(max_size=30),
)
FILES = some.sampled_from(["a.txt", "b.txt", "c/d.md", "x.txt", "../a.txt", "/etc/hosts", "", "a\x00"])
PLACES = some.integers(-3, 200)
CITED = some.builds(
    Cited,
    some.integers(0, 4),
    FILES,
    some.one_of(some.none(), PLACES),
    some.one_of(some.none(), PLACES),
    TEXTS,
    some.sampled_from(["utf-8", "cp1252", "klingon"]),
)
RESPONSES = some.builds(
    Response,
    id=some.just("q1"),
    abstained=some.booleans(),
    text=TEXTS,
    said=some.lists(some.builds(Said, TEXTS, some.lists(some.integers(0, 5), max_size=3).map(tuple)), max_size=3).map(
        tuple
    ),
    cited=some.lists(CITED, max_size=3).map(tuple),
    files=some.lists(FILES, max_size=4).map(tuple),
    found=some.lists(some.builds(Place, FILES, PLACES, PLACES), max_size=3).map(tuple),
    shown=some.lists(some.builds(Place, FILES, PLACES, PLACES), max_size=3).map(tuple),
)
QUESTIONS = some.sampled_from([question(), unanswerable(), question(type="exhaustive"), question(evidence_sets=())])


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Articles:
    return articles(tmp_path_factory.mktemp("articles"))


@settings(max_examples=300)
@given(asked=QUESTIONS, said=RESPONSES)
def test_every_metric_takes_every_answer(texts: Articles, asked: Question, said: Response) -> None:
    case = Case(asked, said, texts)
    assert outcome(case)[0] in OUTCOMES
    for metric in ALL:
        score = metric.measure(case)
        assert score == metric.measure(case)
        assert (score.value is None) is (score.status != "ok")
        if score.value is not None:
            assert metric.low <= score.value <= 1.0, metric.name
            assert not metric.binary or score.value in (0.0, 1.0), metric.name
    (scored,) = score_all([asked], {asked.id: replace(said, id=asked.id)}, texts, "g")
    assert scored.passed is (scored.stage is None)
    assert scored.stage is None or scored.stage in STAGES


@given(said=RESPONSES)
def test_an_invariant_broken_is_never_passed(texts: Articles, said: Response) -> None:
    values = {metric.name: metric.measure(Case(question(), said, texts)).value for metric in ALL}
    if any(values[metric.name] not in (None, 1.0) for metric in ALL if metric.invariant):
        assert values["correct_and_cited"] == 0.0


@given(more=TEXTS)
def test_to_say_more_never_tells_fewer_facts(texts: Articles, more: str) -> None:
    asked = question(nuggets=(nugget("4,2 milioni"), nugget("Aldo Brusa")))
    recall = next(metric for metric in ALL if metric.name == "strict_nuggets")
    before = recall.measure(Case(asked, PERFECT, texts)).value
    after = recall.measure(Case(asked, replace(PERFECT, text=f"{PERFECT.text} \n {more}"), texts)).value
    assert before is not None
    assert after is not None
    assert after >= before


@given(cited=CITED)
def test_a_citation_whose_quote_does_not_stand_is_always_seen(texts: Articles, cited: Cited) -> None:
    second = replace(cited, n=2)
    padded = replace(PERFECT, cited=(*PERFECT.cited, second), said=(Said(COST, (1, 2)),), shown=())
    values = {metric.name: metric.measure(Case(question(), padded, texts)).value for metric in ALL}
    stands = as_quoted(Case(question(), padded, texts), second)
    assert values["citations_verbatim"] == (1.0 if stands else 0.5)
    assert stands or values["correct_and_cited"] == 0.0


def test_the_folder_of_articles_is_never_left(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("segreto")
    texts = articles(tmp_path / "articles")
    for file in ("../secret.txt", str(tmp_path / "secret.txt"), "..\\secret.txt", "c/../../secret.txt"):
        assert texts.text(file) is None
