"""A citation that does not lead to what it quotes is seen, whichever way it is broken."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from evals.metrics.citations import METRICS
from evals.responses import Place, Response, Said
from tests.evals.cases import COST, OPENED, PERFECT, abstention, answer, case

BY_NAME = {metric.name: metric for metric in METRICS}
TWO = answer((COST, (COST,)), (OPENED, (OPENED,)))


def value(folder: Path, name: str, said: Response) -> float | None:
    return BY_NAME[name].measure(case(folder, said=said)).value


def changed(said: Response, **changes: Any) -> Response:
    """Change the first citation."""
    return replace(said, cited=(replace(said.cited[0], **changes), *said.cited[1:]))


@pytest.mark.parametrize("name", BY_NAME)
def test_a_perfect_answer_is_perfect_and_an_abstention_is_not_judged(tmp_path: Path, name: str) -> None:
    assert value(tmp_path, name, PERFECT) == value(tmp_path, name, TWO) == 1.0
    assert BY_NAME[name].measure(case(tmp_path, said=abstention())).status == "n/a"


@pytest.mark.parametrize(
    "broken",
    [
        {"file": "nowhere.txt"},
        {"file": "../a.txt"},
        {"file": "/etc/hosts"},
        {"encoding": "klingon"},
        {"start": -1},
        {"end": 100_000},
        {"start": 5, "end": 5},
        {"start": 0, "end": 4},  # inside the file, outside the passage
        {"start": None, "end": None, "quote": "non c’è"},
    ],
)
def test_a_citation_that_leads_nowhere_counts(tmp_path: Path, broken: dict[str, Any]) -> None:
    assert value(tmp_path, "citations_resolve", changed(TWO, **broken)) == pytest.approx(1 / 2)


def test_a_marker_without_a_citation_is_in_the_denominator(tmp_path: Path) -> None:
    invented = replace(PERFECT, text=f"{COST} [1][7]", said=(Said(COST, (1, 7)),))
    assert value(tmp_path, "citations_resolve", invented) == pytest.approx(1 / 2)


def test_two_citations_of_one_number_are_seen(tmp_path: Path) -> None:
    assert value(tmp_path, "citations_resolve", replace(TWO, cited=(TWO.cited[0], replace(TWO.cited[1], n=1)))) < 1


def test_an_abstention_that_cites_is_broken(tmp_path: Path) -> None:
    assert value(tmp_path, "citations_resolve", replace(PERFECT, abstained=True)) == 0.0


@pytest.mark.parametrize(
    "altered",
    [
        {"quote": COST.replace("costato", "costata")},
        {"quote": ""},
        {"start": PERFECT.cited[0].start + 1, "end": PERFECT.cited[0].end + 1},  # type: ignore[operator]
        {"file": "b.txt"},
        {"encoding": "cp1252"},
    ],
)
def test_a_quote_that_is_not_what_stands_there_is_seen(tmp_path: Path, altered: dict[str, Any]) -> None:
    assert value(tmp_path, "citations_verbatim", changed(TWO, **altered)) == pytest.approx(1 / 2)


def test_a_quote_without_a_place_is_looked_for(tmp_path: Path) -> None:
    placeless = changed(PERFECT, start=None, end=None)
    assert value(tmp_path, "citations_verbatim", placeless) == value(tmp_path, "citations_resolve", placeless) == 1.0


def test_a_claim_without_a_citation_is_seen(tmp_path: Path) -> None:
    assert value(tmp_path, "claims_cited", replace(TWO, said=(TWO.said[0], Said(OPENED, ())))) == 1 / 2
    assert value(tmp_path, "claims_cited", replace(PERFECT, said=(), cited=())) == 0.0


def test_a_passage_that_was_not_shown_cannot_be_cited(tmp_path: Path) -> None:
    assert value(tmp_path, "citations_resolve", replace(PERFECT, shown=(Place("b.txt", 0, 50),))) == 0.0
