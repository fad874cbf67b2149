"""Read one file of the corpus into a Document.

Takes a path, gives the text with everything it says of itself. Reads the bytes once: the hash is of what was decoded.
"""

from __future__ import annotations

import hashlib
import stat
from pathlib import Path

from rag.corpus.decode import MAX_BYTES, decode
from rag.corpus.describe import describe
from rag.corpus.furniture import find_furniture
from rag.errors import InputError
from rag.types import Document


def load(path: Path, root: Path) -> Document:
    """Return the article in the file `path`, which lies under `root`; raise InputError when it cannot be used."""
    file = _relative(path, root)
    data = _bytes(path)
    decoded = decode(data)
    if not decoded.text.strip("\ufeff \t\r\n\v\f\u00a0"):
        raise InputError("the file holds no text")
    furniture = find_furniture(decoded.text)
    description = describe(decoded.text, furniture, file)
    return Document(
        file=file,
        text=decoded.text,
        encoding=decoded.encoding,
        sha256=hashlib.sha256(data).hexdigest(),
        title=description.title,
        date=description.date,
        date_source=description.date_source,
        outlet=description.outlet,
        url=description.url,
        language=description.language,
        furniture=furniture,
    )


def _relative(path: Path, root: Path) -> str:
    try:
        relative = path.relative_to(root)
    except ValueError as error:
        raise InputError(f"{path} does not lie in the folder {root}") from error
    if ".." in relative.parts:
        raise InputError(f"{path} leads out of the folder {root}")
    return relative.as_posix()


def _bytes(path: Path) -> bytes:
    """Read the file, one byte beyond the limit at most, so that a huge one never fills the memory."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise InputError("not a regular file")
        with path.open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        raise InputError(f"the file cannot be read: {getattr(error, 'strerror', None) or error}") from error
