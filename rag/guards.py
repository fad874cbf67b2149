"""Guard a sync against what looks like a mistake, and say what was kept or left out. A part of the write path."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from rag.errors import SettingsError
from rag.store.hidden import hidden_files
from rag.store.schema import CORPUS, get_meta, set_meta
from rag.types import FileProblem, Notice

_NAMED = 5


def refuse_another_corpus(
    connection: sqlite3.Connection, corpus: Path, hashes: Mapping[str, str | None], known: Mapping[str, str]
) -> None:
    """Raise SettingsError when the store holds the articles of another folder; a folder that only moved is the same."""
    place = str(corpus.resolve())
    before = get_meta(connection, CORPUS)
    if before not in (None, place) and known:
        same = sum(hashes.get(file) == signature for file, signature in known.items())
        if 2 * same < len(known) and Path(before or "").exists():
            raise SettingsError(
                f"the store holds the articles of {before!r}, not of {place!r}.",
                hint="Choose another with --store, or delete that one.",
            )
    if before != place:
        set_meta(connection, **{CORPUS: place})


def left_out(problems: Sequence[FileProblem]) -> Iterator[Notice]:
    """Yield what of files that were taken in could not be read, the first few by name."""
    for problem in problems[:_NAMED]:
        yield Notice("left_out", f"{problem.file}: {problem.reason}")
    if len(problems) > _NAMED:
        yield Notice("left_out", f"and {len(problems) - _NAMED} more parts of files were left out")


def still_hidden(connection: sqlite3.Connection) -> Iterator[Notice]:
    """Yield a notice when articles that vanished all at once are kept."""
    files = hidden_files(connection)
    if files:
        message = (
            f"{len(files)} files vanished at once ({files[0]} …): their articles are hidden, but kept in case "
            "they come back. `fonte index --yes` forgets them."
        )
        yield Notice("hidden", message)
