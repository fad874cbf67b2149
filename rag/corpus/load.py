"""Read one file of the corpus into its Documents: one, or one for each row of a table of articles.

Takes a path, gives texts with everything they say of themselves. Reads the bytes once: the hash is of what was read.
"""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from rag.corpus.child import extract
from rag.corpus.decode import decode
from rag.corpus.describe import describe
from rag.corpus.extracted import Extracted, Reading, Stated
from rag.corpus.formats import PAGE_SUFFIXES, is_extracted, most_bytes, suffix_of
from rag.corpus.furniture import find_furniture
from rag.corpus.lines import split_lines
from rag.corpus.sidefiles import NO_SIDE_FILES, Said, SideFiles
from rag.errors import InputError
from rag.naming import article_name
from rag.types import Document, Span

_BLANK = "\ufeff \t\r\n\v\f\u00a0"


@dataclass(frozen=True, slots=True)
class Loaded:
    """Hold the articles of a file, the hash of its bytes, and what of it was left out, in one line each."""

    documents: tuple[Document, ...]
    sha256: str
    left_out: tuple[str, ...] = ()


def load(path: Path, root: Path, side: SideFiles = NO_SIDE_FILES) -> Loaded:
    """Return the articles in the file `path`, which lies under `root`; raise InputError when there are none."""
    file = _relative(path, root)
    data = _bytes(path, root, file)
    sha256 = hashlib.sha256(data).hexdigest()
    encoding, reading = _read(file, data)
    documents = tuple(
        _document(file, sha256, encoding, article, side.of(file, article.record)) for article in reading.articles
    )
    return Loaded(documents, sha256, reading.left_out)


def texts(file: str, data: bytes) -> dict[int | None, str]:
    """Return the text of each article in `data`, the bytes of `file`, by its record (None: it is the only one)."""
    return {article.record: article.text for article in _read(file, data)[1].articles}


def _read(file: str, data: bytes) -> tuple[str, Reading]:
    if is_extracted(file):
        return "utf-8", extract(suffix_of(file), data)
    decoded = decode(data)
    if not decoded.text.strip(_BLANK):
        raise InputError("the file holds no text")
    return decoded.encoding, Reading((Extracted(decoded.text),))


def _document(file: str, sha256: str, encoding: str, article: Extracted, said: Said) -> Document:
    text = article.text
    found_in_text = find_furniture(text, cleaned=suffix_of(file) in PAGE_SUFFIXES)
    furniture = _overruled(text, _united((*found_in_text, *article.furniture)), said)
    found = describe(text, furniture, file)
    detected = Stated(found.title, found.date, found.date_source, found.outlet, found.author, found.url, found.language)
    stated = said.stated.over(article.stated).over(detected)
    return Document(
        file=article_name(file, article.record),
        text=text,
        encoding=encoding,
        sha256=sha256,
        title=stated.title,
        date=stated.date,
        date_source=stated.date_source,
        outlet=stated.outlet,
        url=stated.url,
        language=stated.language or "und",
        furniture=furniture,
        author=stated.author,
        extracted=is_extracted(file),
        pages=article.pages,
    )


def _united(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return spans in order, those that overlap or touch as one."""
    united: list[Span] = []
    for span in sorted(spans):
        if united and span.start <= united[-1].end:
            united[-1] = Span(united[-1].start, max(united[-1].end, span.end))
        else:
            united.append(span)
    return tuple(united)


def _overruled(text: str, furniture: tuple[Span, ...], said: Said) -> tuple[Span, ...]:
    """Return the furniture as the user wants it: without the lines to keep, with those to drop."""
    if not (said.keep or said.drop):
        return furniture
    spans = []
    for line in split_lines(text):
        bare = " ".join(line.text.split())
        inside = any(span.start < line.end and line.start < span.end for span in furniture)
        if bare and (bare in said.drop or (inside and bare not in said.keep)):
            spans.append(Span(line.start, line.end))
    return _united(tuple(spans))


def _relative(path: Path, root: Path) -> str:
    try:
        relative = path.relative_to(root)
    except ValueError as error:
        raise InputError(f"{path} does not lie in the folder {root}") from error
    if ".." in relative.parts:
        raise InputError(f"{path} leads out of the folder {root}")
    return relative.as_posix()


def _bytes(path: Path, root: Path, file: str) -> bytes:
    """Read the file, one byte beyond the limit at most, so that a huge one never fills the memory."""
    most = most_bytes(file)
    try:
        if not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(root)):
            raise InputError("a link that leads outside the folder")
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(descriptor, "rb") as stream:  # looked at when it is open: it may be another file than listed
            found = os.fstat(descriptor)
            if not stat.S_ISREG(found.st_mode):
                raise InputError("not a regular file")
            data = b"" if found.st_size > most else stream.read(most + 1)
    except (OSError, ValueError) as error:
        raise InputError(f"the file cannot be read: {getattr(error, 'strerror', None) or error}") from error
    if len(data) > most or found.st_size > most:
        raise InputError(f"the file has more than the {most:,} bytes allowed; split it")
    return data
