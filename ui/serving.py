"""Serve the page from the command line: where, for whom, and until when."""

from __future__ import annotations

import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

import uvicorn

from rag.assistant import Assistant
from rag.errors import OutsideError
from ui.app import build_app
from ui.place import Place


def serve(assistant: Assistant, place: Place, *, tell: Callable[[str], None] | None = None) -> None:
    """Serve until the user interrupts; `tell` is given the address. Raises OutsideError when the port is taken."""
    with _listening(place) as listener:
        port = listener.getsockname()[1]
        shown = f"[{place.host}]" if ":" in place.host else place.host
        app = build_app(assistant, replace(place, port=port))
        config = uvicorn.Config(app, log_level="warning", server_header=False, ws="none", timeout_graceful_shutdown=2)
        server = uvicorn.Server(config)
        (tell or _tell)(f"http://{shown}:{port}/")
        with suppress(KeyboardInterrupt):  # the way to end it, and no failure
            server.run(sockets=[listener])


def _tell(address: str) -> None:
    print(f"Fonte: {address}  (Ctrl+C ends)", file=sys.stderr, flush=True)  # noqa: T201


def _listening(place: Place) -> socket.socket:
    family = socket.AF_INET6 if ":" in place.host else socket.AF_INET
    listener = socket.socket(family)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((place.host, place.port))
        listener.listen(128)  # from now on a browser waits instead of being refused
    except OSError as error:
        listener.close()
        raise OutsideError(
            f"cannot serve on port {place.port}: {error.strerror or error}.", hint="Choose another with --port."
        ) from error
    return listener
