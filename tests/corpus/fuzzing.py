"""Feed damaged files of every format to its reader: it must find articles or refuse in one line, never break down.

`python -m tests.corpus.fuzzing --seconds 600` prints the seed, how many files it tried and what broke; `--format a.pdf`
keeps to one reader. A file is made by its number and the seed alone: `--seed S --first N --files 1` makes one again.
"""

from __future__ import annotations

import argparse
import io
import json
import random
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from rag.corpus import end_child, load, read_side_files
from rag.corpus.sidefiles import is_side_file
from rag.errors import InputError
from rag.store.chunking import chunk_document
from tests.corpus import samples
from tests.corpus.nasty import HTML, PDF, SENTENCES, TEXT

GROUND: dict[str, bytes] = {
    "a.txt": TEXT.encode(),
    "a.md": b"---\ntitle: x\n---\n" + TEXT.encode(),
    "a.html": HTML.encode(),
    "a.pdf": PDF,
    "a.docx": samples.docx("Titolo", SENTENCES, [("a", "b")]),
    "a.eml": samples.mail("Titolo", "a@b.example", "Mon, 12 Jan 2026 09:00:00 +0100", TEXT, HTML),
    "a.csv": f'title,text\nUno,"{TEXT}"\nDue,"{SENTENCES[0]}"\n'.encode(),
    "a.meta.yaml": b"title: Uno\ndate: 2026-01-12\nkeep:\n  - Una riga\ndrop: Altra riga\n",
    "metadata.csv": b'file,title,date\na.txt,"Uno, due",2026-01-12\nsub/b.html,Tre,12/01/2026\n',
    "a.jsonl": "\n".join(json.dumps({"title": "Uno", "text": sentence}) for sentence in SENTENCES).encode(),
}
ODD = (
    b"\0", b"\xff\xfe", b"<![CDATA[", b"[" * 500, b'"', b"\r", b"&#0;", b"%s" * 50, b"-1", b"2026-13-40",
    b"---\n", b"&a *a", b"<time datetime='9999999999-99'>", b"<h1>" * 90, b"\xe2\x80\xae", b"9" * 400, b"\xed\xa0\x80",
)  # fmt: skip
BROKEN = ("broke down", "reader failed")


def damaged(data: bytes, rng: random.Random) -> bytes:
    """Return data with bits flipped, pieces cut, doubled, moved or filled with what parsers stumble over."""
    made = bytearray(data)
    for _ in range(rng.randint(1, 12)):
        if not made:
            break
        at, size = rng.randrange(len(made)), rng.randint(1, 200)
        kind = rng.randrange(6)
        if kind == 0:
            made[at] ^= 1 << rng.randrange(8)
        elif kind == 1:
            del made[at : at + size]
        elif kind == 2:
            made[at:at] = made[at : at + size] * rng.randint(1, 20)
        elif kind == 3:
            made[at:at] = rng.choice(ODD)
        elif kind == 4:
            made[at : at + size] = rng.randbytes(size)
        else:
            del made[at:]
    return bytes(made)


def made(name: str, rng: random.Random) -> bytes:
    """Return a damaged file of a format; of a Word document more often what lies packed in it."""
    if not name.endswith(".docx") or rng.random() < 0.2:
        return damaged(GROUND[name], rng)
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GROUND[name])) as whole, zipfile.ZipFile(packed, "w") as target:
        inner = rng.choice([part for part in whole.namelist() if part.endswith(".xml")] + ["word/document.xml"] * 9)
        for part in whole.namelist():
            target.writestr(part, damaged(whole.read(part), rng) if part == inner else whole.read(part))
    return packed.getvalue()


def tried(name: str, data: bytes) -> int:
    """Return how many articles a file gives, read, marked, described and cut; raise InputError when it is refused."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / name).write_bytes(data)
        if is_side_file(name):
            problems = read_side_files(root, [name], ["a.txt"]).problems
            if problems:
                raise InputError(problems[0].reason)
            return 1
        documents = load(root / name, root).documents
        for document in documents:
            for chunk in chunk_document(document):
                if document.text[chunk.start : chunk.end] != chunk.text:
                    raise AssertionError(f"the chunk at {chunk.start} is not a slice")
        return len(documents)


def fuzz(
    seconds: float, most: int, seed: int, names: Sequence[str] = (), first: int = 0
) -> tuple[Counter[str], list[str]]:
    """Try damaged files for some time; return the outcomes by format, and what broke, by the file's number."""
    counts: Counter[str] = Counter()
    broken: list[str] = []
    end = time.monotonic() + seconds
    number = first
    try:
        while time.monotonic() < end and number < first + most:
            rng = random.Random(f"{seed} {number}")
            name = rng.choice(sorted(names or GROUND))
            try:
                counts[f"{name} read"] += bool(tried(name, made(name, rng)))
            except InputError as error:
                counts[f"{name} refused"] += 1
                if "\n" in str(error) or any(word in str(error) for word in BROKEN):
                    broken.append(f"{number} {name}: {error}")
            except Exception as error:
                counts[f"{name} broke"] += 1
                broken.append(f"{number} {name}: {type(error).__name__}: {error}")
            number += 1
    finally:
        end_child()
    return counts, broken


def main() -> int:
    """Read the command line, fuzz, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=600.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--format", choices=sorted(GROUND), action="append", default=[], help="one alone, or some")
    parser.add_argument("--first", type=int, default=0, help="the number of the first file")
    parser.add_argument("--files", type=int, default=sys.maxsize, help="stop after so many")
    chosen = parser.parse_args()
    sys.stdout.write(f"seed {chosen.seed}\n")
    counts, broken = fuzz(chosen.seconds, chosen.files, chosen.seed, chosen.format, chosen.first)
    sys.stdout.write("\n".join([*broken, json.dumps(counts), f"{sum(counts.values())} files, {len(broken)} broke\n"]))
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
