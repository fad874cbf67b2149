"""An OpenAI-compatible server on loopback that replies as it is told: for tests, load tests and evals without a model.

    with ScriptedServer(says("Marco Vecchio ha firmato per ANIE. [s1]")) as server:
        Settings(…, engine="openai", base_url=server.url, model="test", api_key="k")

A reply is a function from the request's body to an Answering; the last one of a script is given again and again.
`server.requests` holds the bodies that came, `server.headers` their headers.
"""

from __future__ import annotations

import json
import re
import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, TypeAlias

Body: TypeAlias = dict[str, Any]


@dataclass(frozen=True)
class Replying:
    """Hold one HTTP reply: its bytes in pieces, each after `pause` seconds; `cut` ends it without the end of HTTP."""

    pieces: tuple[bytes, ...]
    status: int = 200
    kind: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)
    pause: float = 0.0
    cut: bool = False
    length: int | None = None  # announced, true or not; None sends chunks


Reply: TypeAlias = Callable[[Body], Replying]


class ScriptedServer:
    """Serve a script of replies on a free port of loopback; use it in a `with`."""

    def __init__(self, *script: Reply, models: Iterable[str] = ("test",)) -> None:
        self.script = list(script)
        self.models: tuple[str, ...] | None = tuple(models)  # None: there is no such page
        self.requests: list[Body] = []
        self.headers: list[dict[str, str]] = []
        self.at_once = 0  # replies under way
        self.most_at_once = 0
        self._lock = threading.Lock()
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.scripted = self
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    @property
    def calls(self) -> int:
        return len(self.requests)

    def reply_to(self, body: Body, headers: Mapping[str, str]) -> Replying:
        with self._lock:
            reply = self.script[min(len(self.requests), len(self.script) - 1)]
            self.requests.append(body)
            self.headers.append({name.lower(): value for name, value in headers.items()})
        return reply(body)

    @contextmanager
    def counting(self) -> Iterator[None]:
        with self._lock:
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            yield
        finally:
            with self._lock:
                self.at_once -= 1

    def __enter__(self) -> ScriptedServer:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)


class _Server(ThreadingHTTPServer):
    scripted: ScriptedServer
    daemon_threads = True
    block_on_close = False  # a stalled reply must not hold the test

    def handle_error(self, *_: object) -> None:
        """Say nothing: a client may go at any time."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        if self.server.scripted.models is None:
            self._send(document({"error": {"message": "not found"}}, 404))
            return
        listed = {"object": "list", "data": [{"id": name, "object": "model"} for name in self.server.scripted.models]}
        self._send(Replying((json.dumps(listed).encode(),)))

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        with self.server.scripted.counting():
            self._send(self.server.scripted.reply_to(body, dict(self.headers)))

    def _send(self, replying: Replying) -> None:
        try:
            self._write(replying)
        except (BrokenPipeError, ConnectionResetError):  # the client has gone, as it may
            self.close_connection = True

    def _write(self, replying: Replying) -> None:
        self.send_response(replying.status)
        self.send_header("Content-Type", replying.kind)
        for name, value in replying.headers.items():
            self.send_header(name, value)
        chunked = replying.length is None
        self.send_header(*(("Transfer-Encoding", "chunked") if chunked else ("Content-Length", str(replying.length))))
        self.end_headers()
        for piece in replying.pieces:
            if replying.pause:
                time.sleep(replying.pause)
            self.wfile.write(b"%x\r\n%b\r\n" % (len(piece), piece) if chunked and piece else piece)
            self.wfile.flush()
        if replying.cut:
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)
        elif chunked:
            self.wfile.write(b"0\r\n\r\n")

    def log_message(self, *_: object) -> None:
        pass


# ── replies ───────────────────────────────────────────────────────────────────────────────────────────────────────


def says(text: str, *, pause: float = 0.0, size: int = 12, **more: Any) -> Reply:
    """Reply with `text`, streamed in pieces of `size` characters when a stream is asked for."""
    return lambda body: (
        streamed(text, pause=pause, size=size, **more)
        if body.get("stream")
        else replace(whole(text, **more), pause=pause)
    )


def answers(write: Callable[[list[tuple[int, str]], str], str], *, pause: float = 0.0) -> Reply:
    """Reply with what `write` makes of the numbered sentences and the question that the prompt shows."""

    def reply(body: Body) -> Replying:
        prompt = body["messages"][-1]["content"]
        shown = [(int(number), text) for number, text in re.findall(r"^\[s(\d+)\] (.*)$", prompt, re.MULTILINE)]
        question = (re.findall(r"^Question: (.*)$", prompt, re.MULTILINE) or [""])[-1]
        return says(write(shown, question), pause=pause)(body)

    return reply


def quotes(*parts: str, pause: float = 0.0) -> Reply:
    """Reply with the shown sentences that hold one of `parts`, each with its marker; the sentinel when none does."""

    def write(shown: list[tuple[int, str]], question: str) -> str:
        kept = [f"{text} [s{number}]" for number, text in shown if any(part in text for part in parts)]
        return " ".join(kept) or "NO_ANSWER"

    return answers(write, pause=pause)


def whole(text: str | None, *, finish: str | None = "stop", usage: Body | None = None, **message: Any) -> Replying:
    """Return a reply in one JSON document."""
    choice = {"index": 0, "message": {"role": "assistant", "content": text, **message}, "finish_reason": finish}
    return document(
        {"id": "x", "object": "chat.completion", "choices": [choice], **({"usage": usage} if usage else {})}
    )


def document(value: Any, status: int = 200, **headers: str) -> Replying:
    """Return any JSON value as a reply."""
    data = json.dumps(value).encode()
    return Replying((data,), status, headers={n.replace("_", "-"): v for n, v in headers.items()}, length=len(data))


def failed(status: int, message: str = "it failed", *, code: str | None = None, **headers: str) -> Reply:
    """Reply with an error as OpenAI writes it."""
    return lambda _: document({"error": {"message": message, "type": "x", "code": code}}, status, **headers)


def events(text: str, *, size: int = 12, finish: str | None = "stop", usage: Body | None = None) -> Iterator[str]:
    """Yield the data of a stream that says `text`, [DONE] included."""
    deltas: list[Body] = [{"role": "assistant", "content": ""}]
    deltas += [{"content": text[at : at + size]} for at in range(0, len(text), size)]
    for delta in deltas:
        yield json.dumps({"choices": [{"index": 0, "delta": delta, "finish_reason": None}]}, ensure_ascii=False)
    if finish:
        yield json.dumps({"choices": [{"index": 0, "delta": {}, "finish_reason": finish}]})
    if usage:
        yield json.dumps({"choices": [], "usage": usage})
    yield "[DONE]"


def streamed(
    text: str,
    *,
    pause: float = 0.0,
    size: int = 12,
    finish: str | None = "stop",
    usage: Body | None = None,
    line_end: str = "\n",
) -> Replying:
    """Return a reply as a stream of events."""
    pieces = tuple(
        f"data: {data}{line_end}{line_end}".encode() for data in events(text, size=size, finish=finish, usage=usage)
    )
    return Replying(pieces, kind="text/event-stream", pause=pause)
