"""A number, a date or a form of words is found by its value, and a wrong one never passes for it."""

import pytest

from evals.metrics.values import dates_of, numbers_of, states


@pytest.mark.parametrize(
    ("text", "form", "language"),
    [
        ("È costato 4,2 milioni di euro.", "4,2 milioni", "it"),
        ("It cost 4.2 million euros.", "4,2 milioni", "en"),
        ("It cost 4,200,000 euros.", "4,2 milioni", "en"),
        ("Sono 4.200.000 euro", "4,2 milioni", "it"),
        ("Es kostete 4,2 Millionen Euro", "4.2 million", "de"),
        ("420万ユーロかかった", "4,2 milioni", "ja"),
        ("vale 1,8 mld di euro", "1.8 billion", "it"),
        ("vale 1.800 milioni", "1,8 miliardi", "it"),
        ("rund 1,8 Milliarden", "1,8 miliardi", "de"),
        ("18억 유로", "1,8 miliardi", "ko"),
        ("il 20 per cento", "20%", "it"),
        ("le 20 % du marché", "20 per cento", "fr"),
        ("dopo 19 anni", "19 anni", "it"),
        ("19년 만에", "19년", "ko"),
        ("Il 12 gennaio 2026 a Orvella", "12/01/2026", "it"),
        ("on January 12, 2026", "12 gennaio 2026", "en"),
        ("Il 12 gennaio 2026 a Orvella", "gennaio 2026", "it"),
        ("Il 12 gennaio 2026 a Orvella", "2026", "it"),
        ("entro il 2030", "2030", "it"),
        ("per ANIE firma Marco Vecchio", "marco vecchio", "it"),
        ("l'ANIE e l’Esra", "ANIE", "it"),
        ("000_40d0143d2f7938b3.txt", "000_40d0143d2f7938b3", "und"),
    ],
)
def test_what_is_stated_is_found_in_either_notation(text: str, form: str, language: str) -> None:
    assert states(text, form, language)


@pytest.mark.parametrize(
    ("text", "form", "language"),
    [
        ("È costato 42 milioni di euro.", "4,2 milioni", "it"),
        ("È costato 4,2 milioni di euro.", "42 milioni", "it"),
        ("È costato 4,2 miliardi di euro.", "4,2 milioni", "it"),
        ("È costato 4,2 euro.", "4,2 milioni", "it"),
        ("È costato 14,2 milioni.", "4,2 milioni", "it"),
        ("È costato 4,25 milioni.", "4,2 milioni", "it"),
        ("sono 42 milioni", "42", "it"),
        ("il 42 %", "42", "it"),
        ("sono 42", "42%", "it"),
        ("sono 4.200 metri", "4,2", "it"),
        ("it is 4.200 m", "4200", "en"),
        ("dopo 119 anni", "19 anni", "it"),
        ("dopo 19 giorni", "19 anni", "it"),
        ("Il 12 febbraio 2026", "12 gennaio 2026", "it"),
        ("Il 12 gennaio 2025", "2026", "it"),
        ("a gennaio 2026", "12 gennaio 2026", "it"),
        ("entro il 20300", "2030", "it"),
        ("Marco Vecchi", "Marco Vecchio", "it"),
        ("", "4,2", "it"),
        ("nulla", "", "it"),
    ],
)
def test_another_value_is_not_taken_for_it(text: str, form: str, language: str) -> None:
    assert not states(text, form, language)


def test_numbers_are_read_without_those_of_dates() -> None:
    text = "Il 12 gennaio 2026 ha speso 1.250,50 euro, il 3,5% di 2 mila milioni"
    assert numbers_of("Il 12 gennaio 2026 ha speso 1.250,50 euro, il 3,5%", "it") == ("1250.5", "3.5%")
    assert dates_of(text, "it") == ("2026-01-12",)


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("1.234", "it", "1234"),
        ("1.234", "en", "1.234"),
        ("1,234", "en", "1234"),
        ("1,234", "it", "1.234"),
        ("0,125", "it", "0.125"),
        ("1 234 567", "fr", "1234567"),
        ("12,5", "en", "12.5"),
        ("2 Billionen", "de", "2000000000000"),
        ("2 billion", "en", "2000000000"),
    ],
)
def test_the_language_settles_what_a_mark_means(text: str, language: str, value: str) -> None:
    assert numbers_of(text, language) == (value,)
