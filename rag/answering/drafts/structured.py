"""Read claims off a JSON draft that is being written: {"found": true, "claims": [{"text": …, "sentences": [3]}]}.

Each claim is handed over as soon as its object is closed, so a draft that breaks off keeps its whole claims. Numbers
may come as 3, "3", "s3" or "[s3]". Knows no articles.
"""

from __future__ import annotations

import json
import re
from typing import Any

from rag.answering.drafts.marked import Said
from rag.answering.quoting import claim_text

SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "found": {"type": "boolean"},
        "claims": {
            "type": "array",
            "maxItems": 4,
            "items": {
                "type": "object",
                "properties": {
                    "text": {"type": "string"},
                    "sentences": {"type": "array", "items": {"type": "integer"}, "minItems": 1, "maxItems": 4},
                },
                "required": ["text", "sentences"],
                "additionalProperties": False,
            },
        },
    },
    "required": ["found", "claims"],
    "additionalProperties": False,
}

_CLAIMS = re.compile(r'"claims"\s*:\s*\[')
_NOT_FOUND = re.compile(r'"found"\s*:\s*(?:false|"false"|"no")', re.IGNORECASE)
_BETWEEN = re.compile(r"[\s,]*")
_MOST_NUMBERS = 12
_NUMBER = re.compile(r"(?<![\d.-])\d{1,4}(?!\d)(?=\.0*(?!\d)|[^.]|$)")  # neither half of 2.5, nor part of -3 or 123456


class StructuredText:
    """Read claims from pieces of JSON."""

    def __init__(self) -> None:
        self._text = ""
        self._at: int | None = None  # where the next claim begins
        self._decoder = json.JSONDecoder()

    @property
    def not_found(self) -> bool:
        """Tell whether the draft says that the answer is not there."""
        return _NOT_FOUND.search(self._text) is not None

    @property
    def is_draft(self) -> bool:
        """Tell whether anything of the shape asked for was seen."""
        return self._at is not None or '"found"' in self._text

    def feed(self, piece: str) -> list[Said]:
        """Take a piece of JSON and return the claims that are whole now."""
        self._text += piece
        if self._at is None:
            opening = _CLAIMS.search(self._text)
            if opening is None:
                return []
            self._at = opening.end()
        said: list[Said] = []
        while True:
            start = _BETWEEN.match(self._text, self._at).end()  # type: ignore[union-attr]  # it matches anything
            if self._text[start : start + 1] != "{" or "}" not in self._text[start:]:
                return said
            try:
                claim, self._at = self._decoder.raw_decode(self._text, start)
            except (ValueError, RecursionError):
                return said
            said.extend(_said(claim))


def _said(claim: dict[str, Any]) -> list[Said]:
    text = claim.get("text")
    if not isinstance(text, str) or not claim_text(text):
        return []
    given = claim.get("sentences")
    values = given if isinstance(given, list) else [given]
    found = [int(n) for value in values[:_MOST_NUMBERS] for n in _NUMBER.findall(str(value))]
    return [Said(claim_text(text), tuple(dict.fromkeys(found)))]
