"""Keep what was said to a model and what it said, within one answer: for usage and for a trace."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing

from rag.answering.endpoint.client import ChatClient, Reply, Request
from rag.answering.engines.budget import count_messages, count_tokens
from rag.answering.prompting import Message
from rag.types import Usage

PLAIN = {"chat_template_kwargs": {"enable_thinking": False}}  # thoughts would take minutes on a laptop


class Exchange:
    """Talk to one model until an answer is there; all calls share one allowance."""

    def __init__(self, client: ChatClient) -> None:
        self._client = client
        self._allowance = client.allowance()
        self._calls: list[tuple[Sequence[Message], Reply]] = []

    def ask(self, messages: Sequence[Message], most_tokens: int) -> Iterator[str]:
        """Yield a reply as it comes. Raises Failure or TooLong."""
        reply = Reply()
        self._calls.append((messages, reply))
        request = Request(messages, most_tokens, stream=True, extra=dict(PLAIN))
        with closing(self._client.chat(request, self._allowance, reply)) as pieces:
            yield from pieces

    @property
    def whole(self) -> bool:
        """Tell whether the model finished its last reply."""
        return bool(self._calls) and self._calls[-1][1].whole

    def usage(self) -> Usage:
        """Return the tokens of all calls, as the server counted them where it did."""
        return Usage(
            sum(_prompt_tokens(*call) for call in self._calls), sum(_reply_tokens(reply) for _, reply in self._calls)
        )

    def record(self) -> list[dict[str, object]]:
        """Return each call for a trace."""
        return [
            {
                "messages": list(messages),
                "raw": reply.text,
                "finish": reply.finish,
                "first_ms": None if reply.first is None else round(reply.first * 1000),
                "total_ms": round(reply.total * 1000),
                "prompt_tokens": _prompt_tokens(messages, reply),
                "completion_tokens": _reply_tokens(reply),
                "counted_by": "tiktoken" if reply.prompt_tokens is None else "server",
            }
            for messages, reply in self._calls
        ]


def _prompt_tokens(messages: Sequence[Message], reply: Reply) -> int:
    return count_messages(messages) if reply.prompt_tokens is None else reply.prompt_tokens


def _reply_tokens(reply: Reply) -> int:
    return count_tokens(reply.text) if reply.completion_tokens is None else reply.completion_tokens
