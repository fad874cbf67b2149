"""Titles stay with who bears them, speakers with what they say, and relative clauses with whom they follow."""

from __future__ import annotations

import pytest

from rag.answering.checking import check

BOARD = (
    "La presidente del consorzio Marta Ghini ha incontrato il segretario della Uil Aldo Pesce.",
    "Lo storico Ennio Baraldi ha scritto la prefazione.",
)
PLANT = ("Plant manager Ruth Olsen showed the line to engineer Tariq Aziz, who designed it.",)
VOICES = ("«Non venderemo», ha detto Gina Poli, mentre per il sindaco Ivo Lamberti «la vendita è già decisa».",)


@pytest.mark.parametrize(
    ("claim", "sources"),
    [
        ("Marta Ghini, presidente del consorzio, ha incontrato Aldo Pesce.", BOARD),
        ("Lo storico Ennio Baraldi è autore della prefazione.", BOARD),
        ("La presidente del consorzio è Marta Ghini.", BOARD),
        ("The line was designed by engineer Tariq Aziz.", PLANT),
        ("Secondo il sindaco Lamberti la vendita è già decisa.", VOICES),
        ("Gina Poli has assured that they will not sell.", VOICES),
    ],
)
def test_a_title_and_a_voice_told_otherwise_pass(claim: str, sources: tuple[str, ...]) -> None:
    assert check(claim, sources).checks["roles"] != "failed"
    assert check(claim, sources).checks["attribution"] != "failed"


@pytest.mark.parametrize(
    ("failing", "claim", "sources"),
    [
        ("roles", "La presidente del consorzio Aldo Pesce ha incontrato Marta Ghini.", BOARD),
        ("roles", "Il segretario della Uil Ennio Baraldi ha scritto la prefazione.", BOARD),
        ("roles", "Il segretario della Uil è Marta Ghini.", BOARD),
        ("roles", "Plant manager Tariq Aziz showed the line.", PLANT),
        ("roles", "Ruth Olsen designed the line.", PLANT),
        ("attribution", "Secondo Gina Poli la vendita è già decisa.", VOICES),
    ],
)
def test_a_title_or_a_voice_of_another_is_caught(failing: str, claim: str, sources: tuple[str, ...]) -> None:
    found = check(claim, sources)
    assert (found.verdict, found.checks[failing]) == ("unsupported", "failed")


@pytest.mark.parametrize(
    ("claim", "source", "verdict"),
    [
        ("Dario Conti è il presidente del coro.", "Il direttore del coro Dario Conti ha firmato.", "partial"),
        (
            "Dario Conti è il direttore del coro.",
            "Il direttore del coro Dario Conti ha firmato.",
            "supported",
        ),
        ("La premier Ida Marti è a Seul.", "La presidente del Consiglio Ida Marti è a Seul.", "supported"),
        ("Prime minister Ida Marti is in Seoul.", "La presidente del Consiglio Ida Marti è a Seul.", "supported"),
        ("L'amministratore delegato Conti ha firmato.", "L'ad Conti ha firmato.", "supported"),
    ],
)
def test_a_post_that_no_source_tells_of_is_nobody_s(claim: str, source: str, verdict: str) -> None:
    assert check(claim, [source]).verdict == verdict
