"""Words of degree: which there are, what they count, and what only looks like one."""

from __future__ import annotations

import pytest

from rag.language.quantifiers import ALL, FEW, MANY, MOST, NONE, SOME, find_quantifiers
from rag.language.words import find_words


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("Alcuni soci hanno votato.", "it", [(SOME, "soci")]),
        ("La maggior parte dei soci ha votato.", "it", [(MOST, "soci")]),
        ("Quasi tutti i soci hanno votato.", "it", [(MOST, "soci")]),
        ("Tutte le nuove licenze sono vietate.", "it", [(ALL, "nuove")]),
        ("È vietato in tutta la provincia.", "it", [(ALL, "provincia")]),
        ("Molti turisti e pochi residenti.", "it", [(MANY, "turisti"), (FEW, "residenti")]),
        ("No houses were sold.", "en", [(NONE, "houses")]),
        ("Nearly all of the houses were sold.", "en", [(MOST, "houses")]),
        ("Nicht alle Häuser wurden verkauft.", "de", [(MOST, "hauser")]),
        ("Il mercato si tiene ogni mese.", "it", []),
        ("The bridge is no longer open at all.", "en", []),
        ("È il quadro più caro, the most expensive.", "en", []),
    ],
)
def test_words_of_degree_are_found(text: str, language: str, found: list[tuple[int, str]]) -> None:
    words = find_words(text, language)
    told = find_quantifiers(text, words, language)
    assert [(one.degree, words[one.noun].surface) for one in told if one.noun is not None] == found
