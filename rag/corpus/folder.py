"""List the files of a corpus folder that can be read.

Takes a folder, gives relative paths in one fixed order, with what was left out and why. Opens no file.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rag.corpus.formats import KNOWN_SUFFIXES
from rag.corpus.sidefiles import is_side_file
from rag.errors import CorpusError
from rag.types import FileProblem

SPEAKS_OF_OTHERS = "says something of other files"


@dataclass(frozen=True, slots=True)
class FolderListing:
    """Hold what a folder holds; every path is relative to `root` with forward slashes.

    `files` can be read, `ignored` are left out on purpose, `failed` are folders that could not be looked into; `side`
    are those of the ignored that say something of other files.
    """

    root: Path
    files: tuple[str, ...] = ()
    ignored: tuple[FileProblem, ...] = ()
    failed: tuple[FileProblem, ...] = ()
    side: tuple[str, ...] = ()


def scan(root: Path) -> FolderListing:
    """Return the files under `root`, sorted; raise CorpusError when it is no folder or cannot be opened."""
    _check(root)
    real = os.path.realpath(root)
    files: list[str] = []
    side: list[str] = []
    ignored: list[FileProblem] = []
    failed: list[FileProblem] = []
    waiting = [""]
    while waiting:
        folder = waiting.pop()
        try:
            entries = list(_entries(real, folder))
        except OSError as error:
            failed.append(FileProblem(_printable(folder), f"the folder cannot be opened: {error.strerror or error}"))
            continue
        for path, entry in entries:
            reason = _reason_to_ignore(entry, real)
            if reason:
                ignored.append(FileProblem(_printable(path), reason))
            elif is_side_file(entry.name):
                side.append(path)
            elif entry.is_dir(follow_symlinks=False):
                waiting.append(path)
            else:
                files.append(path)
    return FolderListing(
        root,
        tuple(sorted(files)),
        tuple(sorted((*ignored, *(FileProblem(path, SPEAKS_OF_OTHERS) for path in side)), key=_by_file)),
        tuple(sorted(failed, key=_by_file)),
        tuple(sorted(side)),
    )


def _check(root: Path) -> None:
    shown = _printable(str(root))
    try:
        mode = os.stat(root).st_mode
    except FileNotFoundError as error:
        raise CorpusError(f"No such folder: {shown}.", hint="Name an existing folder of articles.") from error
    except (OSError, ValueError) as error:
        raise CorpusError(
            f"The folder {shown} cannot be opened: {_why(error)}.", hint="Check its path and rights."
        ) from error
    if not stat.S_ISDIR(mode):
        raise CorpusError(f"{shown} is a file, not a folder.", hint="Name the folder that holds the articles.")
    try:
        os.scandir(root).close()
    except OSError as error:
        raise CorpusError(f"The folder {shown} cannot be opened: {_why(error)}.", hint="Check its rights.") from error


def _entries(real: str, folder: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    with os.scandir(os.path.join(real, folder)) as found:
        for entry in found:
            yield (f"{folder}/{entry.name}" if folder else entry.name), entry


def _reason_to_ignore(entry: os.DirEntry[str], real: str) -> str | None:
    """Return why an entry is left out, or None."""
    if not _encodable(entry.name):
        return "the name is not valid Unicode"
    if entry.name.startswith("."):
        return "hidden"
    if entry.is_symlink():
        return _link_problem(entry, real) or _type_problem(entry)
    return None if entry.is_dir(follow_symlinks=False) else _type_problem(entry)


def _link_problem(entry: os.DirEntry[str], real: str) -> str | None:
    target = os.path.realpath(entry.path)
    if os.path.commonpath([real, target]) != real:
        return "a link that leads outside the folder"
    if os.path.isdir(target):
        return "a link to a folder; its files are read where they are"
    return None if os.path.exists(target) else "a broken link"


def _type_problem(entry: os.DirEntry[str]) -> str | None:
    suffix = os.path.splitext(entry.name)[1]
    if suffix.lower() not in KNOWN_SUFFIXES and not is_side_file(entry.name):
        return f"unknown type {suffix}" if suffix else "unknown type: the name has no ending"
    try:
        return None if stat.S_ISREG(entry.stat().st_mode) else "not a regular file"
    except OSError as error:
        return f"cannot be looked at: {error.strerror or error}"


def _encodable(name: str) -> bool:
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _printable(path: str) -> str:
    """Return a path with its undecodable bytes written out, so that it can be printed and stored."""
    return path if _encodable(path) else os.fsencode(path).decode("utf-8", "backslashreplace")


def _why(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def _by_file(problem: FileProblem) -> str:
    return problem.file
