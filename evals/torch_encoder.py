"""Run e5 with PyTorch, where that is installed: a third engine for the benchmark, over the same weights. A door.

The same encoder as `rag.store.embedding.e5.graph` writes, the same tokens, no padding either: texts of one length
share a run.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import util
from itertools import groupby
from typing import Any

import numpy as np

from rag.store.embedding.e5.embedder import BATCH_TOKENS, DIMENSION, find_weights
from rag.store.embedding.e5.tokens import Tokenizer
from rag.store.embedding.e5.weights import BLOCK, read_weights
from rag.store.embedding.protocol import EmbedderUnavailable, Vectors, cleaned, normalised

MOST_TOKENS = 510


class TorchE5:
    """Embed with multilingual-e5-small under PyTorch; a text over 512 tokens is cut off. Raises EmbedderUnavailable."""

    name = "torch"
    dimension = DIMENSION

    def __init__(self) -> None:
        if util.find_spec("torch") is None:
            raise EmbedderUnavailable("torch is not installed.")
        import torch

        self._torch: Any = torch
        self._weights = read_weights(find_weights())
        self._tokenizer = Tokenizer(self._weights.vocabulary())
        self._tensors = {name: self._tensor(name) for name in self._weights.tensors if name != "emb.word"}

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Embed texts that are searched."""
        return self._embed("passage: ", texts)

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Embed texts that search."""
        return self._embed("query: ", texts)

    embed_words = embed_queries

    def _embed(self, prefix: str, texts: Sequence[str]) -> Vectors:
        tokenizer = self._tokenizer
        cut = [list(tokenizer.ids(prefix + cleaned(text))[:MOST_TOKENS]) for text in texts]
        ids = [[tokenizer.start, *each, tokenizer.end] for each in cut]
        vectors = np.empty((len(texts), DIMENSION), dtype=np.float32)
        for length, alike in groupby(sorted(range(len(ids)), key=lambda row: len(ids[row])), lambda row: len(ids[row])):
            rows, most = list(alike), max(1, BATCH_TOKENS // length)
            for at in range(0, len(rows), most):
                some = rows[at : at + most]
                vectors[some] = self._means(np.array([ids[row] for row in some]))
        return normalised(vectors)

    def _means(self, ids: Any) -> Vectors:
        tensors, functional = self._tensors, self._torch.nn.functional
        words = self._weights.rows("emb.word", self._weights.hidden, ids)
        with self._torch.inference_mode():
            x = self._torch.from_numpy(words) + tensors["emb.pos"][: ids.shape[1]] + tensors["emb.type"][0]
            x = self._norm(x, "emb.ln")
            for layer in (f"l{number}." for number in range(self._weights.layers)):
                q, k, v = (self._heads(self._linear(x, layer + name)) for name in "qkv")
                seen = functional.scaled_dot_product_attention(q, k, v).transpose(1, 2).flatten(2)
                x = self._norm(x + self._linear(seen, layer + "ao"), layer + "aln")
                inner = functional.gelu(self._linear(x, layer + "fi"))
                x = self._norm(x + self._linear(inner, layer + "fo"), layer + "oln")
            means: Vectors = x.mean(1).numpy()
        return means

    def _heads(self, x: Any) -> Any:
        return x.unflatten(2, (self._weights.heads, -1)).transpose(1, 2)

    def _linear(self, x: Any, name: str) -> Any:
        return self._torch.nn.functional.linear(x, self._tensors[f"{name}.w"], self._tensors[f"{name}.b"])

    def _norm(self, x: Any, name: str) -> Any:
        scale, shift = self._tensors[f"{name}.w"], self._tensors[f"{name}.b"]
        return self._torch.nn.functional.layer_norm(x, (DIMENSION,), scale, shift, self._weights.epsilon)

    def _tensor(self, name: str) -> Any:
        tensor = self._weights.tensors[name]
        if tensor.dtype.fields is None:  # plain floats
            plain = self._torch.from_numpy(np.array(tensor))
            return plain.unflatten(0, (-1, DIMENSION)) if name in ("emb.pos", "emb.type") else plain
        rows = self._weights.tensors[f"{name[:-2]}.b"].size
        return self._torch.from_numpy(self._weights.matrix(name, tensor.size * BLOCK // rows))
