"""Agreement by hand-computed tables, and a corrected rate whose interval holds the truth as often as it says."""

import numpy as np
import pytest

from evals.statistics.agreement import Agreement, agreement, corrected


def table(both_right: int, missed: int, let_through: int, both_wrong: int) -> Agreement:
    """Return the agreement of right labels graded right and wrong, then wrong ones graded right and wrong."""
    labels = [True] * (both_right + missed) + [False] * (let_through + both_wrong)
    grades = [True] * both_right + [False] * missed + [True] * let_through + [False] * both_wrong
    return agreement(labels, grades, range(len(labels)))


def test_kappa_of_the_textbook_table() -> None:
    found = table(20, 5, 10, 15)  # agreement .7, by chance .5: kappa .4
    assert (found.n, found.share, found.kappa) == (50, pytest.approx(0.7), pytest.approx(0.4))
    assert (found.sensitivity, found.specificity) == (pytest.approx(0.8), pytest.approx(0.6))
    assert found.kappa_within is not None
    assert found.kappa_within.low < 0.4 < found.kappa_within.high


@pytest.mark.parametrize(
    ("cells", "kappa"),
    [((10, 0, 0, 10), 1.0), ((0, 10, 10, 0), -1.0), ((5, 5, 5, 5), 0.0), ((20, 0, 5, 0), 0.0)],
)
def test_kappa_at_its_ends(cells: tuple[int, int, int, int], kappa: float) -> None:
    assert table(*cells).kappa == pytest.approx(kappa)


def test_where_all_are_alike_there_is_no_kappa_and_where_a_class_is_missing_no_share() -> None:
    found = table(10, 0, 0, 0)
    assert (found.kappa, found.specificity, found.sensitivity) == (None, None, 1.0)
    assert table(10, 0, 0, 10).kappa_within is not None
    assert table(10, 0, 0, 10).kappa_within.low < 0.9  # type: ignore[union-attr]  # perfect, over few


def test_answers_of_one_cluster_are_one_observation() -> None:
    labels, grades = [True, False] * 20, [True, True] * 10 + [True, False] * 10
    apart, together = (agreement(labels, grades, clusters) for clusters in (range(40), [n // 10 for n in range(40)]))
    assert together.share_within.low < apart.share_within.low


def test_nothing_and_unequal_lengths_are_refused() -> None:
    for labels, grades, clusters in (([], [], []), ([True], [True, False], [1])):
        with pytest.raises(ValueError, match="one length"):
            agreement(labels, grades, clusters)
    with pytest.raises(ValueError, match="graded_right"):
        corrected(3, 2, table(10, 0, 0, 10))


def test_the_corrected_rate_is_that_of_rogan_and_gladen() -> None:
    found = corrected(50, 100, table(45, 5, 10, 40))  # (.5 + .8 - 1) / (.9 + .8 - 1)
    assert found is not None
    assert found.share == pytest.approx(0.3 / 0.7)
    assert found.within.low < found.share < found.within.high
    assert corrected(50, 100, table(5, 5, 5, 5)) is None  # no better than chance
    assert corrected(50, 100, table(10, 0, 0, 0)) is None
    least = corrected(0, 100, table(45, 5, 10, 40))
    assert least is not None and least.share == 0.0 == least.within.low


def test_its_interval_holds_the_truth_in_about_95_of_100_draws() -> None:
    draw, held, truth = np.random.default_rng(5), 0, 0.6
    for _ in range(300):
        right, wrong = int(draw.binomial(40, 0.9)), int(draw.binomial(40, 0.8))
        graded = int(draw.binomial(150, truth * 0.9 + (1 - truth) * 0.2))
        judge = Agreement(80, 0, None, None, None, 40, right / 40, None, 40, wrong / 40, None)  # type: ignore[arg-type]
        found = corrected(graded, 150, judge)
        held += found is not None and found.within.low <= truth <= found.within.high
    assert 0.92 <= held / 300 <= 0.995
