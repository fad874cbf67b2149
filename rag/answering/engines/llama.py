"""Serve a GGUF file with llama.cpp in a process beside this one, on loopback.

One server for each file, shared by everybody in the process, started when it is first needed and stopped with the
process. It listens on a free port of 127.0.0.1 and wants a key that only this process knows. Knows no prompts.

Why another process: llama.cpp holds the interpreter's lock while it reads the weights (seven seconds on a busy laptop),
in which a page with fifty readers would stand still; and a file that breaks it breaks nothing else.
"""

from __future__ import annotations

import atexit
import json
import secrets
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from rag.answering.endpoint.connection import Endpoint
from rag.errors import EngineError, SettingsError

CONTEXT = 4_096  # tokens of prompt and reply; the prompts of the local engine have about 700
_READ, _TOTAL = 300.0, 600.0  # seconds; nothing comes while a slow machine reads the prompt
_MAGIC = b"GGUF"
_CODE = "import sys; sys.path[:] = {path!r}; from rag.answering.engines.serving import serve; serve()"
_INSTALL = 'Install it with: pip install "fonte[local]"'


@dataclass(frozen=True, slots=True)
class Served:
    """Hold a running server and the way to it."""

    process: subprocess.Popen[str]
    endpoint: Endpoint

    @property
    def lives(self) -> bool:
        """Tell whether its process runs."""
        return self.process.poll() is None


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
    served = _running.get(path.resolve())
    return served is not None and served.lives


def serve(path: Path, name: str) -> Endpoint:
    """Return where `path` is served, as the model `name`; starts the server when it is not running, or has died.

    Takes seconds then: the weights are read. Raises EngineError when llama.cpp cannot load the file.
    """
    with _starting:
        place = path.resolve()
        if not running(place):
            if place in _running:  # it has died; its pipes are still open
                _end(_running.pop(place).process)
            _running[place] = _start(place, name)
        return _running[place].endpoint


def stop() -> None:
    """Stop every server; the next `serve` starts anew."""
    with _starting:
        for served in _running.values():
            _end(served.process)
        _running.clear()


atexit.register(stop)


def _start(path: Path, name: str) -> Served:
    key = secrets.token_urlsafe(24)
    process = _child()
    try:
        assert process.stdin is not None and process.stdout is not None
        with suppress(OSError):  # it died at once: the end of its words says so
            process.stdin.write(json.dumps({"path": str(path), "name": name, "key": key, "context": CONTEXT}) + "\n")
            process.stdin.flush()
        url = process.stdout.readline().strip()
    except BaseException:
        _end(process)
        raise
    if not url:
        _end(process)
        raise EngineError(
            f"llama.cpp cannot load {str(path)!r}: damaged, of an unknown kind, or too large for the memory.",
            hint="Run `fonte model pull` to check the small model, or choose another with --model.",
        )
    return Served(process, Endpoint(f"{url}/v1", name, key, read=_READ, total=_TOTAL, at_once=1))


def _child() -> subprocess.Popen[str]:
    """Start the process of `serving`, in the parent's interpreter; it ends when its standard input does."""
    code = _CODE.format(path=[entry for entry in sys.path if entry] + [str(Path(__file__).parents[3])])
    return subprocess.Popen(
        [sys.executable, "-P", "-W", "ignore", "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # llama.cpp talks much; stderr is the user's
        text=True,
        encoding="utf-8",
        start_new_session=True,  # Ctrl-C is the parent's affair
    )


def _end(process: subprocess.Popen[str]) -> None:
    with suppress(OSError):
        process.kill()
    process.wait()
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            with suppress(OSError):
                stream.close()
