"""The page speaks the language that was chosen, else the browser's."""

import pytest

from ui.words import words_for


@pytest.mark.parametrize(
    ("chosen", "accepted", "spoken"),
    [
        ("it", "en-US,en;q=0.9", "it"),
        ("en", "it-IT", "en"),
        (None, "it-IT,it;q=0.9,en;q=0.8", "it"),
        (None, "en-US,it;q=0.5", "en"),
        (None, "IT", "it"),
        (None, None, "en"),
        (7, "it", "en"),
        ("<b>", None, "en"),
    ],
)
def test_the_language_chosen_comes_before_the_browsers(chosen: object, accepted: str | None, spoken: str) -> None:
    assert words_for(chosen, accepted).language == spoken
