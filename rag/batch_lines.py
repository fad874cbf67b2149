"""Read and write a file of lines that is worked through one by one and taken up again where it stopped.

Values go in, outcomes come out: of questions in a batch, of claims in a check. It knows files and JSON, and neither an
assistant nor a checker.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeVar, cast

from rag.asked import clean_question
from rag.errors import InputError, RagError
from rag.wire import Json, from_text, to_text

_BEGINNING = b'{"id": '


@dataclass(frozen=True, slots=True)
class Item:
    """Hold one question of the input; `id` is a string or an integer."""

    id: str | int
    question: str
    history: tuple[tuple[str, str], ...] = ()


class Numbered(Protocol):
    """Stand for what a line of the input becomes: a question, a claim."""

    @property
    def id(self) -> str | int:
        """Return what the line is called, a string or an integer."""


Line = TypeVar("Line", bound=Numbered)


@dataclass(frozen=True, slots=True)
class LinesReport:
    """Count the lines of a finished run; `failed` names the ids whose line has an `error`."""

    kept: int
    done: int
    failed: tuple[str | int, ...]


def work_through(
    items: Sequence[Line],
    target: Path,
    keys: Mapping[str | int, str],
    outcome: Callable[[Line], dict[str, Json]],
    progress: Callable[[int, int], None],
) -> LinesReport:
    """Write the outcome of each item to `target`, keeping the lines it already holds under the same key.

    An item whose outcome fails gets a line with `error` and does not stop the others. Raises InputError when `target`
    holds something other than an earlier output, or cannot be written.
    """
    lines = {id_: line for id_, line in read_output(target).items() if line.get("key") == keys.get(id_)}
    kept = len(lines)
    try:
        with target.open("ab") as out:
            for done, item in enumerate(items, start=1):
                if item.id not in lines:
                    lines[item.id] = {"id": item.id, "key": keys[item.id], **_attempt(item, outcome)}
                    out.write(encoded(lines[item.id]))
                    out.flush()
                progress(done, len(items))
        replace_output(target, (lines[item.id] for item in items))
    except OSError as error:
        raise InputError(f"cannot write {str(target)!r}: {error.strerror or error}.") from error
    failed = tuple(item.id for item in items if "error" in lines[item.id])
    return LinesReport(kept=kept, done=len(items) - kept, failed=failed)


def _attempt(item: Line, outcome: Callable[[Line], dict[str, Json]]) -> dict[str, Json]:
    try:
        return outcome(item)
    except RagError as error:
        return {"error": str(error)}
    except Exception as error:  # one item must not take the others with it
        return {"error": f"{type(error).__name__}: {error}"}


def read_items(source: Path) -> tuple[Item, ...]:
    """Read the questions; raises InputError naming the line of whatever is wrong, before anything is asked."""
    return read_lines(source, _item, InputError(
        f"no questions in {str(source)!r}.", hint='A line is {"id": "1", "question": "…"}.'
    ))  # fmt: skip


def read_lines(source: Path, parse: Callable[[Json, str], Line], nothing: InputError) -> tuple[Line, ...]:
    """Read one value a line with `parse`, which is given the document and its place; raises `nothing` when none is."""
    try:
        raw = source.read_bytes()
    except OSError as error:
        raise InputError(f"cannot read {str(source)!r}: {error.strerror or error}.") from error
    items: list[Line] = []
    seen: dict[str | int, int] = {}
    for number, line in enumerate(raw.split(b"\n"), start=1):
        if not line.strip():
            continue
        place = f"line {number} of {str(source)!r}"
        item = parse(from_text(line, name=place), place)
        if item.id in seen:
            raise InputError(f"{place} has the id {item.id!r} of line {seen[item.id]}.", hint="Ids must be unique.")
        seen[item.id] = number
        items.append(item)
    if not items:
        raise nothing
    return tuple(items)


def read_output(target: Path) -> dict[str | int, dict[str, Any]]:
    """Return the usable lines of an earlier output by id, and drop a last line that a kill cut short.

    Raises InputError when the file holds anything else: it is not ours to overwrite.
    """
    if not target.exists():
        return {}
    try:
        raw = target.read_bytes()
    except OSError as error:
        raise InputError(f"cannot read {str(target)!r}: {error.strerror or error}.") from error
    whole, cut = raw.rpartition(b"\n")[::2]
    lines: dict[str | int, dict[str, Any]] = {}
    for number, line in enumerate(whole.split(b"\n"), start=1):
        if line.strip():
            document = _output_line(line, number, target)
            lines[document["id"]] = document
    if cut:
        if not whole and not cut.startswith(_BEGINNING[: len(cut)]):
            raise _not_ours(target, 1)
        os.truncate(target, len(raw) - len(cut))
    return {id_: line for id_, line in lines.items() if "error" not in line}


def _output_line(line: bytes, number: int, target: Path) -> dict[str, Any]:
    try:
        document = from_text(line)
    except InputError:
        raise _not_ours(target, number) from None
    if not isinstance(document, dict) or "key" not in document or not _is_id(document.get("id")):
        raise _not_ours(target, number)
    return document


def _not_ours(target: Path, number: int) -> InputError:
    return InputError(
        f"{str(target)!r} exists and line {number} is not one a batch wrote.", hint="Name another output file."
    )


def _item(document: Json, place: str) -> Item:
    if not isinstance(document, dict):
        raise InputError(f"{place} must be an object with id and question.")
    id_, question, history = id_of(document, place), document.get("question"), document.get("history")
    if not isinstance(question, str):
        raise InputError(f"{place} must have a question, a string.")
    try:
        return Item(id_, clean_question(question), _history(history))
    except InputError as error:
        raise InputError(f"{place}: {error.message}", hint=error.hint) from error


def id_of(document: dict[str, Any], place: str) -> str | int:
    """Return the id of a line; raises InputError when it has none."""
    id_ = document.get("id")
    if not _is_id(id_):
        raise InputError(f"{place} must have an id, a string or an integer.")
    return cast("str | int", id_)


def _history(document: Json) -> tuple[tuple[str, str], ...]:
    turns = [] if document is None else document
    pairs: list[tuple[str, str]] = []
    for turn in turns if isinstance(turns, list) else [None]:
        match turn:
            case [str(question), str(answer)]:
                pairs.append((question, answer))
            case _:
                raise InputError("history must be a list of pairs [question, answer].")
    return tuple(pairs)


def _is_id(value: object) -> bool:
    return isinstance(value, str | int) and not isinstance(value, bool)


def encoded(line: dict[str, Any]) -> bytes:
    """Return a line as bytes, newline included."""
    # A lone surrogate (a file name that is not UTF-8) becomes its JSON escape, which reads back as itself.
    return to_text(line).encode("utf-8", "backslashreplace") + b"\n"


def replace_output(target: Path, lines: Iterable[dict[str, Any]]) -> None:
    """Write `lines` as the whole of `target`, at once or not at all; raises OSError."""
    target = target.resolve()  # a link stays a link
    draft = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with draft.open("wb") as out:
            out.writelines(encoded(line) for line in lines)
            out.flush()
            os.fsync(out.fileno())
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
