"""Names and quantities: what counts as one, and where it stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.language.names import find_names, opening_name
from rag.language.numbers import find_quantities


def people(text: str) -> list[str]:
    return [name.text for name in find_names(text, "it") if name.person]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lo dice Anna Bianchi a Torino.", ["Anna Bianchi"]),
        ("il presidente di ACME Carlo Neri", ["Carlo Neri"]),
        ("il Presidente del Consiglio Lea Riva", ["Lea Riva"]),
        ("Vincenzo de Rossi e la Banca Centrale", ["Vincenzo de Rossi"]),
        ("la Corea del Sud e l'asse Roma-Seul", []),
        ("European Chips Act", []),
        ("Ieri pioveva.", []),
    ],
)
def test_people_are_told_from_bodies_and_places(text: str, expected: list[str]) -> None:
    assert people(text) == expected


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Nvidia investe in Italia?", "Nvidia"),
        ("Brassica ha vinto la gara?", "Brassica"),
        ("Brassica non ha vinto?", "Brassica"),
        ("Esistono accordi con il Giappone?", None),
        ("Esiste un accordo?", None),
        ("Scade il bando?", None),
        ("Serve un permesso per entrare?", None),
        ("Danni del maltempo", None),
        ("Nvidia", None),
        ("nvidia investe in Italia?", None),
    ],
)
def test_the_name_that_opens_a_question_is_told_from_a_verb(question: str, name: str | None) -> None:
    found = opening_name(question, "it")
    assert (found and found.text) == name
    assert found is None or question[found.start : found.end] == name


def test_a_verb_before_its_subject_is_no_part_of_the_name() -> None:
    assert [name.text for name in find_names("Partecipa la Francia?", "it")] == ["Francia"]
    assert [name.text for name in find_names("Banca di Toscana paga.", "it")] == ["Banca di Toscana"]


def test_an_acronym_is_a_name_even_at_the_start() -> None:
    assert [name.text for name in find_names("ANAS apre. Ieri chiude.", "it")] == ["ANAS"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,8 miliardi di euro", [("1,8 miliardi di euro", "money")]),
        ("€1.8 billion", [("€1.8 billion", "money")]),
        ("240 million euros", [("240 million euros", "money")]),
        ("pari al 3% del totale", [("3%", "percent")]),
        ("il 3 per cento", [("3 per cento", "percent")]),
        ("12.345 persone", [("12.345", "count")]),
        ("dopo diciannove anni", [("diciannove", "count")]),
        ("nel 2024", []),
        ("il codice AB12", []),
        ("centotrentuno navi e seicento barche", [("centotrentuno", "count"), ("seicento", "count")]),
        ("la Venture del Trentino nel Novecento", []),
    ],
)
def test_quantities_keep_their_kind_and_years_are_none(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(q.text, q.kind) for q in find_quantities(text, "it")] == expected


@given(st.text(max_size=200))
def test_names_and_quantities_keep_their_place(text: str) -> None:
    for name in find_names(text, "it"):
        assert text[name.start : name.end] == name.text
    for quantity in find_quantities(text, "it"):
        assert text[quantity.start : quantity.end] == quantity.text
