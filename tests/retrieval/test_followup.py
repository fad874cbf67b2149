"""Follow-ups: what an elliptic question borrows, and that a whole one borrows nothing."""

from __future__ import annotations

import pytest

from rag.retrieval.followup import stand_alone


@pytest.mark.parametrize(
    ("earlier", "question", "language", "expected"),
    [
        ("Chi ha firmato per ACME?", "E per ZETA?", "it", "Chi ha firmato per ZETA?"),
        ("Who signed for ACME?", "And for ZETA?", "en", "Who signed for ZETA?"),
        ("Chi dirige il Museo Civico?", "Quando lo ha fondato?", "it", "Quando lo ha fondato (Museo Civico)?"),
        (
            "Dove si trova il porto di Bari?",
            "Chi ha scritto il romanzo di Neri?",
            "it",
            "Chi ha scritto il romanzo di Neri?",
        ),
    ],
)
def test_a_follow_up_stands_alone(earlier: str, question: str, language: str, expected: str) -> None:
    assert stand_alone(question, [(earlier, "…")], language) == expected


def test_without_history_nothing_changes() -> None:
    assert stand_alone("E per ZETA?", [], "it") == "E per ZETA?"


def test_a_question_that_names_nothing_leans_on_what_was_named() -> None:
    history = [("Quando ha salpato la Ondina da Orvella?", "Ieri.")]
    assert stand_alone("Quante persone c'erano?", history, "it") == "Quante persone c'erano (Ondina da Orvella)?"
    assert stand_alone("Quanti visitatori ha il Museo del Sale?", history, "it").endswith("Museo del Sale?")


def test_a_follow_up_with_its_own_subject_drops_the_earlier_one() -> None:
    history = [("What would the Sorvia dam cost?", "82 million euros.")]
    assert "Sorvia" not in stand_alone("And the electric ferry?", history, "en")
