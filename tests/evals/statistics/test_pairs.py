"""Paired tests agree with hand-computed and published values, and see nothing where nothing changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from evals.statistics.pairs import adjusted, compare, detectable, mcnemar, sign_flip


@pytest.mark.parametrize(
    ("gains", "losses", "p"),
    [(0, 0, 1.0), (1, 0, 1.0), (5, 0, 2 / 32), (0, 10, 2 / 1024), (8, 2, 2 * (1 + 10 + 45) / 1024), (4, 4, 1.0)],
)
def test_mcnemar_is_the_binomial_worked_out_by_hand(gains: int, losses: int, p: float) -> None:
    assert mcnemar(gains, losses) == pytest.approx(p)


def test_random_signs_are_counted_exactly_when_there_are_few() -> None:
    assert sign_flip([1.0, 1.0, 1.0, 1.0]) == pytest.approx(2 / 16)
    assert sign_flip([0.0, 0.5, -0.5]) == pytest.approx(1.0)
    assert sign_flip([1.0]) == sign_flip([]) == sign_flip([0.0, 0.0]) == 1.0


def test_a_change_tells_size_turns_and_how_sure_it_is() -> None:
    before = [0.0] * 12 + [1.0] * 28
    after = [1.0] * 12 + [1.0] * 26 + [0.0] * 2
    found = compare(before, after, range(40), binary=True)
    assert (found.n, found.gains, found.losses) == (40, 12, 2)
    assert found.difference == pytest.approx(0.25)
    assert found.interval.low > 0
    assert found.p == pytest.approx(mcnemar(12, 2))
    assert compare(before, after, range(40), binary=False).p == pytest.approx(found.p, abs=0.01)


def test_a_system_compared_with_itself_has_not_changed_and_is_not_certain() -> None:
    same = compare([0.2, 0.4, 0.9] * 10, [0.2, 0.4, 0.9] * 10, range(30), binary=False)
    assert (same.difference, same.p, same.gains, same.losses) == (0, 1.0, 0, 0)
    assert same.interval.low < 0 < same.interval.high


def test_what_is_not_paired_is_refused() -> None:
    with pytest.raises(ValueError, match="one length"):
        compare([1.0], [1.0, 0.0], [1, 2], binary=True)


def test_the_p_values_are_adjusted_as_benjamini_and_hochberg_did() -> None:
    assert adjusted([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.02, 0.04, 0.04, 0.02])
    assert adjusted([]) == []


def test_the_smallest_change_that_shows_is_8_9_points_at_150_questions() -> None:
    assert detectable(150) == pytest.approx(0.0886, abs=1e-4)
    assert detectable(1) == 1.0
    with pytest.raises(ValueError, match="at least 1"):
        detectable(0)


@given(some.integers(2, 500))
def test_more_questions_show_smaller_changes(n: int) -> None:
    assert detectable(n) <= detectable(n - 1)
