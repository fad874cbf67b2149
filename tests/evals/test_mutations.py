"""No broken answer passes: the table of mutations holds over the shipped gold questions, each metric told by name."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from evals.articles import Articles
from evals.goldsets import shipped_gold
from evals.metrics import ALL, Case
from evals.mutations.breaking import MUTATIONS, Mutation
from evals.mutations.trials import perfect, trials
from evals.questions import load
from tests.evals.cases import articles, question

EVERY = 4  # each fourth gold question, so that the table takes seconds; `python -m evals.mutations` takes them all


def test_a_perfect_answer_is_perfect_by_every_metric_that_mutations_worsen() -> None:
    best = {metric.name: 1.0 if metric.better == "higher" else 0.0 for metric in ALL}
    told = {name for mutation in MUTATIONS for name in mutation.worsens} - {"language", "crag", "coverage"}
    for gold in shipped_gold():
        texts = Articles(gold.articles)
        for asked in load([gold.questions])[::EVERY]:
            case = Case(asked, perfect(asked), texts)
            found = {metric.name: metric.measure(case).value for metric in ALL if metric.name in told}
            assert {name: value for name, value in found.items() if value not in (None, best[name])} == {}, asked.id


def test_every_mutation_is_noticed_by_every_metric_that_must_notice_it() -> None:
    found = []
    for gold in shipped_gold():
        found += trials(load([gold.questions])[::EVERY], Articles(gold.articles), MUTATIONS)
    assert [trial for trial in found if trial.missed] == []
    tried = Counter(trial.mutation for trial in found)
    assert set(tried) == {mutation.name for mutation in MUTATIONS}
    assert len(found) > 500


def test_a_mutation_that_breaks_nothing_is_told(tmp_path: Path) -> None:
    harmless = Mutation("nothing", ("crag",), lambda case: replace(case.response, confidence=0.5))
    (trial,) = trials([question()], articles(tmp_path), [harmless])
    assert trial.missed == ("crag",)


@pytest.mark.parametrize("name", ["everything cited", "wrong language"])
def test_an_answer_in_a_foreign_tongue_or_citing_all_keeps_its_citations_valid(name: str, tmp_path: Path) -> None:
    """Such answers are not caught by the invariants, and must not be: their citations do stand."""
    mutation = next(mutation for mutation in MUTATIONS if mutation.name == name)
    texts = articles(tmp_path)
    broken = mutation.apply(Case(question(), perfect(question()), texts))
    assert broken is not None
    invariants = [metric.measure(Case(question(), broken, texts)).value for metric in ALL if metric.invariant]
    assert invariants == [1.0, 1.0, 1.0]
