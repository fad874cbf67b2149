"""Turn a folder of files into Documents: list, decode, mark the page furniture, describe."""

from __future__ import annotations

from rag.corpus.folder import FolderListing, scan
from rag.corpus.load import load

__all__ = ["FolderListing", "load", "scan"]
