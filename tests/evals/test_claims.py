"""The set of claims is large and balanced, and the checker does not fall behind on it."""

from __future__ import annotations

import pytest

from evals.claims.__main__ import ADVERSARIAL, FAITHFUL, FRESH, LATER, UNSEEN, Outcome, run
from rag.answering.checking import Nearness


@pytest.fixture(scope="module")
def outcomes() -> list[Outcome]:
    return list(run(Nearness()))


def share(outcomes: list[Outcome], faithful: bool) -> float:
    chosen = [outcome for outcome in outcomes if (outcome.claim["kind"] in FAITHFUL) == faithful]
    return sum(outcome.right for outcome in chosen) / len(chosen)


def test_the_set_holds_six_hundred_claims_each_with_its_own_id_and_sources(outcomes: list[Outcome]) -> None:
    assert len({outcome.claim["id"] for outcome in outcomes}) == len(outcomes) >= 600
    assert all(outcome.sources for outcome in outcomes)
    assert {outcome.split for outcome in outcomes} == {"dev", "test"}


def test_faithful_claims_pass_and_broken_ones_are_caught_by_words_alone(outcomes: list[Outcome]) -> None:
    assert share(outcomes, faithful=True) >= 0.92
    assert share(outcomes, faithful=False) >= 0.93


def test_a_wrong_number_or_date_never_passes(outcomes: list[Outcome]) -> None:
    facts = [o for o in outcomes if o.claim["kind"] in ("number", "unit", "magnitude", "date")]
    assert [o.claim["id"] for o in facts if o.checked.verdict == "supported"] == []


def test_the_set_written_against_the_rules_does_not_fall_behind_either() -> None:
    outcomes = list(run(Nearness(), folder=ADVERSARIAL))
    assert len(outcomes) >= 400
    assert share(outcomes, faithful=True) >= 0.9
    assert share(outcomes, faithful=False) >= 0.95


def test_the_fresh_set_does_not_fall_behind_in_either_half() -> None:
    outcomes = list(run(Nearness(), folder=FRESH))
    assert len({outcome.claim["id"] for outcome in outcomes}) == len(outcomes) >= 600
    tuned, counted = ([o for o in outcomes if o.split == split] for split in ("dev", "test"))
    assert min(share(tuned, faithful=True), share(tuned, faithful=False)) >= 0.9
    assert share(counted, faithful=True) >= 0.78
    assert share(counted, faithful=False) >= 0.85


def test_the_later_set_does_not_fall_behind_what_it_was_when_new() -> None:
    outcomes = list(run(Nearness(), folder=LATER))
    assert len({outcome.claim["id"] for outcome in outcomes}) == len(outcomes) >= 200
    assert share(outcomes, faithful=True) >= 0.75
    assert share(outcomes, faithful=False) >= 0.8


def test_the_unseen_set_does_not_fall_behind() -> None:
    outcomes = list(run(Nearness(), folder=UNSEEN))
    assert len({outcome.claim["id"] for outcome in outcomes}) == len(outcomes) >= 180
    assert {outcome.split for outcome in outcomes} == {"test"}
    assert share(outcomes, faithful=True) >= 0.8
    assert share(outcomes, faithful=False) >= 0.85
