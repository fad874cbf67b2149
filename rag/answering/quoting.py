"""Turn a quoted sentence into the text of a claim: the same words, without markup or anything like a marker.

The quote in the citation stays untouched; only what is shown as claim text is cleaned here. Knows no documents.
"""

from __future__ import annotations

import re

_IMAGE = re.compile(r"!\[[^\[\]\n]{0,300}\]\([^()\n]{0,600}\)")
_LINK = re.compile(r"\[([^\[\]\n]{1,300})\]\([^()\n]{0,600}\)")
_MARKER = r"\\?\[\s*\^?[*_]*\s*s?\d+(?:\s*[,;–-]\s*s?\d+)*\s*[*_]*\s*\\?\]"
_NUMBER_LINK = re.compile(rf"(?:\[{_MARKER}\]|{_MARKER})\([^()\n]{{0,600}}\)", re.IGNORECASE)
_NUMBER_IN_BRACKETS = re.compile(_MARKER, re.IGNORECASE)
_EMPTY = re.compile(r"\[\s*\]|\*{4}|_{4}|~{4}")
_EMPHASIS = re.compile(r"(\*\*|__|~~|`)(?=\S)(.+?)\s*\1")
_STAR = re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])")
_LINE_HEAD = re.compile(r"^\s*(?:#{1,6}\s+|>\s+|[-*•·▪◦‣]\s+|\|\s*)")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>")
_TERMINAL = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]")  # colours and the like
_JOINERS = "\u200c\u200d"  # they spell Persian words and join emoji; they hide nothing


def claim_text(quote: str) -> str:
    """Return `quote` as a claim: one line, no markup, no bracketed numbers, no control or invisible characters."""
    text = "".join(" " if c in "\n\r\t\u2028\u2029" else c for c in _TERMINAL.sub("", quote))
    text = "".join(c for c in text if c.isspace() or c.isprintable() or c in _JOINERS)
    text = _LINE_HEAD.sub("", text)
    for _ in range(_ROUNDS):
        before, text = text, _stripped(text)
        if text == before:
            break
    return re.sub(r"\s+([,.;:!?])", r"\1", " ".join(text.split()))


_ROUNDS = 8  # brackets within brackets are peeled one layer a round


def _stripped(text: str) -> str:
    """Take one layer of markup and bracketed numbers off."""
    text = _NUMBER_IN_BRACKETS.sub("", _NUMBER_LINK.sub("", text))
    text = _TAG.sub("", _LINK.sub(r"\1", _IMAGE.sub("", text)))
    text = _STAR.sub(r"\1", _EMPHASIS.sub(r"\2", text))
    return _EMPTY.sub("", text)
