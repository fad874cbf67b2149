"""Weigh evidence: which sentence answers best, and whether the articles answer at all.

Two models over the features of `evidence.py`, their weights in `answerability.json`, made by `python -m
evals.calibration`. The first, a conditional logit, ranks the sentences of a search; the second, a logistic one, looks
at the best of them and says how likely it is that it answers. Both exist twice: for searches with sentence vectors of
the e5 models, whose cosines have a known scale, and for words alone.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from importlib import resources
from typing import Any

from rag.answering.choosing.measuring import Measured
from rag.language.questions import Question
from rag.types import SearchResult

_LACKING = ("person", "time", "place", "quantity", "list")
_NOTHING = 0.05  # a share of the question's words that is none
_FULL = 0.99  # share of the words of a name, by rarity, that is all of them


@dataclass(frozen=True, slots=True)
class Weights:
    """Hold one model: a weight by feature name, and the bias; a feature without a weight does not count."""

    bias: float
    by_feature: Mapping[str, float]

    def total(self, row: Mapping[str, float]) -> float:
        """Return the weighted sum of a row of features."""
        return self.bias + sum(weight * row[name] for name, weight in self.by_feature.items())

    def probability(self, row: Mapping[str, float]) -> float:
        """Return the probability, 0..1, that a logistic model gives a row of features."""
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, self.total(row)))))


@dataclass(frozen=True, slots=True)
class Judge:
    """Hold both models and the threshold below which the articles do not tell."""

    choosing: Weights
    answering: Weights
    threshold: float

    @property
    def sees_vectors(self) -> bool:
        """Tell whether the judge weighs cosines."""
        return "similarity" in self.choosing.by_feature


@dataclass(frozen=True, slots=True)
class Scored:
    """Hold one sentence with the probability, 0..1, that of all it is the one that answers, if one does."""

    measured: Measured
    score: float


def judge_for(result: SearchResult) -> Judge:
    """Return the judge that fits a search: one for cosines of a known scale, one for words alone."""
    return _judges()["vectors" if result.similarities else "words"]


def rank_sentences(measured: Sequence[Measured], judge: Judge) -> list[Scored]:
    """Return the sentences best first; ties go to the earlier one."""
    return rank(measured, judge.choosing)


def rank(measured: Sequence[Measured], choosing: Weights) -> list[Scored]:
    """Return the sentences best first, each with its share of the softmax over all; ties go to the earlier one."""
    totals = [choosing.total(asdict(item.features)) for item in measured]
    highest = max(totals, default=0.0)
    chances = [math.exp(total - highest) for total in totals]
    scored = [Scored(item, chance / sum(chances)) for item, chance in zip(measured, chances, strict=True)]
    return sorted(scored, key=lambda item: (-round(item.score, 9), item.measured.index))


def answerable(part: Question, ranked: Sequence[Scored], judge: Judge) -> float:
    """Return the probability, 0..1, that the best of `ranked` answers `part`; 0 when there is none.

    A sentence that shares no word with the question, nor a near one, is no evidence at all; across languages only
    without cosines, where words can hardly meet. Who somebody is, is told wherever his name stands in full.
    """
    if not ranked:
        return 0.0
    best = ranked[0].measured.features
    if best.nearby < _NOTHING and (not judge.sees_vectors or not best.foreign):
        return 0.0
    if part.kind == "definition" and part.names and all(name.person for name in part.names) and best.coverage >= _FULL:
        return 1.0
    return judge.answering.probability(question_row(part, ranked))


def question_row(part: Question, ranked: Sequence[Scored]) -> dict[str, float]:
    """Return the features of a question as a whole: those of its best sentence and how it stands out."""
    top = ranked[:3]
    best = ranked[0].measured.features
    kind = best.kind
    return {
        **asdict(best),
        "rivals": sum(item.score for item in top) / len(top),
        "reason": float(part.kind == "reason"),
        **{f"no_{name}": float(part.kind == name) * (1.0 - kind) for name in _LACKING},
        "no_reason": float(part.kind == "reason" and kind == 0),
        "reason_unsaid": float(part.kind == "reason") * (1.0 - best.verbal),
        "nameless_at_home": best.nameless * (1.0 - best.foreign),
        "quantity": float(part.kind == "quantity"),
        "open": float(part.kind in ("thing", "definition")),
        "unnamed": float(not part.names),
    }


@cache
def _judges() -> dict[str, Judge]:
    """Read the weights that travel with the package."""
    text = (resources.files("rag.answering.choosing") / "answerability.json").read_text(encoding="utf-8")
    return {
        name: Judge(_weights(table["choosing"]), _weights(table["answering"]), float(table["threshold"]))
        for name, table in json.loads(text)["judges"].items()
    }


def _weights(table: Mapping[str, Any]) -> Weights:
    return Weights(float(table["bias"]), {name: float(value) for name, value in table["weights"].items()})
