"""Which sentences cannot answer, however near they come?"""

import pytest

from rag.answering.choosing.answerability import Scored
from rag.answering.choosing.measuring import measure_all
from rag.answering.choosing.requirements import holding
from rag.language.questions import understand
from rag.types import CorpusState, Legs, Passage, SearchResult, Sentence, Source

FIRE = "Nell'incendio due feriti gravi sono stati portati all'ospedale di Bari."
COST = "La mostra apre il 28 marzo e resta aperta 190 giorni, ha annunciato la direttrice."


def kept(question: str, *texts: str, scores: tuple[float, ...] = ()) -> list[str]:
    """Return what is left of some sentences that are ranked by their scores, or as they are given."""
    source = Source("a.txt", "", "utf-8", None, None, None, None, "it")
    passage = Passage("a.txt", 0, 999, " ".join(texts), None, None, 1.0, Legs())
    sentences = tuple(Sentence("a.txt", 0, len(text), 1, text, 0) for text in texts)
    result = SearchResult((passage,), sentences, {"a.txt": source}, CorpusState(1, ""))
    part = understand(question, "it")[0]
    measured = measure_all(result, part)
    ranked = [Scored(item, score) for item, score in zip(measured, scores or (0.9,) * len(texts), strict=True)]
    ranked.sort(key=lambda item: -item.score)
    return [item.measured.sentence.text for item in holding(part, ranked, result)]


@pytest.mark.parametrize(
    ("question", "sentence", "holds"),
    [
        ("Quando apre la mostra?", COST, True),
        ("Quando chiude il porto?", "Il porto chiuderà entro l'anno.", True),
        ("Quando chiude il porto?", "Il porto è stato chiuso dal sindaco.", False),
        ("Quanto è costata la mostra?", COST, False),  # days are no money
        ("Quanto è costata la mostra?", "La mostra è costata 380 mila.", True),
        ("Quanto è costata la mostra?", "Per la mostra sono stati spesi 40.000 euro.", True),
        ("Quante biciclette ci sono alla mostra?", COST, False),  # of what is counted nothing is said
        ("Quante biciclette ci sono alla mostra?", "Alla mostra ci sono 40 bici: una bicicletta è di Bartali.", True),
        ("Quanti giorni resta aperta la mostra?", COST, True),
        (
            "Quanto vale la mostra?",
            "La mostra ha toccato i 3 milioni di euro.",
            True,
        ),  # an amount says so
        ("Quanto investirà Bari?", "La mostra di Bari ha toccato i 3 milioni di euro.", False),
        ("Quanto investirà Bari?", "Bari può investire 3 milioni di euro.", True),
        ("Quanto prenderanno i custodi della mostra?", "I custodi hanno un'indennità di 150 euro al mese.", True),
        ("Quanto raccoglieranno i custodi della mostra?", "I custodi hanno 150 euro al mese.", False),
        ("Chi ha aperto la mostra?", "La mostra è stata aperta ieri.", False),  # nobody is named
        ("Chi ha aperto la mostra?", "La mostra è stata aperta da Anna Neri.", True),
        ("Chi dice che «la mostra è aperta»?", "Ha poi detto che «la mostra è aperta».", True),  # named before it
        ("Ci sono critiche alla mostra?", COST, False),
        ("Ci sono critiche alla mostra?", "Alla mostra non sono mancate le critiche.", True),
        ("C'è un catalogo della mostra?", COST, False),
        ("C'è Anna Neri alla mostra?", "Alla mostra c'è Anna.", True),  # names are looked for elsewhere
        ("Quale ospedale ha curato i feriti?", "La Croce Azzurra ha curato i feriti.", False),
        ("Quale ospedale ha curato i feriti?", "I feriti sono all'ospedale Santa Chiara.", True),
        ("Quale banca paga la mostra?", "Paga Credito Levante.", True),  # many a bank is not called one
        ("Qual è il numero dei feriti nell'incendio?", FIRE, True),
        ("Qual è il numero dei morti nell'incendio?", FIRE, False),  # of the dead nothing is said
        ("Quanti vigili erano all'incendio?", "I vigili dell'incendio sono costati 2 milioni di euro.", False),
        ("Quanti vigili erano all'incendio?", "All'incendio c'erano 40 vigili.", True),
        ("Come si chiamano i due feriti gravi?", FIRE.replace(" di Bari", ""), False),
        ("Come si chiamano i due feriti gravi?", "I due feriti gravi sono Carlo Riva e Anna Neri.", True),
        ("Come si chiama il traghetto?", "Si chiamerà «Ondina» il primo traghetto elettrico.", True),
        ("Quali sindacati hanno partecipato all'incontro?", "L'incontro con i sindacati è durato tre ore.", False),
        ("Quali sindacati hanno partecipato all'incontro?", "All'incontro c'erano i sindacati Cgil e Uil.", True),
        ("Quali condizioni pone il contratto?", "Il contratto pone tre condizioni.", True),  # conditions bear no names
        ("Perché la Regione ha rifiutato l'intesa?", "La Regione ha sottoscritto l'intesa ieri.", False),
        ("Perché la Regione ha rifiutato l'intesa?", "La Regione ha rifiutato l'intesa: costava troppo.", True),
        ("Perché la Regione ha rifiutato l'intesa?", "L'intesa fu rifiutata per evitare ritardi.", True),
        ("Perché la Regione ha lasciato l'Italia?", "La Regione lo fa per discutere dell'Italia.", False),
        ("Che cosa apre alla mostra?", COST, True),  # a thing may be anything
        ("Chi ha annullato la mostra?", COST, False),
        ("Chi ha annullato la mostra?", "La Regione ha sospeso la mostra.", True),
        ("Who called off the exhibition?", COST, False),
        ("Che cosa dice la cancelliera della mostra?", COST, True),
    ],
)
def test_a_sentence_that_lacks_what_is_asked_for_does_not_answer(question: str, sentence: str, holds: bool) -> None:
    assert kept(question, sentence) == ([sentence] if holds else [])


def test_another_sentence_answers_only_when_it_comes_near_the_best() -> None:
    texts = ("Il porto è stato chiuso dal sindaco.", "Riapre lunedì 5 maggio.")
    assert kept("Quando riapre il porto?", *texts, scores=(0.9, 0.8)) == [texts[1]]
    assert kept("Quando riapre il porto?", *texts, scores=(0.9, 0.2)) == []


def test_a_script_without_capitals_may_name_anything() -> None:
    assert kept("Quale azienda ha firmato?", "三星电子公司签署了协议。")


def test_a_cause_named_behind_what_it_caused_answers() -> None:
    shop, cause = "La bottega del porto ha chiuso.", "Il motivo è la mancanza di personale."
    question = "Perché la bottega del porto ha chiuso?"
    assert kept(question, shop, cause, scores=(0.9, 0.01))[0] == cause
    assert kept(question, shop, "Il sindaco è dispiaciuto.", cause, scores=(0.9, 0.01, 0.01))[0] == cause


def test_a_cause_further_on_must_be_declared_as_one() -> None:
    question, shop = "Perché la bottega del porto ha chiuso?", "La bottega del porto ha chiuso."
    sorry, other = "Il sindaco è dispiaciuto.", "Il vicino cantiere si è fermato per via della pioggia."
    assert kept(question, shop, sorry, other, scores=(0.9, 0.01, 0.01))[0] != other


@pytest.mark.parametrize(
    ("question", "sentence", "holds"),
    [
        ("Quanto dura la mostra?", "La mostra ha 74 pezzi e 30 mila visitatori.", False),
        ("Quanto dura la mostra?", "La mostra dura tre settimane.", True),
        ("Quanto tempo è rimasta aperta la mostra?", "La mostra è rimasta aperta 190 giorni.", True),
        ("A che velocità corre il treno?", "Il treno corre con 300 passeggeri.", False),
        ("A che velocità corre il treno?", "Il treno corre a 300 chilometri orari.", True),
    ],
)
def test_how_long_is_told_in_time_and_how_fast_as_a_speed(question: str, sentence: str, holds: bool) -> None:
    assert kept(question, sentence) == ([sentence] if holds else [])


def test_a_cause_that_ranks_first_is_weighed_by_the_deed_it_leans_on() -> None:
    deed, cause = "Il pronto soccorso ha aperto tardi.", "All'origine c'è il fallimento di una ditta."
    question = "Perché il pronto soccorso ha aperto tardi?"
    assert kept(question, deed, cause, scores=(0.1, 0.9))[0] == cause
    assert kept(question, "Il sindaco è partito.", cause, scores=(0.1, 0.9)) == []  # of what, nobody says
