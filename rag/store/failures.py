"""Remember the files that could not be taken in, and when each is worth another try.

A file that is as it was is tried again after five minutes, then after four times as long each time, six times in all:
a missing package or a busy machine may have been the reason. A file that changed is always tried, and `fonte index`
tries every one.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from rag.store.staging import in_one
from rag.types import FileProblem

FIRST_SECONDS = 300.0
FACTOR = 4.0
MOST_TRIES = 6


@dataclass(frozen=True, slots=True)
class Failure:
    """Hold why a file in the state `signature` failed, how often, and when to try again (seconds since 1970)."""

    signature: str
    reason: str
    tries: int
    again: float

    def due(self, now: float) -> bool:
        """Tell whether it is time for another try."""
        return self.tries <= MOST_TRIES and now >= self.again


def failures(connection: sqlite3.Connection) -> dict[str, Failure]:
    """Return what is remembered of each file that failed."""
    rows = connection.execute("SELECT path, signature, reason, tries, again FROM problems")
    return {path: Failure(*values) for path, *values in rows}


def waiting(found: Mapping[str, Failure], now: float) -> dict[str, tuple[str, str]]:
    """Return the signature and the reason of those that need not be tried now."""
    return {path: (failure.signature, failure.reason) for path, failure in found.items() if not failure.due(now)}


def keep_failures(
    connection: sqlite3.Connection,
    before: Mapping[str, Failure],
    failed: Iterable[tuple[FileProblem, str]],
    still: Iterable[str],
    clock: Callable[[], float] = time.time,
) -> None:
    """Remember what failed, with its signature; forget all others but those `still` waiting for their try."""
    failed = list(failed)
    kept = {problem.file for problem, _ in failed} | set(still)
    in_one(connection, "DELETE FROM problems WHERE path = ?", [(path,) for path in before if path not in kept])
    rows = []
    for problem, signature in failed:
        last = before.get(problem.file)
        tries = last.tries + 1 if last is not None and last.signature == signature else 1
        again = clock() + FIRST_SECONDS * FACTOR ** (tries - 1)
        rows.append((problem.file, signature, problem.reason, tries, again))
    in_one(connection, "INSERT OR REPLACE INTO problems VALUES (?, ?, ?, ?, ?)", rows)
