"""Keep the committed baseline: which dev questions passed, what the test half came to, and for what it was measured.

`python -m evals.baseline RUN` writes it from a finished run, after which `accepted.toml` should be emptied.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from evals.running.folder import MANIFEST, SCORES, SUMMARY, Run
from rag.errors import InputError, RagError
from rag.wire import from_text, to_text

FILE = Path(__file__).with_name("baseline.json")
ACCEPTED = Path(__file__).with_name("accepted.toml")


@dataclass(frozen=True, slots=True)
class Baseline:
    """Hold a baseline: with what it was measured, and which gold questions, dev ones by id, test totals."""

    measured_with: Mapping[str, Any]
    gold: Mapping[str, str]
    dev: Mapping[str, bool]
    test: Mapping[str, Mapping[str, float | None]]

    def fits(self, manifest: Mapping[str, Any]) -> str | None:
        """Return why a run cannot be compared with the baseline, None when it can."""
        for key, value in self.measured_with.items():
            if manifest.get(key) != value:
                return f"the baseline was measured with {key} {value!r}, this run with {manifest.get(key)!r}"
        if manifest.get("sample"):
            return "the baseline is of all questions, this run of a sample"
        for told in manifest["gold"]:
            if self.gold.get(told["name"]) != told["sha256"]:
                return f"the baseline knows other questions of {told['name']!r}, or none"
        return None


def read_baseline(file: Path = FILE) -> Baseline:
    """Read the baseline; raises InputError when it is missing or not one."""
    try:
        document: Any = from_text(file.read_bytes(), name=str(file))
        return Baseline(*(document[field.name] for field in fields(Baseline)))
    except (OSError, KeyError, TypeError) as error:
        raise InputError(f"no baseline in {str(file)!r}: {error!r}.", hint="See python -m evals.baseline.") from error


def read_accepted(file: Path = ACCEPTED) -> dict[str, str]:
    """Return the reasons of accepted failures by id; raises InputError for an entry without id or reason."""
    try:
        entries = tomllib.loads(file.read_text(encoding="utf-8")).get("accepted", []) if file.exists() else []
    except (OSError, ValueError) as error:
        raise InputError(f"cannot read {str(file)!r}: {error}.") from error
    for entry in entries:
        if not entry.get("id") or not str(entry.get("why", "")).strip():
            raise InputError(f"{file}: every accepted failure needs an id and a why, got {entry!r}.")
    return {str(entry["id"]): str(entry["why"]) for entry in entries}


def make_baseline(run: Run) -> dict[str, Any]:
    """Return the baseline of a scored run."""
    manifest, sets = run.read(MANIFEST), run.read(SUMMARY)["sets"]
    scores = [line for line in run.lines(SCORES) if line["split"] == "dev"]
    return {
        "measured_with": {key: manifest[key] for key in ("system", "embedder")},
        "gold": {told["name"]: told["sha256"] for told in manifest["gold"]},
        "dev": {line["id"]: line["passed"] for line in sorted(scores, key=lambda line: line["id"])},
        "test": {
            gold: {name: metric["test"]["mean"] for name, metric in told["metrics"].items()}
            for gold, told in sets.items()
        },
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the baseline of a run and return 0."""
    parser = argparse.ArgumentParser(prog="python -m evals.baseline", description=__doc__)
    parser.add_argument("run", type=Path, help="the folder of a finished run")
    options = parser.parse_args(arguments)
    try:
        FILE.write_text(to_text(make_baseline(Run.open(options.run)), indent=1) + "\n", encoding="utf-8")
    except RagError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    print(f"wrote {FILE}; accepted failures still listed: {len(read_accepted())}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
