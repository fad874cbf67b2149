"""Follow a folder and bring the store in step after each change: `fonte index --watch`.

A folder that is taken away and put back, as an unmounted disk is, is followed again.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rag.cli.plain import plain, say
from rag.errors import RagError
from rag.types import SyncReport

AGAIN_SECONDS = 300.0  # without a change: failed files are tried again, and a missed change is found
_WAKE_MILLISECONDS = 1_000
_MOST_NAMED = 5
_COUNTED = ("added", "changed", "renamed", "removed", "failed")


def watch(assistant: Any, stop: Any = None, show: Callable[[str], None] = print) -> None:
    """Sync after each change of the folder until interrupted, or until the event `stop` is set."""
    corpus, shown = assistant.settings.corpus.resolve(), assistant.report
    say(f"watching {corpus}; Ctrl-C ends it")
    while stop is None or not stop.is_set():
        for report in _followed(assistant, corpus, stop):
            if _news(report, shown):
                for line in _lines(report, shown):
                    show(plain(line))
                shown = report
        time.sleep(_WAKE_MILLISECONDS / 1_000)  # the folder is gone, or is another


def _followed(assistant: Any, corpus: Path, stop: Any) -> Iterator[SyncReport]:
    """Yield what each sync did, one at once, for as long as the folder is the same."""
    import watchfiles  # a door: its library is loaded for this alone

    store, last = assistant.settings.store_path.resolve(), 0.0
    try:
        with _held(corpus) as is_same:
            changes = watchfiles.watch(
                corpus,
                watch_filter=lambda _, path: not Path(path).is_relative_to(store),
                stop_event=stop,
                rust_timeout=_WAKE_MILLISECONDS,
                yield_on_timeout=True,
            )
            for found in changes:
                if found or not last or time.monotonic() - last >= AGAIN_SECONDS:
                    last = time.monotonic()
                    report = _synced(assistant)
                    if report is not None:
                        yield report
                if not is_same():
                    return
    except FileNotFoundError:
        return


@contextmanager
def _held(folder: Path) -> Iterator[Callable[[], bool]]:
    """Keep a folder open and give what tells whether it is still the one at its place."""
    try:
        held = os.open(folder, os.O_RDONLY)
    except PermissionError:  # on Windows no folder can be opened
        yield folder.is_dir
        return

    def is_same() -> bool:
        try:
            return os.path.samestat(os.fstat(held), os.stat(folder))
        except OSError:
            return False

    try:
        yield is_same
    finally:
        os.close(held)


def _synced(assistant: Any) -> SyncReport | None:
    """Return what a sync did; what goes wrong is told, and the next change is waited for."""
    try:
        report: SyncReport = assistant.sync()
    except RagError as error:
        say(f"note: {error}")
        return None
    return report


def _news(report: SyncReport, before: SyncReport | None) -> bool:
    moved = report.added or report.changed or report.renamed or report.removed
    return bool(moved) or report.failed != (before.failed if before is not None else ())


def _lines(report: SyncReport, before: SyncReport | None) -> Iterator[str]:
    """Yield what a sync did, and by name which files failed that had not."""
    counts = " · ".join(f"{name} {len(getattr(report, name))}" for name in _COUNTED if getattr(report, name))
    yield f"{time.strftime('%H:%M:%S')}  {counts or 'nothing failed any more'}"
    known = before.failed if before is not None else ()
    fresh = [problem for problem in report.failed if problem not in known]
    for problem in fresh[:_MOST_NAMED]:
        yield f"failed {problem.file}: {problem.reason}"
    if len(fresh) > _MOST_NAMED:
        yield f"and {len(fresh) - _MOST_NAMED} more; `fonte index` names them all"
