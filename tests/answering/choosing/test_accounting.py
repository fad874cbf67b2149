"""How sure must be what leaves words of the question unaccounted for?"""

import pytest

from rag.answering.choosing.accounting import fullest_first, needed
from rag.answering.choosing.answerability import Scored, judge_for
from rag.answering.choosing.measuring import measure_all
from rag.language.questions import understand
from rag.types import CorpusState, Legs, Passage, SearchResult, Sentence, Source

ROOF = "Il tetto del mulino è costato 300 mila euro."
HALL = "La sala del mulino ospita 80 persone."
TICKET = "Il biglietto costa 6 euro."


def found(*texts: str, title: str | None = None) -> SearchResult:
    """Return a search that found one passage of these sentences."""
    source = Source("a.txt", "", "utf-8", title, None, None, None, "it")
    passage = Passage("a.txt", 0, 999, " ".join(texts), title, None, 1.0, Legs())
    starts = [sum(len(before) + 1 for before in texts[:place]) for place in range(len(texts))]
    sentences = tuple(Sentence("a.txt", at, at + len(text), 1, text, 0) for at, text in zip(starts, texts, strict=True))
    return SearchResult((passage,), sentences, {"a.txt": source}, CorpusState(1, ""))


def bar(question: str, *texts: str, title: str | None = None) -> float:
    """Return how much more than usual is needed of the first sentence."""
    result, part = found(*texts, title=title), understand(question, "it")[0]
    judge = judge_for(result)
    return needed(part, Scored(measure_all(result, part)[0], 0.9), judge) - judge.threshold


@pytest.mark.parametrize(
    ("question", "texts", "more"),
    [
        ("Quanto è costato il tetto del mulino?", (ROOF, HALL), False),
        ("Quanto costa un biglietto per il mulino?", (ROOF, HALL), True),  # nobody speaks of tickets
        ("Quanto costa un biglietto per il mulino?", (ROOF, HALL, TICKET), True),  # another sentence does
        ("Quanto costa un biglietto per il mulino?", (TICKET.replace("costa", "del mulino costa"), HALL), False),
        ("Quanto costerà il tetto?", (ROOF,), False),  # another form of the same verb
        ("Quando riaprirà il mulino?", ("Il mulino è stato riaperto nel 2019.",), False),
        ("Quando riaprirà il mulino?", ("Il mulino è fermo dal 2019.",), True),
        ("Chi ha progettato il mulino?", ("Il mulino è stato restaurato da Anna Neri.",), True),
        ("Dove è nata Anna Neri?", ("Anna Neri ha parlato a Lecce.",), True),
        ("Dove ha parlato Anna Neri?", ("Anna Neri ha parlato a Lecce.",), False),
        ("Come si rinnova il passaporto del mulino?", (HALL,), True),
        ("Quali sale ospita il castello del mulino?", (HALL,), False),  # a list is told in many words
    ],
)
def test_the_bar_is_higher_for_what_does_not_tell_all_that_narrows_a_question(
    question: str, texts: tuple[str, ...], more: bool
) -> None:
    assert (bar(question, *texts) > 0.1) is more


def test_the_title_and_the_sentence_before_account_for_what_a_sentence_leaves_out() -> None:
    assert bar("Quanto è costato il tetto della chiesa?", "Il tetto è costato un milione.") > 0.1
    assert bar("Quanto è costato il tetto della chiesa?", "Il tetto è costato un milione.", title="La chiesa") == 0

    result = found("La chiesa ha un tetto nuovo.", "È costato un milione.", "Si paga con i lasciti.", "Anche il coro.")
    part = understand("Quanto è costato il tetto nuovo della chiesa?", "it")[0]
    second, third = measure_all(result, part)[1:3]

    assert second.astray == 0
    assert third.astray > 0


def test_of_sentences_near_the_best_the_one_that_tells_most_of_the_question_comes_first() -> None:
    part = understand("Quanto costa un biglietto per il mulino?", "it")[0]
    roof, _, ticket = measure_all(found(ROOF, HALL, TICKET), part)

    assert fullest_first(part, [Scored(roof, 0.6), Scored(ticket, 0.3)])[0].measured is ticket
    assert fullest_first(part, [Scored(roof, 0.6), Scored(ticket, 0.1)])[0].measured is roof
    assert fullest_first(part, []) == []


def test_the_bar_is_higher_where_no_word_of_the_question_can_be_read_in_the_article() -> None:
    result = found(ROOF, HALL)
    judge = judge_for(result)
    japanese, german = understand("屋根の費用はいくらですか？", "ja")[0], understand("Was kostet das Dach?", "de")[0]
    one, other = (Scored(measure_all(result, part)[0], 0.9) for part in (japanese, german))
    assert needed(japanese, one, judge) > judge.threshold == pytest.approx(needed(german, other, judge))
