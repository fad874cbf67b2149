"""Change the folder of articles: take files in, put them aside, bring the store in step, tell how far it is.

The shipped articles are read-only: the first change works on a copy in the data directory. Nothing is overwritten and
nothing destroyed: what is removed is put aside in the data directory.
"""

from __future__ import annotations

import asyncio
import re
import shutil
import threading
import unicodedata
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath, PureWindowsPath

from rag.assistant import Assistant
from rag.corpus.formats import KNOWN_SUFFIXES
from rag.errors import InputError, RagError
from rag.indexing import Progress
from rag.settings import Settings, data_directory
from rag.types import FileProblem, SyncReport
from ui.copies import copy_folder, is_shipped
from ui.desk import Desk
from ui.markup import line

MOST_FILES = 50
MOST_BYTES = 20 * 1024**2
_TOO_LARGE = f"it has more than {MOST_BYTES // 1024**2} MB."
_LONGEST_NAME = 120
_ASIDE = "removed"


@dataclass(frozen=True, slots=True)
class Done:
    """Hold what a change did: the sync's report, files refused with the reason, where a copy was made or a file put."""

    report: SyncReport | None
    refused: tuple[FileProblem, ...] = ()
    copied_to: Path | None = None
    put_aside: Path | None = None


Change = Callable[[Callable[[Progress], None]], Done]


class Shelf:
    """Change the articles that a desk reads from, one change at a time."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._changing = threading.Lock()

    async def add(self, uploads: Sequence[Path], left: Sequence[str] = ()) -> AsyncIterator[Progress | Done]:
        """Take files in and index them; yield how far it is, then what was done. Raises RagError.

        `left` are the names of files that did not come through.
        """
        async for step in _told(lambda tell: self._add(uploads, left, tell)):
            yield step

    async def remove(self, file: str) -> AsyncIterator[Progress | Done]:
        """Put one file aside and index the rest; raises InputError for one that is not there."""
        async for step in _told(lambda tell: self._remove(file, tell)):
            yield step

    async def index(self) -> AsyncIterator[Progress | Done]:
        """Bring the store in step with the folder. Raises RagError."""
        async for step in _told(lambda tell: Done(self._sync(tell))):
            yield step

    def _add(self, uploads: Sequence[Path], left: Sequence[str], tell: Callable[[Progress], None]) -> Done:
        with self._changing:
            refused = [FileProblem(line(name), f"it was not sent: {_TOO_LARGE}") for name in left[:MOST_FILES]]
            if not uploads:
                return Done(None, tuple(refused))
            root, copied = self._writable(tell)
            taken = []
            for upload in uploads[:MOST_FILES]:
                try:
                    taken.append(_take_in(upload, root))
                except InputError as error:
                    refused.append(FileProblem(line(upload.name), str(error)))
            refused += [
                FileProblem(line(u.name), f"more than {MOST_FILES} files at once") for u in uploads[MOST_FILES:]
            ]
            report = self._sync(tell)
            refused += _throw_out(root, taken, report.failed)
            return Done(report, tuple(refused), copied)

    def _remove(self, file: str, tell: Callable[[Progress], None]) -> Done:
        with self._changing:
            with self._desk.assistant() as assistant:
                known = any(source.file == file for source in assistant.reader().files())
            if not known:
                raise InputError(f"{line(file)!r} is not among the articles.")
            root, copied = self._writable(tell)
            path = root / file
            if not path.is_file() or not path.resolve().is_relative_to(root.resolve()):
                raise InputError(f"{line(file)!r} is not a file of its own.", hint="Remove the file that holds it.")
            if sum(1 for other in root.rglob("*") if other.is_file() and other.suffix in KNOWN_SUFFIXES) == 1:
                raise InputError("this is the last article.", hint="Add another first.")
            aside = _free(data_directory() / _ASIDE / root.name / PurePosixPath(file).name)
            aside.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(path, aside)
            return Done(self._sync(tell), copied_to=copied, put_aside=aside)

    def _sync(self, tell: Callable[[Progress], None]) -> SyncReport:
        with self._desk.assistant() as assistant:
            return assistant.sync(tell)

    def _writable(self, tell: Callable[[Progress], None]) -> tuple[Path, Path | None]:
        """Return the folder to change; the shipped one is copied first, and the copy is asked from then on."""
        with self._desk.assistant() as assistant:
            settings = assistant.settings
            if not is_shipped(settings.corpus):
                return settings.corpus, None
        folder = copy_folder()
        if not folder.is_dir():
            draft = folder.with_name(".articles.part")
            shutil.rmtree(draft, ignore_errors=True)
            shutil.copytree(settings.corpus, draft)
            draft.replace(folder)
        copied: Settings = replace(settings, corpus=folder, store=None)
        self._desk.change(Assistant.open(settings=copied, progress=tell))
        return folder, folder


def file_name(given: str) -> str:
    """Return a name that a new file may have: no folder, nothing hidden, a known ending. Raises InputError."""
    base = PureWindowsPath(PurePosixPath(given).name).name
    name = re.sub(r'[\\/:*?"<>|]', "-", unicodedata.normalize("NFC", line(base))).strip(" .")
    stem, suffix = Path(name).stem, Path(name).suffix.lower()
    if suffix not in KNOWN_SUFFIXES:
        raise InputError(f"this type of file is not read; known are {', '.join(KNOWN_SUFFIXES)}.")
    return f"{stem[:_LONGEST_NAME]}{suffix}"


def _take_in(upload: Path, root: Path) -> str:
    """Copy an upload into the folder under a name that is free; return the name."""
    name = file_name(upload.name)
    if upload.stat().st_size > MOST_BYTES:
        raise InputError(_TOO_LARGE)
    target = root / name
    if target.is_file() and target.read_bytes() == upload.read_bytes():
        raise InputError("it is already there.")
    target = _free(target)
    try:
        shutil.copyfile(upload, target)
    except OSError as error:
        raise InputError(f"the folder cannot be written to: {error.strerror or error}.") from error
    return target.name


def _throw_out(root: Path, taken: Iterable[str], failed: Iterable[FileProblem]) -> list[FileProblem]:
    """Take files that could not be read out of the folder again; return them with the reason."""
    mine = set(taken)
    bad = [problem for problem in failed if problem.file in mine]
    for problem in bad:
        (root / problem.file).unlink(missing_ok=True)
    return bad


def _free(path: Path) -> Path:
    """Return the path, with a number when there is such a file already."""
    found, number = path, 2
    while found.exists():
        found = path.with_name(f"{path.stem}-{number}{path.suffix}")
        number += 1
    return found


async def _told(change: Change) -> AsyncIterator[Progress | Done]:
    """Run a change in a thread; yield its progress as it comes, and what it did last."""
    loop, steps = asyncio.get_running_loop(), asyncio.Queue[Progress | Done | RagError | Exception]()

    def tell(step: Progress | Done | Exception) -> None:
        loop.call_soon_threadsafe(steps.put_nowait, step)

    def work() -> None:
        try:
            tell(change(tell))
        except Exception as error:
            tell(error)

    threading.Thread(target=work, name="fonte-shelf", daemon=True).start()
    while True:
        step = await steps.get()
        if isinstance(step, Exception):
            raise step
        yield step
        if isinstance(step, Done):
            return
