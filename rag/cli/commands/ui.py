"""Serve the chat in the browser: `fonte ui`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from getpass import getpass
from importlib import import_module
from pathlib import Path
from typing import Any

from rag.cli.opening import opened, settings_of, tell
from rag.cli.plain import say
from rag.errors import InputError


def run(arguments: argparse.Namespace, opener: Callable[..., Any] | None) -> int:
    """Serve until interrupted, or write a password, and return 0.

    Raises InputError for an address that needs passwords and has none, OutsideError for a port that is taken.
    """
    if arguments.new_user is not None:
        return _add_user(arguments.auth, arguments.new_user)
    # The page is found by name, so that neither rag nor its type checking takes in Gradio.
    place = import_module("ui.place").place_for(
        arguments.host, arguments.port, auth=arguments.auth, names=arguments.allow_host, mcp=arguments.mcp
    )
    copy = import_module("ui.copies").own_copy_of(settings_of(arguments).corpus)
    if copy is not None:
        say(f"note: the articles are your copy of the shipped ones, in {copy}")
        arguments.corpus = str(copy)
    with opened(arguments, opener, answers=True) as assistant:
        tell(assistant.notices)
        import_module("ui.serving").serve(assistant, place)
    return 0


def _add_user(path: str | None, name: str) -> int:
    if path is None:
        raise InputError("--new-user needs the file to write to.", hint="Give --auth FILE.")
    password = getpass(f"Password of {name}: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    import_module("ui.passwords").add_user(Path(path), name, password)
    say(f"{name} is in {path}")
    return 0
