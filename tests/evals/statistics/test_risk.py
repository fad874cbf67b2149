"""The risk–coverage curve takes the surest answers first, and equal ones together."""

import pytest

from evals.statistics.risk import risk_coverage


def test_the_curve_is_worked_out_by_hand() -> None:
    curve = risk_coverage([(0.9, True), (0.8, False), (0.7, True)], asked=4)
    assert curve is not None
    assert curve.points == (
        (0.25, 0.0),
        (0.5, 0.5),
        (0.75, pytest.approx(1 / 3)),
    )
    assert curve.area == pytest.approx((0 + 1 / 2 + 1 / 3) / 3)


def test_answers_that_are_equally_sure_come_together() -> None:
    one_way = risk_coverage([(0.5, True), (0.5, False)], 2)
    assert one_way == risk_coverage([(0.5, False), (0.5, True)], 2)
    assert one_way is not None
    assert one_way.points == ((1.0, 0.5),)


def test_a_system_that_never_answers_has_no_curve() -> None:
    assert risk_coverage([], 5) is None


def test_to_be_sure_when_right_is_better_than_when_wrong() -> None:
    good = risk_coverage([(0.9, True), (0.1, False)], 2)
    bad = risk_coverage([(0.1, True), (0.9, False)], 2)
    assert good is not None
    assert bad is not None
    assert good.area < bad.area


def test_more_answers_than_questions_are_refused() -> None:
    with pytest.raises(ValueError, match="2 answers to 1"):
        risk_coverage([(0.1, True), (0.2, True)], 1)
