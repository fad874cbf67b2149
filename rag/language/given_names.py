"""Tell a given name: "Tommaso", "Priya"; knows the common ones of a few languages, and no documents."""

from __future__ import annotations

from functools import cache
from importlib import resources


def is_given_name(surface: str) -> bool:
    """Tell whether a folded word is a common given name."""
    return surface in _names()


@cache
def _names() -> frozenset[str]:
    text = (resources.files("rag.language") / "given_names.txt").read_text(encoding="utf-8")
    return frozenset(name for line in text.splitlines() if not line.startswith("#") for name in line.split())
