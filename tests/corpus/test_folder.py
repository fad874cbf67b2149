"""Check what is listed of a folder, what is left out, and why."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from rag.corpus import scan
from rag.errors import CorpusError


def fill(root: Path, *names: str) -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("testo", encoding="utf-8")


def reasons(root: Path) -> dict[str, str]:
    return {problem.file: problem.reason for problem in scan(root).ignored}


def test_lists_known_files_below_the_folder_in_one_order(tmp_path: Path) -> None:
    fill(tmp_path, "b.txt", "a/z.md", "a/b/c.TXT", "a.txt", "Z.txt", "città è/né.txt", "a b.txt")
    listing = scan(tmp_path)
    assert listing.files == ("Z.txt", "a b.txt", "a.txt", "a/b/c.TXT", "a/z.md", "b.txt", "città è/né.txt")
    assert listing.ignored == listing.failed == ()
    assert scan(tmp_path) == listing


def test_ignores_hidden_and_unknown_with_a_reason(tmp_path: Path) -> None:
    fill(tmp_path, ".nascosto.txt", ".git/config.txt", "a.exe", "README", "ok.txt", "sub/.x/y.txt")
    assert scan(tmp_path).files == ("ok.txt",)
    assert reasons(tmp_path) == {
        ".git": "hidden",
        ".nascosto.txt": "hidden",
        "README": "unknown type: the name has no ending",
        "a.exe": "unknown type .exe",
        "sub/.x": "hidden",
    }


def test_follows_no_link_out_of_the_folder(tmp_path: Path) -> None:
    root = tmp_path / "corpus"
    fill(tmp_path, "corpus/a.txt", "corpus/sub/b.txt", "secret.txt", "corpus-2/c.txt")
    (root / "out.txt").symlink_to(tmp_path / "secret.txt")
    (root / "near.txt").symlink_to(tmp_path / "corpus-2/c.txt")
    (root / "away").symlink_to(tmp_path)
    (root / "loop").symlink_to(root)
    (root / "broken.txt").symlink_to(root / "nothing.txt")
    (root / "circle.txt").symlink_to(root / "circle.txt")
    (root / "twin.txt").symlink_to(root / "a.txt")
    assert scan(root).files == ("a.txt", "sub/b.txt", "twin.txt")
    assert set(reasons(root)) == {"out.txt", "near.txt", "away", "loop", "broken.txt", "circle.txt"}
    assert reasons(root)["loop"].startswith("a link to a folder")


def test_a_folder_reached_by_a_link_is_read(tmp_path: Path) -> None:
    fill(tmp_path, "corpus/a.txt")
    (tmp_path / "link").symlink_to(tmp_path / "corpus")
    assert scan(tmp_path / "link").files == ("a.txt",)


def test_ignores_names_with_odd_bytes(tmp_path: Path) -> None:
    with open(os.path.join(os.fsencode(tmp_path), b"citt\xe0.txt"), "wb") as stream:
        stream.write(b"x")
    listing = scan(tmp_path)
    assert listing.files == ()
    assert [problem.file for problem in listing.ignored] == ["citt\\xe0.txt"]
    listing.ignored[0].file.encode("utf-8")


def test_ignores_what_would_hang_when_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert reasons(tmp_path) == {"pipe.txt": "not a regular file"}


def test_reports_a_folder_that_cannot_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(tmp_path, "a.txt", "closed/b.txt")
    real = os.scandir

    def scandir(path: str) -> object:
        if os.fspath(path).endswith("closed"):
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    listing = scan(tmp_path)
    assert listing.files == ("a.txt",)
    assert [problem.file for problem in listing.failed] == ["closed"]


@pytest.mark.parametrize(
    ("name", "part"), [("nothing", "No such folder"), ("a.txt", "is a file"), ("a\0b", "cannot be opened")]
)
def test_refuses_what_is_no_folder_in_one_line(tmp_path: Path, name: str, part: str) -> None:
    fill(tmp_path, "a.txt")
    with pytest.raises(CorpusError, match=part) as caught:
        scan(tmp_path / name)
    assert "\n" not in str(caught.value)
    assert caught.value.exit_code == 2
