"""Read the block of `key: value` lines between two `---` at the top of a text.

Takes text, gives the values as they are written and the block's place. Knows no YAML beyond that: lists, nesting and
anything clever are passed over, nothing is evaluated.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from rag.corpus.lines import split_lines
from rag.types import Span

_MOST_LINES = 80
_MOST_CHARS = 8_000
_PAIR = re.compile(r"([A-Za-zÀ-ÿ][\w .-]{0,40}?)\s*:(?:\s+(.*))?$")
_MORE = re.compile(r"(?:[ \t]+\S|-\s|#|$)")  # nested lines, list items, comments, blank ones


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """Hold the values by lower-case key, and the block with its `---` lines, or None when there is none."""

    values: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    span: Span | None = None

    def first(self, *keys: str) -> str | None:
        """Return the first value that is there and not empty."""
        return next((self.values[key] for key in keys if self.values.get(key)), None)


def read_front_matter(text: str) -> FrontMatter:
    """Return the front matter of `text`; a block that holds anything but pairs is none."""
    start = 1 if text.startswith("\ufeff") else 0
    lines = split_lines(text[start : start + _MOST_CHARS])[:_MOST_LINES]
    if not lines or lines[0].raw.rstrip() != "---":
        return FrontMatter()
    values: dict[str, str] = {}
    for line in lines[1:]:
        bare = line.raw.rstrip()
        if bare in ("---", "..."):
            span = Span(0, start + line.end)
            return FrontMatter(MappingProxyType(values), span) if values else FrontMatter()
        pair = _PAIR.match(bare)
        if pair:
            values.setdefault(pair[1].lower(), _unquoted(pair[2] or ""))
        elif not _MORE.match(bare):
            break
    return FrontMatter()


def _unquoted(value: str) -> str:
    value = value.strip()
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
        value = value[1:-1].replace('\\"', '"').replace("''", "'")
    return "" if value.startswith(("[", "{", "|", ">", "&", "*", "!")) else value.strip()
