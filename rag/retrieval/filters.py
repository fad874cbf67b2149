"""Decide which articles a search may look at. An undated article is never hidden by a date."""

from __future__ import annotations

import fnmatch
from collections.abc import Sequence

from rag.naming import article_place
from rag.types import Filters, Source


def allowed(sources: Sequence[Source], filters: Filters) -> frozenset[str] | None:
    """Return the files that pass `filters`, or None when nothing is filtered."""
    if not filters:
        return None
    return frozenset(source.file for source in sources if _passes(source, filters))


def _passes(source: Source, filters: Filters) -> bool:
    if filters.files and not any(_names(pattern, source.file) for pattern in filters.files):
        return False
    if filters.outlets and source.outlet not in filters.outlets:
        return False
    if source.date is None:
        return True
    # A partial date is compared at its own granularity: "2026-01" lies within since 2026-01-15.
    since, until = filters.since, filters.until
    early = since is not None and source.date < since[: len(source.date)]
    late = until is not None and source.date[: len(until)] > until
    return not (early or late)


def _names(pattern: str, name: str) -> bool:
    file = article_place(name).path
    return pattern in (file, name) or fnmatch.fnmatchcase(file, pattern) or file.rsplit("/", 1)[-1] == pattern
