"""Feed damaged files of every format to its reader: it must find articles or refuse in one line, never break down.

`python -m tests.corpus.fuzzing --seconds 600` prints how many files it tried and what broke.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections import Counter

from rag.corpus import end_child, texts
from rag.errors import InputError
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
    "a.jsonl": "\n".join(json.dumps({"title": "Uno", "text": sentence}) for sentence in SENTENCES).encode(),
}
ODD = (b"\0", b"\xff\xfe", b"<![CDATA[", b"[" * 500, b'"', b"\r", b"&#0;", b"%s" * 50, b"-1")
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
            made[at:at] = rng.choice(
                [b"\0", b"\xff\xfe", b"<![CDATA[", b"[" * 500, b'"', b"\r", b"&#0;", b"%s" * 50, b"-1"]
            )
        elif kind == 4:
            made[at : at + size] = rng.randbytes(size)
        else:
            del made[at:]
    return bytes(made)


def fuzz(seconds: float, most: int, seed: int) -> tuple[Counter[str], list[str]]:
    """Try damaged files for some time; return the outcomes by format, and what broke."""
    rng = random.Random(seed)
    counts: Counter[str] = Counter()
    broken: list[str] = []
    end = time.monotonic() + seconds
    try:
        while time.monotonic() < end and sum(counts.values()) < most:
            name = rng.choice(sorted(GROUND))
            state = rng.getstate()
            try:
                found = texts(name, damaged(GROUND[name], rng))
                counts[f"{name} read"] += bool(found)
            except InputError as error:
                counts[f"{name} refused"] += 1
                if "\n" in str(error) or any(word in str(error) for word in BROKEN):
                    broken.append(f"{name}: {error} ({hash(state)})")
    finally:
        end_child()
    return counts, broken


def main() -> int:
    """Read the command line, fuzz, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=600.0)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    counts, broken = fuzz(chosen.seconds, sys.maxsize, chosen.seed)
    sys.stdout.write("\n".join([*broken, json.dumps(counts), f"{sum(counts.values())} files, {len(broken)} broke\n"]))
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
