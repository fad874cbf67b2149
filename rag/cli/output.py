"""Print a JSON document on stdout, alone."""

from __future__ import annotations

import sys

from rag.wire import Json, to_text


def print_json(document: Json) -> None:
    """Print `document` with two spaces of indentation."""
    print(to_text(document, indent=2), file=sys.stdout)  # noqa: T201
