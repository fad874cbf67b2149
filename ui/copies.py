"""Know where the page keeps its own copy of the shipped articles, which stay as they are."""

from __future__ import annotations

from pathlib import Path

from rag.settings import data_directory, shipped_corpus


def copy_folder() -> Path:
    """Return the folder of the copy, whether or not it is there."""
    return data_directory() / "corpora" / "articles"


def own_copy_of(corpus: Path) -> Path | None:
    """Return the copy that stands in for `corpus`: for the shipped articles, once there is one."""
    return copy_folder() if is_shipped(corpus) and copy_folder().is_dir() else None


def is_shipped(corpus: Path) -> bool:
    """Tell whether the articles are the ones that came with the package."""
    return corpus.resolve() == shipped_corpus().resolve()
