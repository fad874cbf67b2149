"""Intervals agree with published figures, do not collapse where data do not vary, and never change by themselves."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from evals.statistics.intervals import bootstrap, wilson


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),  # Newcombe 1998, table I, method 3
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (29, 29, 0.8830, 1.0),
    ],
)
def test_wilson_gives_the_published_intervals(successes: int, n: int, low: float, high: float) -> None:
    found = wilson(successes, n)
    assert (found.low, found.high) == (pytest.approx(low, abs=1e-4), pytest.approx(high, abs=1e-4))


@pytest.mark.parametrize(("successes", "n"), [(0, 0), (-1, 5), (6, 5)])
def test_wilson_refuses_what_is_no_share(successes: int, n: int) -> None:
    with pytest.raises(ValueError, match="successes must be"):
        wilson(successes, n)


@given(some.integers(1, 400).flatmap(lambda n: some.tuples(some.integers(0, n), some.just(n))))
def test_wilson_holds_the_share_and_stays_in_bounds(drawn: tuple[int, int]) -> None:
    successes, n = drawn
    found = wilson(successes, n)
    assert 0 <= found.low <= successes / n <= found.high <= 1
    assert found.high - found.low > 0.005


def test_the_bootstrap_is_the_same_twice_and_holds_the_mean() -> None:
    values = [0.0, 1.0, 0.5, 0.25, 1.0, 0.0, 0.75, 1.0]
    first, second = bootstrap(values, range(8)), bootstrap(values, range(8))
    assert first == second
    assert first.low < np.mean(values) < first.high


def test_values_that_rise_and_fall_together_are_less_sure() -> None:
    values = [0.0] * 10 + [1.0] * 10 + [0.5] * 10 + [0.2] * 10
    alone = bootstrap(values, range(40))
    together = bootstrap(values, [n // 10 for n in range(40)])
    assert together.high - together.low > 1.5 * (alone.high - alone.low)


@pytest.mark.parametrize(("values", "clusters"), [([1.0] * 30, list(range(30))), ([0.3, 0.9], ["x", "x"])])
def test_data_without_spread_are_not_taken_for_certainty(values: list[float], clusters: list[object]) -> None:
    found = bootstrap(values, clusters)
    mean = sum(values) / len(values)
    assert found.low < mean - 0.05
    assert found.high >= mean
    if mean == 1.0:
        assert found == wilson(30, 30)


def test_a_range_of_values_may_begin_below_nothing() -> None:
    found = bootstrap([-1.0] * 25, range(25), -1.0, 1.0)
    assert found.low == -1.0
    assert -1.0 < found.high < -0.5


def test_no_values_are_an_error() -> None:
    with pytest.raises(ValueError, match="at least one"):
        bootstrap([], [])


def test_about_95_of_100_intervals_hold_the_truth() -> None:
    drawn = np.random.default_rng(7)
    held = 0
    for _ in range(100):
        values = drawn.beta(2, 2, 60)
        found = bootstrap([float(v) for v in values], range(60))
        held += found.low <= 0.5 <= found.high
    assert 88 <= held <= 99
