"""Read what an endpoint sends: a stream of events or one JSON document, as pieces of text, whatever its manners.

Takes bytes, gives Pieces. Servers differ: some stream though not asked to, some do not though asked, some leave out
`finish_reason`, `[DONE]` or `choices`, some report an error inside a reply that began well.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from rag.answering.endpoint.connection import Failure


@dataclass(frozen=True, slots=True)
class Piece:
    """Hold a piece of a reply: text, and what came beside it.

    `finish` is the reason why the model stopped, "" while it goes on; `end` says that the server closed the reply.
    """

    text: str = ""
    thought: bool = False  # the model reasoned, beside its text
    finish: str = ""
    refusal: str = ""
    calls_tool: bool = False
    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    end: bool = False


def read_reply(chunks: Iterator[bytes]) -> Iterator[Piece]:
    """Yield the pieces of a reply. Raises Failure for one that cannot be read or that reports an error."""
    head = b""
    for chunk in chunks:
        head += chunk
        if head.lstrip(b"\xef\xbb\xbf \r\n\t"):
            break
    start = head.lstrip(b"\xef\xbb\xbf \r\n\t")[:1]
    if not start:
        raise Failure("garbled", "an empty reply")
    if start in b"{[":
        yield piece_of(_document(head + b"".join(chunks)))
        yield Piece(end=True)
        return
    if start == b"<":
        raise Failure("garbled", "a web page where a reply was expected")
    yield from _events(_chain(head, chunks))


def _chain(head: bytes, chunks: Iterator[bytes]) -> Iterator[bytes]:
    yield head
    yield from chunks


def _events(chunks: Iterator[bytes]) -> Iterator[Piece]:
    """Yield the pieces of a `text/event-stream`; comments, other fields and keep-alives are passed over."""
    known = False
    data: list[str] = []
    for line in _lines(chunks):
        name, colon, value = line.partition(":")
        known = known or (bool(colon) and name in ("", "data", "event", "id", "retry"))
        if line and name == "data":
            data.append(value.removeprefix(" "))
        elif not line and data:
            text = "\n".join(data)
            data = []
            if text.strip() == "[DONE]":
                yield Piece(end=True)
                return
            yield piece_of(_document(text))
    if data and _whole("\n".join(data)):  # the last event of a stream without its blank line
        yield piece_of(_document("\n".join(data)))
    if not known:
        raise Failure("garbled", "a reply that is neither JSON nor a stream of events")


def _whole(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict)
    except ValueError:
        return False


def _lines(chunks: Iterator[bytes]) -> Iterator[str]:
    """Yield lines ended by LF, CR LF or CR, decoded when they are whole, so that no character is ever split."""
    rest = b""
    for chunk in chunks:
        rest += chunk
        while True:
            at = min((place for place in (rest.find(b"\n"), rest.find(b"\r")) if place >= 0), default=-1)
            if at < 0 or (rest[at : at + 1] == b"\r" and at + 1 == len(rest)):
                break
            line, rest = rest[:at], rest[at + (2 if rest[at : at + 2] == b"\r\n" else 1) :]
            yield line.decode("utf-8", "replace").removeprefix("\ufeff")
    for line in rest.splitlines():
        yield line.decode("utf-8", "replace")


def _document(text: bytes | str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise Failure("garbled", "broken JSON in the reply") from None
    if not isinstance(found, dict):
        raise Failure("garbled", "JSON in the reply that is no object")
    return found


def piece_of(document: dict[str, Any]) -> Piece:
    """Return one piece of a reply; a field that is missing or of another type than expected counts as not there."""
    if document.get("error"):
        raise _reported(document["error"])
    choices = document.get("choices")
    choice = choices[0] if isinstance(choices, list) and choices and isinstance(choices[0], dict) else {}
    said: dict[str, Any] = next(
        (choice[name] for name in ("delta", "message") if isinstance(choice.get(name), dict)), {}
    )
    usage = document.get("usage") if isinstance(document.get("usage"), dict) else {}
    text = _text(said.get("content")) or _text(choice.get("text"))
    return Piece(
        text=text,
        thought=any(_text(said.get(name)) for name in ("reasoning_content", "reasoning", "thinking")),
        finish=_text(choice.get("finish_reason")),
        refusal=_text(said.get("refusal")),
        calls_tool=bool(said.get("tool_calls") or said.get("function_call")),
        prompt_tokens=_count(usage, "prompt_tokens"),
        completion_tokens=_count(usage, "completion_tokens"),
    )


def _reported(error: Any) -> Failure:
    if not isinstance(error, dict):
        return Failure("status", str(error))
    code = error.get("code")
    status = next((n for n in (code, error.get("status")) if isinstance(n, int) and 400 <= n < 600), None)
    codes = " ".join(str(error[name]) for name in ("code", "type", "param") if error.get(name))
    return Failure("status", str(error.get("message") or error), status=status, code=codes)


def _text(value: Any) -> str:
    """Return a string, or the text parts of a list of parts, joined."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "".join(part["text"] for part in value if isinstance(part, dict) and isinstance(part.get("text"), str))
    return ""


def _count(usage: Any, name: str) -> int | None:
    value = usage.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**9 else None
