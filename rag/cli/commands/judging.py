"""Ask a language model for its opinion: `fonte eval --judge MODEL` and `fonte eval calibrate --judge MODEL`."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from rag.cli.opening import settings_of
from rag.cli.output import print_json
from rag.cli.plain import plain, say
from rag.cli.progress import Progress
from rag.errors import InputError

TOO_LITTLE = 3


@contextmanager
def heard(arguments: argparse.Namespace, budget: Any) -> Iterator[Any]:
    """Yield the judge that the options name, None when they name none; it is closed at the end of the `with`."""
    if not arguments.judge:
        yield None
        return
    judge = import_module("evals.judging.judge").open_judge(arguments.judge, settings_of(arguments))
    opened = import_module("evals.judging.hearing").Hearing
    with Progress() as progress, opened(judge, budget, partial(progress.show, "judge")) as hearing:
        yield hearing


def estimate_judging(arguments: argparse.Namespace, golds: Sequence[Any], run: Any) -> None:
    """Print what judging would take: of the answers that `run` holds, without one as if all were answered."""
    hearing = import_module("evals.judging.hearing")
    asked = import_module("evals.running.sampling").questions_of(golds, arguments.sample)
    with heard(arguments, _budget(arguments)) as judge:
        if judge is not None:
            found = judge.estimate(hearing.sheets_ahead(asked, run))
            at_most = "at most " if run is None else ""
            print(plain(f"judge {arguments.judge}: {at_most}{found}"))  # noqa: T201


def calibrate(arguments: argparse.Namespace, golds: Sequence[Any]) -> int:
    """Hold a judge against answers whose grade is known; return 0, 1 with --gate when it is no use, 3 when ungraded."""
    if not arguments.judge:
        raise InputError("fonte eval calibrate needs a judge.", hint="Name one: --judge local, or --judge MODEL.")
    hearing = import_module("evals.judging.hearing")
    calibrating = import_module("evals.judging.calibrating")
    file = Path(arguments.labels) if arguments.labels else None
    examples, source = hearing.examples_of(golds, file, arguments.sample)
    with heard(arguments, _budget(arguments)) as judge:
        if arguments.dry_run:
            print(plain(f"judge {arguments.judge}: {judge.estimate(calibrating.sheets_of(examples))}"))  # noqa: T201
            return 0
        found = judge.calibrate(examples, source)
    if arguments.json:
        print_json(calibrating.document(found))
    else:
        for line in calibrating.told(found):
            print(plain(line))  # noqa: T201
    if found.ungraded_too_much:
        say(f"{found.ungraded} of {found.n} answers got no grade, too many to keep this: {found.why_ungraded}")
        return TOO_LITTLE
    return 1 if arguments.gate and not found.trusted else 0


def _budget(arguments: argparse.Namespace) -> Any:
    return import_module("evals.running.recording").Budget(arguments.max_cost)
