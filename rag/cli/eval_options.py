"""Say what can be typed after `fonte eval`."""

from __future__ import annotations

import argparse

ACTIONS = ("all", "run", "score", "report", "compare", "validate", "calibrate")


def add_eval_options(command: argparse.ArgumentParser) -> None:
    """Add the words and options of the command."""
    command.add_argument(
        "action",
        nargs="?",
        default="all",
        choices=ACTIONS,
        metavar="ACTION",
        help="run (ask once), score RUN (again), report RUN (as Markdown), compare RUN RUN, validate (the gold), "
        "calibrate (a judge); nothing: run and score",
    )
    command.add_argument("runs", nargs="*", metavar="RUN", help="the folder of an earlier run")
    command.add_argument(
        "--gold", action="append", default=[], metavar="FILE", help="gold questions (default: all that are shipped)"
    )
    other = command.add_mutually_exclusive_group()
    other.add_argument(
        "--command", dest="program", metavar="LINE", help="judge a program: a JSON question in, an answer out"
    )
    other.add_argument("--python", metavar="MODULE:FUNCTION", help="judge what this function returns for a folder")
    other.add_argument("--answers", metavar="FILE", help="judge recorded answers, or those of an earlier run")
    command.add_argument("--sample", type=_few, metavar="N", help="ask N questions only, spread over the types")
    command.add_argument("--beside", action="append", default=[], metavar="RUN", help="show another run beside")
    command.add_argument(
        "--judge",
        metavar="MODEL",
        help="a model's opinion too, shown apart: local, a GGUF file, or one of the endpoint",
    )
    command.add_argument("--labels", metavar="FILE", help="calibrate by these labels: id, answer, right (one a line)")
    command.add_argument("--dry-run", action="store_true", help="say what would be asked and what it would cost")
    command.add_argument("--gate", action="store_true", help="exit 1 when a gate fails, 3 when too little was measured")
    command.add_argument("--out", metavar="DIR", help="where the run is kept (default: under the data directory)")
    command.add_argument("--max-cost", type=_dollars, metavar="USD", help="stop asking when the answers cost this much")


def _few(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text[:9]) >= 1):
        raise argparse.ArgumentTypeError(f"must be a whole number from 1, got {text[:40]!r}")
    return int(text)


def _dollars(text: str) -> float:
    try:
        amount = float(text)
    except ValueError:
        amount = -1.0
    if not 0 <= amount < float("inf"):
        raise argparse.ArgumentTypeError(f"must be an amount of dollars, got {text[:40]!r}")
    return amount
