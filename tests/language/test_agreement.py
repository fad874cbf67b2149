"""What several did is not what one did."""

import pytest

from rag.language.agreement import has_one_do_what_several_do


@pytest.mark.parametrize(
    ("text", "sentence", "told"),
    [
        ("Anna Neri ha firmato il patto.", "Anna Neri e Ugo Riva hanno firmato il patto.", True),
        ("Anna Neri è partita.", "Anna Neri e Ugo Riva sono partiti.", True),
        ("Anna Neri e Ugo Riva hanno firmato il patto.", "Anna Neri e Ugo Riva hanno firmato il patto.", False),
        ("Anna Neri ha letto il patto.", "Anna Neri e Ugo Riva hanno firmato il patto.", False),
    ],
)
def test_one_is_told_to_do_what_several_do(text: str, sentence: str, told: bool) -> None:
    assert has_one_do_what_several_do(text, sentence) is told
