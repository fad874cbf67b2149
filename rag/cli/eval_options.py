"""Say what can be typed after `fonte eval`."""

from __future__ import annotations

import argparse

ACTIONS = ("all", "run", "score", "compare", "validate")


def add_eval_options(command: argparse.ArgumentParser) -> None:
    """Add the words and options of the command."""
    command.add_argument(
        "action",
        nargs="?",
        default="all",
        choices=ACTIONS,
        metavar="ACTION",
        help="run (ask once), score RUN (again), compare RUN RUN, validate (the gold); nothing: run and score",
    )
    command.add_argument("runs", nargs="*", metavar="RUN", help="the folder of an earlier run")
    command.add_argument(
        "--gold", action="append", default=[], metavar="FILE", help="gold questions (default: all that are shipped)"
    )
    command.add_argument("--gate", action="store_true", help="exit 1 when a gate fails, 3 when too little was measured")
    command.add_argument("--out", metavar="DIR", help="where the run is kept (default: under the data directory)")
    command.add_argument("--max-cost", type=_dollars, metavar="USD", help="stop asking when the answers cost this much")


def _dollars(text: str) -> float:
    try:
        amount = float(text)
    except ValueError:
        amount = -1.0
    if not 0 <= amount < float("inf"):
        raise argparse.ArgumentTypeError(f"must be an amount of dollars, got {text[:40]!r}")
    return amount
