"""Read what a user says of articles beside them: `name.meta.yaml` and `metadata.csv`. It overrules what was detected.

Takes the side files that a scan lists, gives what they say by article. A side file that cannot be read is named and
changes nothing. Nothing in one is evaluated: YAML without aliases, tags or nesting, every value a text.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from rag.corpus.decode import decode
from rag.corpus.extracted import Stated
from rag.corpus.stated import COLUMNS, cleaned, iso_date
from rag.errors import InputError
from rag.naming import article_place
from rag.types import FileProblem

TABLE_NAME = "metadata.csv"
YAML_ENDINGS = (".meta.yaml", ".meta.yml")
_MOST_YAML = 64_000
_MOST_TABLE = 20_000_000
_MOST_LINES = 200
_MOST_DEPTH = 5
_FILE_COLUMNS = ("file", "filename", "path", "nome file")
_MOST_BAD = 20  # rows named


@dataclass(frozen=True, slots=True)
class Said:
    """Hold what a user says of one article; `keep` and `drop` are lines that are, or are not, of the article."""

    stated: Stated = Stated()
    keep: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self != _NOTHING


_NOTHING = Said()


@dataclass(frozen=True, slots=True)
class SideFiles:
    """Hold what is said by the name of the article, and the side files that could not be read."""

    said: Mapping[str, Said] = field(default_factory=dict)
    problems: tuple[FileProblem, ...] = ()
    _by_path: dict[str, dict[str, Said]] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        for name, about in self.said.items():
            self._by_path.setdefault(article_place(name).path, {})[name] = about

    def of(self, path: str, record: int | None = None) -> Said:
        """Return what is said of an article, of its whole file when nothing is said of its row."""
        named = self.said.get(f"{path}#{record}") if record is not None else None
        return named or self.said.get(path, _NOTHING)

    def signature(self, path: str, sha256: str) -> str:
        """Return a name for the state of a file and of what is said of it; the file's hash when nothing is."""
        about = {name: asdict(said) for name, said in self._by_path.get(path, {}).items()}
        if not about:
            return sha256
        return hashlib.sha256(f"{sha256}\0{json.dumps(about, sort_keys=True)}".encode()).hexdigest()


NO_SIDE_FILES = SideFiles()


def is_side_file(name: str) -> bool:
    """Tell by its name whether a file speaks of other files."""
    return name.lower() == TABLE_NAME or name.lower().endswith(YAML_ENDINGS)


def read_side_files(root: Path, side: Sequence[str], files: Sequence[str]) -> SideFiles:
    """Return what the side files under `root` say of `files`; a file of its own overrules a row of a table."""
    said: dict[str, Said] = {}
    problems: list[FileProblem] = []
    tables = [name for name in side if name.lower().endswith(TABLE_NAME)]
    stems: dict[str, list[str]] = {}
    for file in files:
        stems.setdefault(file.rpartition(".")[0], []).append(file)
        stems.setdefault(file, []).append(file)
    for name in (*sorted(tables, key=lambda table: table.count("/")), *(name for name in side if name not in tables)):
        try:
            if name in tables:
                rows, bad = _table(root, name)
                said.update(rows)
                problems += bad
            else:
                about = _yaml(root / name)
                said.update(dict.fromkeys(stems.get(name[: -len(_ending(name))], []), about))
        except InputError as error:
            problems.append(FileProblem(name, error.message))
    return SideFiles(said, tuple(problems))


def _ending(name: str) -> str:
    return next(ending for ending in YAML_ENDINGS if name.lower().endswith(ending))


def _table(root: Path, name: str) -> tuple[dict[str, Said], list[FileProblem]]:
    """Return what the rows say by the name of the article, and the rows that cannot be used, by their line."""
    folder = name.rpartition("/")[0]
    text = decode(_bytes(root / name, _MOST_TABLE)).text.removeprefix("\ufeff")
    head = text.partition("\n")[0]
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=head.count))
    said: dict[str, Said] = {}
    bad: list[FileProblem] = []
    try:
        columns = {(column or "").strip().lower(): column for column in rows.fieldnames or ()}
        named = next(
            (columns[column] for column in ("file", "filename", "path", "nome file") if column in columns), None
        )
        if named is None:
            raise InputError("it has no column 'file'")
        for row in rows:
            path = (row.get(named) or "").strip().replace("\\", "/").removeprefix("./")
            try:
                if path:
                    values = {column: row.get(original) for column, original in columns.items()}
                    said[f"{folder}/{path}" if folder else path] = _said(values)
            except InputError as error:
                bad.append(FileProblem(name, f"line {rows.line_num}: {error.message}"))
    except csv.Error as error:
        bad.append(FileProblem(name, f"it is no table from line {rows.line_num} on: {error}"))
    return said, bad[:_MOST_BAD]


def _yaml(path: Path) -> Said:
    import yaml  # a door: most folders have no side files

    text = decode(_bytes(path, _MOST_YAML)).text
    try:
        depth = 0
        for event in yaml.parse(text, yaml.SafeLoader):  # step by step: deep nesting takes the square of its depth
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if isinstance(event, yaml.AliasEvent):
                raise InputError("it uses YAML aliases, by which a few lines can stand for billions")
            if depth > _MOST_DEPTH:
                raise InputError(f"it is nested more than {_MOST_DEPTH} deep")
        values = yaml.load(text, Loader=yaml.BaseLoader)  # texts, lists and names alone: 12:30 is no number here
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise InputError(f"it is not YAML: {' '.join(str(error).split())[:120]}") from error
    if not isinstance(values, dict):
        raise InputError("it is no list of 'key: value'")
    return _said({str(name).strip().lower(): value for name, value in values.items()})


def _said(values: Mapping[str, Any]) -> Said:
    said = cleaned({field: _first(values, names) for field, names in COLUMNS.items()})
    date = iso_date(said["date"]) if said["date"] else None
    if said["date"] and date is None:
        raise InputError(f"its date {said['date'][:40]!r} is no day; write 2026-01-12")
    stated = Stated(**{**said, "date": date, "date_source": "sidecar" if date else None})
    return Said(stated, _lines(values.get("keep")), _lines(values.get("drop")))


def _first(values: Mapping[str, Any], names: Sequence[str]) -> str | None:
    for name in names:
        value = values.get(name)
        if value is not None and not isinstance(value, dict | list | set | bool) and str(value).strip():
            return " ".join(str(value).split())[:500]
    return None


def _lines(value: Any) -> tuple[str, ...]:
    items = value if isinstance(value, list) else [value] if isinstance(value, str) else []
    return tuple(" ".join(str(item).split()) for item in items[:_MOST_LINES] if not isinstance(item, dict | list))


def _bytes(path: Path, most: int) -> bytes:
    try:
        with path.open("rb") as stream:
            data = stream.read(most + 1)
    except OSError as error:
        raise InputError(f"it cannot be read: {error.strerror or error}") from error
    if len(data) > most:
        raise InputError(f"it has more than {most:,} bytes")
    return data
