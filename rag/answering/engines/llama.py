"""Serve a GGUF file with llama.cpp inside this process, on loopback. Door to `xllamacpp`.

One server for each file, shared by everybody in the process, started when it is first needed and stopped with the
process. It listens on a free port of 127.0.0.1 and wants a key that only this process knows. Knows no prompts.
"""

from __future__ import annotations

import atexit
import secrets
import threading
import time
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from rag.answering.endpoint.connection import PUMP, Endpoint
from rag.errors import EngineError, SettingsError

CONTEXT = 4_096  # tokens of prompt and reply; the prompts of the local engine have about 700
_CACHE_MB = 256  # for prompts seen before; llama.cpp would take 8 GB
_BATCH = 256  # tokens read at once; a server stops between two batches
_LEAVING = 5.0  # seconds that requests get to end before the server is stopped
_READ, _TOTAL = 300.0, 600.0  # seconds; nothing comes while a slow machine reads the prompt
_MAGIC = b"GGUF"
_INSTALL = 'Install it with: pip install "fonte[local]"'


@dataclass(frozen=True, slots=True)
class Served:
    """Hold a running server and the way to it."""

    server: Any  # xllamacpp.Server; it stops when nobody holds it
    endpoint: Endpoint


_running: dict[Path, Served] = {}
_starting = threading.Lock()


def installed() -> bool:
    """Tell whether the extra `local` is there; imports nothing."""
    return find_spec("xllamacpp") is not None


def check_file(path: Path) -> None:
    """Raise SettingsError unless the extra is installed and `path` is a GGUF file."""
    if not installed():
        raise SettingsError("the engine local needs llama.cpp, which is not installed.", hint=_INSTALL)
    try:
        with open(path, "rb") as file:
            magic = file.read(len(_MAGIC))
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise SettingsError(f"cannot read the model {str(path)!r}: {why}.", hint="Check --model.") from error
    if magic != _MAGIC:
        raise SettingsError(f"{str(path)!r} is no GGUF file.", hint="Give --model a model in the format of llama.cpp.")


def running(path: Path) -> bool:
    """Tell whether `path` is served already."""
    return path.resolve() in _running


def serve(path: Path, name: str) -> Endpoint:
    """Return where `path` is served, as the model `name`; starts the server when it is not running yet.

    Takes seconds then: the weights are read. Raises EngineError when llama.cpp cannot load the file.
    """
    with _starting:
        place = path.resolve()
        if place not in _running:
            _running[place] = _start(place, name)
        return _running[place].endpoint


def stop() -> None:
    """Stop every server; the next `serve` starts anew.

    Stopping holds the interpreter's lock until the server's connections are closed, so their readers must go first.
    """
    deadline = time.monotonic() + _LEAVING
    while any(thread.name == PUMP for thread in threading.enumerate()) and time.monotonic() < deadline:
        time.sleep(0.05)
    with _starting:
        _running.clear()


atexit.register(stop)  # while the interpreter is whole


def _start(path: Path, name: str) -> Served:
    import xllamacpp

    key = secrets.token_urlsafe(24)
    params = xllamacpp.CommonParams()
    params.model.path = str(path)
    params.model_alias = {name}
    params.hostnames = ["127.0.0.1"]
    params.port = 0  # a free one
    params.api_keys = [key]
    params.cors_origins = ""  # no page in a browser may ask it
    params.ui = params.endpoint_slots = False
    params.n_ctx, params.n_parallel = CONTEXT, 1
    params.cache_ram_mib = _CACHE_MB
    params.n_batch = params.n_ubatch = _BATCH
    params.sse_ping_interval = 1  # seconds; a reader that has gone is noticed while the prompt is read
    params.verbosity = 0  # stderr is the user's
    for threads in (params.cpuparams, params.cpuparams_batch):
        threads.poll = 0  # a spinning thread made it twenty times slower beside other work
    try:
        server = xllamacpp.Server(params)
    except RuntimeError as error:
        raise EngineError(
            f"llama.cpp cannot load {str(path)!r}: damaged, of an unknown kind, or too large for the memory.",
            hint="Run `fonte model pull` to check the small model, or choose another with --model.",
        ) from error
    url = f"{server.listening_address}/v1"
    return Served(server, Endpoint(url, name, key, read=_READ, total=_TOTAL, at_once=1))
