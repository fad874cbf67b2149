"""A sample stands for the whole: every type is in it before any comes twice, and it is always the same."""

from collections import Counter
from pathlib import Path

from evals.goldsets import open_gold, shipped_gold
from evals.running.sampling import questions_of
from tests.evals.golds import question, refused, write


def test_a_sample_takes_one_of_each_kind_before_a_second(tmp_path: Path) -> None:
    many = [question(id=f"q{n}", cluster=f"c{n}", question=f"Quanto {n}?") for n in range(9)]
    gold = open_gold(write(tmp_path, [*many, refused(id="r1")]))
    for wanted in (2, 5, 10):
        (taken,) = questions_of([gold], wanted).values()
        assert len(taken) == wanted
        assert "r1" in {q.id for q in taken if not q.answerable}
    assert questions_of([gold], 5) == questions_of([gold], 5)
    assert len(questions_of([gold], 99)[gold.name]) == 10
    assert len(questions_of([gold])[gold.name]) == 10


def test_forty_of_the_shipped_questions_are_of_every_type_and_both_collections() -> None:
    taken = [q for part in questions_of(shipped_gold(), 40).values() for q in part]
    assert len(taken) == 40
    assert len({q.type for q in taken}) == 16
    assert min(Counter(q.answerable for q in taken).values()) >= 10
    assert all(questions_of(shipped_gold(), 40).values())
