"""A claim that does not stand is mended by rules, each step told; what cannot be mended is removed."""

from __future__ import annotations

import pytest

from rag.answering.answer import answer
from rag.answering.drafting import DraftClaim
from rag.types import Answer
from tests.answering.test_answer import Pointing, asked, found, holds

ARTICLE = (
    "La frana ha chiuso la strada di Sesto il 3 marzo. "
    "Secondo la geologa Elena Spada, il versante minaccia quaranta case. "
    "Il Comune mira a costruire una galleria entro il 2030. "
    "Il sindaco Ugo Righi ha incontrato gli abitanti a Trento. "
    "La Provincia non ha stanziato fondi."
)
ARTICLES = {"frana.txt": ARTICLE}


def told(claim: str, *places: int) -> Answer:
    result = found("Che cosa ha chiuso la frana?", ARTICLES)
    by_text = {sentence.text: index for index, sentence in enumerate(result.sentences)}
    sentences = [text if text.endswith(".") else f"{text}." for text in ARTICLE.split(". ")]
    cited = tuple(by_text[sentences[place]] for place in places)
    made = answer(asked("Che cosa è successo?"), result, Pointing(DraftClaim(cited, claim)))
    holds(made, ARTICLES)
    return made


@pytest.mark.parametrize(
    ("claim", "cited", "mended", "how"),
    [
        (
            "La strada di Sesto è stata chiusa dalla frana il 3 marzo.",
            3,
            "La strada di Sesto è stata chiusa dalla frana il 3 marzo.",
            "Cited again",
        ),
        (
            "Il versante minaccia quaranta case.",
            1,
            "Secondo la geologa Elena Spada, il versante minaccia quaranta case.",
            "Given back to its speaker",
        ),
        (
            "Il sindaco Ugo Righi ha incontrato gli abitanti a Trento dopo una lunga protesta notturna.",
            3,
            "Il sindaco Ugo Righi ha incontrato gli abitanti a Trento.",
            "Trimmed",
        ),
        (
            "Il Comune ha costruito una galleria.",
            2,
            "Il Comune mira a costruire una galleria entro il 2030.",
            "Replaced by the article's own sentence",
        ),
        ("La Provincia ha stanziato fondi.", 4, "La Provincia non ha stanziato fondi.", "Replaced"),
    ],
)
def test_a_claim_is_mended_and_told(claim: str, cited: int, mended: str, how: str) -> None:
    made = told(claim, cited)
    assert [(c.text, c.verdict) for c in made.claims] == [(mended, "supported")]
    (notice,) = [notice for notice in made.warnings if notice.code == "claim_repaired"]
    assert notice.message.startswith(how) and claim[:200] in notice.message


@pytest.mark.parametrize(
    "claim",
    [
        "Il Comune mira a costruire una galleria entro il 2035.",
        "Il sindaco Carlo Riva ha incontrato gli abitanti a Trento.",
        "Le balene cantano nella notte.",
    ],
)
def test_an_invented_fact_is_not_guessed_right_but_removed_or_left_partial(claim: str) -> None:
    made = told(claim, 2)
    assert not [c for c in made.claims if c.verdict == "supported"]
    assert not [notice for notice in made.warnings if notice.code == "claim_repaired"]


def test_what_is_borne_out_is_left_alone() -> None:
    made = told("La frana ha chiuso la strada di Sesto.", 0)
    assert made.claims[0].text == "La frana ha chiuso la strada di Sesto."
    assert made.warnings == ()


def test_a_claim_is_mended_in_the_same_way_twice() -> None:
    one, two = (told("Il versante minaccia quaranta case.", 1) for _ in range(2))
    assert (one.claims, one.warnings) == (two.claims, two.warnings)
