"""Check claims from a file against the texts they cite: `fonte check`."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from rag.batch_lines import read_output
from rag.cli.commands.batch import refuse_target
from rag.cli.plain import say
from rag.cli.progress import Progress
from rag.errors import OutsideError
from rag.settings import load_settings


def run(arguments: argparse.Namespace, opener: Callable[..., Any] | None) -> int:
    """Check all and return 0, or 3 when a line has an `error`; bad input is refused before any work."""
    claims = import_module("rag.claims")
    source, target = Path(arguments.source), Path(arguments.target)
    settings = load_settings({"embedder": arguments.embedder}, config=arguments.config)
    items = claims.read_claims(source)
    refuse_target(source, target)
    read_output(target)
    measure = claims.open_measure(settings.embedder)
    if measure.why is not None:
        say(f"note: checking by words alone: {measure.why}")
    with Progress() as progress:
        report = claims.check_claims(items, target, measure, progress=lambda d, n: progress.show("check", d, n))
    say(f"{len(items)} claims: {report.done} checked, {report.kept} kept, {len(report.failed)} failed")
    return OutsideError.exit_code if report.failed else 0
