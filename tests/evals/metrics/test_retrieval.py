"""The retrieval metrics agree with rankings worked out by hand: duplicates, ties, nothing found, several sets."""

from dataclasses import replace
from math import log2
from pathlib import Path

import pytest

from evals.metrics import Case
from evals.metrics.retrieval import METRICS
from evals.responses import Place
from tests.evals.cases import COST, SAID, VOTED, abstention, case, evidence, question, unanswerable

BY_NAME = {metric.name: metric for metric in METRICS}


def ranked(folder: Path, files: str, needed: str, sets: tuple[tuple[int, ...], ...] = ()) -> Case:
    """Return a case in which `files` were found, one letter each, and `needed` hold evidence."""
    base = evidence(COST)
    proofs = tuple(replace(base, file=file) for file in needed)
    asked = question(evidence=proofs, evidence_sets=sets)
    return case(folder, asked, abstention(files=tuple(files)))


@pytest.mark.parametrize(
    ("files", "needed", "name", "value"),
    [
        ("abc", "a", "recall@1", 1.0),
        ("bac", "a", "recall@1", 0.0),
        ("bac", "a", "recall@3", 1.0),
        ("abcd", "ad", "recall@3", 0.5),
        ("xxxxa", "a", "recall@3", 1.0),  # x four times is one file, so a is second
        ("bcdefa", "a", "recall@5", 0.0),
        ("bcdefghijkla", "a", "recall@10", 0.0),
        ("", "a", "recall@10", 0.0),
        ("bac", "a", "mrr", 1 / 2),
        ("xxa", "a", "mrr", 1 / 2),
        ("bcd", "a", "mrr", 0.0),
        ("bcda", "ad", "mrr", 1 / 3),
        ("abc", "a", "ndcg@10", 1.0),
        ("bac", "a", "ndcg@10", 1 / log2(3)),
        ("acb", "ab", "ndcg@10", (1 + 1 / log2(4)) / (1 + 1 / log2(3))),
        ("", "a", "ndcg@10", 0.0),
        ("bac", "ab", "all_evidence@10", 1.0),
        ("bcd", "ab", "all_evidence@10", 0.0),
    ],
)
def test_a_ranking_is_worth_what_is_worked_out_by_hand(
    tmp_path: Path, files: str, needed: str, name: str, value: float
) -> None:
    score = BY_NAME[name].measure(ranked(tmp_path, files, needed))
    assert score.status == "ok"
    assert score.value == pytest.approx(value)


def test_the_best_of_several_evidence_sets_counts(tmp_path: Path) -> None:
    either = ranked(tmp_path, "bx", "ab", ((0,), (1,)))
    assert BY_NAME["recall@1"].measure(either).value == 1.0
    both = ranked(tmp_path, "bx", "ab", ((0, 1),))
    assert BY_NAME["recall@1"].measure(both).value == 0.5


@pytest.mark.parametrize("name", BY_NAME)
def test_a_question_without_evidence_is_not_judged(tmp_path: Path, name: str) -> None:
    assert BY_NAME[name].measure(case(tmp_path, unanswerable())).status == "n/a"
    assert BY_NAME[name].measure(case(tmp_path, question(evidence=(), evidence_sets=()))).status == "n/a"


def test_all_evidence_is_asked_only_where_two_files_are_needed(tmp_path: Path) -> None:
    assert BY_NAME["all_evidence@10"].measure(case(tmp_path)).status == "n/a"


@pytest.mark.parametrize(("share", "hit"), [(1.0, 1.0), (0.51, 1.0), (0.49, 0.0), (0.0, 0.0)])
def test_a_span_is_hit_when_half_of_it_is_inside_passages(tmp_path: Path, share: float, hit: float) -> None:
    proof = evidence(COST)
    end = proof.start + round(share * len(COST))
    found = (Place("b.txt", 0, 999), Place("a.txt", 0, end))
    said = abstention(found=found)
    assert BY_NAME["span_hit@5"].measure(case(tmp_path, said=said)).value == hit
    assert BY_NAME["span_hit@1"].measure(case(tmp_path, said=said)).value == 0.0


def test_two_passages_can_cover_a_span_together_and_overlap_counts_once(tmp_path: Path) -> None:
    proof = evidence(COST)
    third = len(COST) // 3
    apart = (Place("a.txt", 0, proof.start + third), Place("a.txt", proof.end - third, proof.end))
    twice = (apart[0], apart[0])
    assert BY_NAME["span_hit@5"].measure(case(tmp_path, said=abstention(found=apart))).value == 1.0
    assert BY_NAME["span_hit@5"].measure(case(tmp_path, said=abstention(found=twice))).value == 0.0


def test_any_evidence_sentence_is_a_hit(tmp_path: Path) -> None:
    asked = question(evidence=(evidence(SAID), evidence(VOTED)), evidence_sets=((0, 1),))
    voted = evidence(VOTED)
    said = abstention(found=(Place("b.txt", voted.start, voted.end),))
    assert BY_NAME["span_hit@1"].measure(case(tmp_path, asked, said)).value == 1.0
