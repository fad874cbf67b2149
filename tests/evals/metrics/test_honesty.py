"""Every pairing of question and answer has one outcome, and the honesty figures follow from it."""

from dataclasses import replace
from pathlib import Path

import pytest

from evals.metrics.honesty import METRICS, outcome
from evals.questions import Expected, Forbidden, Question
from evals.responses import Response, Said
from tests.evals.cases import COST, OPENED, PERFECT, abstention, answer, case, evidence, nugget, question, unanswerable

BY_NAME = {metric.name: metric for metric in METRICS}
TWO = question(nuggets=(nugget("4,2 milioni"), nugget("Aldo Brusa")), expected=Expected("text", "…"))
PREMISE = unanswerable(
    type="false_premise",
    expected=Expected("correct_premise", "È costato 4,2 milioni", None, ("4,2 milioni",)),
    evidence=(evidence(COST),),
    evidence_sets=((0,),),
)


@pytest.mark.parametrize(
    ("asked", "said", "expected", "crag"),
    [
        (question(), PERFECT, "correct", 1),
        (question(), abstention(), "refused", 0),
        (unanswerable(), abstention(), "abstained", 0),
        (unanswerable(), PERFECT, "wrong", -1),
        (TWO, PERFECT, "incomplete", -1),
        (TWO, answer((OPENED, (OPENED,)), (COST, (COST,))), "correct", 1),
        (question(), answer((OPENED, (OPENED,))), "wrong", -1),
        (question(), answer((COST + " Anzi, 42 milioni.", (COST,))), "wrong", -1),
        (replace(question(), nuggets=(nugget("Orvella"),)), answer(("A Orvella.", (COST,))), "wrong", -1),
        (PREMISE, PERFECT, "correct", 1),
        (PREMISE, answer((OPENED, (OPENED,))), "wrong", -1),
        (PREMISE, abstention(), "abstained", 0),
        (replace(PREMISE, forbidden=(Forbidden("Orvella", "…"),)), PERFECT, "wrong", -1),
    ],
)
def test_there_is_one_outcome(tmp_path: Path, asked: Question, said: Response, expected: str, crag: int) -> None:
    judged = case(tmp_path, asked, said)
    assert outcome(judged)[0] == expected
    assert BY_NAME["crag"].measure(judged).value == crag


@pytest.mark.parametrize(
    ("name", "asked", "said", "value"),
    [
        ("over_refusal", question(), abstention(), 1),
        ("over_refusal", question(), PERFECT, 0),
        ("over_refusal", unanswerable(), abstention(), None),
        ("answered_unanswerable", unanswerable(), PERFECT, 1),
        ("answered_unanswerable", unanswerable(), abstention(), 0),
        ("answered_unanswerable", PREMISE, PERFECT, 0),
        ("answered_unanswerable", question(), PERFECT, None),
        ("precision", question(), PERFECT, 1),
        ("precision", unanswerable(), PERFECT, 0),
        ("precision", question(), abstention(), None),
        ("coverage", question(), PERFECT, 1),
        ("coverage", question(), abstention(), 0),
        ("hallucination", question(), abstention(), 0),
        ("hallucination", question(), PERFECT, 0),
        ("hallucination", unanswerable(), PERFECT, 1),
        ("hallucination", TWO, PERFECT, 0),  # incomplete, yet nothing in it is false
        ("hallucination", question(), answer(("Il ponte è costato 4,2 milioni a Tresana.", (COST,))), 1),
        ("hallucination", question(), answer(("Sono 42 milioni.", (COST,))), 1),
        ("correct_and_cited", question(), PERFECT, 1),
        ("correct_and_cited", unanswerable(), abstention(), 1),
        ("correct_and_cited", question(), abstention(), 0),
        ("correct_and_cited", question(), replace(PERFECT, said=(Said(COST, ()),)), 0),
        ("correct_and_cited", question(), replace(PERFECT, cited=(replace(PERFECT.cited[0], quote="x"),)), 0),
        ("correct_and_cited", question(), answer((COST, (OPENED,))), 0),
    ],
)
def test_the_figures_follow(tmp_path: Path, name: str, asked: Question, said: Response, value: float | None) -> None:
    assert BY_NAME[name].measure(case(tmp_path, asked, said)).value == value
