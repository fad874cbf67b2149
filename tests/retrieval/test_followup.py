"""Follow-ups: what an elliptic question borrows, and that a whole one borrows nothing."""

from __future__ import annotations

import pytest

from rag.retrieval.followup import chosen_by, stand_alone


@pytest.mark.parametrize(
    ("earlier", "question", "language", "expected"),
    [
        ("Chi ha firmato per ACME?", "E per ZETA?", "it", "Chi ha firmato per ZETA?"),
        ("Who signed for ACME?", "And for ZETA?", "en", "Who signed for ZETA?"),
        ("Chi dirige il Museo Civico?", "Quando lo ha fondato?", "it", "Quando lo ha fondato (Museo Civico)?"),
        (
            "Quante scuole serali ci sono a Bari?",
            "E quanti iscritti hanno?",
            "it",
            "quanti iscritti hanno (Bari; scuole serali)?",
        ),
        ("Chi ha inventato il sensore di Rossi?", "Quando?", "it", "Quando (inventato sensore Rossi)?"),
        ("Quante scuole serali ci sono a Bari?", "E nel 2024?", "it", "Quante nel 2024 (scuole serali Bari)?"),
        ("Chi dirige il Museo Civico?", "E il prezzo?", "it", "Qual è il prezzo (Museo Civico)?"),
        ("How many watches did ACME recall?", "in the US?", "en", "How many in the US (watches ACME recall)?"),
        (
            "How many watches did ACME recall?",
            "What about the Clip 2?",
            "en",
            "How many the Clip 2 (watches ACME recall)?",
        ),
        ("What would the Sorvia dam cost?", "And the electric ferry?", "en", "What would the electric ferry (cost)?"),
        ("When will the Rigby plant open?", "Thanks. And who owns it?", "en", "who owns it (Rigby; plant)?"),
        ("Warum streicht Rigby den Halt?", "Ab wann?", "de", "Ab wann (Rigby den Halt)?"),
        ("Quand le train Lille-Metz part-il ?", "Qui l'exploite ?", "fr", "Qui l'exploite (Lille-Metz; train)?"),
        ("Quanto costa la diga secondo il sindaco?", "E chi la paga?", "it", "chi la paga (diga)?"),
        ("Chi dirige ACME?", "E chi è il presidente di ZETA?", "it", "chi è il presidente di ZETA?"),
        ("Chi dirige ACME?", "E chi è il presidente?", "it", "chi è il presidente (ACME)?"),
        ("Quanto vale il mercato italiano?", "E quello coreano?", "it", "Quanto vale il mercato coreano?"),
        ("Who signed the Korean pact?", "And the Japanese one?", "en", "Who signed the Japanese pact?"),
        ("Wer leitet ACME?", "Und die ZETA?", "de", "Wer leitet die ZETA?"),
        ("Quali articoli citano la Corea?", "E il Giappone?", "it", "Quali articoli citano il Giappone?"),
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


def test_a_follow_up_to_a_follow_up_leans_on_what_that_one_leant_on() -> None:
    history = [("Quante bollette emette la ditta Acquedotti?", "Mille."), ("Da quando?", "Da maggio.")]
    assert "Acquedotti" in stand_alone("E chi non le paga?", history, "it")
    assert "Acquedotti" not in stand_alone("E chi non le paga?", history[1:], "it")


def test_nouns_that_were_lent_beside_a_name_serve_the_search_alone() -> None:
    assert chosen_by("quanti iscritti hanno (Bari; scuole serali)?") == "quanti iscritti hanno (Bari)?"
    assert chosen_by("quanti iscritti hanno (scuole serali)?") == "quanti iscritti hanno (scuole serali)?"
    assert chosen_by("Chi dirige il museo (di Bari; dal 2020)") == "Chi dirige il museo (di Bari; dal 2020)"


def test_without_history_nothing_changes() -> None:
    assert stand_alone("E per ZETA?", [], "it") == "E per ZETA?"


def test_a_question_that_names_nothing_leans_on_what_was_named() -> None:
    history = [("Quando ha salpato la Ondina da Orvella?", "Ieri.")]
    assert stand_alone("Quante persone c'erano?", history, "it") == "Quante persone c'erano (Ondina da Orvella)?"
    assert stand_alone("Quanti visitatori ha il Museo del Sale?", history, "it").endswith("Museo del Sale?")


def test_a_follow_up_with_its_own_subject_drops_the_earlier_one() -> None:
    history = [("What would the Sorvia dam cost?", "82 million euros.")]
    assert "Sorvia" not in stand_alone("And the electric ferry?", history, "en")
