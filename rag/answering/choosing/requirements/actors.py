"""Put who acted before who only speaks of it: "who signs?" is answered by the signature, not by whom it pleases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rag.answering.choosing.answerability import Scored
from rag.answering.choosing.kinds import ACTOR, SPEAKER, asks_who_says
from rag.language.questions import Question

_NEAR = 0.5  # share of the score of a sentence that only quotes somebody, from which one that names who acted is better


def actors_first(part: Question, ranked: Sequence[Scored]) -> Sequence[Scored]:
    """Return the ranking; where its best only quotes somebody, the best near it that names who may have acted leads.

    That one then has the score of the best before. Who asks who says something asks for the one quoted.
    """
    if part.kind != "person" or not ranked or ranked[0].measured.features.kind != SPEAKER:
        return ranked
    if part.quotes or asks_who_says(part):
        return ranked
    least = _NEAR * ranked[0].score
    leads = next((item for item in ranked if item.score >= least and item.measured.features.kind == ACTOR), None)
    if leads is None:
        return ranked
    return [replace(leads, score=ranked[0].score), *(item for item in ranked if item is not leads)]
