"""Compare a folder with the truth, by the hashes of its files, and decide what a sync has to do. Writes nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from rag.types import FileProblem


@dataclass(frozen=True, slots=True)
class Plan:
    """Hold what is to be done; every file of the folder stands in `unchanged`, `take` or `failed`.

    `take` are new or changed files with their hash (None when it could not be read), `failed` those that failed before
    and are the same as then, `gone` the documents whose file is not in the folder any more.
    """

    unchanged: tuple[str, ...]
    take: Mapping[str, str | None]
    failed: tuple[FileProblem, ...]
    gone: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sorted:
    """Hold the files that were taken in, told apart."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    renamed: tuple[tuple[str, str], ...]
    removed: tuple[str, ...]


def compare(
    hashes: Mapping[str, str | None],
    known: Mapping[str, str],
    problems: Mapping[str, tuple[str, str]],
    closed: Collection[str] = (),
) -> Plan:
    """Return the plan for a folder with these file hashes; what lies in a `closed` folder is left as it is."""
    unchanged: list[str] = []
    take: dict[str, str | None] = {}
    failed: list[FileProblem] = []
    for file, sha in sorted(hashes.items()):
        if sha is not None and known.get(file) == sha:
            unchanged.append(file)
        elif file in problems and problems[file][0] == (sha or ""):
            failed.append(FileProblem(file, problems[file][1]))
        else:
            take[file] = sha
    hidden = tuple(f"{folder}/" for folder in closed)
    gone = tuple(sorted(file for file in known if file not in hashes and not file.startswith(hidden)))
    return Plan(tuple(unchanged), take, tuple(failed), gone)


def tell_apart(taken: Mapping[str, str], gone: Collection[str], known: Mapping[str, str]) -> Sorted:
    """Tell new, changed and renamed files apart: a new file with the hash of one that is gone is that one, renamed."""
    leaving: dict[str, list[str]] = {}
    for file in sorted(gone, reverse=True):
        leaving.setdefault(known[file], []).append(file)
    added: list[str] = []
    renamed: list[tuple[str, str]] = []
    for file, sha in sorted(taken.items()):
        if file in known:
            continue
        if leaving.get(sha):
            renamed.append((leaving[sha].pop(), file))
        else:
            added.append(file)
    removed = tuple(sorted(file for files in leaving.values() for file in files))
    return Sorted(tuple(added), tuple(sorted(file for file in taken if file in known)), tuple(renamed), removed)
