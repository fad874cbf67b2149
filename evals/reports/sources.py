"""Show a quote where it stands: the words before it, the quote, the words after it; and text from anywhere, safely."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from evals.articles import Articles
from evals.responses import Cited

AROUND = 220  # characters shown before and after a quote


@dataclass(frozen=True, slots=True)
class InSource:
    """Hold a quote in its article; `stands` tells whether it is what stands there."""

    n: int
    file: str
    line: int | None
    before: str
    quote: str
    after: str
    stands: bool


def in_source(cited: Cited, articles: Articles) -> InSource:
    """Return a citation with the text around it; without a place that exists, the quote alone."""
    text = articles.text(cited.file, cited.encoding, cited.record)
    start = cited.start if cited.start is not None else (text or "").find(cited.quote)
    end = cited.end if cited.end is not None else start + len(cited.quote)
    if text is None or not 0 <= start < end <= len(text):
        return InSource(cited.n, cited.file, None, "", cited.quote, "", False)
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    if start > AROUND:
        before = "…" + before.partition(" ")[2]
    if end + AROUND < len(text):
        after = after.rpartition(" ")[0] + "…"
    line = text.count("\n", 0, start) + 1
    return InSource(cited.n, cited.file, line, before, text[start:end], after, text[start:end] == cited.quote)


def shown(text: object) -> str:
    """Return text as it may be shown: what steers a page or hides in it becomes a visible mark."""
    return "".join(_visible(c) for c in str(text))


def _visible(character: str) -> str:
    if character in "\n\t ":
        return character
    return "\ufffd" if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn") else character
