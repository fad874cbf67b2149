"""Turn a folder of files into Documents: list, read each format, mark the page furniture, describe."""

from __future__ import annotations

from rag.corpus.child import end_child
from rag.corpus.events import EventDate, event_dates
from rag.corpus.folder import FolderListing, scan
from rag.corpus.formats import KNOWN as KNOWN_FORMATS
from rag.corpus.formats import is_extracted, most_bytes
from rag.corpus.load import Loaded, load, texts
from rag.corpus.showing import ShownLine, show_lines
from rag.corpus.sidefiles import SideFiles, read_side_files

__all__ = [
    "KNOWN_FORMATS",
    "EventDate",
    "FolderListing",
    "Loaded",
    "ShownLine",
    "SideFiles",
    "end_child",
    "event_dates",
    "is_extracted",
    "load",
    "most_bytes",
    "read_side_files",
    "scan",
    "show_lines",
    "texts",
]
