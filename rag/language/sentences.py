"""Cut a text into sentences with exact places; knows abbreviations, not documents.

Takes any string, gives Spans in order that hold every character but white space between sentences. A line break
that stands between blocks (a blank line, a heading, a list item) always ends a sentence; one inside a wrapped
paragraph does not.
"""

from __future__ import annotations

import re

from rag.types import Span

# Abbreviations after which a full stop ends nothing when more follows. Lower case, without the stop.
_ABBREVIATIONS = frozenset(
    """
    dott dottssa dr prof profssa sig sigra sigg avv ing arch geom rag on sen gen col cap ten mons don ss spett egr gent
    art artt pag pagg p pp cap capp cfr cit es ecc etc fig figg tab n nn nr num vol voll ed edd sez par lett co ca circa
    tel int ext all prot reg del dlgs dl dpr dm dpcm l r.d lgs min max med mld mln mil mio mrd tit trad v vs vd ag
    gen feb mar apr mag giu lug ago set sett ott nov dic jan jun jul aug sep sept oct dec
    mr mrs ms st jr sr inc ltd corp co no nos vol e.g i.e u.s u.k u.s.a approx dept est gov sgt lt rev
    bzw ca d.h evtl ggf inkl nr str u.a usw vgl z.b z.t hr fr abs
    m mme mlle mm env av apr janv fevr févr juil sté éd
    """.split()
)
# These close a sentence when a capital follows, in spite of their stop.
_OFTEN_LAST = frozenset("ecc etc usw co inc ltd corp spa srl u.s u.k u.s.a".split())

_TERMINATOR = re.compile(r"[.!?…。！？]+")
_CLOSERS = "\"'”’»)]}*_›」』）"
_OPENERS = "\"'“‘«([{¿¡—–-*_‹「『（"
_WRAP_AT_MOST, _WRAP_AT_LEAST, _WRAP_SHARE = 110, 36, 0.72  # characters a line, share of the longest
_BLOCK_BREAK = re.compile(r"[ \t\u00a0]*(?:\r\n|\r|\n)(?:[ \t\u00a0\u200b]*(?:\r\n|\r|\n))+")
_LINE = re.compile(r"[^\r\n]+")
_LIST_ITEM = re.compile(r"[ \t\u00a0]*(?:[-*•·–—▪◦‣]|\d{1,3}[.)]|[a-z]\))[ \t\u00a0]+|[ \t]*#{1,6} |[ \t]*\|")
_ENDS = frozenset(".!?…:;»”\"'’。")
_GERMAN_ORDINAL = re.compile(
    r"\d{1,2}\.\s(?:Jan|Feb|März|April|Mai\b|Juni|Juli|Aug|Sept|Okt|Nov|Dez|Jahrhundert|Jahrestag|Geburtstag|Platz\b)"
)
_WORD_BEFORE = re.compile(r"[^\s(\[«“\"'’]+$")


def split_sentences(text: str) -> list[Span]:
    """Return the sentences of `text` in order, without white space at their edges.

    Their texts joined with the white space between them give `text` back.
    """
    spans: list[Span] = []
    for block in _blocks(text):
        spans.extend(_within(text, block))
    return spans


def ends_sentence(text: str) -> bool:
    """Tell whether a text ends as a whole sentence does, not as a headline, a byline or a caption does."""
    return text.rstrip()[-1:] in _ENDS


def _blocks(text: str) -> list[Span]:
    """Return the runs of lines that belong together: paragraphs, headings, list items."""
    blocks: list[Span] = []
    start = 0
    for gap in _BLOCK_BREAK.finditer(text):
        blocks.extend(_lines_joined(text, start, gap.start()))
        start = gap.end()
    blocks.extend(_lines_joined(text, start, len(text)))
    return blocks


def _lines_joined(text: str, start: int, end: int) -> list[Span]:
    """Join hard-wrapped lines of one paragraph; keep headings, list items and one-line paragraphs apart."""
    lines = [Span(match.start(), match.end()) for match in _LINE.finditer(text, start, end)]
    wrapped = _is_wrapped([line.of(text) for line in lines])
    joined: list[Span] = []
    for line in lines:
        if joined and (
            _continues(joined[-1].of(text), line.of(text)) or (wrapped and not _LIST_ITEM.match(line.of(text)))
        ):
            joined[-1] = Span(joined[-1].start, line.end)
        else:
            joined.append(line)
    return joined


def _is_wrapped(lines: list[str]) -> bool:
    """Tell whether a paragraph was cut at a fixed width: all lines but the last are nearly equally long."""
    full = [len(line.rstrip()) for line in lines[:-1]]
    return len(full) >= 2 and max(full) <= _WRAP_AT_MOST and min(full) >= _WRAP_SHARE * max(full) >= _WRAP_AT_LEAST


def _continues(before: str, line: str) -> bool:
    """Tell whether `line` goes on with the sentence of `before` (a wrapped line starts with a small letter)."""
    if _LIST_ITEM.match(line):
        return False
    head = line.lstrip()
    tail = before.rstrip()
    if not head or not tail or tail[-1] in ".!?…:;" + _CLOSERS:
        return bool(head) and head[0].islower() and bool(tail) and tail[-1] in ";"
    return head[0].islower() or tail[-1] == ","


def _within(text: str, block: Span) -> list[Span]:
    spans: list[Span] = []
    start = block.start
    for match in _TERMINATOR.finditer(text, block.start, block.end):
        if match.start() < start:
            continue
        end = _past_closers(text, match.end(), block.end)
        if _ends_sentence(text, match, end, block.end):
            _append(text, spans, start, end)
            start = end
    _append(text, spans, start, block.end)
    return spans


def _past_closers(text: str, at: int, end: int) -> int:
    while at < end and text[at] in _CLOSERS:
        at += 1
    return at


def _append(text: str, spans: list[Span], start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        spans.append(Span(start, end))


def _ends_sentence(text: str, stop: re.Match[str], end: int, limit: int) -> bool:
    """Decide whether the stop at `stop`, with closers up to `end`, ends a sentence."""
    if end >= limit:
        return True
    mark = stop.group()
    if mark[0] in "。！？":
        return True
    if not text[end].isspace():
        return False
    following = text[end:limit].lstrip()
    if not following:
        return True
    first = following.lstrip(_OPENERS)[:1]
    if mark != ".":  # "!", "?", "…", "...": a small letter after them goes on
        return not first.islower()
    if first.islower():
        return False
    return not _is_abbreviation(text, stop.start(), first)


def _opens_line(text: str, at: int) -> bool:
    before = text[max(0, at - 8) : at].rstrip(" \t\u00a0")
    return at <= 8 and not before or before[-1:] in "\r\n"


def _is_abbreviation(text: str, stop: int, following: str) -> bool:
    word_match = _WORD_BEFORE.search(text, max(0, stop - 24), stop)
    if word_match is None:
        return False
    if _GERMAN_ORDINAL.match(text, word_match.start()):  # "am 4. Mai", "im 19. Jahrhundert"
        return True
    if word_match.group().isdigit() and _opens_line(text, word_match.start()):  # "1. Primo punto"
        return True
    word = word_match.group().casefold().lstrip("(")
    if len(word) == 1 and word.isalpha():  # an initial: "J. Kim", "L. n. 12"
        return True
    if word in _OFTEN_LAST:
        return following.isdigit()
    return word in _ABBREVIATIONS or word.replace(".", "") in _ABBREVIATIONS
