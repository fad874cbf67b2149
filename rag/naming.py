"""Name articles: one file may hold many, one a row, and each needs a name of its own.

The name of a file's only article is its path; the third article of `news.csv` is `news.csv#3`. A file that can be read
never has such a name itself, because it would have no known ending.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from rag.types import Citation, Passage

ROW_SUFFIXES = (".jsonl", ".csv")

_NUMBERED = re.compile(r"(.+\.(?:jsonl|csv))#([1-9]\d{0,8})", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class ArticlePlace:
    """Hold the file that an article stands in and, when it is one of many, its number from 1."""

    path: str
    record: int | None = None


def article_name(path: str, record: int | None = None) -> str:
    """Return the name of an article."""
    return path if record is None else f"{path}#{record}"


def article_place(name: str) -> ArticlePlace:
    """Return the place that a name stands for."""
    found = _NUMBERED.fullmatch(name)
    return ArticlePlace(found[1], int(found[2])) if found else ArticlePlace(name)


def cited_article(citation: Citation) -> str:
    """Return the name of the article that a citation points into."""
    return article_name(citation.file, citation.record)


def by_path(passages: Iterable[Passage]) -> tuple[Passage, ...]:
    """Return passages as the outside knows them: by the path of their file."""
    return tuple(replace(passage, file=article_place(passage.file).path) for passage in passages)
