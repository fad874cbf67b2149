"""Show what of one file was taken as article and what as page furniture: `fonte index --explain FILE`."""

from __future__ import annotations

from pathlib import Path

from rag.cli.output import print_json
from rag.cli.plain import plain
from rag.corpus import ShownLine, event_dates, load, read_side_files, scan, show_lines
from rag.errors import InputError
from rag.types import Document
from rag.wire import Json

MARK = {False: " ", True: "-"}


def explain(corpus: Path, name: str, *, as_json: bool) -> int:
    """Print what was found of the file `name` of `corpus`; nothing is indexed. Raises InputError, CorpusError."""
    listing = scan(corpus)
    file = _file(corpus, name)
    left = next((problem.reason for problem in listing.ignored if problem.file == file), None)
    if left is not None:
        raise InputError(f"{file!r} is not read: {left}.")
    if file not in listing.files:
        raise InputError(f"no such file in {str(corpus)!r}: {file!r}.", hint="Name it as it lies in the folder.")
    loaded = load(corpus / file, corpus, read_side_files(corpus, listing.side, listing.files))
    if as_json:
        print_json({"file": file, "left_out": list(loaded.left_out), "articles": [*map(_told, loaded.documents)]})
        return 0
    for document in loaded.documents:
        for line in _page(document):
            print(line)  # noqa: T201
    for reason in loaded.left_out:
        print(f"left out: {plain(reason)}")  # noqa: T201
    return 0


def _file(corpus: Path, name: str) -> str:
    """Return the path inside the corpus, whether it was given so or as it lies from here."""
    given = Path(name)
    if not (corpus / given).exists() or given.is_absolute():
        try:
            return given.resolve().relative_to(corpus.resolve()).as_posix()
        except (ValueError, OSError):
            pass
    return given.as_posix()


def _page(document: Document) -> list[str]:
    lines = [plain(document.file)]
    for about, value in _about(document).items():
        lines.append(f"  {about}: {'unknown' if value is None else plain(value)}")
    shown = [line for line in show_lines(document) if line.text.strip()]
    lines += [f"{MARK[line.furniture]} {line.number:4}  {plain(line.text)}" for line in shown]
    marked = sum(line.furniture for line in shown)
    return [*lines, f"  {len(shown)} lines, {marked} of them furniture (marked -)", ""]


def _about(document: Document) -> dict[str, str | None]:
    date = None if document.date is None else f"{document.date} ({document.date_source})"
    return {
        "title": document.title,
        "date": date,
        "outlet": document.outlet,
        "author": document.author,
        "url": document.url,
        "language": document.language,
        "dates told": ", ".join(event.iso for event in event_dates(document)) or "none",
    }


def _told(document: Document) -> Json:
    lines: list[Json] = [_line(line) for line in show_lines(document)]
    about: dict[str, Json] = {
        "title": document.title, "date": document.date, "date_source": document.date_source,
        "outlet": document.outlet, "author": document.author, "url": document.url, "language": document.language,
    }  # fmt: skip
    dates: list[Json] = [{"date": event.iso, "start": event.start, "end": event.end} for event in event_dates(document)]
    return {"name": document.file, **about, "dates": dates, "lines": lines}


def _line(line: ShownLine) -> Json:
    return {"n": line.number, "start": line.start, "end": line.end, "furniture": line.furniture, "text": line.text}
