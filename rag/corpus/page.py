"""Hold a page while the rules mark its furniture.

Takes text, gives its filled lines and room for marks. Knows no rule.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from rag.corpus.lines import Line, split_lines


@dataclass
class Page:
    """Hold the filled lines of a page while the rules mark them; `marked` are places in `lines`."""

    lines: list[Line]
    gaps: list[bool]  # whether a blank line stands before the line
    marked: set[int] = field(default_factory=set)

    def first_prose(self) -> int:
        """Return the place of the first paragraph that is not marked, or the number of lines."""
        return next((i for i, line in enumerate(self.lines) if line.is_prose and i not in self.marked), len(self.lines))

    def last_prose(self) -> int:
        """Return the place of the last paragraph that is not marked, or -1."""
        places = range(len(self.lines) - 1, -1, -1)
        return next((i for i in places if self.lines[i].is_prose and i not in self.marked), -1)

    def mark(self, start: int, end: int) -> None:
        """Mark the lines from `start` up to, not with, `end`."""
        self.marked.update(range(start, min(end, len(self.lines))))


def read_page(text: str) -> Page:
    """Return the page of `text` with nothing marked."""
    lines = split_lines(text)
    filled = [place for place, line in enumerate(lines) if line.text]
    return Page([lines[place] for place in filled], [place > 0 and not lines[place - 1].text for place in filled])
