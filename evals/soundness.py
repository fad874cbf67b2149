"""Judge one gold question by itself: whether it says one consistent thing, and whether the right answer passes.

It reads neither articles nor other questions. "Passes" is taken literally: an answer that repeats the evidence
word for word must tell every vital nugget and hit nothing forbidden, for each set of evidence that is said to suffice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from evals.matching import fold, mentions, mentions_any
from evals.questions import Expected, Question

REFUSED = ("abstain", "correct_premise")
FORMED = ("number", "date", "name", "correct_premise")  # kinds whose value is told by a form of accept
DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
NEVER_ANSWERED = ("unanswerable", "out_of_scope", "false_premise")


def faults_of(question: Question) -> Iterator[str]:
    """Yield what is wrong with a question, nothing when it is sound."""
    yield from _plain(question)
    yield from _answer(question)
    yield from _kind(question.expected)
    yield from _sets(question)
    yield from _passes(question)


def _plain(q: Question) -> Iterator[str]:
    for name in ("id", "cluster", "question", "author"):
        if not getattr(q, name).strip():
            yield f"{name} is empty"
    if q.as_of is not None and not DATE.fullmatch(q.as_of):
        yield f"as_of must be an ISO date, got {q.as_of!r}"
    if (q.type == "follow_up") != bool(q.history):
        yield "a follow_up has a history, and no other type has one"
    names = [nugget.id for nugget in q.nuggets]
    if len(set(names)) < len(names):
        yield "two nuggets have the same id"
    forms = [*q.expected.accept, *(form for nugget in q.nuggets for form in nugget.match)]
    if any(not fold(form.strip("*")) for form in [*forms, *(f.text for f in q.forbidden)]):
        yield "a form of accept, match or forbidden is empty"
    numbered = next((form for form in forms if form.endswith("*") and any(c.isdigit() for c in form)), None)
    if numbered is not None:
        yield f"the form {numbered!r} tells a number and cannot end in *: 5,1 milion* hides that it is millions"
    if any(not nugget.match for nugget in q.nuggets):
        yield "a nugget without match can never be told"


def _answer(q: Question) -> Iterator[str]:
    """Yield where answerable, type, kind and nuggets contradict one another."""
    refused = q.expected.kind in REFUSED
    if q.answerable == refused:
        yield f"answerable is {str(q.answerable).lower()}, yet kind {q.expected.kind!r} is expected"
    if q.answerable and q.type in NEVER_ANSWERED:
        yield f"a question of type {q.type} is not answerable"
    if q.answerable and not q.vital:
        yield "an answerable question needs a vital nugget"
    if not q.answerable and q.vital:
        yield f"the vital nugget {q.vital[0].id} contradicts answerable false"
    wants = q.expected.kind != "abstain"
    if wants != bool(q.evidence):
        yield f"kind {q.expected.kind!r} needs {'evidence' if wants else 'no evidence'}"


def _kind(expected: Expected) -> Iterator[str]:
    """Yield where the value is not of its kind."""
    value, kind = expected.value, expected.kind
    shapes: dict[str, type | tuple[type, ...]] = {"number": (int, float), "list": tuple, "abstain": type(None)}
    if not isinstance(value, shapes.get(kind, str)):
        yield f"the value of kind {kind!r} cannot be {value!r}"
    elif kind == "date" and not DATE.fullmatch(str(value)):
        yield f"a date is YYYY, YYYY-MM or YYYY-MM-DD, got {value!r}; one without its year is a text"
    elif kind == "list" and isinstance(value, tuple) and len(value) < 2:
        yield "a list has at least two members"
    if kind in FORMED and not expected.accept:
        yield f"kind {kind!r} needs the forms in accept"
    if expected.unit is not None and kind != "number":
        yield "only a number has a unit"
    if kind == "abstain" and expected.accept:
        yield "an abstention accepts no form"


def _sets(q: Question) -> Iterator[str]:
    used = {index for group in q.evidence_sets for index in group}
    if used != set(range(len(q.evidence))):
        yield f"evidence_sets must use each of the {len(q.evidence)} pieces of evidence and no other"
    if any(not group or len(set(group)) < len(group) for group in q.evidence_sets):
        yield "an evidence set is empty or names a piece twice"
    elif q.type == "multi_hop" and used <= set(range(len(q.evidence))):
        if any(len({q.evidence[index].file for index in group}) < 2 for group in q.evidence_sets):
            yield "every evidence set of a multi_hop question spans two files"


def _passes(q: Question) -> Iterator[str]:
    """Yield why an answer that repeats the evidence would not pass."""
    for group in q.evidence_sets:
        told = [q.evidence[index] for index in group if index < len(q.evidence)]
        text = " \n ".join(f"{evidence.quote} {evidence.file}" for evidence in told)
        for nugget in q.vital:
            if not mentions_any(text, nugget.match):
                yield f"no form of nugget {nugget.id} stands in evidence set {list(group)}"
        if q.expected.kind in FORMED and not mentions_any(text, q.expected.accept):
            yield f"no form of accept stands in evidence set {list(group)}"
    rights = [*(e.quote for e in q.evidence), *q.expected.accept, *_values(q.expected)]
    rights += [form for nugget in q.nuggets for form in nugget.match]
    for forbidden in q.forbidden:
        right = next((text for text in rights if mentions(text, forbidden.text)), None)
        if right is not None:
            yield f"the forbidden {forbidden.text!r} stands in what is right: {right[:60]!r}"


def _values(expected: Expected) -> tuple[str, ...]:
    if isinstance(expected.value, tuple):
        return expected.value
    return (expected.value,) if isinstance(expected.value, str) else ()
