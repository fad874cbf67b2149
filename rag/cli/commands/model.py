"""Fetch the small local model, or show what is there: `fonte model pull` and `fonte model list`."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from rag.cli.output import print_json
from rag.cli.plain import plain, say
from rag.cli.progress import Progress
from rag.errors import InputError
from rag.models.cache import Held, look, models_directory
from rag.models.catalog import QWEN, Model
from rag.models.pulling import bring_in, pull

EXTRA = "xllamacpp"


def run(arguments: argparse.Namespace, opener: Callable[..., Any] | None, model: Model = QWEN) -> int:
    """Pull or list, and return 0; raises what `rag.models.pulling` raises."""
    if arguments.action == "list":
        return _list(arguments, model)
    if arguments.source == "":
        raise InputError("--from must be a file, got ''.", hint="Leave it out to fetch the model.")
    with Progress() as progress:
        if arguments.source is None:
            path = pull(model, models_directory(), progress=progress.step)
        else:
            path = bring_in(model, models_directory(), Path(arguments.source).expanduser(), progress=progress.step)
    if arguments.json:
        print_json(_document(model, look(model)))
    else:
        print(plain(f"{model.name}: {path}"))  # noqa: T201
    if find_spec(EXTRA) is None:
        say('note: the engine is not installed yet; install it with: pip install "fonte[local]"')
    return 0


def _list(arguments: argparse.Namespace, model: Model) -> int:
    if arguments.source is not None:
        raise InputError("--from goes with pull.", hint="Try: fonte model pull --from FILE")
    held = look(model)
    if arguments.json:
        print_json({"models": [_document(model, held)]})
    else:
        print(plain(f"{model.name} ({model.licence}): {_state(held)}"))  # noqa: T201
        print(plain(f"  {held.path}"))  # noqa: T201
    return 0


def _state(held: Held) -> str:
    whole = f"{held.total / 1e6:,.0f} MB"
    if held.complete:
        return f"complete, {whole}"
    if held.held:
        return f"begun, {held.held / 1e6:,.0f} of {whole}; `fonte model pull` goes on"
    return f"not there, {whole} to fetch with `fonte model pull`"


def _document(model: Model, held: Held) -> dict[str, Any]:
    return {
        "name": model.name, "licence": model.licence, "sha256": model.sha256, "path": str(held.path),
        "complete": held.complete, "bytes": held.held, "size": held.total,
    }  # fmt: skip
