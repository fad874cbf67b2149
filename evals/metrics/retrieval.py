"""Judge what the search found, for answerable questions that name their evidence; ir-measures computes.

Passages are first deduplicated to files, each at the rank of its best passage. Where a question has several sets of
evidence, any of which is enough, the best one counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import ir_measures
from ir_measures import RR, R, nDCG

from evals.metrics.metric import Case, Metric, Score, not_applicable, ok
from evals.questions import Evidence, Question
from evals.responses import Place

DEPTH = 10  # how many files and passages are looked at
_HALF = 0.5  # of an evidence span must be covered by passages
_EMPTY = "0 when nothing was found"


def evidence_sets(question: Question) -> tuple[tuple[Evidence, ...], ...]:
    """Return the sets of evidence, each of them enough; all evidence as one set when none are named."""
    named = tuple(tuple(question.evidence[index] for index in group) for group in question.evidence_sets)
    return named or ((question.evidence,) if question.evidence else ())


def relevant_files(question: Question) -> tuple[frozenset[str], ...]:
    """Return the files of each set of evidence."""
    return tuple(frozenset(item.file for item in group) for group in evidence_sets(question))


def file_ranking(files: Iterable[str]) -> tuple[str, ...]:
    """Return the first `DEPTH` distinct files."""
    return tuple(dict.fromkeys(files))[:DEPTH]


def rank_measure(measure: ir_measures.Measure, ranking: tuple[str, ...], relevant: frozenset[str]) -> float:
    """Return an ir-measures measure of one ranking without duplicates; 0 when the ranking is empty."""
    if not ranking:
        return 0.0
    run = {"q": {file: float(len(ranking) - place) for place, file in enumerate(ranking)}}
    return float(ir_measures.calc_aggregate([measure], {"q": dict.fromkeys(relevant, 1)}, run)[measure])


def covered(evidence: Evidence, places: Iterable[Place]) -> bool:
    """Tell whether passages cover at least half of the characters of the evidence."""
    inside: set[int] = set()
    for place in places:
        if place.file == evidence.file and place.record in (None, evidence.record):
            inside.update(range(max(place.start, evidence.start), min(place.end, evidence.end)))
    return len(inside) >= _HALF * (evidence.end - evidence.start)


def _about(case: Case) -> Score | None:
    if not case.question.answerable:
        return not_applicable("not answerable")
    return None if case.question.evidence else not_applicable("names no evidence")


def _by_files(measure: ir_measures.Measure) -> Callable[[Case], Score]:
    def measured(case: Case) -> Score:
        if (refused := _about(case)) is not None:
            return refused
        ranking = file_ranking(case.response.files)
        return ok(max(rank_measure(measure, ranking, files) for files in relevant_files(case.question)))

    return measured


def _all_evidence(case: Case) -> Score:
    if (refused := _about(case)) is not None:
        return refused
    if min(len(files) for files in relevant_files(case.question)) < 2:
        return not_applicable("one file is enough")
    ranking = set(file_ranking(case.response.files))
    return ok(any(files <= ranking for files in relevant_files(case.question)))


def _span_hit(k: int) -> Callable[[Case], Score]:
    def measured(case: Case) -> Score:
        if (refused := _about(case)) is not None:
            return refused
        return ok(any(covered(item, case.response.found[:k]) for item in case.question.evidence))

    return measured


METRICS = (
    *(
        Metric(
            f"recall@{k}",
            "retrieval",
            "higher",
            f"share of the evidence files among the first {k}",
            _EMPTY,
            _by_files(R @ k),
        )
        for k in (1, 3, 5, 10)
    ),
    Metric("mrr", "retrieval", "higher", "one over the rank of the first evidence file", _EMPTY, _by_files(RR @ DEPTH)),
    Metric(
        "ndcg@10", "retrieval", "higher", "gain of the evidence files, discounted by rank", _EMPTY, _by_files(nDCG @ 10)
    ),
    Metric(
        "all_evidence@10",
        "retrieval",
        "higher",
        "all files of one evidence set are among the first 10, where more than one is needed",
        _EMPTY,
        _all_evidence,
        binary=True,
    ),
    *(
        Metric(
            f"span_hit@{k}",
            "retrieval",
            "higher",
            f"an evidence sentence is at least half inside the first {k} passages",
            _EMPTY,
            _span_hit(k),
            binary=True,
        )
        for k in (1, 5, 10)
    ),
)
