"""Stand in front of the page: who may come in, by which door, and what the answer's headers say.

One ASGI middleware around everything. It refuses a Host or an Origin that is not the server's own (a page of another
site must not talk to it through somebody's browser), lets only the paths that the page needs pass (nothing of the disk
is served), asks for a password where there are any, and sets the Content-Security-Policy.
"""

from __future__ import annotations

import json
import re
import time
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse, PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Gradio evaluates its event functions and writes its configuration into the page, hence 'unsafe-eval' and
# 'unsafe-inline'; nothing may be loaded from, sent to or framed by another host.
POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "media-src 'self' blob:",
        "worker-src 'self' blob:",
        "frame-src 'none'",
        "frame-ancestors 'none'",
        "form-action 'self'",
        "base-uri 'self'",
        "object-src 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}
_API = r"info|openapi\.json|queue/(join|data)|call/(v2/)?\w+(/\w+)?|run/\w+|upload|upload_progress|cancel|reset"
_OPEN = re.compile(
    rf"/|/(config|theme\.css|manifest\.json|robots\.txt|favicon\.ico|pwa_icon(/\d+)?)"
    rf"|/(assets|static)/[\w./@-]+|/gradio_api/({_API}|startup-events|heartbeat/\w+|app_id|theme\.css)/?"
)
_MCP = re.compile(r"/gradio_api/mcp(/[\w./-]*)?")
_JOIN, _EVENTS = "/gradio_api/queue/join", "/gradio_api/queue/data"
MOST_WAITING = 80  # sessions that wait for events; beyond the questions that may be under way, so these are told first
_TAKES_JSON = re.compile(r"/gradio_api/(queue/join|(call|run)/[\w/]+|mcp(/[\w./-]*)?)/?")
_MOST_BODY = 8 * 1024**2
Passes = Callable[[str], Awaitable[bool]]


class Guard:
    """Wrap an ASGI app. `hosts` are the names it answers to, without port; `passes` judges an Authorization header."""

    def __init__(
        self,
        app: ASGIApp,
        hosts: tuple[str, ...],
        *,
        passes: Passes | None = None,
        mcp: bool = False,
        most: int = MOST_WAITING,
    ) -> None:
        self._app = app
        self._hosts = frozenset(host.lower() for host in hosts)
        self._passes = passes
        self._mcp = mcp
        self._most = most
        self._waiting = 0
        self._joined: deque[float] = deque()  # when those of the last second came: their streams may be yet to open

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it with a refusal of one line."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                _dress(MutableHeaders(scope=message), scope["path"])
            await send(message)

        refusal = await self._refusal(scope, Headers(scope=scope)) if scope["type"] == "http" else (403, "no such door")
        if refusal is None:
            await self._let_in(scope, receive, dressed)
        elif scope["type"] == "http":
            await _refuse(*refusal)(scope, receive, dressed)
        else:
            await send({"type": "websocket.close", "code": 1008})

    async def _let_in(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; while as many wait for events as there may be, turn a newcomer away before any work."""
        if scope["path"] == _JOIN and not self._has_room():
            # Gradio's page knows this status: it says that the application is too busy, and to try again.
            await JSONResponse({"detail": "busy, try again in a few seconds"}, 503)(scope, receive, send)
            return
        if _TAKES_JSON.fullmatch(scope["path"]) and scope["method"] == "POST":
            body = await _body(receive)
            if body is None or carries_a_file(body):
                await _refuse(413 if body is None else 400, "that cannot be taken")(scope, receive, send)
                return
            receive = _again(body, receive)
        if scope["path"] != _EVENTS:
            await self._app(scope, receive, send)
            return
        self._waiting += 1
        try:
            await self._app(scope, receive, send)
        finally:
            self._waiting -= 1

    def _has_room(self) -> bool:
        """Tell whether one more may join, and count him in."""
        now = time.monotonic()
        while self._joined and now - self._joined[0] > 1.0:
            self._joined.popleft()
        if self._waiting + len(self._joined) >= self._most:
            return False
        self._joined.append(now)
        return True

    async def _refusal(self, scope: Scope, headers: Headers) -> tuple[int, str] | None:
        if _name(headers.get("host", "")) not in self._hosts or len(headers.getlist("host")) != 1:
            return 421, "this server does not answer to that name"
        if not self._own_origin(headers):
            return 403, "a page of another site may not ask here"
        if self._passes is not None and not await self._passes(headers.get("authorization", "")):
            return 401, "a name and a password are needed"
        path = scope["path"]
        if ".." in path or not (_OPEN.fullmatch(path) or (self._mcp and _MCP.fullmatch(path))):
            return 404, "no such page"
        return None

    def _own_origin(self, headers: Headers) -> bool:
        """Tell whether a request comes from this server's own page, or from no page at all."""
        if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            link = (headers.get("sec-fetch-mode"), headers.get("sec-fetch-dest")) == ("navigate", "document")
            return link and headers.get("origin") is None
        origin = headers.get("origin")
        return origin is None or _host_and_port(origin) == _host_and_port(f"http://{headers.get('host', '')}")


def carries_a_file(body: bytes) -> bool:
    """Tell whether a JSON body names a file in Gradio's way, anywhere in it; what is no JSON does.

    Gradio would copy such a file from the server's disk, or fetch it from an address, whatever the input is meant for
    (an app that is mounted skips its check). Nothing on our page sends one.
    """
    if b"_type" not in body and b"\\u" not in body:
        return False
    try:
        waiting = [json.loads(body)]
    except (ValueError, RecursionError):
        return True
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            if "_type" in value:
                return True
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)
    return False


async def _body(receive: Receive) -> bytes | None:
    """Return a whole request body, None for one that is too large."""
    parts, size, more = [], 0, True
    while more:
        message = await receive()
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        more = message.get("more_body", False)
        if size > _MOST_BODY:
            return None
    return b"".join(parts)


def _again(body: bytes, receive: Receive) -> Receive:
    """Return a receiver that gives the body, then whatever comes after it."""
    given = False

    async def replay() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replay


def _refuse(status: int, why: str) -> PlainTextResponse:
    asked: Mapping[str, Any] = {"WWW-Authenticate": 'Basic realm="Fonte", charset="UTF-8"'} if status == 401 else {}
    return PlainTextResponse(f"Fonte: {why}.\n", status, headers=asked)


def _dress(headers: MutableHeaders, path: str) -> None:
    for name, value in HEADERS.items():
        headers[name] = value
    if not path.startswith(("/assets/", "/static/")):
        headers["Cache-Control"] = "no-store"


def _name(host: str) -> str:
    """Return a Host header without its port."""
    return re.sub(r":\d*$", "", host.strip().lower())


def _host_and_port(origin: str) -> str | None:
    """Return the host and port of an origin; the scheme is left to a proxy in front. None for what is no origin."""
    try:
        parts = urlsplit(origin.strip().lower())
        return re.sub(r":(80|443)$", "", parts.netloc) if parts.scheme in ("http", "https") else None
    except ValueError:
        return None
