"""Are the models fitted rightly, and on questions whose evidence stands?"""

import json

import numpy as np
import pytest

from evals.calibration.__main__ import AGAINST, ANSWERED_BY, CHOSEN_BY, EITHER, UNKNOWN
from evals.calibration.fitting import fit_choice
from evals.calibration.samples import NEWS
from rag.answering.choosing.answerability import judge_for
from rag.types import CorpusState, SearchResult

COLLECTIONS = sorted(path for path in NEWS.iterdir() if path.is_dir())


def test_what_tells_the_right_row_apart_is_learnt() -> None:
    rng = np.random.default_rng(0)
    groups = [rng.normal(size=(6, 3)) for _ in range(200)]
    right = [(rows[:, 0] == rows[:, 0].max()).astype(float) for rows in groups]
    weights = fit_choice(groups, right, np.ones(200))
    assert weights[0] > 10 * abs(weights[1:]).max()


def test_what_is_equal_within_a_group_tells_nothing() -> None:
    rng = np.random.default_rng(0)
    groups = [np.hstack([rng.normal(size=(4, 1)), np.full((4, 1), number)]) for number in range(50)]
    right = [(rows[:, 0] == rows[:, 0].max()).astype(float) for rows in groups]
    assert abs(fit_choice(groups, right, np.ones(50))[1]) < 1e-6


@pytest.mark.parametrize("folder", COLLECTIONS, ids=lambda folder: folder.name)
def test_every_quote_stands_once_in_its_article(folder) -> None:  # type: ignore[no-untyped-def]
    texts = {file.name: file.read_bytes().decode("utf-8") for file in (folder / "articles").iterdir()}
    items = [json.loads(line) for line in (folder / "questions.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len({item["id"] for item in items}) == len(items)
    for item in items:
        assert bool(item["evidence"]) == item["answerable"]
        assert all(texts[one["file"]].count(one["quote"]) == 1 for one in item["evidence"])


def test_the_weights_shipped_are_of_the_features_named() -> None:
    judge = judge_for(SearchResult((), (), {}, CorpusState(1, "")))
    assert set(judge.choosing.by_feature) == {name for name in CHOSEN_BY if name not in UNKNOWN["words"]}
    named = {*ANSWERED_BY, *AGAINST, *EITHER}
    assert set(judge.answering.by_feature) == {name for name in named if name not in UNKNOWN["words"]}
