"""Know what an endpoint refuses of a request, and what it can be left without.

Servers that talk like OpenAI's differ in the fields they take: what is refused is left out, the rules go before the
question where there is no system role, and a prompt that is too long is told apart from all of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.answering.endpoint.connection import Failure
from rag.answering.prompting import Message

SYSTEM = "system role"  # what some chat templates do not know; the rules then stand before the question
LIMITS = ("max_tokens", "max_completion_tokens")  # two names of one field
_LIMIT = re.compile(r"(?:context|n_ctx|maximum|limit)\D{0,40}?(\d{3,7})", re.IGNORECASE)
_TOO_LONG = (
    "context_length", "context length", "context window", "context size", "exceed_context", "too many tokens",
    "prompt is too long", "input is too long", "maximum length", "reduce the length", "max_model_len", "n_ctx",
)  # fmt: skip


class TooLong(Exception):
    """Raised when the prompt does not fit; `limit` is the model's context in tokens where the endpoint tells it."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        found = _LIMIT.search(message)
        self.limit = int(found[1]) if found else None


def refused_fields(sent: set[str], failure: Failure) -> frozenset[str]:
    """Return the fields of a request that an endpoint refuses: those it names, else all that can be done without.

    Raises TooLong when it is the length that it refuses.
    """
    if failure.status not in (400, 413, 422):
        return frozenset()
    said = f"{failure.code} {failure.message}".lower()
    if failure.status == 413 or any(sign in said for sign in _TOO_LONG):
        raise TooLong(failure.message)
    optional = sent - {"model", "messages", "stream"}
    named = {name for name in optional if name in said}
    if not named and "schema" in said:
        named = optional & {"response_format"}
    if not named and re.search(r"system\W+(?:role|message)|roles? must alternate", said):
        named = {SYSTEM}
    if named or "model" in said:
        return frozenset(named)
    return frozenset(optional | set(LIMITS)) if optional else frozenset()


def merged(messages: Sequence[Message]) -> list[Message]:
    """Return the messages with the rules put before the first one of the user."""
    rules = [message["content"] for message in messages if message["role"] == "system"]
    others = [dict(message) for message in messages if message["role"] != "system"]
    others[0]["content"] = "\n\n".join([*rules, others[0]["content"]])
    return others
