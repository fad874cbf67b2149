"""Sentences: what ends one, what does not, and that no character is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.language.sentences import split_sentences


def sentences(text: str) -> list[str]:
    return [span.of(text) for span in split_sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Il dott. Rossi parla. Poi tace.", ["Il dott. Rossi parla.", "Poi tace."]),
        ("Vedi art. 3 e pag. 12. Fine.", ["Vedi art. 3 e pag. 12.", "Fine."]),
        ("La L. n. 215 del 1992 vige.", ["La L. n. 215 del 1992 vige."]),
        ("Costa 3,5 mld. di euro. Poco.", ["Costa 3,5 mld. di euro.", "Poco."]),
        ("Mele, pere, ecc. Domani altro.", ["Mele, pere, ecc.", "Domani altro."]),
        ("Lo dice J. Kim a Seul.", ["Lo dice J. Kim a Seul."]),
        ("«Sì. Certo.» Poi uscì.", ["«Sì.", "Certo.»", "Poi uscì."]),
        ("Davvero? Sì! Forse… chissà.", ["Davvero?", "Sì!", "Forse… chissà."]),
        ("Ha detto: “Vieni!” e rise.", ["Ha detto: “Vieni!” e rise."]),
        ("Nel 2025. Poi altro.", ["Nel 2025.", "Poi altro."]),
        ("Mr. Smith met Dr. Lee. They left.", ["Mr. Smith met Dr. Lee.", "They left."]),
        ("これは文です。次の文です。", ["これは文です。", "次の文です。"]),
        ("1. Primo punto\n2. Secondo punto", ["1. Primo punto", "2. Secondo punto"]),
        ("Titolo\n\nTesto.\r\n\r\nAltro", ["Titolo", "Testo.", "Altro"]),
        ("una riga che continua,\nsotto di essa", ["una riga che continua,\nsotto di essa"]),
        ("- primo\n- secondo", ["- primo", "- secondo"]),
        ("", []),
        (" \n\t", []),
        ("parola", ["parola"]),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_a_paragraph_cut_at_a_fixed_width_is_read_as_one() -> None:
    text = (
        "The agreement was signed by the two parties in the city of\n"
        "Rome on Monday, and the ministers said that it would be the\n"
        "European answer. Paris agreed."
    )
    assert sentences(text) == [text[: text.index(" Paris")], "Paris agreed."]


@given(
    st.text(
        alphabet=st.characters(codec="utf-8") | st.sampled_from(" .!?\n\r«»“”\"'’dott. 1. ecc. \u00a0"), max_size=400
    )
)
def test_every_character_but_white_space_lies_in_exactly_one_sentence(text: str) -> None:
    end = 0
    for span in split_sentences(text):
        assert text[end : span.start].strip() == ""
        assert span.of(text) == span.of(text).strip() != ""
        end = span.end
    assert text[end:].strip() == ""


def test_a_very_long_line_is_split_quickly() -> None:
    text = "Parola " * 20_000 + "fine. " + "Altra frase breve. " * 5_000
    assert len(split_sentences(text)) == 5_001
