"""Read a PDF: the text of each page in reading order, its lines joined to paragraphs, running heads left out.

Takes bytes, gives a Reading of one article with the place of each page. A door: pypdfium2 is imported when the first
PDF is read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

import pypdfium2

from rag.corpus.extracted import Extracted, Reading, Stated
from rag.errors import InputError

MOST_PAGES = 3_000
MOST_CHARACTERS = 20_000_000
_EDGE = 2  # lines at the top and at the bottom of a page that may be running heads
_DIGITS = re.compile(r"\d+")
_HYPHENS = "\ufffe\u00ad\x02"  # how PDFium gives a hyphen that only parts a word at the end of a line
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_SENTENCE_END = re.compile(r"[.!?:…][\"”’»)\]]*$")
_NEW_BLOCK = re.compile(r"(?:[•●▪■◦‣–—*-]|\d{1,2}[.)]|[a-z]\))\s+\S")


def read(data: bytes) -> Reading:
    """Return the text of a PDF; raise InputError when it is broken, locked or holds no text."""
    pages = list(_pages(data))
    heads = _running(pages)
    text, starts = _joined([_without(lines, heads) for lines in pages])
    if not text.strip():  # nothing but what recurs: a deck of cards
        text, starts = _joined(pages)
    if not text.strip():
        raise InputError("the PDF holds no text: it is scanned, or empty")
    return Reading((Extracted(text, Stated(), pages=tuple(starts)),))


def _pages(data: bytes) -> Iterator[list[str]]:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        why = "it asks for a password" if "password" in str(error).lower() else "it is broken, or no PDF"
        raise InputError(f"the PDF cannot be opened: {why}") from error
    try:
        if len(document) > MOST_PAGES:
            raise InputError(f"the PDF has {len(document):,} pages, more than the {MOST_PAGES:,} allowed; split it")
        total = 0
        for number in range(len(document)):
            try:
                page = document[number]
                text = page.get_textpage().get_text_bounded()
                page.close()
            except pypdfium2.PdfiumError:
                text = ""  # one broken page does not cost the others
            total += len(text)
            if total > MOST_CHARACTERS:
                raise InputError(f"the PDF holds more than {MOST_CHARACTERS:,} characters; split it")
            yield [_bare(line) for line in _CONTROL.sub(_hyphen, text).splitlines()]
    finally:
        document.close()


def _bare(line: str) -> str:
    """Return a line without the white space around it and without hyphens that part no word at its end."""
    line = " ".join(line.split())
    return line[:-1].replace("\u00ad", "") + line[-1:]


def _hyphen(match: re.Match[str]) -> str:
    return "\u00ad" if match[0] in _HYPHENS else " "


def _running(pages: Sequence[Sequence[str]]) -> frozenset[str]:
    """Return the heads and feet that most pages share, numbers aside."""
    if len(pages) < 3:
        return frozenset()
    counts = Counter(key for lines in pages for key in {_key(line) for line in _edges(lines)})
    return frozenset(key for key, count in counts.items() if key and count >= max(3, len(pages) // 3))


def _edges(lines: Sequence[str]) -> list[str]:
    filled = [line for line in lines if line]
    return [*filled[:_EDGE], *filled[-_EDGE:]]


def _key(line: str) -> str:
    return " ".join(_DIGITS.sub("0", line).split()).casefold()


def _without(lines: Sequence[str], heads: frozenset[str]) -> list[str]:
    """Return the lines of a page without running heads and without its bare number."""
    filled = [place for place, line in enumerate(lines) if line]
    edges = {*filled[:_EDGE], *filled[-_EDGE:]}
    return [
        line for place, line in enumerate(lines) if place not in edges or not (_key(line) in heads or line.isdigit())
    ]


def _joined(pages: Sequence[Sequence[str]]) -> tuple[str, list[int]]:
    """Return the text of all pages, a paragraph that runs over a page in one piece, and where each page begins."""
    parts: list[str] = []
    starts: list[int] = []
    length = 0
    for lines in pages:
        filled = [line for line in lines if line]
        width = sorted(map(len, filled))[len(filled) * 3 // 4] if filled else 0
        starts.append(length)
        for place, line in enumerate(filled):
            gap = _gap(parts[-1], line, width) if parts else ""
            if gap == "" and parts:
                parts[-1] = parts[-1][:-1]
                length -= 1
            if place == 0:
                starts[-1] = length + len(gap)
            parts += [gap, line]
            length += len(gap) + len(line)
    return "".join(parts), starts


def _gap(last: str, line: str, width: int) -> str:
    """Return what stands between two lines: nothing within a word, a space within a paragraph, else a blank line."""
    if last.endswith("\u00ad") or (last.endswith("-") and last[-2:-1].isalpha() and line[:1].islower()):
        return ""
    if _NEW_BLOCK.match(line):
        return "\n\n"
    short = len(last) < 0.8 * width
    if _SENTENCE_END.search(last):
        return "\n\n" if short else " "
    return "\n\n" if short and not line[:1].islower() and not last.endswith((",", ";")) else " "
