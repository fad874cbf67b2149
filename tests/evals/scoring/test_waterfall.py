"""Each way to fail has its first broken stage, from the index to the last comma."""

from dataclasses import replace
from pathlib import Path

import pytest

from evals.articles import Articles
from evals.questions import Question
from evals.responses import Place, Response, Said
from evals.scoring.scored import score_all
from tests.evals.cases import COST, OPENED, PERFECT, abstention, answer, articles, question, unanswerable

ELSEWHERE = (Place("b.txt", 0, 40),)
OPENING = answer((OPENED, (OPENED,)), found=PERFECT.found, shown=())


@pytest.mark.parametrize(
    ("asked", "said", "stage"),
    [
        (question(), PERFECT, None),
        (unanswerable(), abstention(), None),
        (question(), None, "infrastructure"),
        (question(), Response("q1", error="gone"), "infrastructure"),
        (question(), abstention(found=ELSEWHERE), "not retrieved"),
        (question(), abstention(found=(), shown=()), "not retrieved"),
        (question(), abstention(shown=ELSEWHERE), "not in context"),
        (question(), abstention(), "refused needlessly"),
        (unanswerable(), PERFECT, "should have abstained"),
        (question(), OPENING, "not used"),
        (question(), answer((COST.replace("4,2", "4,9"), (COST,))), "wrong value"),
        (question(), answer((f"{COST} Anzi 42 milioni.", (COST,))), "wrong value"),
        (question(), replace(PERFECT, said=(Said(COST, ()),)), "not cited"),
        (question(), answer((COST, (OPENED,)), found=PERFECT.found, shown=()), "wrongly cited"),
        (question(), replace(PERFECT, text="", said=()), "format"),
    ],
)
def test_the_first_broken_stage_is_named(
    tmp_path: Path, asked: Question, said: Response | None, stage: str | None
) -> None:
    responses = {} if said is None else {asked.id: said}
    (scored,) = score_all([asked], responses, articles(tmp_path), "g")
    assert scored.stage == stage
    assert scored.passed is (stage is None)


def test_an_article_that_was_left_out_breaks_before_the_search(tmp_path: Path) -> None:
    articles(tmp_path)
    (scored,) = score_all([question()], {"q1": abstention(found=ELSEWHERE)}, Articles(tmp_path, ["a.txt"]), "g")
    assert scored.stage == "not indexed"
