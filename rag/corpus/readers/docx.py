"""Read a Word document: paragraphs and tables in their order, without heads and feet.

Takes bytes, gives a Reading of one article. A door: python-docx is imported when the first document is read. The day on
which a document was made or saved is not the day of the article, so it is left.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from docx import Document
from docx.opc.exceptions import OpcError

from rag.corpus.extracted import Extracted, Reading, Stated
from rag.errors import InputError

MOST_BYTES = 200_000_000  # unpacked
MOST_FILES = 5_000
_MOST_RATIO = 200  # of a file's bytes unpacked to those packed; XML packs twenty to one
_SMALL = 5_000_000
_ZIP = (zipfile.BadZipFile, NotImplementedError, EOFError)


def read(data: bytes) -> Reading:
    """Return the text of a document; raise InputError when it is broken, a bomb, or holds no text."""
    _check_archive(data)
    try:
        document = Document(io.BytesIO(data))
        text = "\n\n".join(_parts(document))
        stated = _stated(document)
    except (OpcError, LookupError, ValueError, AttributeError, SyntaxError, OSError, zlib.error, *_ZIP) as error:
        raise InputError("the document is broken, or is no .docx") from error
    if not text.strip():
        raise InputError("the document holds no text")
    return Reading((Extracted(text, stated),))


def _check_archive(data: bytes) -> None:
    """Refuse what is no archive, and one that unpacks to far more than it is."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            files = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise InputError("the document is broken, or is no .docx") from error
    whole = sum(file.file_size for file in files)
    if len(files) > MOST_FILES or whole > MOST_BYTES:
        raise InputError(f"the document unpacks to {len(files):,} files of {whole:,} bytes: more than allowed")
    if any(file.file_size > max(_SMALL, _MOST_RATIO * file.compress_size) for file in files):
        raise InputError("the document unpacks to far more than it is: an archive made to do harm")
    if any(file.flag_bits & 1 for file in files):
        raise InputError("the document asks for a password")


def _parts(document: Any) -> Iterator[str]:
    for item in document.iter_inner_content():
        if hasattr(item, "rows"):
            rows = (_row(row) for row in item.rows)
            table = "\n".join(row for row in rows if row)
            if table:
                yield table
        else:
            text = " ".join(item.text.split())
            if text:
                yield text


def _row(row: Any) -> str:
    cells: list[str] = []
    for cell in row.cells:
        text = " ".join(cell.text.split())
        if text and text not in cells[-1:]:  # a merged cell is given once for each column
            cells.append(text)
    return " | ".join(cells)


def _stated(document: Any) -> Stated:
    about = document.core_properties
    title = " ".join((about.title or "").split())
    author = " ".join((about.author or "").split())
    headed = (item for item in document.paragraphs[:12] if (item.style.name or "") in ("Title", "Heading 1"))
    first = next((" ".join(item.text.split()) for item in headed if item.text.strip()), None)
    return Stated(title=first or title or None, author=None if author.lower() in ("", "python-docx") else author)
