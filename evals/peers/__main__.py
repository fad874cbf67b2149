"""Show or record a peer: `python -m evals.peers [list | keep RUN --folder NAME --system NAME --model NAME]`.

`list` prints the stratified questions that a peer is asked, of the dev half with their words, and how many recorded
answers still hold. To record one, ask it (a run that was interrupted goes on), then keep what it said:

    fonte eval run --python evals.adapters.citation_query_engine:open_local --sample 40 --out peer
    python -m evals.peers keep peer --folder citation_query_engine --system CitationQueryEngine --model NAME
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from evals.goldsets import shipped_gold
from evals.peers.keeping import keep
from evals.peers.moved import told_of_moved
from evals.running.folder import MANIFEST, Run
from evals.running.sampling import questions_of
from rag.errors import RagError

SAMPLE = 40


def main(arguments: Sequence[str] | None = None) -> int:
    """List the questions and the peers, or keep a run as a peer."""
    parser = argparse.ArgumentParser(prog="python -m evals.peers", description=__doc__)
    parser.add_argument("action", nargs="?", default="list", choices=("list", "keep"))
    parser.add_argument("run", nargs="?", type=Path, help="the folder of a finished run")
    for name in ("folder", "system", "model"):
        parser.add_argument(f"--{name}", default="", metavar="NAME")
    options = parser.parse_args(arguments)
    if options.action == "list":
        _list()
        return 0
    if options.run is None or not (options.folder and options.system and options.model):
        parser.error("keep takes a run, --folder, --system and --model")
    try:
        run, golds = Run.open(options.run), shipped_gold()
        asked = questions_of(golds, run.read(MANIFEST).get("sample"))
        kept = keep(run, golds, asked, {name: getattr(options, name) for name in ("folder", "system", "model")})
    except RagError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    print(f"wrote {kept.folder}")
    return 0


def _list() -> None:
    golds = shipped_gold()
    for name, questions in questions_of(golds, SAMPLE).items():
        for q in questions:
            words = q.question if q.split == "dev" else "(test half)"
            print(f"{name:<10} {q.id:<6} {q.split:<5} {q.lang:<3} {q.type:<14} {words}")
    for line in told_of_moved(golds):
        print(line)


if __name__ == "__main__":
    sys.exit(main())
