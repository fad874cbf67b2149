"""Make text from outside safe to print: what an article says must not steer the terminal or hide in it."""

from __future__ import annotations

import sys
import unicodedata

_SPACES = {"Zs", "Zl", "Zp", "Cc"}


def plain(text: str) -> str:
    """Return `text` on one line: control characters and white space become spaces, invisible ones go.

    Invisible are format characters (zero-width, bidirectional, tags, byte order mark); a lone surrogate becomes U+FFFD.
    """
    return " ".join("".join(map(_shown, text)).split())


def _shown(character: str) -> str:
    category = unicodedata.category(character)
    if category in _SPACES:
        return " "
    if category == "Cf":
        return ""
    return "\ufffd" if category in ("Cs", "Co", "Cn") else character


def say(line: str) -> None:
    """Print one line of text from anywhere on stderr, safely."""
    print(plain(line), file=sys.stderr, flush=True)  # noqa: T201
