"""Keep the built graph in the user's cache directory. Knows nothing of what it holds.

The file is a SHA-256 of what the content was made of and of the content, then the content: one that is half written,
damaged or of another version is told in the same way, and replaced. It is written beside and renamed, so a reader never
sees a part. Of several processes that lack it one builds and the others wait for it; what a killed one left behind is
removed by the next. Where nothing can be kept the content is used from memory.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from rag.settings import cache_directory

WAIT_SECONDS = 60.0  # for another process that builds the same; then build it here
_DIGEST = hashlib.sha256().digest_size


@dataclass(frozen=True, slots=True)
class Cached:
    """Hold the content, and why it could not be kept (empty when it is)."""

    content: bytes
    problem: str = ""


def cached(name: str, made_of: str, build: Callable[[], bytes]) -> Cached:
    """Return the content called `name`; build it when the cache does not hold one that was made of the same."""
    path = cache_directory() / name
    kept = _read(path, made_of)
    if kept:
        return Cached(kept)
    content = b""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _alone(path):
            content = _read(path, made_of)
            if not content:
                content = build()
                _write(path, made_of, content)
    except OSError as error:  # a timeout of the lock among them
        return Cached(content or build(), f"{path.parent} cannot be written to ({error.strerror or error})")
    return Cached(content)


def _read(path: Path, made_of: str) -> bytes:
    """Return the content, or nothing when it is not there, not whole or not made of the same."""
    try:
        with path.open("rb") as file:
            digest, content = file.read(_DIGEST), file.read()
    except OSError:
        return b""
    return content if digest == _digest(made_of, content) else b""


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Wait for the operating system's lock on `path`; raise OSError when it cannot be had."""
    from filelock import FileLock

    try:
        with FileLock(path.with_name(f"{path.name}.lock"), timeout=WAIT_SECONDS):
            yield
    except NotImplementedError as error:  # the file system knows no locks
        raise OSError(str(error)) from error


def _write(path: Path, made_of: str, content: bytes) -> None:
    """Write it whole or not at all; the caller holds the lock, so any part that lies there is a dead process's."""
    part = path.with_name(f"{path.name}.part")
    try:
        with part.open("wb") as file:
            file.write(_digest(made_of, content))
            file.write(content)
        os.replace(part, path)
    except OSError:
        part.unlink(missing_ok=True)
        raise


def _digest(made_of: str, content: bytes) -> bytes:
    digest = hashlib.sha256(made_of.encode() + b"\0")
    digest.update(content)
    return digest.digest()
