"""Settle what the articles say before a small model speaks: which sentences answer, how surely, which ones to show it.

A model of a billion parameters answers from nothing when the articles do not tell, and seldom says so. The extractive
engine decides whether there is an answer and where; the model is asked only then, and is shown few sentences.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rag.answering.choosing.about import about_article
from rag.answering.choosing.answerability import answerable, judge_for, rank_sentences
from rag.answering.choosing.measuring import measure_all
from rag.answering.drafting import Asked, Draft
from rag.answering.engines.budget import count_tokens
from rag.answering.engines.extractive import ExtractiveEngine
from rag.answering.prompting import inert
from rag.language.questions import Question
from rag.types import SearchResult

ROOM = 320  # tokens of o200k_base for the sentences shown; prompts of some 600 tokens in all
_MOST = 4  # sentences: in measured searches the fourth best held the answer in 95 of 100 that had it
_LEAST = 2  # for each part of a double question
_RELATED = 0.2  # share of the best score that a sentence needs to be evidence


@dataclass(frozen=True, slots=True)
class Ground:
    """Hold what is known of one part: the sentences that answer it, how surely (0..1), and all others by score."""

    part: Question
    quoted: tuple[int, ...]
    probability: float
    scores: tuple[tuple[int, float], ...]

    @property
    def related(self) -> frozenset[int]:
        """Return the places that may bear an answer out: those quoted, and those that score nearly as well."""
        least = _RELATED * self.scores[0][1] if self.scores else 1.0
        return frozenset(self.quoted) | {place for place, score in self.scores if score >= least}


@dataclass(frozen=True, slots=True)
class Grounds:
    """Hold the extractive draft, what it rests upon by part, and whether a model could say it better."""

    draft: Draft
    parts: tuple[Ground, ...]
    worth_asking: bool

    @property
    def answered(self) -> tuple[Ground, ...]:
        """Return the parts that the articles answer."""
        return tuple(ground for ground in self.parts if ground.quoted)

    @property
    def probability(self) -> float:
        """Return how surely the articles answer, of the least sure part that they answer."""
        return min((ground.probability for ground in self.answered), default=0.0)


def find_grounds(asked: Asked, result: SearchResult) -> Grounds:
    """Return what the articles say to each part of a question."""
    engine = ExtractiveEngine()
    draft = engine.draft(asked, result)
    if any(about_article(part, result) is not None for part in asked.parts):
        return Grounds(draft, (), worth_asking=False)  # a dateline or a headline is best quoted
    judge = judge_for(result)
    parts = []
    for part in asked.parts:
        ranked = rank_sentences(measure_all(result, part), judge)
        alone = draft if len(asked.parts) == 1 else engine.draft(replace(asked, parts=(part,)), result)
        quoted = tuple(place for claim in alone.claims for place in claim.sentences)
        scores = tuple((item.measured.index, item.score) for item in ranked)
        parts.append(Ground(part, quoted, answerable(part, ranked, judge), scores))
    return Grounds(draft, tuple(parts), worth_asking=bool(draft.claims))


def places_to_show(grounds: Sequence[Ground], result: SearchResult) -> tuple[int, ...]:
    """Return the places of the sentences to show: what is quoted first, then the best of each part, while they fit."""
    most = max(_LEAST, _MOST // max(1, len(grounds)))
    wanted = [place for ground in grounds for place in ground.quoted]
    wanted += [place for ground in grounds for place, _ in ground.scores[:most]]
    shown: list[int] = []
    left = ROOM
    for place in dict.fromkeys(wanted):
        left -= count_tokens(inert(result.sentences[place].text))
        if left >= 0 or not shown:
            shown.append(place)
    return tuple(shown)
