"""Which sentences does the engine quote, and how many?"""

from pathlib import Path

from rag.assistant import Assistant
from rag.settings import load_settings

SIGNED = "Il patto è stato firmato da Anna Neri per la Lega e da Carlo Riva per il Municipio."
PRAISED = "Il sindaco Elio Greco ha lodato il patto con la Lega."
HEADS = ("A capo della Lega c'è Anna Neri.", "A capo del Circolo dei Giovani c'è invece Carlo Riva.")


def quoted(tmp_path: Path, question: str, *sentences: str, **others: str) -> list[str]:
    """Return the claims of the answer from one article of these sentences, and others by their names."""
    corpus = tmp_path / "articles"
    corpus.mkdir(exist_ok=True)
    articles = {"patto": " ".join(["Il patto della valle\n\n", *sentences]), **others}
    for name, text in articles.items():
        (corpus / f"{name}.txt").write_text(text, encoding="utf-8")
    settings = load_settings(
        {"corpus": corpus, "store": tmp_path / "store", "embedder": "hash", "engine": "extractive"}
    )
    with Assistant.open(settings=settings) as assistant:
        return [claim.text for claim in assistant.ask(question).claims]


def test_a_sentence_that_answers_both_parts_stands_alone(tmp_path: Path) -> None:
    question = "Chi ha firmato il patto per la Lega e chi per il Municipio?"
    assert quoted(tmp_path, question, SIGNED, PRAISED) == [SIGNED]


def test_parts_that_two_sentences_answer_get_both(tmp_path: Path) -> None:
    question = "Chi è a capo della Lega e chi è a capo del Circolo dei Giovani?"
    assert quoted(tmp_path, question, *HEADS) == list(HEADS)


def test_a_cause_stands_with_what_it_caused(tmp_path: Path) -> None:
    closed, why = "La bottega del porto ha chiuso ieri.", "Il motivo è la mancanza di personale."
    question = "Perché la bottega del porto ha chiuso?"
    assert quoted(tmp_path, question, closed, "Il sindaco Elio Greco è dispiaciuto.", why) == [closed, why]


def test_what_is_told_of_others_than_the_question_names_does_not_join(tmp_path: Path) -> None:
    ours, theirs = "Questa scelta di Lecce riguarda i porti.", "La regione compra due navi per i porti."
    question = "Che cosa sceglie Lecce sulle navi e sui porti?"
    assert quoted(tmp_path, question, ours, porti=f"Le navi nuove\n\n{theirs}") == [ours]


def test_who_somebody_is_is_told_wherever_he_is_named_in_full(tmp_path: Path) -> None:
    assert quoted(tmp_path, "Chi è Carlo Riva?", SIGNED, PRAISED) == [SIGNED]
    assert quoted(tmp_path, "Chi è Elio Riva?", SIGNED, PRAISED) == []


def test_who_heads_a_body_is_not_answered_with_who_heads_another_of_a_longer_name(tmp_path: Path) -> None:
    other = "Carlo Riva è presidente di LIPU Servizi Verdi e guida la sede."
    ours = "Anna Neri, presidente della Federazione LIPU, ha lodato il patto della valle."
    assert quoted(tmp_path, "Chi è presidente di LIPU?", other) == [other]
    assert quoted(tmp_path, "Chi è presidente di LIPU?", other, ours) == [ours]


def test_what_somebody_said_is_not_answered_with_what_he_did(tmp_path: Path) -> None:
    said = "«Il patto ci unisce», ha detto Carlo Riva."
    assert quoted(tmp_path, "Che cosa ha detto Carlo Riva del patto?", SIGNED, PRAISED) == []
    assert quoted(tmp_path, "Che cosa ha detto Carlo Riva del patto?", SIGNED, PRAISED, said) == [said]


def test_a_figure_that_another_article_disputes_is_told_with_the_other(tmp_path: Path) -> None:
    vote, other = (f"Il biglietto del tram di Torri è votato dai {many} sindaci." for many in (19, 12))
    assert quoted(tmp_path, "Quanti sindaci votano il biglietto?", vote, voto=f"Il voto\n\n{other}") == [vote, other]
