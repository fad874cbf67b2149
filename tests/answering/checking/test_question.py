"""The question counts too: a right fact about something else is no answer."""

from __future__ import annotations

import pytest

from rag.answering.checking import check

ARTICLE = (
    "Marco Vecchio ha firmato il memorandum per ANIE e Jeong Kim per KSIA. "
    "Il patto prevede missioni congiunte. "
    "La Lombardia aderisce all'alleanza. "
    "Nel 2024 il mercato italiano dei chip ha toccato 1,8 miliardi di euro."
)


@pytest.mark.parametrize(
    ("question", "claim", "verdict"),
    [
        ("Quanto vale il mercato italiano dei chip?", "Vale 1,8 miliardi di euro.", "supported"),
        ("Quanto vale il memorandum di KSIA?", "Vale 1,8 miliardi di euro.", "partial"),
        ("Chi ha firmato per ANIE?", "Ha firmato Marco Vecchio.", "supported"),
        ("Chi ha firmato per la Finlandia?", "Ha firmato Marco Vecchio.", "partial"),
        ("Who signed for ANIE?", "Marco Vecchio signed the memorandum.", "supported"),
    ],
)
def test_a_value_must_meet_what_the_question_names(question: str, claim: str, verdict: str) -> None:
    assert check(claim, [ARTICLE], question=question).verdict == verdict


def test_without_a_question_the_same_claim_is_judged_alone() -> None:
    assert check("Ha firmato Marco Vecchio.", [ARTICLE]).verdict == "supported"


def test_a_sentence_copied_word_for_word_may_still_be_beside_the_question() -> None:
    source = "Nel 2024 il mercato italiano dei chip ha toccato 1,8 miliardi di euro."
    assert check(source, [source]).verdict == "supported"
    assert check(source, [source], question="Quanto vale l'accordo con KSIA?").verdict == "partial"
