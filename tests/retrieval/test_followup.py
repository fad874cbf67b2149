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
