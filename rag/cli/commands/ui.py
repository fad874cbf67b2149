"""Serve the chat in the browser: `fonte ui`."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from importlib import import_module
from typing import Any

from rag.cli.opening import opened, tell


def run(arguments: argparse.Namespace, opener: Callable[..., Any] | None) -> int:
    """Serve until interrupted, and return 0.

    Raises InputError for an address that needs passwords and has none, OutsideError for a port that is taken.
    """
    # The page is found by name, so that neither rag nor its type checking takes in Gradio.
    place = import_module("ui.place").place_for(arguments.host, arguments.port)
    with opened(arguments, opener) as assistant:
        tell(assistant.notices)
        import_module("ui.serving").serve(assistant, place)
    return 0
