"""First pass of a sync: read, cut, stage and embed what is new, file by file. A part of the write path.

Reading and cutting go on while the texts of earlier files are embedded (`rag.store.filling`).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

from rag.corpus import load
from rag.errors import InputError
from rag.store.chunking import chunk_document
from rag.store.filling import Filler
from rag.store.plan import Plan
from rag.store.rows import Cut, texts_of
from rag.store.staging import forget_problems, keep_problems, problems, stage, staged, staged_hashes, stored
from rag.types import FileProblem

Tell: TypeAlias = Callable[[str, int, int, str], None]  # stage, done, total, file

_STAGE_AT_ONCE = 16  # documents a commit


def take_in(
    root: Path, connection: sqlite3.Connection, plan: Plan, filler: Filler | None, tell: Tell
) -> tuple[Mapping[str, str], tuple[FileProblem, ...]]:
    """Return the files that are staged now, with their hashes, and all failures."""
    waiting = staged_hashes(connection)
    taken = {file: sha for file, sha in plan.take.items() if sha is not None and waiting.get(file) == sha}
    todo = [file for file in plan.take if file not in taken]
    bad: list[tuple[FileProblem, str]] = []
    cuts: list[Cut] = []
    _fill(filler, staged(connection, list(taken)), len(taken), tell)
    for done, file in enumerate(todo):
        tell("reading", done, len(todo), file)
        try:
            cut = _cut(root, file)
        except InputError as error:
            bad.append((FileProblem(file, " ".join(str(error).split())), plan.take[file] or ""))
            continue
        taken[file] = cut.document.sha256
        cuts.append(cut)
        if len(cuts) == _STAGE_AT_ONCE:
            stage(connection, cuts)
            cuts = []
        if filler is not None:
            tell("embedding", done, len(todo), file)
            filler.add(texts_of(cut))
    stage(connection, cuts)
    forget_problems(connection, problems(connection).keys() - {problem.file for problem in plan.failed})
    keep_problems(connection, bad)
    return taken, (*plan.failed, *(problem for problem, _ in bad))


def fill_stored(connection: sqlite3.Connection, files: Collection[str], filler: Filler | None, tell: Tell) -> None:
    """Embed what documents of the truth lack."""
    _fill(filler, stored(connection, files), len(files), tell)


def _fill(filler: Filler | None, cuts: Iterator[Cut], total: int, tell: Tell) -> None:
    if filler is not None:
        for done, cut in enumerate(cuts):
            tell("embedding", done, total, cut.document.file)
            filler.add(texts_of(cut))


def _cut(root: Path, file: str) -> Cut:
    document = load(root / file, root)
    try:
        document.text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise InputError("the text holds characters that are not Unicode") from error
    return Cut(document, tuple(chunk_document(document)))
