"""Count what one reply took: the tokens that the server counted, else our own, and what they cost."""

from __future__ import annotations

from collections.abc import Sequence

from rag.answering.endpoint.client import Reply
from rag.answering.engines.budget import count_messages, count_tokens
from rag.answering.engines.prices import Prices, cost
from rag.answering.prompting import Message
from rag.types import Usage


def metered(messages: Sequence[Message], reply: Reply, prices: Prices, model: str, *, came: bool = True) -> Usage:
    """Return the tokens and the cost of a reply; `came` False says that the request was refused and cost nothing."""
    counted = count_messages(messages) if came else 0
    given = counted if reply.prompt_tokens is None else reply.prompt_tokens
    taken = count_tokens(reply.text) if reply.completion_tokens is None else reply.completion_tokens
    return Usage(given, taken, cost(prices, model, given, taken))
