"""Support falls when a claim says more, less or other than what it cites; evidence metrics follow the gold places."""

from dataclasses import replace
from pathlib import Path

import pytest

from evals.metrics.grounding import METRICS
from evals.metrics.support import needs_citation, support
from evals.responses import Place, Response, Said
from tests.evals.cases import BRIDGE, COST, OPENED, PERFECT, SAID, VOTED, abstention, answer, case, evidence, question

BY_NAME = {metric.name: metric for metric in METRICS}


def value(folder: Path, name: str, said: Response, **changes: object) -> float | None:
    return BY_NAME[name].measure(case(folder, question(**changes), said)).value


@pytest.mark.parametrize(
    ("claim", "quote"),
    [
        (COST, COST),
        ("il ponte di orvella è costato 4,2 milioni di euro", COST),
        ("Il ponte di Orvella è **costato** 4.200.000 di euro", COST),
        ("A Orvella il ponte è costato 4,2 milioni.", COST),
        ("The bridge at Orvella cost 4.2 million euros.", COST),
        ("Lo ha aperto il sindaco Aldo Brusa il 12/01/2026.", OPENED),
        ("Il comitato non ha votato", VOTED),
    ],
)
def test_a_claim_that_keeps_to_its_quote_is_supported(claim: str, quote: str) -> None:
    assert support(claim, [quote])[0] == "supported"


@pytest.mark.parametrize(
    ("claim", "quote"),
    [
        ("Il ponte di Orvella è costato 42 milioni di euro.", COST),
        ("Il ponte di Orvella non è costato 4,2 milioni di euro.", COST),
        ("Il comitato ha votato.", VOTED),
        ("Lo ha aperto il 13 gennaio 2026 il sindaco Aldo Brusa.", OPENED),
        ("Lo ha aperto il 12 gennaio 2026 il sindaco Nadia Brusco.", OPENED),
        ("The bridge at Orvella cost 42 million euros.", COST),
        ("Piove su ogni campo della pianura veneta", COST),
        (COST, ""),
    ],
)
def test_a_claim_that_says_something_else_is_not(claim: str, quote: str) -> None:
    assert support(claim, [quote] if quote else [])[0] == "unsupported"


def test_a_claim_in_another_language_without_a_fact_is_left_undecided() -> None:
    assert support("the market opens early and closes late every week", [VOTED])[0] == "undecided"


@pytest.mark.parametrize(("sentence", "needed"), [("Ecco.", False), ("Ecco che cosa dicono:", False), (COST, True)])
def test_a_sentence_that_states_nothing_needs_no_citation(sentence: str, needed: bool) -> None:
    assert needs_citation(sentence) is needed


def test_recall_counts_claims_and_precision_counts_citations(tmp_path: Path) -> None:
    padded = answer((COST, (COST, VOTED)), ("Il ponte di Orvella è costato 5 milioni.", (COST,)))
    assert value(tmp_path, "support_recall", padded) == 1 / 2
    assert value(tmp_path, "support_precision", padded) == pytest.approx(1 / 3)


def test_two_citations_that_are_needed_together_are_both_right(tmp_path: Path) -> None:
    both = answer((f"{COST} {OPENED}", (COST, OPENED)))
    assert value(tmp_path, "support_precision", both) == value(tmp_path, "support_recall", both) == 1.0


def test_an_uncited_claim_and_an_invented_citation_are_not_support(tmp_path: Path) -> None:
    assert value(tmp_path, "support_recall", replace(PERFECT, said=(Said(COST, ()),))) == 0.0
    invented = replace(PERFECT, said=(Said(COST, (1, 9)),), text=f"{COST} [1][9]")
    assert value(tmp_path, "support_precision", invented) == 1 / 2
    assert value(tmp_path, "file_precision", invented) == 1 / 2
    assert value(tmp_path, "span_precision", invented) == 1 / 2


def test_files_and_spans_are_held_against_the_evidence(tmp_path: Path) -> None:
    said = answer((COST, (COST,)), (OPENED, (OPENED,)), (VOTED, (VOTED,)))
    two = {"evidence": (evidence(COST), evidence(SAID)), "evidence_sets": ((0, 1),)}
    assert value(tmp_path, "file_precision", said) == 1 / 2
    assert value(tmp_path, "file_recall", said) == 1.0
    assert value(tmp_path, "span_precision", said) == pytest.approx(1 / 3)
    assert value(tmp_path, "span_recall", said) == 1.0
    assert value(tmp_path, "file_precision", said, **two) == 1.0
    assert value(tmp_path, "span_recall", said, **two) == 1 / 2
    assert value(tmp_path, "span_recall", said, **{**two, "evidence_sets": ((0,), (1,))}) == 1.0


def test_a_citation_of_more_than_the_evidence_is_right_by_the_share_that_is(tmp_path: Path) -> None:
    whole = replace(PERFECT.cited[0], start=0, end=len(BRIDGE), quote=BRIDGE)
    said = replace(PERFECT, cited=(whole,), shown=(Place("a.txt", 0, len(BRIDGE)),))
    assert value(tmp_path, "span_precision", said) == pytest.approx(len(COST) / len(BRIDGE))
    assert value(tmp_path, "span_recall", said) == 1.0
    half = replace(PERFECT.cited[0], end=(PERFECT.cited[0].end or 0) - 10)
    assert value(tmp_path, "span_precision", replace(PERFECT, cited=(half,))) == 1.0
    twice = {"evidence": (evidence(COST), evidence(COST)), "evidence_sets": ((0,), (1,))}
    assert value(tmp_path, "span_precision", PERFECT, **twice) == 1.0


@pytest.mark.parametrize("name", BY_NAME)
def test_an_abstention_is_not_judged(tmp_path: Path, name: str) -> None:
    assert BY_NAME[name].measure(case(tmp_path, said=abstention())).status == "n/a"


@pytest.mark.parametrize(
    ("claim", "supported"),
    [
        ("Articoli che citano «ponte»: 1 su 3.", 1.0),
        ("Articoli che citano «ponte»: 1.", 1.0),
        ("Articoli che citano «ponte»: 2 su 3.", 0.0),
        ("Articoli che citano «ponte»: 1 su 4.", 0.0),
        ("Articoli che citano «gatto»: 1 su 3.", 0.0),
        ("Articoli che citano «ponte»: 1 su 3, e tutti dicono che il costo è stato uno scandalo.", 0.0),
    ],
)
def test_a_count_of_articles_is_counted_again(tmp_path: Path, claim: str, supported: float) -> None:
    assert value(tmp_path, "support_recall", answer((claim, (COST,)))) == supported
