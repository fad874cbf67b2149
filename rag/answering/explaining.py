"""Tell why an answer is what it is: for a trace a person can read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from rag.answering.choosing.answerability import answerable, judge_for, rank_sentences
from rag.answering.choosing.measuring import measure_all
from rag.answering.drafting import Asked, Draft, Rewriting
from rag.language.questions import Question
from rag.types import Answer, SearchResult

_SHOWN = 5


def explain(
    asked: Asked, result: SearchResult, made: Answer, draft: Draft, rewritings: Sequence[Rewriting] = ()
) -> dict[str, object]:
    """Return why `made` is what it is: what was understood and measured, what a model was asked and said."""
    return {
        "question": asked.question,
        "interpreted": asked.interpreted.question,
        "language": asked.language,
        "engine": made.engine,
        "abstained": made.abstained,
        "parts": [explain_part(part, result) for part in asked.parts],
        "rewritings": [dict(rewriting.record) for rewriting in rewritings],
        **draft.record,
        "claims": [
            {"text": claim.text, "verdict": claim.verdict, "checks": dict(claim.checks)} for claim in made.claims
        ],
        "warnings": [asdict(notice) for notice in made.warnings],
        "usage": asdict(made.usage),
        "timings_ms": asdict(made.timings_ms),
    }


def explain_part(part: Question, result: SearchResult) -> dict[str, object]:
    """Return the kind asked for, the probability of an answer, and the best sentences with their features."""
    judge = judge_for(result)
    ranked = rank_sentences(measure_all(result, part), judge)
    return {
        "text": part.text,
        "kind": part.kind,
        "words": [word.surface for word in part.words],
        "names": [name.text for name in part.names],
        "focus": part.focus.text if part.focus else None,
        "answerable": round(answerable(part, ranked, judge), 4),
        "threshold": judge.threshold,
        "sentences": [
            {
                "file": item.measured.sentence.file,
                "start": item.measured.sentence.start,
                "end": item.measured.sentence.end,
                "text": item.measured.sentence.text,
                "score": round(item.score, 4),
                "features": {name: round(value, 4) for name, value in asdict(item.measured.features).items()},
            }
            for item in ranked[:_SHOWN]
        ],
    }
