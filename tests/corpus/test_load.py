"""Check that a file becomes a Document, the seeds first."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from rag.corpus import load, scan
from rag.errors import InputError

SEEDS = Path(__file__).parents[2] / "seeds"

ABOUT = {  # title begins with, date, outlet
    "000": ("Semiconduttori, asse Roma-Seul", None, None),
    "001": ("Corea e Italia concordano", None, "assocamerestero.com"),
    "002": ("I Competence Center baltici", "2026-01-12", "Innovation News Network"),
    "003": (None, None, None),
    "004": ("Urso (Mimit) incontra", None, None),
}


@pytest.mark.parametrize("number", sorted(ABOUT))
def test_reads_the_seeds_as_they_speak_of_themselves(number: str) -> None:
    (path,) = SEEDS.glob(f"{number}_*")
    (document,) = load(path, SEEDS).documents
    title, date, outlet = ABOUT[number]
    assert (document.title or "").startswith(title or "") and (document.title is None) == (title is None)
    assert (document.date, document.outlet, document.language) == (date, outlet, "it")
    assert document.text == path.read_bytes().decode("utf-8")
    assert document.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert document.file == path.name


def test_loads_every_file_that_a_scan_lists(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "città.txt").write_bytes("Perché sì\r\n".encode("cp1252"))
    (file,) = scan(tmp_path).files
    (document,) = load(tmp_path / file, tmp_path).documents
    assert (document.file, document.text, document.encoding) == ("sub/città.txt", "Perché sì\r\n", "cp1252")


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n", b"\xef\xbb\xbf\n", b"\x00\x01", b"%PDF-1.4"])
def test_refuses_a_file_without_text(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    with pytest.raises(InputError) as caught:
        load(tmp_path / "a.txt", tmp_path)
    assert "\n" not in str(caught.value)


def test_refuses_what_cannot_be_read_or_lies_elsewhere(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "b").mkdir()
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    for path, root in [
        (tmp_path / "none.txt", tmp_path),
        (tmp_path / "pipe.txt", tmp_path),
        (tmp_path / "a.txt", tmp_path / "b"),
        (tmp_path / "b" / ".." / "a.txt", tmp_path / "b"),
        (tmp_path / "a\0.txt", tmp_path),
    ]:
        with pytest.raises(InputError):
            load(path, root)


@pytest.mark.parametrize(
    "text", ["parola " * 150_000, "Frase breve. " * 80_000, "a" * 1_000_000, "Un titolo\n" * 20_000]
)
def test_a_megabyte_takes_well_under_two_seconds(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    began = time.process_time()
    load(tmp_path / "a.txt", tmp_path)
    assert time.process_time() - began < 1.5


def test_importing_the_corpus_loads_nothing_heavy() -> None:
    code = "import sys, rag.corpus; print(sorted({'charset_normalizer', 'yaml', 'numpy'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=SEEDS.parent, check=True)
    assert done.stdout.strip() == "[]"
