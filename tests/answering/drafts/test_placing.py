"""Each sentence of a draft gets the places that bear it out, and none that does not."""

from __future__ import annotations

import pytest

from rag.answering.drafts.marked import Said
from rag.answering.drafts.placing import Placing
from tests.answering.test_answer import asked, found

QUESTION = "Chi ha firmato il piano a Trani e quante navi ha accolto Bari?"
RESULT = found(QUESTION)
PLACES = tuple(range(len(RESULT.sentences)))
TEXTS = [sentence.text for sentence in RESULT.sentences]


def number(part: str) -> int:
    return next(at for at, text in enumerate(TEXTS, 1) if part in text)


SHIPS, PLAN, QUOTE, MUSEUM = (
    number("300 navi"),
    number("nuovo piano"),
    number("Siamo soddisfatti"),
    number("dieci anni"),
)


def placed(text: str, *numbers: int, question: str = QUESTION) -> tuple[tuple[str, ...] | None, set[str]]:
    placing = Placing(asked(question), RESULT, PLACES)
    claim = placing.place(Said(text, numbers))
    told = {code for code, _ in placing.told()}
    return (None if claim is None else tuple(TEXTS[place] for place in claim.sentences)), told


@pytest.mark.parametrize(
    ("text", "numbers", "where", "told"),
    [
        ("A Bari sono arrivate 300 navi nel 2025.", (SHIPS,), SHIPS, set()),
        ("A Bari sono arrivate 300 navi nel 2025.", (), SHIPS, set()),
        ("Anna Neri ha firmato a Trani il nuovo piano con Carlo Riva.", (PLAN + 1,), PLAN, {"citation_moved"}),
        ("Anna Neri ha firmato a Trani il nuovo piano.", (99, PLAN, 0), PLAN, {"unknown_sentence"}),
        ("Anna Neri signed the new plan in Trani together with Carlo Riva.", (PLAN,), PLAN, set()),
    ],
)  # fmt: skip
def test_a_sentence_finds_its_place(text: str, numbers: tuple[int, ...], where: int, told: set[str]) -> None:
    places, codes = placed(text, *numbers)
    assert places == (TEXTS[where - 1],) and codes == told


@pytest.mark.parametrize("text", ["Zeta ha vinto il torneo di Omega.", "Mario Rossi", "58 anni", "1 million dollars."])
def test_what_nothing_shown_says_gets_no_place(text: str) -> None:
    assert placed(text) == (None, {"claim_unplaced"})


@pytest.mark.parametrize("text", ["Anna Neri", "Anna Neri.", "Anna Neri e Carlo Riva"])
def test_a_bare_name_becomes_the_sentence_that_answers_with_it(text: str) -> None:
    placing = Placing(asked("Chi ha firmato il piano a Trani?"), RESULT, PLACES)
    claim = placing.place(Said(text))
    assert claim is not None and claim.text is None and claim.sentences == (PLAN - 1,)


def test_a_sentence_made_of_two_keeps_both_when_the_model_named_them() -> None:
    text = "Bari ha accolto 300 navi nel 2025 e il museo civico di Lecce riapre dopo dieci anni."
    assert set(placed(text, SHIPS, MUSEUM)[0] or ()) == {TEXTS[SHIPS - 1], TEXTS[MUSEUM - 1]}


@pytest.mark.parametrize("numbers", [(), (MUSEUM,)])
def test_code_never_puts_a_claim_together_from_sentences_that_the_model_did_not_name(numbers: tuple[int, ...]) -> None:
    places, _ = placed("Anna Neri ha firmato il piano del museo civico di Lecce.", *numbers)
    assert places is None or len(places) == 1


def test_a_sentence_without_its_full_stop_gets_one_and_a_headline_stays_as_it_is() -> None:
    placing = Placing(asked(QUESTION), RESULT, PLACES)
    told = [placing.place(Said(text)) for text in ("Il porto ha accolto 300 navi", "Il porto di Bari cresce")]
    assert [claim.text for claim in told if claim is not None] == [
        "Il porto ha accolto 300 navi.", "Il porto di Bari cresce",
    ]  # fmt: skip


def test_a_model_that_points_at_too_many_sentences_is_cut_short() -> None:
    text = "Anna Neri ha firmato a Trani il nuovo piano con Carlo Riva."
    assert placed(text, SHIPS, PLAN, QUOTE, MUSEUM)[0] == (TEXTS[PLAN - 1],)
    assert placed(text, *range(1, len(TEXTS) + 1))[0] == (TEXTS[PLAN - 1],)
