"""Bring the store in step with the folder: `fonte index`."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any

from rag.cli.commands.explaining import explain
from rag.cli.commands.watching import watch
from rag.cli.opening import opened, settings_of, tell
from rag.cli.output import print_json
from rag.cli.plain import plain, say
from rag.corpus import KNOWN_FORMATS
from rag.errors import BusyError, CorpusError, InputError
from rag.types import SyncReport
from rag.upkeep import forget_hidden
from rag.wire import report_to_json

COUNTED = ("added", "changed", "renamed", "removed", "unchanged", "ignored", "failed")


def run(arguments: argparse.Namespace, opener: Callable[..., Any] | None) -> int:
    """Sync and return 0; some failed files are told, and do not change that.

    Raises CorpusError when no file could be read, BusyError when another process is at work.
    """
    if arguments.folder is not None and arguments.corpus is not None:
        raise InputError("the folder is given twice, as CORPUS and as --corpus.", hint="Give it once.")
    arguments.corpus = arguments.folder if arguments.folder is not None else arguments.corpus
    if arguments.explain is not None:
        return explain(settings_of(arguments).corpus, arguments.explain, as_json=arguments.json)
    with opened(arguments, opener, name_failures=False, retry_failed=True) as assistant:
        report, state, folder = assistant.report, assistant.state(), assistant.settings.corpus
        if report is None:
            raise BusyError("another process is indexing this folder.", hint="Run the command again when it is done.")
        forgotten = forget_hidden(assistant.settings) if arguments.yes else 0
        tell([notice for notice in assistant.notices if not (forgotten and notice.code == "hidden")])
        if arguments.watch:
            _print(report, str(folder), state.documents)
            watch(assistant)
    if forgotten:
        say(f"note: forgot {forgotten} files that had vanished")
    if arguments.json:
        document = report_to_json(report)
        print_json({"corpus": str(folder), "documents": state.documents, "state": state.state, **document})
    else:
        _print(report, str(folder), state.documents)
    if not (report.added or report.changed or report.renamed or report.unchanged):
        raise CorpusError(f"no file in {str(folder)!r} could be read.", hint=f"Fonte reads {KNOWN_FORMATS} files.")
    return 0


def _print(report: SyncReport, folder: str, documents: int) -> None:
    counts = " · ".join(f"{name} {len(getattr(report, name))}" for name in COUNTED)
    lines = [f"{folder}: {documents} document{'' if documents == 1 else 's'} in {report.seconds:.1f} s", counts]
    lines += [f"  renamed {old} → {new}" for old, new in report.renamed]
    lines += [f"  failed {problem.file}: {problem.reason}" for problem in report.failed]
    for line in lines:
        indent = "  " if line.startswith(" ") else ""
        print(indent + plain(line))  # noqa: T201
