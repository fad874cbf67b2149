"""Answer many questions from a file: `fonte batch`."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rag.batch import BatchOptions, run_batch
from rag.batch_lines import read_items, read_output
from rag.cli.opening import filters_of, opened, tell
from rag.cli.plain import say
from rag.cli.progress import Progress
from rag.errors import InputError, OutsideError


def run(arguments: argparse.Namespace, opener: Callable[..., Any] | None) -> int:
    """Answer all and return 0, or 3 when a line has an `error`; bad input is refused before any work."""
    source, target = Path(arguments.source), Path(arguments.target)
    filters = filters_of(arguments)
    items = read_items(source)
    refuse_target(source, target)
    read_output(target)
    options = BatchOptions(arguments.search_only, arguments.k, filters)
    with opened(arguments, opener, answers=not options.search_only) as assistant, Progress() as progress:
        if not options.search_only:
            assistant.engine()  # it says where articles go, before any does
        tell(assistant.notices)
        report = run_batch(items, target, assistant, options, progress=lambda d, n: progress.show("batch", d, n))
    say(f"{len(items)} questions: {report.done} asked, {report.kept} kept, {len(report.failed)} failed")
    return OutsideError.exit_code if report.failed else 0


def refuse_target(source: Path, target: Path) -> None:
    """Raise InputError for a target that cannot be the output of `source`."""
    if target.is_dir():
        raise InputError(f"{str(target)!r} is a folder.", hint="Name a file for the output.")
    if target.exists() and not target.is_file():
        raise InputError(f"{str(target)!r} is not a regular file.", hint="Name a file for the output.")
    if target.exists() and target.samefile(source):
        raise InputError("IN and OUT are the same file.", hint="Name another file for the output.")
    if not target.parent.is_dir():
        raise InputError(f"no such folder: {str(target.parent)!r}.", hint="Make it first, or name another output.")
