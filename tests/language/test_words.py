"""Words: folding, elision, stems, function words, scripts without spaces."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.language.words import content_terms, find_words, fold, index_terms, stop_words, vocabulary


def content(text: str, language: str = "it") -> list[str]:
    return [word.surface for word in find_words(text, language) if not word.stop]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("L'accordo dell’European Chips Act", "it", ["accordo", "european", "chips", "act"]),
        ("un po' d’acqua all'1,8%", "it", ["acqua", "1,8"]),
        ("Città, perché È più", "it", ["citta"]),
        ("il piano 2026–2030", "it", ["piano", "2026", "2030"]),
        ("l'AI e l'IA", "it", ["ai", "ia"]),
        ("Lombardy's role in the US", "en", ["lombardy", "role", "us"]),
        ("SiC (carburo) e GaN", "it", ["sic", "carburo", "gan"]),
        ("e\u0301lan vital", "fr", ["elan", "vital"]),
        ("半導体協会", "ja", ["半導", "導体", "体協", "協会"]),
        ("한국 반도체", "ko", ["한국", "반도", "도체"]),
    ],
)
def test_content_words_are_folded_and_freed_of_function_words(text: str, language: str, expected: list[str]) -> None:
    assert content(text, language) == expected


@pytest.mark.parametrize(
    ("one", "other"), [("semiconduttore", "semiconduttori"), ("firmato", "firmata"), ("regione", "regioni")]
)
def test_forms_of_an_italian_word_share_a_stem(one: str, other: str) -> None:
    assert find_words(one, "it")[0].stem == find_words(other, "it")[0].stem


def test_folded_form_is_the_same_in_every_language() -> None:
    assert {find_words("Guidesi", language)[0].surface for language in ("it", "en", "ko", "und")} == {"guidesi"}


def test_index_terms_are_safe_for_a_word_index() -> None:
    terms = index_terms('"quote" AND (x OR y) * - ^ title:z NEAR/2', "en")
    assert not set('"()*^:') & set(terms.surfaces + terms.stems)


def test_an_unknown_language_has_no_function_words_and_no_stems() -> None:
    assert stop_words("xx") == frozenset()
    assert stop_words("../it") == frozenset()
    assert find_words("running", "xx")[0].stem == "running"


def test_vocabulary_holds_words_worth_a_vector() -> None:
    assert vocabulary("Nel 2024 l'Italia ha 3 porti a Bari", "it") == {"italia", "porti", "bari"}


@given(st.text(max_size=200), st.sampled_from(["it", "en", "ja", "und"]))
def test_words_keep_their_place(text: str, language: str) -> None:
    last = 0
    for word in find_words(text, language):
        assert text[word.start : word.end] == word.text
        assert word.surface
        assert word.start >= last
        last = word.start


@given(st.text(max_size=80))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    "text",
    [
        "L'accordo dell’ANIE con gli Stati Uniti (US), d'intesa con l'UE: 1.800 milioni, 3,5% in più!",
        "Anna's ship sails; it's late, says IT.",
        "日本と韓国 firmano a Seul 서울에서",
        "naïve cafe\u0301 ﬁrma Straße _x_ a_b ''s 's S",
        "",
    ],
)
def test_content_terms_are_the_content_words(text: str) -> None:
    for language in ("it", "en", "de", "und"):
        words = [word for word in find_words(text, language) if not word.stop]
        terms = [(term.surface, term.stem, term.vectored) for term in content_terms(text, language)]
        assert terms == [(word.surface, word.stem, word.vectored) for word in words]
