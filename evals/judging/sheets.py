"""Write what a judge is shown of one answer: the question, the facts it must tell, and the answer behind a fence.

Every text is a value, never a template, and stands on one line; the fence carries a hash of the answer, so that no
answer can close it. Knows no model and no reply.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from evals.metrics.retrieval import evidence_sets
from evals.questions import Question
from rag.answering.prompting import Message, inert, render
from rag.wire import to_text

SHOWN = 4  # quotations, at most
_LONGEST = 600  # characters of a quotation
_MOST = 6_000  # characters of an answer; who needs more has not answered
_NOTHING = "The articles do not answer this question; a right answer says so and asserts nothing else."


@dataclass(frozen=True, slots=True)
class Sheet:
    """Hold what is shown of one answer; `key` is a hash of it, `cluster` that of the question."""

    id: str
    cluster: str
    messages: tuple[Message, ...]

    @property
    def key(self) -> str:
        """Return the hash of all that is shown."""
        return hashlib.sha256(to_text([dict(m) for m in self.messages]).encode("utf-8", "replace")).hexdigest()


def sheet(id_: str, question: Question, answer: str) -> Sheet:
    """Return the sheet of an answer, given as text without markers."""
    said = inert(answer)[:_MOST]
    fence = f"=== answer {hashlib.sha256(said.encode('utf-8', 'replace')).hexdigest()[:16]} ==="
    text = render(
        "graded",
        question=_asked(question),
        facts=_listed(_facts(question)),
        quotes=_listed(item.quote[:_LONGEST] for group in evidence_sets(question)[:1] for item in group[:SHOWN]),
        wrong=_listed(f"{item.text} ({item.why})" for item in question.forbidden),
        fence=fence,
        answer=said,
    )
    rules = {"role": "system", "content": render("grade")}
    return Sheet(id_, question.cluster, (rules, {"role": "user", "content": text}))


def _asked(question: Question) -> str:
    """Return the question, and before it what was said before it."""
    turns = [f"(before: {inert(asked)} - {inert(said)})" for asked, said in question.history]
    return " ".join([*turns, inert(question.question)])


def _facts(question: Question) -> Iterable[str]:
    if question.answerable:
        return [nugget.text for nugget in question.vital]
    if question.expected.kind == "correct_premise":
        return [f"The question takes something false for granted. Right is: {question.expected.value}"]
    return [_NOTHING]


def _listed(texts: Iterable[str]) -> str:
    return "\n".join(f"- {inert(text)}" for text in texts) or "- none"
