"""Does a sentence name a cause?"""

import pytest

from rag.answering.choosing.causes import declares_cause, names_cause


@pytest.mark.parametrize(
    ("text", "language", "named"),
    [
        ("The mill made sheet steel for car bodies.", "en", False),  # "car" gives reasons in French alone
        ("Le chantier ferme, car le client a disparu.", "fr", True),
        ("The company blamed high electricity prices.", "en", True),
        ("La ligne sera supprimée, faute de passagers.", "fr", True),
        ("Il club, dopo aver perso lo sponsor, ha venduto.", "it", True),
        ("Una frana ha bloccato i lavori.", "it", True),
        ("Ha bloccato il telefono.", "en", False),
        ("Il club gioca a Lecce.", "it", False),
        ("Vanwege de storm, because of it.", "nl", True),  # a language without cues of its own
    ],
)
def test_each_language_names_causes_in_its_own_words(text: str, language: str, named: bool) -> None:
    assert names_cause(text, language) is named


@pytest.mark.parametrize(
    ("text", "declared"),
    [
        ("All'origine del ritardo c'è un fallimento.", True),
        ("A bloccarli è stato il ritrovamento di una fornace.", True),
        ("Grund dafür war eine Klage.", True),
        ("Il fallimento è di marzo.", False),
    ],
)
def test_a_sentence_may_set_out_to_name_one(text: str, declared: bool) -> None:
    assert declares_cause(text) is declared
