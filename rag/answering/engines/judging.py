"""Ask a language model for a second opinion on claims: two grades for each, in one call.

The claims and their quotes stand behind a fence; the reply must be the JSON asked for, each claim graded once and
nothing besides. Anything else, or a failing endpoint, gives no grades and says why.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from typing import Any

from rag.answering.drafting import Grade, Opinion
from rag.answering.drafts.thinking import ThoughtFilter
from rag.answering.endpoint.adapting import TooLong
from rag.answering.endpoint.client import ChatClient, Reply, Request
from rag.answering.endpoint.connection import Failure
from rag.answering.engines.metering import metered
from rag.answering.engines.prices import Prices
from rag.answering.prompting import judge_prompt

_CALLS = 2  # the one question, and once more without the fields that an endpoint refuses
_TOKENS, _FRAME = 40, 200  # of the reply, for each claim and around them
_GRADE = {"type": "integer", "enum": [0, 1, 2]}
SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "grades": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"claim": {"type": "integer"}, "support": _GRADE, "answers": _GRADE},
                "required": ["claim", "support", "answers"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["grades"],
    "additionalProperties": False,
}


def second_opinion(
    client: ChatClient,
    prices: Prices,
    question: str,
    claims: Sequence[tuple[str, Sequence[str]]],
    extra: Mapping[str, Any],
) -> Opinion:
    """Return a grade for each of `claims` (its text and its quotes), or an Opinion without grades that says why."""
    messages = judge_prompt(question, claims).messages
    request = Request(messages, _FRAME + _TOKENS * len(claims), schema=SCHEMA, extra=dict(extra))
    reply, problem = Reply(), ""
    try:
        with closing(client.chat(request, replace(client.allowance(), calls=_CALLS), reply)) as pieces:
            for _ in pieces:
                continue
    except (Failure, TooLong) as error:
        problem = str(error).rstrip(".") or "the model failed"
    grades = () if problem else read_grades(reply.text, len(claims))
    if not problem and not grades:
        problem = "the reply was not the grades asked for"
    usage = metered(messages, reply, prices, client.endpoint.model)
    record = {"messages": list(messages), "raw": reply.text, "problem": problem}
    return Opinion(grades, problem, usage, {**record, "total_ms": round(reply.total * 1000)})


def read_grades(raw: str, count: int) -> tuple[Grade, ...]:
    """Return the grades of `count` claims in their order; none when the reply is anything but exactly those."""
    thoughts = ThoughtFilter()
    text = thoughts.feed(raw) + thoughts.finish()
    try:
        document = json.loads(text[text.index("{") : text.rindex("}") + 1])
    except (ValueError, RecursionError):
        return ()
    rows = document.get("grades") if isinstance(document, dict) and set(document) == {"grades"} else None
    if not isinstance(rows, list) or len(rows) != count or not all(map(_is_grade, rows)):
        return ()
    by_claim = {row["claim"]: Grade(row["support"], row["answers"]) for row in rows}
    return tuple(by_claim[n] for n in range(1, count + 1)) if set(by_claim) == set(range(1, count + 1)) else ()


def _is_grade(row: object) -> bool:
    if not isinstance(row, dict) or set(row) != {"claim", "support", "answers"}:
        return False
    whole = all(type(value) is int for value in row.values())
    return whole and row["support"] in (0, 1, 2) and row["answers"] in (0, 1, 2)
