"""Read the summaries of evaluation runs from the data directory; a run that cannot be read is left out."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from rag.settings import data_directory

MOST_RUNS = 20
_MOST_BYTES = 5_000_000
_PARTS = ("all", "dev", "test")


@dataclass(frozen=True, slots=True)
class Figure:
    """Hold one metric of one run: mean in 0..1 with its interval, over `n` questions."""

    name: str
    group: str
    says: str
    better: str
    n: int
    mean: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class RunSummary:
    """Hold one run: its folder's name, when it was made, how many questions, its figures."""

    name: str
    made: datetime
    questions: int
    figures: tuple[Figure, ...]


def read_runs(folder: Path | None = None) -> list[RunSummary]:
    """Return the newest runs, the newest first."""
    root = folder or data_directory() / "runs"
    paths = sorted(root.glob("*/summary.json"), key=lambda path: path.stat().st_mtime, reverse=True)[:MOST_RUNS]
    return [run for run in map(_read, paths) if run is not None]


def _read(path: Path) -> RunSummary | None:
    try:
        stat = path.stat()
        document = json.loads(path.read_text(encoding="utf-8")) if stat.st_size <= _MOST_BYTES else None
    except (OSError, ValueError, RecursionError):
        return None
    metrics = document.get("metrics") if isinstance(document, dict) else None
    if not isinstance(metrics, dict):
        return None
    figures = [figure for name, value in metrics.items() if (figure := _figure(str(name), value)) is not None]
    questions = document.get("questions")
    made = datetime.fromtimestamp(stat.st_mtime)
    return RunSummary(path.parent.name, made, questions if isinstance(questions, int) else 0, tuple(figures))


def _figure(name: str, value: Any) -> Figure | None:
    if not isinstance(value, Mapping):
        return None
    total = value.get("all")
    mean = _share(total.get("mean")) if isinstance(total, Mapping) else None
    if mean is None or not isinstance(total, Mapping):
        return None
    said = [str(value.get(key, "")) for key in ("group", "says", "better")]
    n = total.get("n")
    return Figure(
        name, *said, n if isinstance(n, int) else 0, mean, _share(total.get("low")), _share(total.get("high"))
    )


def _share(value: Any) -> float | None:
    """Return a finite number, None for anything else."""
    good = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    return float(value) if good else None
