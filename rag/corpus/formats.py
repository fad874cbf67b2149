"""Know the formats by the ending of a file's name: which there are, how large a file may be, who reads it.

A reader is imported when its first file is read. Knows nothing of folders.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable

from rag.corpus.extracted import Reading
from rag.errors import InputError

TEXT_SUFFIXES = (".txt", ".md")
PAGE_SUFFIXES = (".html", ".htm")
MOST_BYTES = {  # of a file
    ".txt": 20_000_000,
    ".md": 20_000_000,
    ".html": 20_000_000,
    ".htm": 20_000_000,
    ".pdf": 100_000_000,
    ".docx": 50_000_000,
    ".eml": 30_000_000,
    ".csv": 100_000_000,
    ".jsonl": 100_000_000,
}
KNOWN_SUFFIXES = tuple(MOST_BYTES)
KNOWN = ", ".join(KNOWN_SUFFIXES[:-1]) + " and " + KNOWN_SUFFIXES[-1]

_READERS = {  # module and function
    ".html": ("html", "read"),
    ".htm": ("html", "read"),
    ".pdf": ("pdf", "read"),
    ".docx": ("docx", "read"),
    ".eml": ("mail", "read"),
    ".csv": ("rows", "read_csv"),
    ".jsonl": ("rows", "read_jsonl"),
}

Reader = Callable[[bytes], Reading]


def suffix_of(name: str) -> str:
    """Return the ending of a file's name, in lower case, with its dot; "" when it has none."""
    base = name.rpartition("/")[2]
    stem, dot, ending = base.rpartition(".")
    return f".{ending.lower()}" if dot and stem else ""


def most_bytes(name: str) -> int:
    """Return how many bytes a file of this name may have."""
    return MOST_BYTES.get(suffix_of(name), MOST_BYTES[".txt"])


def is_extracted(name: str) -> bool:
    """Tell whether a file's text is taken out of it by a reader, not simply decoded."""
    return suffix_of(name) not in TEXT_SUFFIXES


def open_reader(suffix: str) -> Reader:
    """Return the reader for an ending; raise InputError, saying what to install, when its library is missing."""
    name, function = _READERS[suffix]
    try:
        reader: Reader = getattr(importlib.import_module(f"rag.corpus.readers.{name}"), function)
    except ImportError as error:
        missing = (error.name or str(error)).partition(".")[0]
        package = {"docx": "python-docx"}.get(missing, missing)
        raise InputError(f"{suffix} files need the package {package}: pip install {package}") from error
    return reader
