"""What a small model says stands for the article's sentence only where it tells as much, and nothing of its own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rag.answering.drafting import DraftClaim
from rag.answering.engines.grounds import find_grounds
from rag.answering.engines.keeping import (
    DISPUTED,
    adds,
    fault,
    is_abroad,
    is_invention,
    left_to_quote,
    pointed,
    stands_for,
    whole,
)
from tests.answering.test_answer import asked, found

ARTICLES = {
    "ponte.txt": (
        "Il ponte di Calvera\n\n"
        "Il ponte di Calvera è stato progettato da Livia Sanna per unire le due rive della città vecchia. "
        "Il cantiere è rimasto chiuso perché la piena di maggio aveva portato via le fondamenta del pilone centrale. "
        "La torre l'hanno restaurata Piero Serra e l'ingegner Dario Conti. "
        "La festa si terrà in piazza con la banda, il mercato dei fiori e la cena dei pescatori."
    )
}
WHO, WHY = "Chi ha progettato il ponte di Calvera?", "Perché il cantiere del ponte è rimasto chiuso?"
TOWER = "Chi ha restaurato la torre?"


def claim(question: str, text: str | None, holding: str) -> tuple[DraftClaim, int]:
    """Return a claim at the place of the sentence that holds some words."""
    (place,) = [at for at, s in enumerate(found(question, ARTICLES).sentences) if holding in s.text]
    return DraftClaim((place,), text), place


@pytest.mark.parametrize(
    ("question", "text", "holding", "stands"),
    [
        (WHO, "Livia Sanna ha progettato il ponte di Calvera.", "Livia Sanna", True),
        (WHO, "Il ponte di Calvera è stato progettato per la città vecchia.", "Livia Sanna", False),  # no person
        (WHO, None, "Livia Sanna", True),
        (TOWER, "Dario Conti ha restaurato la torre.", "Piero Serra", False),  # one of two
        (TOWER, "Piero Serra e Dario Conti hanno restaurato la torre.", "Piero Serra", True),
        (WHY, "Il cantiere è chiuso perché la piena di maggio ha portato via le fondamenta del pilone centrale.",
         "pilone", True),
        (WHY, "Il cantiere del ponte è rimasto chiuso per la piena.", "pilone", False),  # tells less
    ],
)  # fmt: skip
def test_a_sentence_stands_for_another_when_it_tells_as_much(
    question: str, text: str | None, holding: str, stands: bool
) -> None:
    said, place = claim(question, text, holding)
    result = found(question, ARTICLES)
    grounds = find_grounds(asked(question), result)
    assert place in grounds.parts[0].quoted
    assert stands_for(said, place, grounds.parts[0], asked(question), result) is stands
    assert adds(said, grounds, asked(question), result) is stands
    assert not stands_for(said, place + 1, grounds.parts[0], asked(question), result)


def test_a_sentence_that_hides_a_dispute_is_not_shown() -> None:
    told = "La Litoranea riaprirà il molo lunedì con {} operai su due turni."
    articles = {"a.txt": f"Il molo\n\n{told.format(86)}", "b.txt": f"Il molo\n\n{told.format(68)}"}
    question = "Con quanti operai riapre il molo della Litoranea?"
    result = found(question, articles)
    grounds = find_grounds(asked(question), result)
    both = tuple(at for at, sentence in enumerate(result.sentences) if "operai" in sentence.text)
    said = "Il molo della Litoranea riaprirà con 86 operai su due turni."
    assert fault(said, DraftClaim(both, said), asked(question), result, grounds) == DISPUTED
    alone = next(at for at in both if "86" in result.sentences[at].text)
    assert fault(said, DraftClaim((alone,), said), asked(question), result, grounds) == ""


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Livia Sanna", None),
        ("è stato progettato da Livia Sanna per unire le due rive", None),  # half a sentence
        ("Livia Sanna ha progettato il ponte di Calvera.", "Livia Sanna ha progettato il ponte di Calvera."),
    ],
)
def test_a_fragment_gives_way_to_the_whole_sentence(text: str, kept: str | None) -> None:
    said, _ = claim(WHO, text, "Livia Sanna")
    made = whole(said, found(WHO, ARTICLES))
    assert made is not None and (made.text, made.sentences) == (kept, said.sentences)
    assert whole(None, found(WHO, ARTICLES)) is None


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Livia Sanna ha progettato il ponte di Calvera.", ""),
        ("Anna Neri ha progettato il ponte di Calvera.", "unsupported: names"),
        ("Livia Sanna non ha progettato il ponte di Calvera.", "unsupported: negation"),
        ("Livia Sanna designed the bridge of Calvera for the old town.", "language: en"),
        ("L'articolo dice che Livia Sanna ha progettato il ponte.", "speaks of the article"),
    ],
)
def test_a_fault_is_named(text: str, why: str) -> None:
    said, _ = claim(WHO, text, "Livia Sanna")
    result = found(WHO, ARTICLES)
    assert fault(text, said, asked(WHO), result, find_grounds(asked(WHO), result)).startswith(why or "")
    assert bool(fault(text, said, asked(WHO), result, find_grounds(asked(WHO), result))) is bool(why)


def test_a_sentence_beside_the_question_is_none_even_when_it_is_the_article_s() -> None:
    said, _ = claim(WHO, None, "banda")
    result = found(WHO, ARTICLES)
    assert fault("", said, asked(WHO), result, find_grounds(asked(WHO), result)) == "beside the question"
    assert not is_abroad(said, asked(WHO), result) and is_abroad(said, asked(WHO, "en"), result)


def test_of_a_fact_that_is_told_from_the_best_sentence_the_second_choice_is_left_out() -> None:
    result, question = found(WHO, ARTICLES), asked(WHO)
    told, best = claim(WHO, "Livia Sanna ha progettato il ponte di Calvera.", "Livia Sanna")
    (ground,) = find_grounds(question, result).parts
    assert ground.scores[0][0] == best
    both = replace(ground, quoted=(best, best + 1))
    assert left_to_quote(both, [told], question, result) == []
    assert left_to_quote(both, [], question, result) == [best, best + 1]
    second = replace(both, scores=((best + 1, 0.9), (best, 0.8)))
    assert left_to_quote(second, [told], question, result) == [best + 1]


@pytest.mark.parametrize(
    ("why", "invented"),
    [
        ("unsupported: numbers", True), ("partial: meaning", True), ("unsupported: roles, names", True),
        ("beside the question", True), ("unsupported: attribution", False), ("unsupported: roles, hedge", False),
        ("language: en", False), ("tells less than the article", False), ("", False),
    ],
)  # fmt: skip
def test_what_a_model_made_up_is_told_from_how_it_said_it(why: str, invented: bool) -> None:
    assert is_invention(why) is invented


@pytest.mark.parametrize(
    ("text", "points"),
    [
        (
            "Il cantiere di Calvera è chiuso perché la piena di maggio portò via le fondamenta del pilone centrale.",
            True,
        ),
        ("Il cantiere del ponte è rimasto chiuso per la piena.", False),
        (None, False),
    ],
)
def test_a_claim_points_at_the_sentence_that_it_nearly_repeats(text: str | None, points: bool) -> None:
    said, place = claim(WHY, text, "pilone")
    result = found(WHY, ARTICLES)
    made = pointed(said, find_grounds(asked(WHY), result), asked(WHY), result)
    assert made == (DraftClaim((place,)) if points else None)


def test_a_time_may_be_told_as_loosely_as_the_article_tells_it() -> None:
    articles = {"a.txt": "Il parco\n\nIl parco di Calvera riaprirà nel corso dell'anno dopo i lavori alle fontane."}
    when = "Quando riaprirà il parco di Calvera?"
    result = found(when, articles)
    (ground,) = find_grounds(asked(when), result).parts
    (place,) = [at for at, s in enumerate(result.sentences) if "fontane" in s.text]
    for text, stands in (("Il parco di Calvera riaprirà nel corso dell'anno.", True), ("Il parco riaprirà.", False)):
        assert stands_for(DraftClaim((place,), text), place, ground, asked(when), result) is stands
