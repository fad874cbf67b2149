"""Hold the shapes of lines and addresses that more than one rule of describing looks for."""

from __future__ import annotations

import re
import urllib.parse

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


def host(url: str | None) -> str | None:
    """Return the host of an address without "www.", or None when it has none."""
    try:
        name = urllib.parse.urlsplit(url or "").hostname
    except ValueError:
        return None
    return name.removeprefix("www.") if name else None
