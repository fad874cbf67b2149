"""Know the folder of a store: make it, and put aside a truth file that cannot be used.

Takes a path. Knows no tables.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from rag.errors import StoreError
from rag.store.schema import CHROMA_FOLDER, OLD_TRUTH_FILE, TRUTH_FILE, UnusableStore, translated

_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_SUFFIXES = ("", "-wal", "-shm")


def make_folder(folder: Path) -> None:
    """Make the store's folder; refuse one whose `chroma` belongs to somebody else, for that is removed at will."""
    with translated(folder):
        if folder.exists() and not folder.is_dir():
            message = f"the store {str(folder)!r} cannot be used: it is a file, not a folder."
            raise UnusableStore(message, hint="Choose another with --store.")
        folder.mkdir(parents=True, exist_ok=True)
        chroma = folder / CHROMA_FOLDER
        ours = (folder / TRUTH_FILE).exists() or (folder / OLD_TRUTH_FILE).exists()
        if not ours and chroma.exists() and not _looks_like_chroma(chroma):
            raise StoreError(f"{str(chroma)!r} is not Fonte's.", hint="Choose another folder with --store.")


def _looks_like_chroma(folder: Path) -> bool:
    """Tell whether a folder holds nothing but what Chroma writes, perhaps not all of it."""
    names = os.listdir(folder) if folder.is_dir() else ["a file"]
    return all(name.startswith("chroma.sqlite3") or _UUID.fullmatch(name) for name in names)


def move_aside(folder: Path) -> Path:
    """Rename a truth file that cannot be used to `….old` (over an earlier one) and return its new place."""
    moved = folder / OLD_TRUTH_FILE
    with translated(folder):
        for suffix in _SUFFIXES:
            source, target = folder / f"{TRUTH_FILE}{suffix}", folder / f"{OLD_TRUTH_FILE}{suffix}"
            target.unlink(missing_ok=True)
            if source.exists():
                source.rename(target)
    return moved
