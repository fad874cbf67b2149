"""What is done is not still to come."""

from __future__ import annotations

import pytest

from rag.answering.checking import check

SIGNED = "I ministri Conti e Marti hanno firmato a Oslo un patto, e apriranno una sede a Bari."


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("Conti e Marti firmeranno a Oslo un patto.", "unsupported"),
        ("Il patto sarà firmato a Oslo.", "unsupported"),
        ("Conti and Marti will sign a pact in Oslo.", "unsupported"),
        ("Conti e Marti hanno firmato a Oslo un patto.", "supported"),
        ("Conti e Marti apriranno una sede a Bari.", "supported"),
        ("Conti and Marti will open an office in Bari.", "supported"),
    ],
)
def test_what_is_done_is_not_told_as_still_to_come(claim: str, verdict: str) -> None:
    found = check(claim, [SIGNED])
    assert (found.verdict, found.checks["hedge"] == "failed") == (verdict, verdict != "supported")
