"""Re-check a saved Answer against today's files: a read answer and a folder go in, a Verification comes out.

Two things are asked. Does each citation still stand: is its quote in its file, at its place or another? And does the
answer agree with itself: text, claims and citations, each claim with what it cites? It needs the files alone and knows
nothing of a store.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Literal, TypeAlias

from rag.answering.checking import check
from rag.answering.counting import check_count, count_told
from rag.corpus import is_extracted, scan, texts
from rag.corpus.decode import decode
from rag.errors import InputError
from rag.marking import join_claims, order_of_first_use
from rag.types import Answer, Citation, Claim, Verdict

State: TypeAlias = Literal["present", "moved", "renamed", "changed", "gone"]

STANDS: tuple[State, ...] = ("present", "moved", "renamed")

_LONGEST_LOOSE = 4_000  # characters of a quote that is also looked for with other white space
_MARKER = re.compile(r"\[\d+\]")


@dataclass(frozen=True, slots=True)
class CitationCheck:
    """Tell how one citation stands today; `file` and `start` say where its quote is now, None when it is nowhere."""

    n: int
    state: State
    cited: str
    file: str | None
    start: int | None


@dataclass(frozen=True, slots=True)
class Verification:
    """Hold what was found; `problems` are the places where the answer disagrees with itself."""

    citations: tuple[CitationCheck, ...]
    problems: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Tell whether every citation stands and the answer agrees with itself."""
        return not self.problems and all(check.state in STANDS for check in self.citations)


def verify(answer: Answer, corpus: Path) -> Verification:
    """Check `answer` against the files of `corpus`.

    Raises CorpusError when the corpus is no folder that can be opened, InputError for a citation that no corpus could
    hold: a path outside it, an unknown encoding, a place that ends before it starts.
    """
    folder = _Folder(corpus, scan(corpus).files)
    for index, citation in enumerate(answer.citations):
        _refuse_impossible(citation, f"citations[{index}]", folder)
    return Verification(
        citations=tuple(_check(citation, folder) for citation in answer.citations),
        problems=tuple(_disagreements(answer)),
    )


# ── the files ─────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass
class _Folder:
    """Read a corpus for checking; a file is read once and hashed only when a rename is looked for."""

    root: Path
    files: tuple[str, ...]
    _bytes: dict[str, bytes | None] = field(default_factory=dict)
    _texts: dict[str, dict[int | None, str]] = field(default_factory=dict)

    def read(self, file: str) -> bytes | None:
        """Return the bytes of `file`, None when it is not a readable file."""
        if file not in self._bytes:
            path = self.root / file
            try:
                self._bytes[file] = path.read_bytes() if path.is_file() else None
            except (OSError, ValueError):
                self._bytes[file] = None
        return self._bytes[file]

    def articles(self, file: str, encoding: str) -> dict[int | None, str]:
        """Return the text of each article of `file` by its record, read as it was for the store."""
        if not is_extracted(file):
            text = _decoded(self.read(file), encoding)
            return {} if text is None else {None: text}
        if file not in self._texts:
            data = self.read(file)
            try:
                self._texts[file] = {} if data is None else texts(file, data)
            except InputError:
                self._texts[file] = {}
        return dict(self._texts[file])

    def encoded_anew(self, file: str) -> str | None:
        """Return the text of a text file by the encoding it has today, None where it cannot be read."""
        data = None if is_extracted(file) else self.read(file)
        try:
            return None if data is None else decode(data).text
        except InputError:
            return None

    @cached_property
    def by_hash(self) -> dict[str, list[str]]:
        """Return the files of each content hash, names in order."""
        found: dict[str, list[str]] = {}
        for file in self.files:
            content = self.read(file)
            if content is not None:
                found.setdefault(hashlib.sha256(content).hexdigest(), []).append(file)
        return found


def _refuse_impossible(citation: Citation, place: str, folder: _Folder) -> None:
    file = citation.file
    pure, windows = PurePosixPath(file), PureWindowsPath(file)
    inside = file and "\0" not in file and not pure.is_absolute() and not windows.drive and not windows.root
    if not inside or ".." in pure.parts or ".." in windows.parts or not _stays_inside(folder.root, file):
        raise InputError(f"{place}.file must be a path inside the corpus, got {file!r}.")
    if not 0 <= citation.start < citation.end:
        raise InputError(f"{place} must have 0 <= start < end, got {citation.start} and {citation.end}.")
    if not _is_text_encoding(citation.encoding):
        raise InputError(f"{place}.encoding must be a text encoding, got {citation.encoding!r}.")


def _stays_inside(root: Path, file: str) -> bool:
    try:
        return (root / file).resolve().is_relative_to(root.resolve())
    except (OSError, ValueError):
        return False


def _is_text_encoding(name: str) -> bool:
    try:
        b"a".decode(name)
    except LookupError:
        return False
    except ValueError:  # a NUL in the name, or half a character of UTF-16
        return "\0" not in name
    return bool(name)


def _check(citation: Citation, folder: _Folder) -> CitationCheck:
    def result(state: State, file: str | None = None, start: int | None = None) -> CitationCheck:
        return CitationCheck(citation.n, state, citation.file, file, start)

    articles = folder.articles(citation.file, citation.encoding)
    own = articles.pop(citation.record, None)
    if own is not None and own[citation.start : citation.end] == citation.quote:
        return result("present", citation.file, citation.start)
    for text in (own, *articles.values(), folder.encoded_anew(citation.file)):
        start = None if text is None else _nearest(text, citation.quote, citation.start)
        if start is not None:
            return result("moved", citation.file, start)
    for file in folder.by_hash.get(citation.sha256, []):
        text = folder.articles(file, citation.encoding).get(citation.record)
        if text is not None and text[citation.start : citation.end] == citation.quote:
            return result("renamed", file, citation.start)
    return result("gone" if folder.read(citation.file) is None else "changed")


def _decoded(content: bytes | None, encoding: str) -> str | None:
    try:
        return None if content is None else content.decode(encoding)
    except ValueError:
        return None


def _nearest(text: str, quote: str, start: int) -> int | None:
    """Return where `quote` stands in `text`, nearest to `start`; None when nowhere or when there is nothing to find."""
    if not quote.strip():
        return None
    before, after = text.rfind(quote, 0, start + len(quote)), text.find(quote, start)
    places = [place for place in (before, after) if place >= 0]
    if not places and len(quote) <= _LONGEST_LOOSE:  # line breaks and spaces may differ: saved or read otherwise
        loose = re.compile(r"\s+".join(map(re.escape, quote.split())))
        places = [match.start() for match in loose.finditer(text)]
    return min(places, key=lambda place: abs(place - start)) if places else None


# ── the answer with itself ────────────────────────────────────────────────────────────────────────────────────────


def _disagreements(answer: Answer) -> Iterator[str]:
    if answer.abstained:
        yield from _abstention(answer)
        return
    if not answer.claims:
        yield "an answer that does not abstain has no claims"
    if answer.text != join_claims(answer.claims):
        yield "text is not the claims joined with their markers"
    numbers = tuple(citation.n for citation in answer.citations)
    if numbers != tuple(range(1, len(numbers) + 1)):
        yield f"citations must be numbered 1, 2, … in order, got {list(numbers)}"
    if order_of_first_use(answer.claims) != numbers:
        yield f"claims use the citations {list(order_of_first_use(answer.claims))}, and {list(numbers)} are given"
    by_number = {citation.n: citation for citation in answer.citations}
    for index, claim in enumerate(answer.claims):
        yield from _claim(claim, f"claims[{index}]")
        cited = [by_number[number] for number in claim.citations if number in by_number]
        if cited and _verdict(claim, cited, answer.answer_language) == "unsupported":
            yield f"claims[{index}] is not what its citations say"
    for index, citation in enumerate(answer.citations):
        yield from _citation(citation, f"citations[{index}]")


def _verdict(claim: Claim, cited: list[Citation], language: str) -> Verdict:
    """Return what the checks say of a claim today; one that counts articles is true of their list."""
    count = count_told(claim.text)
    if count is not None:
        return check_count(count, cited).verdict
    return check(claim.text, [citation.quote for citation in cited], language).verdict


def _abstention(answer: Answer) -> Iterator[str]:
    if answer.claims or answer.citations:
        yield "an abstention has claims or citations"
    if _MARKER.search(answer.text):
        yield "the text of an abstention has a marker"


def _claim(claim: Claim, place: str) -> Iterator[str]:
    if not claim.citations:
        yield f"{place} has no citation"
    if not claim.text.strip():
        yield f"{place} has no text"
    if _MARKER.search(claim.text):
        yield f"{place} has a marker in its own text"
    if claim.verdict == "unsupported":
        yield f"{place} is unsupported by its own verdict"


def _citation(citation: Citation, place: str) -> Iterator[str]:
    if len(citation.quote) != citation.end - citation.start:
        yield f"{place} has a quote of {len(citation.quote)} characters for {citation.end - citation.start}"
