"""Run a graph under ONNX Runtime. A door. Knows nothing of what the graph computes.

One thread a run: several runs side by side keep the cores busier than one run on all of them, whose threads wait for
one another at each of 300 operators. On a busy machine, or with short texts, that is a third of the time.

Since 1.29 the official builds send events to their maker from the moment they are loaded, on Linux and macOS as well,
and keep an identifier of the machine (`Privacy.md` in the package). Only the environment turns all of it off.
"""

from __future__ import annotations

import os
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rag.errors import OutsideError


class OnnxUnavailable(OutsideError):
    """Raised when ONNX Runtime is not there, or cannot run a graph; says why in a few words."""

    retryable = False


class Session:
    """Run a graph of one input and one output, called so; thread-safe. Raises OnnxUnavailable."""

    def __init__(self, graph: bytes, source: str, target: str) -> None:
        self._session = _open(graph)
        self._source, self._target = source, target

    def run(self, values: NDArray[Any]) -> NDArray[np.float32]:
        """Return what the graph makes of the values."""
        made: NDArray[np.float32] = self._session.run([self._target], {self._source: values})[0]
        return made


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
        raise OnnxUnavailable(" ".join(str(error).split())[:200].rstrip(".")) from error
