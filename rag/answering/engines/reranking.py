"""Have a language model put the passages found in order, in one call: those that help to answer the question first.

What comes back is looked at before it is used: numbers of passages that were shown, each once. Whatever it leaves out
follows in the order of the search, so a model can move a passage and lose none. Anything else, or a failing endpoint,
leaves the order of the search as it is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from contextlib import closing
from typing import Any

from rag.answering.drafting import Reranking, Rewriting
from rag.answering.drafts.thinking import ThoughtFilter
from rag.answering.endpoint.adapting import TooLong
from rag.answering.endpoint.client import ChatClient, Reply, Request
from rag.answering.endpoint.connection import Failure
from rag.answering.engines.metering import metered
from rag.answering.engines.prices import Prices
from rag.answering.prompting import Message, fence_for, inert, render
from rag.types import Passage

MOST_SHOWN = 16  # passages
_MOST_CHARACTERS = 900  # of a passage, and of the title before it
_MOST_BEST = 8
SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {"best": {"type": "array", "maxItems": _MOST_BEST, "items": {"type": "integer"}}},
    "required": ["best"],
    "additionalProperties": False,
}
_OBJECT = re.compile(r"\{[^{}]*\}")


def rerank(client: ChatClient, prices: Prices, room: int, question: str, passages: Sequence[Passage]) -> Reranking:
    """Return the places of `passages` as the model orders them; None when its reply cannot be used."""
    shown = [
        f"[{n}] {inert(p.title or '')[:200]}: {inert(p.text)[:_MOST_CHARACTERS]}" for n, p in enumerate(passages, 1)
    ]
    text, asked = "\n".join(shown[:MOST_SHOWN]), inert(question)
    prompt = render("rerank", fence=fence_for(text, asked), passages=text, question=asked)
    messages: tuple[Message, ...] = ({"role": "user", "content": prompt},)
    reply, problem = Reply(), ""
    try:
        with closing(client.chat(Request(messages, room, schema=SCHEMA), client.allowance(), reply)) as pieces:
            for _ in pieces:
                continue
    except (Failure, TooLong) as error:
        problem = str(error)
    best = None if problem else _best(reply.text, min(len(passages), MOST_SHOWN))
    usage = metered(messages, reply, prices, client.endpoint.model)
    record = {"step": "rerank", "prompt": prompt, "raw": reply.text, "used": best, "problem": problem}
    told = Rewriting(None, usage, {**record, "total_ms": round(reply.total * 1000)})
    if best is None:
        return Reranking(None, told)
    return Reranking((*best, *(place for place in range(len(passages)) if place not in best)), told)


def _best(raw: str, count: int) -> list[int] | None:
    """Return the places, from 0, that a reply names; None when it names none, one twice, or one that was not shown."""
    thoughts = ThoughtFilter()
    found = _OBJECT.search(thoughts.feed(raw) + thoughts.finish())
    try:
        numbers = json.loads(found[0])["best"] if found else None
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    if not isinstance(numbers, list) or not all(type(number) is int and 1 <= number <= count for number in numbers):
        return None
    return [number - 1 for number in numbers] if numbers and len(set(numbers)) == len(numbers) else None
