"""Ask a chosen system the questions of several gold sets into one run; or only say what that would take."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.adapters.opening import Chosen
from evals.goldsets import GoldSet
from evals.running.folder import MANIFEST, Run
from evals.running.manifest import describe, run_id
from evals.running.recording import Asked, Budget, missing, run
from evals.running.sampling import questions_of
from rag.settings import data_directory

Shows = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Estimate:
    """Hold what asking would take; tokens and dollars are None when the system cannot tell."""

    questions: int = 0
    prompt_tokens: int | None = 0
    completion_tokens: int | None = 0
    dollars: float | None = 0.0

    def __str__(self) -> str:
        tokens = "an unknown number of tokens"
        if self.prompt_tokens is not None and self.completion_tokens is not None:
            tokens = f"about {self.prompt_tokens:,} tokens in and {self.completion_tokens:,} out"
        cost = "cost unknown" if self.dollars is None else f"about ${self.dollars:.2f}"
        return f"{self.questions} questions to ask, {tokens}, {cost}"


def ask(
    golds: Sequence[GoldSet],
    chosen: Chosen,
    out: Path | None,
    budget: Budget,
    show: Shows = lambda done, total: None,
    sample: int | None = None,
) -> tuple[Run, Asked]:
    """Ask what is missing of every gold set, or of a sample of them all.

    `out` None means a folder of its own under the data directory.

    Raises InputError for a folder that cannot hold a run, and when a limit on cost cannot be kept.
    """
    manifest = _manifest(golds, chosen, sample)
    target = Run.make(_folder(manifest, out))
    if not (target.folder / MANIFEST).exists():
        target.write(MANIFEST, manifest)
    whole, before = Asked(), 0
    asked = questions_of(golds, sample)
    total = sum(map(len, asked.values()))
    for gold, told in zip(golds, manifest["gold"], strict=True):
        questions = asked[gold.name]
        with chosen.opens(gold) as system:
            told["left_out"] = [*getattr(system, "left_out", ())]
            whole = whole.plus(run(questions, system, target, budget, _from(before, total, show)))
        before += len(questions)
    target.write(MANIFEST, manifest)
    return target, whole


def estimate(golds: Sequence[GoldSet], chosen: Chosen, out: Path | None, sample: int | None = None) -> Estimate:
    """Return what `ask` would take, having searched at most: no system is asked and nothing is written."""
    manifest, asked = _manifest(golds, chosen, sample), questions_of(golds, sample)
    target, found = Run(_folder(manifest, out)), Estimate()
    for gold in golds:
        with chosen.opens(gold) as system:
            for question in missing(asked[gold.name], system, target):
                size = getattr(system, "estimate", lambda _: (None, None, None))(question)
                found = Estimate(
                    found.questions + 1,
                    _sum(found.prompt_tokens, size[0]),
                    _sum(found.completion_tokens, size[1]),
                    _sum(found.dollars, size[2]),
                )
    return found


def _manifest(golds: Sequence[GoldSet], chosen: Chosen, sample: int | None) -> dict[str, Any]:
    told = chosen.told if sample is None else {**chosen.told, "sample": sample}
    return describe(golds, chosen.name, told, chosen.mode)


def _folder(manifest: dict[str, object], out: Path | None) -> Path:
    return out or data_directory() / "runs" / run_id(manifest)


def _from(before: int, total: int, show: Shows) -> Shows:
    return lambda done, _: show(before + done, total)


def _sum(known: Any, more: Any) -> Any:
    return None if known is None or more is None else known + more
