"""Read the files that citations point into, each once, the way a reader of the citation would; knows no questions."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath

from rag.corpus import is_extracted, scan, texts
from rag.errors import InputError


class Articles:
    """Hold one folder of articles; a path outside it is no article."""

    def __init__(self, folder: Path, left_out: Iterable[str] = ()) -> None:
        self.folder = folder
        self.left_out = frozenset(left_out)  # files that the system under test could not take in
        self._texts: dict[tuple[str, str], dict[int | None, str]] = {}

    def text(self, file: str, encoding: str = "utf-8", record: int | None = None) -> str | None:
        """Return the text that offsets count in, None when there is no such article.

        Of a text file that is the decoded file, newlines as they are; of any other format what is taken out of it, by
        the number of its record in a table of articles.
        """
        return self.records(file, encoding).get(record)

    def records(self, file: str, encoding: str = "utf-8") -> Mapping[int | None, str]:
        """Return the texts of a file by record; of a file that is one article, its text under None."""
        key = (file, encoding)
        if key not in self._texts:
            self._texts[key] = self._read(file, encoding)
        return self._texts[key]

    def digest(self) -> str:
        """Return one hash of all names and bytes of the folder, in hexadecimal."""
        whole = hashlib.sha256()
        for file in sorted(scan(self.folder).files):
            whole.update(f"{file}\0{hashlib.sha256((self.folder / file).read_bytes()).hexdigest()}\n".encode())
        return whole.hexdigest()

    def _read(self, file: str, encoding: str) -> dict[int | None, str]:
        path = PurePosixPath(file)
        if path.is_absolute() or ".." in path.parts or "\0" in file or "\\" in file:
            return {}
        try:
            raw = (self.folder / path).read_bytes()
            return texts(file, raw) if is_extracted(file) else {None: raw.decode(encoding)}
        except (OSError, ValueError, LookupError, InputError):
            return {}
