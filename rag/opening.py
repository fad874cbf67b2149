"""Open what the read path works with: the embedder, getting warm beside it the store, brought in step.

An embedder that cannot be used here is done without, and told: at once, or when it fails at its first call.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from rag.indexing import Progress, SyncOutcome, sync
from rag.settings import Settings
from rag.store.embedding.opening import open_embedder
from rag.store.embedding.protocol import Embedder, EmbedderUnavailable
from rag.store.store import Store
from rag.types import Notice

OnProgress = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class Opened:
    """Hold the store, what embeds (None: words alone), what the sync did, and what the user should know."""

    store: Store
    embedder: Embedder | None
    outcome: SyncOutcome | None
    notices: tuple[Notice, ...] = ()
    progress: OnProgress | None = None

    def loading(self, model: str) -> None:
        """Tell that a local model is being loaded."""
        if self.progress is not None:
            self.progress(Progress("loading", file=model))


def open_in_step(
    settings: Settings, synced: bool, progress: OnProgress | None, *, retry_failed: bool = False
) -> Opened:
    """Open embedder and store, and bring the store in step if `synced`. Raises what `indexing.sync` raises."""

    def in_step(embedder: Embedder | None) -> SyncOutcome | None:
        return sync(settings, embedder=embedder, progress=progress, retry_failed=retry_failed) if synced else None

    try:
        return _with(open_embedder(settings.embedder), settings, in_step, progress)
    except EmbedderUnavailable as unavailable:
        notice = Notice("no_vectors", f"Searching by words alone: {unavailable}")
    return _with(None, settings, in_step, progress, notice)


def _with(
    embedder: Embedder | None,
    settings: Settings,
    in_step: Callable[[Embedder | None], SyncOutcome | None],
    progress: OnProgress | None,
    *notices: Notice,
) -> Opened:
    with ThreadPoolExecutor(max_workers=1) as warming:
        warm = warming.submit(_warm, embedder)
        outcome = in_step(embedder)
        store = Store.open(settings.store_path, embedder, settings.vectors)
        try:
            warm.result()
        except BaseException:
            store.close()
            raise
    return Opened(store, embedder, outcome, notices, progress)


def _warm(embedder: Embedder | None) -> None:
    if embedder is not None:
        embedder.embed_queries(["pronto"])
