"""Score recorded responses, as often as one likes: every metric, the outcome and the first broken stage of each.

Nothing is asked here. What cannot be scored, because its response is missing or failed, is `unscored` with the reason.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evals.articles import Articles
from evals.metrics import ALL, Case, Metric, Score
from evals.metrics.honesty import Outcome, outcome
from evals.metrics.metric import unscored
from evals.questions import Question
from evals.responses import Response
from evals.scoring.locating import located
from evals.scoring.waterfall import Stage, first_broken


@dataclass(frozen=True, slots=True)
class Scored:
    """Hold all that is known of one question after scoring; `outcome` is None when there is nothing to judge."""

    question: Question
    response: Response | None
    gold: str
    outcome: Outcome | None
    why: str
    stage: Stage | None
    scores: Mapping[str, Score]

    @property
    def passed(self) -> bool:
        """Tell whether the answer is right, refusals included, and its citations stand and support it."""
        return self.scores["correct_and_cited"].value == 1.0

    def value(self, metric: str) -> float | None:
        """Return the value of a metric, None when it was not measured."""
        return self.scores[metric].value


def score_all(
    questions: Sequence[Question],
    responses: Mapping[str, Response],
    articles: Articles,
    gold: str,
    metrics: Sequence[Metric] = ALL,
) -> list[Scored]:
    """Return the scores of every question of one gold set, in order."""
    return [_score(question, responses.get(question.id), articles, gold, metrics) for question in questions]


def _score(
    question: Question, response: Response | None, articles: Articles, gold: str, metrics: Sequence[Metric]
) -> Scored:
    if response is None or response.error is not None:
        why = "not asked" if response is None else str(response.error)
        none = dict.fromkeys((metric.name for metric in metrics), unscored(why))
        return Scored(question, response, gold, None, why, "infrastructure", none)
    response = located(response, articles)
    case = Case(question, response, articles)
    found, why = outcome(case)
    scores = {metric.name: metric.measure(case) for metric in metrics}
    return Scored(question, response, gold, found, why, first_broken(case, found, scores), scores)
