"""Follow a folder and bring the store in step after each change: `fonte index --watch`."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rag.cli.plain import plain, say
from rag.errors import CorpusError, OutsideError
from rag.types import SyncReport

AGAIN_SECONDS = 300.0  # without a change: failed files are tried again, and a missed change is found
_WAKE_MILLISECONDS = 1_000
_COUNTED = ("added", "changed", "renamed", "removed", "failed")


def watch(assistant: Any, stop: Any = None, show: Callable[[str], None] = print) -> None:
    """Sync after each change of the folder until interrupted, or until the event `stop` is set."""
    import watchfiles  # a door: its library is loaded for this alone

    corpus, store = assistant.settings.corpus.resolve(), assistant.settings.store_path.resolve()
    say(f"watching {corpus}; Ctrl-C ends it")
    last, shown = time.monotonic(), assistant.report
    changes = watchfiles.watch(
        corpus,
        watch_filter=lambda _, path: not Path(path).is_relative_to(store),
        stop_event=stop,
        rust_timeout=_WAKE_MILLISECONDS,
        yield_on_timeout=True,
    )
    for found in changes:
        if found or time.monotonic() - last >= AGAIN_SECONDS:
            last = time.monotonic()
            report = _synced(assistant)
            if report is not None and _news(report, shown):
                show(plain(_line(report)))
                shown = report


def _synced(assistant: Any) -> SyncReport | None:
    """Return what a sync did; what goes wrong is told, and the next change is waited for."""
    try:
        report: SyncReport = assistant.sync()
    except (CorpusError, OutsideError) as error:
        say(f"note: {error}")
        return None
    return report


def _news(report: SyncReport, before: SyncReport | None) -> bool:
    moved = report.added or report.changed or report.renamed or report.removed
    return bool(moved) or report.failed != (before.failed if before is not None else ())


def _line(report: SyncReport) -> str:
    counts = " · ".join(f"{name} {len(getattr(report, name))}" for name in _COUNTED if getattr(report, name))
    return f"{time.strftime('%H:%M:%S')}  {counts or 'nothing failed any more'}"
