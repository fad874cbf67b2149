"""Show what of a text was taken as article and what as page furniture, line by line.

Takes a Document, gives its lines with their places; the command line and the chat both draw from it.
"""

from __future__ import annotations

from dataclasses import dataclass

from rag.corpus.lines import split_lines
from rag.types import Document


@dataclass(frozen=True, slots=True)
class ShownLine:
    """Hold one line, `text[start:end]` of its document; `number` counts from 1."""

    number: int
    start: int
    end: int
    text: str
    furniture: bool


def show_lines(document: Document) -> tuple[ShownLine, ...]:
    """Return every line of the document's text, blank ones included, each told to be furniture or not."""
    shown = []
    spans = list(document.furniture)
    for number, line in enumerate(split_lines(document.text), 1):
        while spans and spans[0].end <= line.start:
            spans.pop(0)
        inside = bool(spans) and spans[0].start < max(line.end, line.start + 1) and spans[0].end > line.start
        shown.append(ShownLine(number, line.start, line.end, line.raw, inside))
    return tuple(shown)
