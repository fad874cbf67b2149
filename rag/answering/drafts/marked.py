"""Read sentences with their markers off a text that is being written: "A. [s1] B [s2][s3]." → (A, 1), (B, 2 3).

Takes pieces of text, gives each sentence as soon as nothing that follows can change it. Understands the forms that
models write: [s1], [S1, s2], [1], (s3), 【s4】, [s1-s3]; markers after the stop, before it, or at the head of each
sentence. Headings, fences and list bullets are form, not text. Knows no articles.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.answering.quoting import claim_text
from rag.language.sentences import split_sentences
from rag.types import Span

_ONE = r"[sS]?\s?\d+"
_MANY = rf"{_ONE}(?:\s*(?:[,;&]|e|and|und|et|y|[-–—])\s*{_ONE})*"
_MARKER = re.compile(
    rf"\[\^?\s*(?:(?:sentences?|frasi?|cfr\.?)\s+)?({_MANY})\s*\]|【\s*({_MANY})\s*(?:†[^】]{{0,40}})?】|\(\s*(s\s?\d+(?:\s*[,;]\s*s\s?\d+)*)\s*\)"
    rf"|<sup>\s*\[?({_MANY})\]?\s*</sup>",
    re.IGNORECASE,
)
_RANGE = re.compile(r"(\d+)\s*[-–—]\s*[sS]?\s?(\d+)|(\d+)")
_DIGITS = 4  # no prompt shows ten thousand sentences
_CELL = re.compile(r"(?:\s*\|)+$")  # the end of a row of a table
_LONGEST_RANGE = 6  # numbers that "[s1-s6]" may stand for
_UNFINISHED = re.compile(r"(?:[\[【(][^\]】)\n]{0,40}|[\"'“‘«([{¿¡—–*_-]+|[.!?…]+|\s)$")
_FENCE = re.compile(r"^[ \t]*(?:```|~~~)[^\n]*$", re.MULTILINE)
_LOOSE = re.compile(r"\*\*|__")  # emphasis whose other end stands in another sentence
_HEAD = re.compile(r"^[ \t]*(?:[-*•·▪◦‣]|\d{1,2}[.)]|#{1,6}|>)[ \t]+", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Said:
    """Hold one sentence of a draft and the numbers it names, in order, each once; `bullet` marks a list item."""

    text: str
    numbers: tuple[int, ...] = ()
    bullet: bool = False


class MarkedText:
    """Read marked sentences from pieces of text."""

    def __init__(self) -> None:
        self._buffer = ""
        self._leading: bool | None = None  # markers stand before their sentence; None until it is seen
        self.markers = 0

    @property
    def rest(self) -> str:
        """Return the text that is not settled yet."""
        return self._buffer

    def feed(self, piece: str) -> list[Said]:
        """Take a piece of text, and return the sentences that are settled now."""
        self._buffer += piece
        return self._settled(final=False)

    def finish(self, *, whole: bool) -> list[Said]:
        """Return what is left; an unfinished last sentence only when the text is `whole`."""
        said = self._settled(final=True)
        if not whole and said and not re.search(r"[.!?…。][\"'”’»)*\s]*$", said[-1].text):
            said = said[:-1]
        return said

    def _settled(self, *, final: bool) -> list[Said]:
        text = self._buffer
        if not final:
            held = _UNFINISHED.search(text)
            text = text if held is None else text[: held.start()]
        text = _FENCE.sub(lambda match: " " * len(match.group()), text)
        found = list(_MARKER.finditer(text))
        plain = _blanked(text, found)
        if self._leading is None and (found or any(c.isalnum() for c in plain)):
            self._leading = bool(found) and not any(c.isalnum() for c in plain[: found[0].start()])
        spans = _sentences(plain)
        count = len(spans) if final else len(spans) - 1
        if count <= 0:
            if final:
                self.markers += len(found)
            return []
        bounds = self._bounds(spans, found, len(text))
        said = [self._said(text, plain, spans[at], found, bounds[at]) for at in range(count)]
        self._buffer = "" if final else self._buffer[bounds[count][0] :]
        return [one for one in said if one.text]

    def _bounds(self, spans: list[Span], found: list[re.Match[str]], end: int) -> list[tuple[int, int]]:
        """Return for each sentence the stretch of text whose markers are its own."""
        if not self._leading:
            starts = [0, *(span.start for span in spans[1:]), end]
            return [(starts[at], starts[at + 1]) for at in range(len(spans))]
        edges = [0]
        for before, span in zip(spans, spans[1:], strict=False):
            between = [m.start() for m in found if before.end <= m.start() < span.start]
            edges.append(min([span.start, *between]))
        edges.append(end)
        return [(edges[at], edges[at + 1]) for at in range(len(spans))]

    def _said(self, text: str, plain: str, span: Span, found: list[re.Match[str]], bound: tuple[int, int]) -> Said:
        own = [match for match in found if bound[0] <= match.start() < bound[1]]
        self.markers += len(own)
        numbers = [number for match in own for number in _numbers(next(g for g in match.groups() if g))]
        line = plain[plain.rfind("\n", 0, span.start) + 1 : span.end]
        said = _CELL.sub("", _LOOSE.sub("", claim_text(_HEAD.sub("", span.of(plain)))).strip())
        return Said(said, tuple(dict.fromkeys(numbers)), bool(_HEAD.match(line)))


def _blanked(text: str, found: list[re.Match[str]]) -> str:
    """Return `text` with spaces for its markers, so that every other character keeps its place."""
    for match in found:
        text = text[: match.start()] + " " * len(match.group()) + text[match.end() :]
    return text


def _sentences(plain: str) -> list[Span]:
    """Return the sentences of a text; a line break ends one, a run without a letter joins the one before."""
    spans: list[Span] = []
    at = 0
    for line in plain.split("\n"):
        for span in split_sentences(line):
            moved = Span(at + span.start, at + span.end)
            if any(c.isalnum() for c in span.of(line)):
                spans.append(moved)
            elif spans and "\n" not in plain[spans[-1].end : moved.start]:
                spans[-1] = Span(spans[-1].start, moved.end)
        at += len(line) + 1
    return spans


def _numbers(text: str) -> list[int]:
    numbers: list[int] = []
    for match in _RANGE.finditer(text):
        first, last, single = match.groups()
        if any(len(digits) > _DIGITS for digits in match.groups() if digits):
            continue
        if single is not None:
            numbers.append(int(single))
        elif int(first) <= int(last) < int(first) + _LONGEST_RANGE:
            numbers.extend(range(int(first), int(last) + 1))
        else:
            numbers.extend((int(first), int(last)))
    return numbers
