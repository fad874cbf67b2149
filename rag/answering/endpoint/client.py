"""Talk to a language model: one client for every OpenAI-compatible endpoint, streaming and not.

Takes messages, gives pieces of text as they come and a Reply when all is said. Calls and time are counted for a whole
answer (Allowance); what is worth another try is tried again while nothing was handed over; fields that an endpoint
refuses are left out and remembered for as long as the process lives.
"""

from __future__ import annotations

import json
import random
import threading
import time
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field
from typing import Any

from rag.answering.endpoint.adapting import LIMITS, SYSTEM, merged, refused_fields
from rag.answering.endpoint.connection import OPENAI_URL, Connection, Endpoint, Failure
from rag.answering.endpoint.replies import Piece, read_reply
from rag.answering.prompting import Message

TRIES = 3  # of one request, while nothing was handed over
CALLS = 8  # of one answer, whatever happens
MOST_CHARACTERS = 40_000  # of one reply
_LONGEST_WAIT = 20.0  # seconds; who asks for more is answered with an error that says so
_BACKOFF = 0.4
_RETRIED = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})
_NOT_RETRIED_CODES = ("insufficient_quota", "billing", "invalid_api_key")


@dataclass(slots=True)
class Allowance:
    """Count what one answer may still use: calls, and time until `deadline` (time.monotonic's seconds)."""

    deadline: float
    calls: int = CALLS
    used: int = 0

    def spend(self) -> None:
        """Count one call. Raises Failure when none, or no time, is left."""
        if self.used >= self.calls:
            raise Failure("spent", f"no usable reply in {self.used} calls")
        if time.monotonic() >= self.deadline:
            raise Failure("timeout", "no whole reply in time")
        self.used += 1


@dataclass(slots=True)
class Reply:
    """Hold what a reply came to; filled while its pieces are read. Times are seconds from the start."""

    text: str = ""
    finish: str = ""
    refusal: str = ""
    thought: bool = False
    called_tool: bool = False
    ended: bool = False  # the server said that it was done
    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    first: float | None = None
    total: float = 0.0

    @property
    def whole(self) -> bool:
        """Tell whether the model finished what it had to say."""
        return self.finish not in ("length", "content_filter") and (self.ended or bool(self.finish))

    def take(self, piece: Piece) -> None:
        """Add one piece; a later count or reason replaces an earlier one."""
        self.text += piece.text
        self.finish = piece.finish or self.finish
        self.refusal += piece.refusal
        self.thought = self.thought or piece.thought
        self.called_tool = self.called_tool or piece.calls_tool
        self.ended = self.ended or piece.end
        self.prompt_tokens = self.prompt_tokens if piece.prompt_tokens is None else piece.prompt_tokens
        self.completion_tokens = self.completion_tokens if piece.completion_tokens is None else piece.completion_tokens


@dataclass(frozen=True, slots=True)
class Request:
    """Hold what is asked of a model; `most_tokens` bounds the reply, `schema` is a JSON schema to hold it to."""

    messages: Sequence[Message]
    most_tokens: int
    stream: bool = False
    schema: dict[str, Any] | None = None
    extra: dict[str, Any] = field(default_factory=dict)


class ChatClient:
    """Speak with one model; may be used from several threads."""

    _refused: dict[tuple[str, str], frozenset[str]] = {}  # fields by address and model, for the whole process
    _lock = threading.Lock()

    def __init__(
        self,
        endpoint: Endpoint,
        *,
        connection: Connection | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.endpoint = endpoint
        self._connection = connection or Connection(endpoint)
        self._sleep = sleep

    def close(self) -> None:
        """Close the connections that are kept open."""
        self._connection.close()

    def allowance(self) -> Allowance:
        """Return what one answer may use."""
        return Allowance(time.monotonic() + self.endpoint.total)

    def chat(self, request: Request, allowance: Allowance, reply: Reply) -> Generator[str, None, None]:
        """Yield the text of a reply as it comes, and fill `reply`.

        Raises Failure, at once or, as "cut" or "timeout", after a part of the text; TooLong when the prompt does not
        fit.
        """
        began = time.monotonic()
        tries, left_out = 0, self.refused
        while True:
            allowance.spend()
            try:
                body = self._body(request, left_out)
                for piece in read_reply(self._connection.complete(body, allowance.deadline)):
                    self._remember(left_out)  # the endpoint takes the request as it is now
                    reply.take(piece)
                    if piece.text:
                        reply.first = reply.first or time.monotonic() - began
                        yield piece.text
                    if len(reply.text) > MOST_CHARACTERS:
                        reply.finish = "length"
                        break
                return
            except Failure as failure:
                if reply.text:
                    raise
                refused = refused_fields(set(self._body(request, left_out)), failure)
                if refused - left_out:
                    left_out |= refused
                else:
                    tries += 1
                    self._pause(failure, tries, allowance)
            finally:
                reply.total = time.monotonic() - began

    def models(self) -> list[str]:
        """Return the names of the models that the endpoint offers, sorted. Raises Failure."""
        deadline = time.monotonic() + min(self.endpoint.total, 3 * self.endpoint.connect)
        try:
            listed = json.loads(b"".join(self._connection.models(deadline)))
            rows = listed["data"] if isinstance(listed, dict) else listed
            return sorted({str(row["id"]) for row in rows})
        except (ValueError, KeyError, TypeError, RecursionError):
            raise Failure("garbled", "no list of models that can be read") from None

    def _body(self, request: Request, left_out: frozenset[str]) -> dict[str, Any]:
        """Return the request as it is sent, without the fields that the endpoint refuses."""
        openai = self.endpoint.base_url.rstrip("/") == OPENAI_URL
        messages = merged(request.messages) if SYSTEM in left_out else list(request.messages)
        body: dict[str, Any] = {"model": self.endpoint.model, "messages": messages}
        optional: dict[str, Any] = {"temperature": 0, "seed": 7, **request.extra}
        optional["max_completion_tokens" if openai else "max_tokens"] = request.most_tokens
        if request.stream:
            optional["stream_options"] = {"include_usage": True}
        if request.schema is not None:
            shape = {"name": "draft", "strict": True, "schema": request.schema}
            optional["response_format"] = {"type": "json_schema", "json_schema": shape}
        for name, other in (LIMITS, LIMITS[::-1]):
            if name in optional and name in left_out:
                optional[other] = optional[name]
        return body | {"stream": request.stream} | {k: v for k, v in optional.items() if k not in left_out}

    @property
    def refused(self) -> frozenset[str]:
        """Return the fields that this endpoint refused for this model."""
        return self._refused.get((self.endpoint.base_url, self.endpoint.model), frozenset())

    def _remember(self, left_out: frozenset[str]) -> None:
        if left_out - self.refused:
            with self._lock:
                place = (self.endpoint.base_url, self.endpoint.model)
                self._refused[place] = self._refused.get(place, frozenset()) | left_out

    def _pause(self, failure: Failure, tries: int, allowance: Allowance) -> None:
        """Wait before another try, or raise `failure` when another one makes no sense."""
        final = failure.kind in ("spent", "timeout") or (
            failure.kind == "status"
            and failure.status is not None  # one reported inside a reply often has none
            and (failure.status not in _RETRIED or any(code in failure.code for code in _NOT_RETRIED_CODES))
        )
        wait = failure.retry_after
        if wait is None:
            wait = _BACKOFF * 2**tries * random.uniform(0.75, 1.0)
        left = allowance.deadline - time.monotonic()
        if final or tries >= TRIES or wait > min(_LONGEST_WAIT, left) or allowance.used >= allowance.calls:
            raise failure
        self._sleep(wait)
