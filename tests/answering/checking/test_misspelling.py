"""A copy that a slip of the pen makes unreadable is not shown as borne out; a word of its own is."""

import pytest

from rag.answering.checking import check

SOURCE = "Il paziente rischia di perdere la vista per una cheratite da lenti."


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("Il paziente rischia di perdere la vista.", "supported"),
        ("Il paziente risca di perdere la vista.", "partial"),
        ("Il paziente rischia di perdere la vista per una cherattite da lenti.", "partial"),
        ("Il paziente rischia la vista per una cheratite.", "supported"),
    ],
)
def test_a_misspelt_copy_is_borne_out_in_part(claim: str, verdict: str) -> None:
    assert check(claim, [SOURCE]).verdict == verdict
