"""Tell nearly what many vectors' cosines with another one are, and so which of them can be among the nearest.

A row is kept as whole numbers of 8 bits times a scale of its own: a quarter of the room that its floats take, and ONNX
Runtime multiplies them in a third of the time. How far a row lies from its vector bounds how far the product can be
from the cosine (Cauchy and Schwarz), so none of the nearest is missed; the exact cosines are for the caller to compute.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from rag.store.embedding.protocol import Vectors
from rag.store.largest import kth_largest
from rag.store.onnx.session import Session
from rag.store.onnx.wire import MICROSOFT, Graph

Halves = NDArray[np.float16]

_MOST_STEPS = 127
# The other vector is two digits of 7 bits each: two products of 8 by 8 bits can overflow the 16 bits in which they are
# added by processors without VNNI.
_MOST_DIGIT, _ZERO, _BASE = 63, 64, 126
_SMALLEST = 1e-12
_ROUNDING = 1e-5  # what sums of floats are off by
_AT_ONCE = 4_096  # rows


class Rough:
    """Hold vectors, shape (vectors, dimension), so that they are quickly compared; thread-safe."""

    def __init__(self, vectors: Halves) -> None:
        """Take the vectors; raise ValueError for what is none, OnnxUnavailable where there is no ONNX Runtime."""
        count, dimension = vectors.shape
        steps, scales, self._error = np.empty((dimension, count), dtype=np.int8), np.empty(count, dtype=np.float32), 0.0
        for at in range(0, count, _AT_ONCE):
            some, rows = slice(at, at + _AT_ONCE), vectors[at : at + _AT_ONCE].astype(np.float32)
            scales[some] = np.maximum(np.abs(rows).max(axis=1) / _MOST_STEPS, _SMALLEST)
            if not np.isfinite(scales[some]).all():
                raise ValueError("no vector has such numbers")
            whole = np.rint(rows / scales[some, None])
            steps[:, some] = whole.T
            self._error = max(self._error, float(np.linalg.norm(rows - whole * scales[some, None], axis=1).max()))
        self._session = Session(_graph(steps, scales), "digits", "products")

    def worthy(self, vector: Vectors, k: int, within: NDArray[np.bool_] | None) -> NDArray[np.intp]:
        """Return the places, in order, of those that can be among the `k` nearest (of `within`) to a unit vector."""
        nearly, error = self._compared(vector)
        if within is not None:
            nearly[~within] = -np.inf
        if len(nearly) > k:
            within = nearly >= max(kth_largest(nearly, k) - 2 * error, -_BASE)  # nobody's cosine is that low
        return np.arange(len(nearly)) if within is None else np.flatnonzero(within)

    def _compared(self, vector: Vectors) -> tuple[Vectors, float]:
        """Return what the cosines are nearly, and how much they can be off by."""
        step = max(float(np.abs(vector).max()), _SMALLEST) / _MOST_DIGIT
        first = np.rint(vector / step)
        second = np.rint((vector / step - first) * _BASE)
        off = float(np.linalg.norm(vector - (first + second / _BASE) * step))
        products = self._session.run((np.stack([first, second]) + _ZERO).astype(np.uint8))
        nearly = products[0] * np.float32(step)
        nearly += products[1] * np.float32(step / _BASE)
        return nearly, self._error + off + _ROUNDING


def _graph(steps: NDArray[np.int8], scales: NDArray[np.float32]) -> bytes:
    """Return the model: "digits" (2, dimension) to "products" (2, vectors)."""
    graph, (dimension, count) = Graph(), steps.shape
    rows, zero = graph.constant(steps), graph.constant(np.uint8(_ZERO))
    one, scaled = graph.constant(np.float32(1)), graph.constant(scales)
    graph.add("MatMulIntegerToFloat", "digits", rows, one, scaled, zero, domain=MICROSOFT, result="products")
    return graph.file(("digits", (2, dimension)), ("products", (2, count)), "uint8")
