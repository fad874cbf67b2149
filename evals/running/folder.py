"""Keep one run on disk: what was asked of whom, what came back, how long it took, and what it scored.

    manifest.json    what the run depends on: questions, articles, system, code, versions
    responses.jsonl  one line a question, as the system answered; never asked twice
    times.jsonl      milliseconds by stage; the only file that differs between two equal runs
    scores.jsonl     one line a question: outcome, first broken stage, every metric
    summary.json     means, intervals, gates
    judgements.jsonl with --judge: what a language model made of each answer

Files are written whole and atomically, except responses and times, which grow line by line so that a kill loses
nothing.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from rag.errors import InputError
from rag.wire import from_text, to_text

MANIFEST, RESPONSES, TIMES, SCORES, SUMMARY, JUDGEMENTS = (
    "manifest.json",
    "responses.jsonl",
    "times.jsonl",
    "scores.jsonl",
    "summary.json",
    "judgements.jsonl",
)
SCHEMA = 1


class Run:
    """Read and write the files of one run folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def make(cls, folder: Path) -> Run:
        """Return the run of a folder, made when it is not there; raises InputError when that cannot be."""
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise InputError(f"cannot make the folder {str(folder)!r}: {error.strerror or error}.") from error
        strange = [] if (folder / MANIFEST).exists() else [p.name for p in folder.iterdir()]
        if strange:
            hint = "Name an empty folder, or one that an eval wrote."
            raise InputError(f"{str(folder)!r} is not a run: it holds {strange[0]!r} and no {MANIFEST}.", hint=hint)
        return cls(folder)

    @classmethod
    def open(cls, folder: Path) -> Run:
        """Return the run of a folder that holds one; raises InputError when it does not."""
        if not (folder / MANIFEST).is_file():
            raise InputError(f"no run in {str(folder)!r}: there is no {MANIFEST}.", hint="Name a folder of fonte eval.")
        return cls(folder)

    def read(self, name: str) -> dict[str, Any]:
        """Return a JSON file of the run; raises InputError when it is missing or not an object."""
        path = self.folder / name
        document = from_text(_bytes(path), name=str(path))
        if not isinstance(document, dict):
            raise InputError(f"{str(path)!r} must hold one JSON object.")
        return document

    def lines(self, name: str) -> list[dict[str, Any]]:
        """Return the objects of a JSONL file, none when it is not there; a last line cut short by a kill is left out.

        Raises InputError naming any other line that is not an object.
        """
        path = self.folder / name
        if not path.exists():
            return []
        found = []
        rows = _bytes(path).split(b"\n")
        for number, row in enumerate(rows, 1):
            if not row.strip() or number == len(rows):
                continue
            document = from_text(row, name=f"{path}:{number}")
            if not isinstance(document, dict):
                raise InputError(f"{path}:{number} is not a JSON object.")
            found.append(document)
        return found

    def write(self, name: str, document: Mapping[str, Any]) -> None:
        """Write one JSON file, keys as given."""
        self.write_text(name, to_text(dict(document), indent=2) + "\n")

    def write_lines(self, name: str, documents: Iterable[Mapping[str, Any]]) -> None:
        """Write a JSONL file as a whole."""
        self.write_text(name, "".join(_line(document) for document in documents))

    def append(self, name: str, document: Mapping[str, Any]) -> None:
        """Add one line to a JSONL file, first taking away one that a kill cut short."""
        path = self.folder / name
        if path.exists():
            raw = path.read_bytes()
            if raw and not raw.endswith(b"\n"):
                os.truncate(path, raw.rfind(b"\n") + 1)
        with path.open("ab") as out:
            out.write(_line(document).encode("utf-8", "backslashreplace"))

    def write_text(self, name: str, text: str) -> None:
        """Write a text file whole or not at all; raises InputError when it cannot be written."""
        path = self.folder / name
        draft = path.with_name(f".{name}.{os.getpid()}.part")
        try:
            draft.write_bytes(text.encode("utf-8", "backslashreplace"))
            draft.replace(path)
        except OSError as error:
            raise InputError(f"cannot write {str(path)!r}: {error.strerror or error}.") from error
        finally:
            draft.unlink(missing_ok=True)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot read {str(path)!r}: {error.strerror or error}.") from error


def _line(document: Mapping[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, allow_nan=False) + "\n"
