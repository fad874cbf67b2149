"""Send a request to an OpenAI-compatible endpoint and hand over the bytes that come back, in time. Door to `openai`.

A request runs in a thread of its own, so that a server that drips, stalls or never ends cannot hold the asker past the
deadline, wherever it does so. Knows nothing of prompts and replies. What goes wrong is a Failure; none of its words
come with the key.
"""

from __future__ import annotations

import queue
import re
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from ipaddress import ip_address
from typing import Any, Literal, Protocol
from urllib.parse import urlsplit

from openai import (
    APIConnectionError,
    APIStatusError,
    APITimeoutError,
    DefaultHttpxClient,
    OpenAI,
    OpenAIError,
    Timeout,
)

READ, TOTAL = 60.0, 120.0
OPENAI_URL = "https://api.openai.com/v1"
PUMP = "fonte-endpoint"  # the name of the threads that read replies
MOST_AT_ONCE = 8  # requests of this process to one endpoint
MOST_BYTES = 8_000_000  # of one reply
_WAITING = 64  # chunks read ahead of the reader
_TELLING = 200  # characters of a server's message that are passed on
_KEY = re.compile(r"\b(?:sk|pk|key|Bearer)[-_ ][\w*.\-]{6,}", re.IGNORECASE)
_SLOTS: dict[tuple[str, int], threading.Semaphore] = {}
_SLOTS_LOCK = threading.Lock()


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Say where a model is served: address, model, key, and how long to wait (seconds) for what."""

    base_url: str
    model: str
    key: str | None = field(default=None, repr=False)
    connect: float = 5.0
    read: float = READ
    total: float = TOTAL  # for one answer, retries included
    at_once: int = MOST_AT_ONCE

    @property
    def host(self) -> str:
        """Return host and port, for people."""
        return urlsplit(self.base_url).netloc.rpartition("@")[2]

    @property
    def is_here(self) -> bool:
        """Tell whether what is sent stays on this machine."""
        name = urlsplit(self.base_url).hostname or ""
        try:
            return name == "localhost" or ip_address(name).is_loopback
        except ValueError:  # a name, like 127.example.com
            return False


class Failure(Exception):
    """Tell how a request failed.

    `kind` is "connect", "timeout", "cut" (the reply broke off), "status" (an HTTP error, or one reported inside a
    reply), "garbled" (no reply that can be read) or "spent" (no call or no time is left); `retry_after` is in seconds.
    """

    def __init__(
        self,
        kind: Literal["connect", "timeout", "cut", "status", "garbled", "spent"],
        message: str,
        *,
        status: int | None = None,
        code: str = "",
        retry_after: float | None = None,
    ) -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message
        self.status = status
        self.code = code
        self.retry_after = retry_after


class _Response(Protocol):
    def iter_bytes(self) -> Iterator[bytes]: ...


Opening = Callable[[], AbstractContextManager[_Response]]


class Connection:
    """Hold the client of one endpoint; may be used from several threads."""

    def __init__(self, endpoint: Endpoint) -> None:
        self.endpoint = endpoint
        self._client = OpenAI(
            api_key=endpoint.key or "none",
            base_url=endpoint.base_url,
            max_retries=0,  # counted where all calls of an answer are counted
            timeout=(waits := Timeout(endpoint.read, connect=endpoint.connect)),
            # A redirect would carry articles to a host that nobody was told of, a proxy out of this machine.
            http_client=DefaultHttpxClient(follow_redirects=False, trust_env=not endpoint.is_here, timeout=waits),
        )
        with _SLOTS_LOCK:
            place = (endpoint.base_url, endpoint.at_once)
            self._slots = _SLOTS.setdefault(place, threading.Semaphore(endpoint.at_once))

    def close(self) -> None:
        """Close the connections that are kept open."""
        self._client.close()

    def complete(self, body: Mapping[str, Any], deadline: float) -> Iterator[bytes]:
        """Yield the reply to a chat completion as it comes; `deadline` is in time.monotonic's seconds."""
        known = {name: body[name] for name in ("model", "messages", "stream")}
        extra = {name: value for name, value in body.items() if name not in known}
        create = self._client.chat.completions.with_streaming_response.create
        return self._exchange(lambda: create(**known, extra_body=extra), deadline)

    def models(self, deadline: float) -> Iterator[bytes]:
        """Yield the list of models that the endpoint offers."""
        return self._exchange(self._client.models.with_streaming_response.list, deadline)

    def clean(self, text: object) -> str:
        """Return what a server said on one short line, without tags, control characters and keys."""
        line = " ".join(
            "".join(c if c.isprintable() else " " for c in re.sub(r"<[^<>]*>", " ", str(text)[:4000])).split()
        )
        if self.endpoint.key:
            line = line.replace(self.endpoint.key, "…")
        line = _KEY.sub("…", line)
        return line if len(line) <= _TELLING else line[:_TELLING] + "…"

    def _exchange(self, opening: Opening, deadline: float) -> Iterator[bytes]:
        if not self._slots.acquire(timeout=max(0.0, deadline - time.monotonic())):
            raise Failure("timeout", "too many requests are under way")
        pipe: queue.Queue[bytes | Failure | None] = queue.Queue(_WAITING)
        gone = threading.Event()
        threading.Thread(target=self._pump, args=(opening, pipe, gone), daemon=True, name=PUMP).start()
        try:
            while True:
                item = pipe.get(timeout=max(0.001, deadline - time.monotonic()))
                if item is None:
                    return
                if isinstance(item, Failure):
                    raise item
                yield item
        except queue.Empty:
            raise Failure("timeout", "no whole reply in time") from None
        finally:
            gone.set()

    def _pump(self, opening: Opening, pipe: queue.Queue[bytes | Failure | None], gone: threading.Event) -> None:
        def put(item: bytes | Failure | None) -> None:
            while not gone.is_set():
                try:
                    return pipe.put(item, timeout=0.5)
                except queue.Full:
                    continue

        try:
            count = 0
            with opening() as response:
                for chunk in response.iter_bytes():
                    count += len(chunk)
                    put(chunk)
                    if gone.is_set() or count > MOST_BYTES:
                        break
            put(None if count <= MOST_BYTES else Failure("garbled", f"more than {MOST_BYTES:,} bytes in one reply"))
        except Exception as error:  # whatever breaks in the libraries below is the endpoint's failure
            put(self._failure(error))
        finally:
            self._slots.release()

    def _failure(self, error: Exception) -> Failure:
        told = self.clean(error)
        if isinstance(error, APIStatusError):
            return self._refused(error)
        if type(error.__cause__).__name__ == "ConnectTimeout":
            return Failure("connect", f"no connection within {self.endpoint.connect:g} s")
        if isinstance(error, APITimeoutError) or "timeout" in type(error).__name__.lower():
            return Failure("timeout", f"nothing came for {self.endpoint.read:g} s")
        if isinstance(error, APIConnectionError):
            return Failure("connect", self.clean(error.__cause__ or error))
        if isinstance(error, OpenAIError):
            return Failure("garbled", told)
        return Failure("cut", told or type(error).__name__)

    def _refused(self, error: APIStatusError) -> Failure:
        body: Any = error.body
        body = body.get("error", body) if isinstance(body, dict) else body
        code = ""
        if isinstance(body, dict):
            code = " ".join(str(body[name]) for name in ("code", "type", "param") if body.get(name))
            body = body.get("message") or body.get("detail") or body
        told = self.clean(body or error.message)
        return Failure("status", told, status=error.status_code, code=code, retry_after=_wait(error.response.headers))


def _wait(headers: Mapping[str, str]) -> float | None:
    """Return how many seconds a server asks to wait, or None; it may give milliseconds, seconds or a date."""
    given, milliseconds = headers.get("retry-after", ""), headers.get("retry-after-ms", "")
    if re.fullmatch(r"\d{1,9}(?:\.\d+)?", milliseconds):
        return float(milliseconds) / 1000
    if re.fullmatch(r"\d{1,9}(?:\.\d+)?", given):
        return float(given)
    try:
        return max(0.0, parsedate_to_datetime(given).timestamp() - time.time())
    except (TypeError, ValueError, OverflowError):
        return None
