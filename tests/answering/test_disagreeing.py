import pytest

from rag.answering.answer import answer
from rag.answering.disagreeing import Said, answer_otherwise, disagreements
from rag.answering.drafting import Asked, Draft, DraftClaim
from rag.answering.engines.extractive import ExtractiveEngine
from rag.language.questions import understand
from rag.types import SearchResult
from tests.answering.test_answer import asked, found


def dispute(one: str, other: str, *, article: str = "b.txt", language: str = "it") -> bool:
    said = [Said(1, "a.txt", one, "it"), Said(2, article, other, language)]
    return list(disagreements(said)) == [(1, 2)]


TOLD = "La fabbrica di Lodi riapre lunedì con 86 operai su due turni."


@pytest.mark.parametrize(
    "other",
    [
        "La fabbrica di Lodi riapre lunedì con 68 operai su due turni.",
        "(ASN) - La fabbrica di Lodi riapre con sessantotto operai.",
    ],
)
def test_another_figure_for_the_same_thing_is_a_dispute(other: str) -> None:
    assert dispute(TOLD, other)


@pytest.mark.parametrize(
    "other",
    [
        TOLD,
        "La fabbrica di Lodi riapre lunedì con ottantasei operai su due turni.",  # the same figure in words
        "La fabbrica di Lodi riapre lunedì con 86 operai e costa 4 milioni.",  # one figure more
        "Il museo di Trani ha avuto 68 operai nel cantiere.",  # another thing
        "La fabbrica di Trani riapre lunedì con 68 operai su due turni.",  # another place
        "La fabbrica di Lodi riapre lunedì con gli operai.",  # no figure
        "",
    ],
)
def test_other_sentences_are_no_dispute(other: str) -> None:
    assert not dispute(TOLD, other)


def test_one_article_does_not_dispute_with_itself_nor_with_another_language() -> None:
    other = TOLD.replace("86", "68")
    assert not dispute(TOLD, other, article="a.txt")
    assert not dispute(TOLD, other, language="en")


def test_both_sides_are_told_in_order_of_time_though_one_answers_better() -> None:
    dated = {
        "b.txt": "La fabbrica riapre\n\n3 marzo 2025\n\nLa fabbrica di Lodi riapre lunedì con 68 operai su due turni.",
        "a.txt": f"Lodi\n\n{TOLD} Lo annuncia la direzione della fabbrica.",
    }
    question = "Con quanti operai riapre la fabbrica di Lodi?"
    made = answer(asked(question), found(question, dated), ExtractiveEngine())
    assert {"86", "68"} <= {word for claim in made.claims for word in claim.text.split()}
    assert [notice.code for notice in made.warnings] == ["as_of", "articles_disagree"]


class Saying:
    """Say one sentence, citing the first sentence of each article."""

    name, model = "saying", None

    def __init__(self, text: str) -> None:
        self.text = text

    def draft(self, asked: Asked, result: SearchResult) -> Draft:
        places = tuple(place for place, sentence in enumerate(result.sentences) if "operai" in sentence.text)
        return Draft((DraftClaim(places, self.text),))

    def close(self) -> None:
        """Have nothing to close."""


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("La fabbrica di Lodi riapre lunedì con 86 operai.", "partial"),
        ("La fabbrica di Lodi riapre lunedì con 86 operai, o con 68 operai.", "supported"),
        ("La fabbrica di Lodi riapre lunedì.", "supported"),
    ],
)
def test_a_claim_that_cites_both_sides_and_tells_one_is_borne_out_in_part(text: str, verdict: str) -> None:
    both = {"a.txt": TOLD, "b.txt": TOLD.replace("86", "68")}
    question = "Quando riapre la fabbrica di Lodi?"
    made = answer(asked(question), found(question, both), Saying(text))
    assert [claim.verdict for claim in made.claims] == [verdict]
    assert "articles_disagree" in [notice.code for notice in made.warnings]


@pytest.mark.parametrize(
    ("question", "one", "other", "otherwise"),
    [
        (
            "Quanto costa il solaio del mulino?",
            "Il solaio è costato finora 7 milioni di euro.",
            "Il solaio costa ora 8 milioni di euro, dice il Comune.",
            True,
        ),
        (
            "A quanto ammontano le perdite della rete?",
            "Le perdite della rete sono pari al 54%, dice l'azienda.",
            "Sono del 47%, e non del 54%, le perdite della rete: l'azienda ha sbagliato i conti.",
            True,
        ),
        (
            "Quanto costa il solaio del mulino?",
            "Il solaio è costato 7 milioni di euro nel 2020.",
            "Nel 2025 il solaio costa 8 milioni di euro.",
            False,  # another year
        ),
        ("Quanto costa il solaio?", "Il solaio costa 7 milioni di euro.", "Il solaio pesa 40 tonnellate.", False),
        ("Quanto costa il solaio?", "Il solaio costa 7 milioni di euro.", "La sala costa 2 milioni di euro.", False),
        ("Quanti operai ha la segheria?", "La segheria ha 86 operai.", "Al porto ci sono 12 operai.", False),
        ("Chi paga il solaio?", "Il solaio costa 7 milioni di euro.", "Il solaio costa 8 milioni di euro.", False),
    ],
)
def test_two_sentences_dispute_what_a_question_asks(question: str, one: str, other: str, otherwise: bool) -> None:
    part = understand(question, "it")[0]

    assert answer_otherwise(part, Said(1, "a.txt", one, "it"), Said(2, "b.txt", other, "it")) is otherwise


def test_an_older_figure_is_told_with_the_newer_one_and_a_warning() -> None:
    dated = {
        "b.txt": "Il mulino\n\n3 maggio 2025\n\nIl restauro del mulino di Lodi costa ora 8 milioni di euro, di più.",
        "a.txt": "Il mulino\n\n3 marzo 2025\n\nA Lodi il restauro del mulino è costato 7 milioni di euro, finora.",
    }
    question = "Quanto costa il restauro del mulino di Lodi?"
    made = answer(asked(question), found(question, dated), ExtractiveEngine())

    assert ["7 milioni" in claim.text for claim in made.claims] == [True, False]
    assert "articles_disagree" in [notice.code for notice in made.warnings]
