"""Run the checker over a set, print the table by kind: `python -m evals.claims [--adversarial | --fresh | --later]`.

Faithful claims should come out `supported`; of broken ones any other verdict is a catch. The articles are parted in
two: rules are tuned on the misses of `dev` alone. The adversarial set was written after the rules, by other hands; the
fresh one after that: ten articles, the counted ones among them, before the rules were looked at again, seven later.
The unseen one came after it, of five articles, and the later one last, of eight: each article of it was counted once
before its misses were looked at. By now rules were tuned on the misses of all three.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rag.answering.checking import Checked, Nearness, check
from rag.store.embedding.opening import open_embedder

HERE = Path(__file__).parent
ADVERSARIAL = HERE / "adversarial"
FRESH = HERE / "fresh"
UNSEEN = HERE / "unseen"
LATER = HERE / "later"
FAITHFUL = (
    "copied", "shortened", "joined", "voice", "paraphrased", "nominal", "notation", "english", "italian", "german",
    "french",
)  # fmt: skip


@dataclass(frozen=True)
class Outcome:
    """Hold one claim of the set, what the checker said of it, and the milliseconds it took."""

    claim: dict[str, Any]
    split: str
    sources: tuple[str, ...]
    checked: Checked
    milliseconds: float

    @property
    def right(self) -> bool:
        """Tell whether a faithful claim passed, or a broken one was caught."""
        return (self.checked.verdict == "supported") == (self.claim["kind"] in FAITHFUL)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m evals.claims", description=__doc__)
    sets = parser.add_mutually_exclusive_group()
    sets.add_argument("--adversarial", action="store_true", help="the second set, of other articles")
    sets.add_argument("--fresh", action="store_true", help="the third set, of other articles again")
    sets.add_argument("--unseen", action="store_true", help="the fourth set")
    sets.add_argument("--later", action="store_true", help="the fifth set, a journalist's and an analyst's sentences")
    parser.add_argument("--words", action="store_true", help="no embedder: words alone")
    parser.add_argument("--whole", action="store_true", help="the whole article as the one source")
    parser.add_argument("--misses", choices=("dev", "test"), help="list the misses of one half")
    options = parser.parse_args()
    nearness = Nearness(None if options.words else open_embedder("e5"))
    folders = (
        (options.adversarial, ADVERSARIAL),
        (options.fresh, FRESH),
        (options.unseen, UNSEEN),
        (options.later, LATER),
    )
    folder = next((folder for asked, folder in folders if asked), HERE)
    outcomes = list(run(nearness, whole=options.whole, folder=folder))
    print_table(outcomes)
    times = [outcome.milliseconds for outcome in outcomes]
    print(
        f"median {statistics.median(times):.1f} ms a claim, 95th percentile {statistics.quantiles(times, n=20)[-1]:.1f}"
    )
    for outcome in outcomes:
        if outcome.split == options.misses and not outcome.right:
            failed = [name for name, result in outcome.checked.checks.items() if result == "failed"]
            print(f"\n{outcome.claim['id']} {outcome.claim['kind']}: {outcome.checked.verdict} {failed}")
            print(f"  {outcome.claim['claim']}")
            for source in outcome.sources if not options.whole else ():
                print(f"  < {source}")


def run(nearness: Nearness, *, whole: bool = False, folder: Path = HERE) -> Iterator[Outcome]:
    """Yield the outcome of every claim of the set in `folder`, in its order."""
    articles = {article["article"]: article for article in _lines(folder / "articles.jsonl")}
    for claim in _lines(folder / "claims.jsonl"):
        article = articles[claim["article"]]
        cited = tuple(article["sentences"][i] for i in claim["sources"])
        sources = (" ".join(article["sentences"]),) if whole else cited
        began = time.perf_counter()
        checked = check(claim["claim"], sources, nearness=nearness)
        yield Outcome(claim, article["split"], sources, checked, (time.perf_counter() - began) * 1000)


def print_table(outcomes: list[Outcome]) -> None:
    """Print, for each kind, how many claims were judged rightly in each half."""
    print(f"{'kind':<13}{'dev':>16}{'test':>16}")
    kinds = sorted({outcome.claim["kind"] for outcome in outcomes}, key=lambda k: (k not in FAITHFUL, k))
    for kind in (*kinds, "FAITHFUL", "BROKEN"):
        cells = [_cell(outcomes, kind, split) for split in ("dev", "test")]
        print(f"{kind:<13}{cells[0]:>16}{cells[1]:>16}")


def _cell(outcomes: list[Outcome], kind: str, split: str) -> str:
    chosen = [o for o in outcomes if o.split == split and _belongs(o.claim["kind"], kind)]
    right = sum(outcome.right for outcome in chosen)
    return f"{right}/{len(chosen)} {right / len(chosen):.0%}" if chosen else "-"


def _belongs(kind: str, group: str) -> bool:
    if group in ("FAITHFUL", "BROKEN"):
        return (kind in FAITHFUL) == (group == "FAITHFUL")
    return kind == group


def _lines(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


if __name__ == "__main__":
    main()
