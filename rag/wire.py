"""Turn Fonte's values into JSON documents and back; the shape is the one `answer.schema.json` describes.

A value becomes an object with its fields in order, a tuple an array, a mapping an object; an Answer begins with its
`schema` number. Reading is strict: an unknown, missing or wrongly typed field is an InputError that names its place,
as in `claims[0].citations[1]`. This module knows nothing of files, stores or terminals.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from math import isfinite
from types import UnionType
from typing import Any, TypeAlias, get_args, get_origin, get_type_hints

from rag.errors import InputError
from rag.types import Answer, Notice, Passage, SyncReport

Json: TypeAlias = None | bool | int | float | str | list["Json"] | dict[str, "Json"]

SCHEMA = 1


def answer_to_json(answer: Answer) -> dict[str, Json]:
    """Return the document of an Answer, fields in the contract's order."""
    document = _object(answer)
    return {"schema": document.pop("schema"), **document}


def passage_to_json(passage: Passage) -> dict[str, Json]:
    """Return the document of a Passage."""
    return _object(passage)


def report_to_json(report: SyncReport) -> dict[str, Json]:
    """Return the document of a SyncReport; a renamed file is a pair [old, new]."""
    return _object(report)


def search_to_json(
    question: str, passages: Sequence[Passage], warnings: Sequence[Notice], *, files: Sequence[str] | None = None
) -> dict[str, Json]:
    """Return the document of a search; `files` are those of the passages when not given."""
    return {
        "question": question,
        "files": [*(distinct_files(passages) if files is None else files)],
        "passages": [_object(passage) for passage in passages],
        "warnings": [_object(notice) for notice in warnings],
    }


def distinct_files(passages: Sequence[Passage]) -> tuple[str, ...]:
    """Return the files of passages, once each, in the order of their best passage."""
    return tuple(dict.fromkeys(passage.file for passage in passages))


def to_text(document: Json, *, indent: int | None = None) -> str:
    """Return a document as JSON text, characters as they are; raises ValueError for a number JSON cannot hold."""
    return json.dumps(document, ensure_ascii=False, allow_nan=False, indent=indent)


def from_text(text: str | bytes, *, name: str = "the document") -> Json:
    """Read JSON text; raises InputError for anything that is not JSON, NaN included."""
    try:
        document: Json = json.loads(text, parse_constant=_refuse_constant)
    except RecursionError:
        raise InputError(f"{name} is nested too deeply to be read.") from None
    except ValueError as error:
        raise InputError(f"{name} is not JSON: {error}.") from error
    return document


def answer_from_json(document: Json) -> Answer:
    """Read an Answer from its document; raises InputError with the place of what is wrong."""
    if isinstance(document, dict) and document.get("schema") != SCHEMA:
        raise InputError(f"schema must be {SCHEMA}, got {_shown(document.get('schema'))}.")
    answer: Answer = _read(Answer, document, "")
    return answer


def _object(value: Any) -> dict[str, Json]:
    return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}


def _plain(value: Any) -> Json:
    if is_dataclass(value):
        return _object(value)
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if value is None or isinstance(value, bool | int | float | str):
        return value
    raise TypeError(f"no JSON form for {type(value).__name__}")


def _refuse_constant(constant: str) -> None:
    raise ValueError(f"{constant} is not a JSON number")


# ── reading ───────────────────────────────────────────────────────────────────────────────────────────────────────


@cache
def _shape(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _read(kind: Any, value: Any, place: str) -> Any:
    """Read `value` as `kind`: one of the few type forms that stand in rag.types."""
    form, arms = get_origin(kind), get_args(kind)
    if form is None:
        return _read_object(kind, value, place) if is_dataclass(kind) else _read_plain(kind, value, place)
    if form is UnionType:
        return None if value is None else _read(arms[0], value, place)
    if form is tuple:
        items = _expect(list, value, place)
        return tuple(_read(arms[0], item, f"{place}[{index}]") for index, item in enumerate(items))
    if form is Mapping:
        return {key: _read(arms[1], item, _inside(place, key)) for key, item in _expect(dict, value, place).items()}
    if value not in arms:
        raise InputError(f"{place} must be one of {', '.join(map(str, arms))}, got {_shown(value)}.")
    return value


def _read_object(kind: Any, value: Any, place: str) -> Any:
    given, shape = _expect(dict, value, place), _shape(kind)
    for key in given:
        if key not in shape:
            raise InputError(f"{_inside(place, key)} is not a field of {kind.__name__}.")
    for key in shape:
        if key not in given:
            raise InputError(f"{_inside(place, key)} is missing.")
    return kind(**{key: _read(hint, given[key], _inside(place, key)) for key, hint in shape.items()})


def _read_plain(kind: type, value: Any, place: str) -> Any:
    if kind is float and type(value) is int and abs(value) < 2**53:
        return float(value)
    if type(value) is float and not isfinite(value):
        raise InputError(f"{place} must be a finite number.")
    return _expect(kind, value, place)


def _expect(kind: type, value: Any, place: str) -> Any:
    if type(value) is not kind:
        raise InputError(f"{place or 'the document'} must be {_NAMES[kind]}, got {_shown(value)}.")
    return value


_NAMES = {dict: "an object", list: "an array", str: "a string", int: "an integer", float: "a number", bool: "a boolean"}


def _inside(place: str, key: str) -> str:
    return f"{place}.{key}" if place else key


def _shown(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=True, default=str)
    return text if len(text) <= 60 else f"{text[:57]}..."
