"""Break perfect answers in known ways and count how many are noticed: `python -m evals.mutations`.

The mutation score is the share of broken answers for which every metric that must get worse does; those that slip
through are printed. Exit 0 when none does, 1 otherwise.
"""

from __future__ import annotations

import sys

from evals.articles import Articles
from evals.goldsets import shipped_gold
from evals.mutations.breaking import MUTATIONS
from evals.mutations.trials import Trial, trials
from evals.questions import load


def main() -> int:
    """Print a line for each mutation and the mutation score."""
    found: list[Trial] = []
    for gold in shipped_gold():
        found += trials(load([gold.questions]), Articles(gold.articles), MUTATIONS)
    for mutation in MUTATIONS:
        mine = [trial for trial in found if trial.mutation == mutation.name]
        slipped = [f"{trial.question} ({', '.join(trial.missed)})" for trial in mine if trial.missed]
        told = f"  missed: {'; '.join(slipped[:5])}" if slipped else ""
        print(f"{mutation.name:<24} {len(mine) - len(slipped):>4} of {len(mine):>4}{told}")
    caught = sum(not trial.missed for trial in found)
    print(f"mutation score {caught / len(found):.4f} ({caught} of {len(found)})")
    return 0 if caught == len(found) else 1


if __name__ == "__main__":
    sys.exit(main())
