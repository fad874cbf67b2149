"""First pass of a sync: read, cut, stage and embed what is new, file by file. A part of the write path.

Reading and cutting go on while the texts of earlier files are embedded (`rag.store.filling`).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from rag.corpus import SideFiles, load
from rag.errors import InputError
from rag.store.chunking import chunk_document
from rag.store.failures import failures, keep_failures
from rag.store.filling import Filler
from rag.store.plan import Plan
from rag.store.rows import Cut, texts_of
from rag.store.staging import stage, staged, staged_hashes, stored
from rag.types import Document, FileProblem

Tell: TypeAlias = Callable[[str, int, int, str], None]  # stage, done, total, file

_STAGE_AT_ONCE = 16  # documents a commit


@dataclass(frozen=True, slots=True)
class Intake:
    """Hold the files that are staged now with their signatures, all failures, and what was left out of a file."""

    taken: Mapping[str, str]
    failed: tuple[FileProblem, ...]
    left_out: tuple[FileProblem, ...]


def take_in(
    root: Path, side: SideFiles, connection: sqlite3.Connection, plan: Plan, filler: Filler | None, tell: Tell
) -> Intake:
    """Read, cut, stage and embed what the plan wants taken; a file that fails is named and costs no other."""
    waiting = staged_hashes(connection)
    taken = {file: sha for file, sha in plan.take.items() if sha is not None and waiting.get(file) == sha}
    todo = [file for file in plan.take if file not in taken]
    bad: list[tuple[FileProblem, str]] = []
    left_out: list[FileProblem] = []
    cuts: list[Cut] = []
    _fill(filler, staged(connection, list(taken)), len(taken), tell)
    for done, file in enumerate(todo):
        tell("reading", done, len(todo), file)
        try:
            loaded = load(root / file, root, side)
            signature = side.signature(file, loaded.sha256)
            fresh = [_cut(document, signature) for document in loaded.documents]
        except InputError as error:
            bad.append((FileProblem(file, " ".join(str(error).split())), plan.take[file] or ""))
            continue
        left_out += [FileProblem(file, reason) for reason in loaded.left_out]
        taken[file] = signature
        cuts += fresh
        if len(cuts) >= _STAGE_AT_ONCE:
            stage(connection, cuts)
            cuts = []
        if filler is not None:
            tell("embedding", done, len(todo), file)
            for cut in fresh:
                filler.add(texts_of(cut))
    stage(connection, cuts)
    keep_failures(connection, failures(connection), bad, {problem.file for problem in plan.failed})
    return Intake(taken, (*plan.failed, *(problem for problem, _ in bad)), tuple(left_out))


def _cut(document: Document, signature: str) -> Cut:
    try:
        return Cut(document, tuple(chunk_document(document)), signature)
    except (AssertionError, RecursionError) as error:  # a splitter that stumbles costs its file, not the others
        raise InputError(f"its text cannot be cut into passages: {type(error).__name__}") from error


def fill_stored(connection: sqlite3.Connection, files: Collection[str], filler: Filler | None, tell: Tell) -> None:
    """Embed what documents of the truth lack."""
    _fill(filler, stored(connection, files), len(files), tell)


def _fill(filler: Filler | None, cuts: Iterator[Cut], total: int, tell: Tell) -> None:
    if filler is not None:
        for done, cut in enumerate(cuts):
            tell("embedding", done, total, cut.document.file)
            filler.add(texts_of(cut))
