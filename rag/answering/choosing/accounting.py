"""Ask more of a sentence that leaves words of the question unaccounted for.

"Quanto costa un biglietto al Teatro Verdi?" is not answered by what the restoration of the theatre cost: the passage
knows no ticket. A paraphrase leaves words untold as well, so they do not forbid an answer: they raise the bar, by the
share of what narrows the question.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from rag.answering.choosing.answerability import Judge, Scored
from rag.language.cues_eastern import EASTERN_CUES
from rag.language.questions import Question

# By how much the log-odds of an answer must be higher when all that narrows the question is untold, or astray: where
# a right answer is lost for about three answers that are wrong or to what no article tells.
_UNTOLD, _ASTRAY = 4.5, 7.0
_UNTOLD_OPEN = 2.0  # the same where anything may be the answer
_UNREAD = 0.75  # the same where question and article are written in other scripts, so that hardly a word can be told
_NEAR = 0.4  # share of the best sentence's score from which another may take its place
_EXACT = frozenset({"quantity", "time", "person", "place", "yesno", "reason", "manner", "definition"})


def fullest_first(part: Question, ranked: Sequence[Scored]) -> list[Scored]:
    """Return the ranking with those first, of the sentences near the best, that account for more of the question."""
    if not ranked or part.kind not in _EXACT:
        return list(ranked)
    least = _NEAR * ranked[0].score
    near = [item for item in ranked if item.score >= least]
    near.sort(key=lambda item: _left_out(item if not item.measured.features.foreign else ranked[0]))
    return [*near, *ranked[len(near) :]]


def _left_out(item: Scored) -> float:
    return round(item.measured.untold + item.measured.astray, 6)


def needed(part: Question, best: Scored, judge: Judge) -> float:
    """Return the probability, 0..1, from which `best` is taken to answer `part`."""
    if part.quotes or part.kind not in (*_EXACT, "thing"):
        return judge.threshold
    measured, exact = best.measured, part.kind in _EXACT
    astray = measured.astray if exact and part.kind != "reason" else 0.0  # a cause may stand behind what it caused
    more = (_UNTOLD if exact else _UNTOLD_OPEN) * measured.untold + _ASTRAY * astray
    if measured.features.foreign and part.language in EASTERN_CUES:
        more += _UNREAD
    return 1.0 / (1.0 + math.exp(-more) * (1.0 - judge.threshold) / judge.threshold)
