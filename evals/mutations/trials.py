"""Break perfect answers to gold questions and see which metrics get worse.

A perfect answer repeats the evidence of a gold question word for word and cites it; where nothing can be answered it
abstains. Each mutation names the metrics that must get worse.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from evals.articles import Articles
from evals.metrics import ALL, Case
from evals.metrics.retrieval import evidence_sets
from evals.mutations.breaking import Mutation
from evals.questions import Question
from evals.responses import MARKER, Cited, Place, Response, Said
from rag.marking import join_claims
from rag.types import Claim

_BY_NAME = {metric.name: metric for metric in ALL}


@dataclass(frozen=True, slots=True)
class Trial:
    """Hold one broken answer: `missed` are the metrics that should have got worse and did not."""

    mutation: str
    question: str
    missed: tuple[str, ...]


def perfect(question: Question) -> Response:
    """Return the perfect answer to a gold question."""
    if not question.answerable:
        return Response(question.id, abstained=True, text="Gli articoli non lo dicono.")
    quotes = list({(item.file, item.start): item for item in evidence_sets(question)[0]}.values())
    cited = tuple(
        Cited(n, item.file, item.start, item.end, item.quote, item.encoding, item.record)
        for n, item in enumerate(quotes, 1)
    )
    said = tuple(Said(" ".join(MARKER.sub("", item.quote).split()), (item.n,)) for item in cited)
    places = tuple(Place(item.file, item.start, item.end) for item in quotes)
    files = tuple(dict.fromkeys(item.file for item in quotes))
    return Response(question.id, text=text_of(said), said=said, cited=cited, files=files, found=places, shown=())


def text_of(said: Sequence[Said]) -> str:
    """Return the text that claims make together."""
    return join_claims([Claim(item.text, item.citations, "supported", {}) for item in said])


def trials(questions: Iterable[Question], articles: Articles, mutations: Sequence[Mutation]) -> Iterator[Trial]:
    """Yield the outcome of every mutation on every question that it can be applied to."""
    for question in questions:
        right = Case(question, perfect(question), articles)
        for mutation in mutations:
            broken = mutation.apply(right)
            if broken is not None:
                case = Case(question, broken, articles)
                missed = tuple(name for name in mutation.worsens if not _worse(name, right, case))
                yield Trial(mutation.name, question.id, missed)


def _worse(name: str, right: Case, broken: Case) -> bool:
    """Tell whether a metric got worse; one that was not measured before and is bad now did."""
    metric = _BY_NAME[name]
    before, after = metric.measure(right).value, metric.measure(broken).value
    best = 1.0 if metric.better == "higher" else 0.0
    if after is None:
        return False
    change = after - (best if before is None else before)
    return change < -1e-9 if metric.better == "higher" else change > 1e-9
