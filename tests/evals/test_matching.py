"""A form of words is found as a reader would find it, and not in another number or inside another word."""

import pytest

from evals.matching import fold, mentions, mentions_any


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Costa 1,8 miliardi.", "1,8 miliardi"),
        ("pari al 3\u00a0%", "3 %"),
        ("３％です", "3%"),
        ("이탈리아는18억 유로", "18억"),
        ("ANIEとKSIA", "ANIE"),
        ("dell’ANIE", "ANIE"),
        ("un «passo strategico»", "passo strategico"),
        ("il passo “strategico”", "passo strategico"),
        ("LUNEDI", "lunedì"),
        ("Säle in Zu\u0308rich", "Zürich"),
        ("nel 12.03.2024", "2024"),
        ("2026–2030", "2026-2030"),
        ("soluzioni analogiche", "analogic*"),
        ("analog", "analog*"),
        ("l'accordo\n  di Tokyo", "accordo di tokyo"),
        ("l’«impegno», disse", "l'impegno, disse"),
        ("co\u00adstato", "costato"),
        ("costo: €1.8 bn", "€1.8"),
    ],
)
def test_it_is_found(text: str, form: str) -> None:
    assert mentions(text, form)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Costa 11,8 miliardi.", "1,8 miliardi"),
        ("Costa 1,85", "1,8"),
        ("Costa 1.800", "1"),
        ("12.500 euro", "500"),
        ("nel 20245", "2024"),
        ("compANIE", "ANIE"),
        ("trenta", "tre"),
        ("soluzioni analogiche", "analogic"),
        ("Vecchione", "Vecchio"),
        ("ガス", "カス"),
        ("qualcosa", ""),
        ("qualcosa", "*"),
        ("", "x"),
    ],
)
def test_it_is_not_found(text: str, form: str) -> None:
    assert not mentions(text, form)


def test_one_form_of_several_is_enough() -> None:
    assert mentions_any("nineteen years", ["19 anni", "nineteen years"])
    assert not mentions_any("nineteen years", [])


def test_folding_twice_changes_nothing_more() -> None:
    for text in ("È l’«ANIE» — 3％", "ヴェッキオ", "김정", "Straße ﬁn"):
        assert fold(fold(text)) == fold(text)
