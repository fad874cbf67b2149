"""Read a table of articles, one a row: a .csv with a head, or a .jsonl of objects. Columns are known by name.

Takes bytes, gives a Reading with an article for each row; `record` counts rows of articles from 1. A row that holds no
article is left out and named.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from typing import Any

from rag.corpus.decode import decode
from rag.corpus.extracted import Extracted, Reading, Stated
from rag.corpus.stated import COLUMNS, cleaned, iso_date
from rag.errors import InputError

MOST_ROWS = 200_000
_MOST_FIELD = 5_000_000
_SAMPLE = 20_000
_MOST_NAMED = 5

TEXT_COLUMNS = (
    "text", "testo", "body", "content", "contenuto", "article", "articolo", "full_text", "fulltext", "article_text",
    "maintext", "main_text", "corpo", "texte", "contenu", "inhalt", "artikel", "artikeltext", "texto", "contenido",
)  # fmt: skip


def read_csv(data: bytes) -> Reading:
    """Return the articles of a table; raise InputError when it has no column for their text."""
    text = decode(data, len(data)).text.removeprefix("\ufeff")
    csv.field_size_limit(_MOST_FIELD)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=False)
    head = [name.strip().lower() for name in next(reader, [])]
    if not set(head) & set(TEXT_COLUMNS):
        known = ", ".join(repr(name[:30]) for name in head[:8])
        raise InputError(f"no column holds the articles' text: there is {known}; call one 'text'")
    return _reading(_csv_rows(reader, head), "row")


def _delimiter(text: str) -> str:
    """Return the mark that parts the names of the first line most often."""
    head = text.lstrip("\r\n").partition("\n")[0][:_SAMPLE]
    return max(",;\t|", key=head.count)


def read_jsonl(data: bytes) -> Reading:
    """Return the articles of a file with a JSON object a line."""
    return _reading(_json_rows(decode(data, len(data)).text.removeprefix("\ufeff")), "line")


def _csv_rows(reader: Any, head: list[str]) -> Iterator[tuple[int, Mapping[str, Any] | str]]:
    number = 1
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield number, str(error)
            continue
        finally:
            number += 1
        if any(value.strip() for value in row):
            yield number, dict(zip(head, row, strict=False))


def _json_rows(text: str) -> Iterator[tuple[int, Mapping[str, Any] | str]]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            yield number, "it is not JSON"
            continue
        yield number, _flat(row) if isinstance(row, dict) else "it is not an object"


def _flat(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row with what stands in its `meta` or `metadata` beside the rest, names in lower case."""
    flat = {str(name).strip().lower(): value for name, value in row.items()}
    for name in ("meta", "metadata"):
        inner = flat.get(name)
        if isinstance(inner, dict):
            flat = {**{str(key).strip().lower(): value for key, value in inner.items()}, **flat}
    return flat


def _reading(rows: Iterator[tuple[int, Mapping[str, Any] | str]], unit: str) -> Reading:
    articles: list[Extracted] = []
    bad: list[str] = []
    record = 0
    for number, row in rows:
        record += 1
        if record > MOST_ROWS:
            raise InputError(f"the file has more than {MOST_ROWS:,} rows; split it")
        if isinstance(row, str):
            bad.append(f"{unit} {number}: {row}")
            continue
        text = _text(row)
        if not text:
            bad.append(f"{unit} {number}: it has no text, or text that is not Unicode")
            continue
        articles.append(Extracted(text, _stated(row), record=record))
    if not articles:
        raise InputError(bad[0] if bad else "the file holds no rows")
    more = [f"{len(bad) - _MOST_NAMED} rows more"] if len(bad) > _MOST_NAMED else []
    return Reading(tuple(articles), (*bad[:_MOST_NAMED], *more))


def _text(row: Mapping[str, Any]) -> str:
    for name in TEXT_COLUMNS:
        value = row.get(name)
        if isinstance(value, str) and value.strip() and _is_unicode(value):
            return value.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    return ""


def _is_unicode(text: str) -> bool:
    """Tell whether a file could hold the text: an escape in JSON may stand for half a character."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _stated(row: Mapping[str, Any]) -> Stated:
    said = cleaned({field: _first(row, names) for field, names in COLUMNS.items()})
    date = iso_date(said["date"]) if said["date"] else None
    return Stated(**{**said, "date": date, "date_source": "row" if date else None})


def _first(row: Mapping[str, Any], names: tuple[str, ...]) -> str | None:
    for name in names:
        value = row.get(name)
        if isinstance(value, list):
            value = ", ".join(str(item) for item in value)
        if isinstance(value, str | int | float) and not isinstance(value, bool) and str(value).strip():
            return " ".join(str(value).split())[:500]
    return None
