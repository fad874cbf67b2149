"""What is said to be planned, what a month does not hedge, and what the writer tells amid somebody's words."""

from __future__ import annotations

import pytest

from rag.answering.checking import check

CUT = "The miner Tolmar said on Thursday, 9 April 2026, that it would cut output at its Vega plant."
AUDIT = "The audit, carried out between May and July, cost £210,000."
DEAL = "The deal, which must still be approved by regulators in Rome, is expected to close in 2027."
SILENT = "Eine Sprecherin von Hafen Nord wollte sich dazu nicht äußern."
FERRY = "Die Fähre „Rugard“, 1994 in Rostock gebaut, soll nach Griechenland verkauft werden."
STUDY = "I giudici hanno ritenuto insufficiente la perizia, firmata nel 2021 dallo studio Trevi."
TERM = 'Ogni gruppo ha due "capi squadra" e dieci operai.'
PAROLE = "Judge Ada Holm will sentence Marr on 9 May; he faces up to seven years in prison."


@pytest.mark.parametrize(
    ("claim", "source", "stands"),
    [
        ("Tolmar will cut output at its Vega plant.", CUT, True),
        ("The cut was announced on 9 April 2026.", CUT, True),
        ("Tolmar has cut output at its Vega plant.", CUT, False),
        ("The audit cost £210,000.", AUDIT, True),
        ("The audit cost £310,000.", AUDIT, False),
        ("Regulators in Rome have yet to approve the deal.", DEAL, True),
        ("The deal closed in 2027.", DEAL, False),
        ("Eine Sprecherin von Hafen Nord äußerte sich nicht dazu.", SILENT, True),
        ("Eine Sprecherin von Hafen Nord äußerte sich dazu.", SILENT, False),
        ("Die Fähre Rugard wurde 1994 in Rostock gebaut.", FERRY, True),
        ("Die Fähre Rugard wurde nach Griechenland verkauft.", FERRY, False),
        ("Lo studio Trevi ha firmato la perizia nel 2021.", STUDY, True),
        ("La perizia è insufficiente.", STUDY, False),
        ("I capi squadra di ogni gruppo sono due.", TERM, True),
        ("I capi squadra di ogni gruppo sono tre.", TERM, False),
        ("Marr could spend seven years in prison.", PAROLE, True),
        ("Marr will spend seven years in prison.", PAROLE, False),
    ],
)
def test_a_plan_a_month_and_a_term_are_told_apart(claim: str, source: str, stands: bool) -> None:
    assert (check(claim, [source]).verdict == "supported") == stands
