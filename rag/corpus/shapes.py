"""Hold the patterns of lines that more than one rule of describing looks for."""

from __future__ import annotations

import re

HEAD_LINES = 12
LINK_TEXT = re.compile(r"!?\[([^\[\]]{0,300})\]\([^()\s]{0,500}\)")
SOURCE = re.compile(
    r"[\s*_>(-]{0,4}(?:fonte|source|quelle|fuente|outlet|testata)[*_]{0,2}\s*[:–—-]\s*[*_]{0,2}\s*(.{2,300}?)[\s*_]{0,4}$",
    re.IGNORECASE,
)
ADDRESS_LABEL = re.compile(
    r"[\s*_>-]{0,4}(?:source url|source|fonte|quelle|fuente|url|link|canonical|originale|articolo originale|original|"
    r"original article|url originale)[*_]{0,2}\s*:\s*[*_]{0,2}",
    re.IGNORECASE,
)
