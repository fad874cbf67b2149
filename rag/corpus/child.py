"""Run the readers of foreign formats in a child process, with a limit of time and memory for each file.

The parent hands over bytes and gets a Reading back; the child opens no file of the corpus. A child that dies, hangs or
grows too large costs its file, nothing else. `python -c` in the parent's interpreter starts it: no pickling, no copy of
the caller's program, and the current folder is not searched for modules.
"""

from __future__ import annotations

import atexit
import json
import os
import select
import struct
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from rag.corpus.extracted import Extracted, Reading, Stated
from rag.corpus.formats import open_reader
from rag.errors import InputError
from rag.types import Span

CPU_SECONDS = 4.0  # of computing for one file
WALL_SECONDS = 30.0  # on a machine that is busy with other things
START_SECONDS = 60.0
MEMORY_BYTES = 900_000_000
_LENGTH = struct.Struct(">I")
_START = "import sys; sys.path[:] = {path!r}; from rag.corpus.child import serve; serve()"

_lock = threading.Lock()
_running: _Child | None = None


def extract(suffix: str, data: bytes) -> Reading:
    """Return what the reader for `suffix` finds in `data`; raise InputError when it finds nothing or takes too much."""
    global _running
    with _lock:
        if _running is None:
            _running = _Child()
        try:
            answer = _running.ask(suffix, data)
        except _ChildLost as lost:
            _running = None
            raise InputError(str(lost)) from lost
        except BaseException:  # half an answer may be under way
            _running.end()
            _running = None
            raise
    if "error" in answer:
        raise InputError(answer["error"])
    return _reading(answer)


def end_child() -> None:
    """End the child, if there is one; the next file starts another."""
    global _running
    with _lock:
        if _running is not None:
            _running.end()
            _running = None


atexit.register(end_child)


class _ChildLost(Exception):
    """Raised when the child died or was ended over a file."""


class _Child:
    """Hold a running child."""

    def __init__(self) -> None:
        code = _START.format(path=[entry for entry in sys.path if entry] + [str(Path(__file__).parents[2])])
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-W", "ignore", "-c", code],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C is the parent's affair
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        )
        self._fresh = True

    def ask(self, suffix: str, data: bytes) -> dict[str, Any]:
        """Return the child's answer; raise _ChildLost, with what to tell the user, when there is none in time."""
        deadline = time.monotonic() + WALL_SECONDS + (START_SECONDS if self._fresh else 0.0)
        sender = threading.Thread(target=self._send, args=(suffix, data), daemon=True)
        sender.start()
        try:
            (length,) = _LENGTH.unpack(self._receive(_LENGTH.size, deadline))
            answer: dict[str, Any] = json.loads(self._receive(length, deadline))
        except _ChildLost:
            self.end()
            raise
        finally:
            sender.join(1.0)
        self._fresh = False
        return answer

    def _send(self, suffix: str, data: bytes) -> None:
        stream = self._process.stdin
        assert stream is not None
        with suppress(OSError, ValueError):  # the child is gone: the receiver says so
            name = suffix.encode()
            stream.write(_LENGTH.pack(len(name)) + name + _LENGTH.pack(len(data)))
            stream.write(data)
            stream.flush()

    def _receive(self, size: int, deadline: float) -> bytes:
        stream = self._process.stdout
        assert stream is not None
        found = bytearray()
        while len(found) < size:
            left = deadline - time.monotonic()
            if left <= 0:
                raise _ChildLost(f"reading the file takes more than {WALL_SECONDS:.0f} s")
            if not _ready(stream, min(left, 1.0)):
                continue
            part = os.read(stream.fileno(), min(size - len(found), 1_048_576))
            if not part:
                raise _ChildLost(self._why())
            found += part
        return bytes(found)

    def _why(self) -> str:
        code = self._process.wait()
        if code in (-27, -24):  # SIGPROF, SIGXCPU
            return f"reading the file takes more than {CPU_SECONDS:.0f} s"
        return f"its reader broke down over it (exit {code}): the file is damaged, or made to do harm"

    def end(self) -> None:
        """End the child and let go of its pipes."""
        with suppress(OSError):
            self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with suppress(OSError):
                    stream.close()


def _ready(stream: IO[bytes], seconds: float) -> bool:
    if sys.platform == "win32":  # pipes cannot be waited for there: the read itself waits
        return True
    return bool(select.select([stream], [], [], seconds)[0])


def _reading(answer: dict[str, Any]) -> Reading:
    articles = []
    for made in answer["articles"]:
        made["text"] = _unicode(made["text"])
        stated = Stated(**{name: value and _unicode(value) for name, value in made.pop("stated").items()})
        furniture = tuple(Span(**span) for span in made.pop("furniture"))
        articles.append(Extracted(**{**made, "pages": tuple(made["pages"])}, stated=stated, furniture=furniture))
    return Reading(tuple(articles), tuple(answer["left_out"]))


def _unicode(text: str) -> str:
    """Return text that can be stored: a question mark for half a character, and none of NUL."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\0", " ")


# ── in the child ──────────────────────────────────────────────────────────────────────────────────────────────────


def serve() -> None:
    """Answer requests from standard input until it ends. Runs in the child."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # a library that prints must not disturb the answers
    _limit_memory()
    requests = sys.stdin.buffer
    while head := requests.read(_LENGTH.size):
        suffix = requests.read(_LENGTH.unpack(head)[0]).decode()
        data = requests.read(_LENGTH.unpack(requests.read(_LENGTH.size))[0])
        payload = json.dumps(_answer(suffix, data)).encode()
        answers.write(_LENGTH.pack(len(payload)) + payload)
        answers.flush()


def _answer(suffix: str, data: bytes) -> dict[str, Any]:
    try:
        read = open_reader(suffix)
        _limit_time(CPU_SECONDS)
        try:
            return asdict(read(data))
        finally:
            _limit_time(0)
    except InputError as error:
        return {"error": error.message}
    except MemoryError:
        return {"error": f"reading the file takes more than {MEMORY_BYTES // 1_000_000:,} MB of memory"}
    except RecursionError:
        return {"error": "the file is nested too deeply to be read"}
    except Exception as error:  # whatever a parser does with a hostile file, the file is named and the next one read
        return {"error": f"its reader failed: {type(error).__name__}: {' '.join(str(error).split())[:120]}"}


def _limit_memory() -> None:
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_time(seconds: float) -> None:
    """End the process after so much computing; its parent says why."""
    with suppress(ImportError, AttributeError, ValueError):
        import signal

        signal.signal(signal.SIGPROF, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_PROF, seconds)
