"""Measure a growing corpus: `python -m evals.corpus_benchmark [--articles N] [--embedder hash]`. It asserts nothing.

It makes articles of some hundred words, no two alike, and runs the real command over them in processes of their own:
once from nothing, once after one article changed, once after one was renamed, once with nothing to do. Other work on
the machine goes into the figures: the first line says how much.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

EXAMPLE = """example:
  python -m evals.corpus_benchmark
  python -m evals.corpus_benchmark --articles 300 --embedder e5"""
_SYLLABLES = "ba cor del fen gor lam mer nov pal tor ve zi rio sta gna lu pe dra ci mo".split()
_FRAMES = (
    "Il consiglio di {0} ha approvato {2} progetti per la strada che porta a {1}.",
    "Secondo {0} {1}, i lavori costeranno {2} milioni di euro e dureranno due anni.",
    "La fabbrica di {0} produce {2} tonnellate di {1} ogni mese e ne vende la metà all'estero.",
    "Nel museo di {0} sono esposte {2} tele di {1}, restaurate da poco.",
    "Gli abitanti di {0} chiedono da {2} mesi un collegamento diretto con {1}.",
    "La squadra di {0} ha battuto quella di {1} davanti a {2} spettatori.",
    "L'ospedale di {0} assume {2} infermieri, dopo la chiusura di quello di {1}.",
)


@dataclass(frozen=True, slots=True)
class Run:
    """Hold what one run of the command took and said; memory in bytes, of its largest process."""

    seconds: float
    memory: int
    report: dict[str, object]


def article(number: int) -> str:
    """Return an article of about a hundred words; the same for the same number."""
    rng = random.Random(number)

    def word() -> str:
        return "".join(rng.choice(_SYLLABLES) for _ in range(3))

    place = f"{word()}{number}".capitalize()
    lines = [rng.choice(_FRAMES).format(word().capitalize(), word(), rng.randint(2, 999)) for _ in range(6)]
    return f"Notizie da {place}\n\nA {place} si parla di {word()}. {' '.join(lines[:3])}\n\n{' '.join(lines[3:])}\n"


def fill(folder: Path, count: int) -> int:
    """Write the articles, a thousand a folder; return how many words they have."""
    words = 0
    for number in range(count):
        path = folder / f"{number // 1000:03}" / f"{number:06}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        text = article(number)
        words += len(text.split())
        path.write_text(text, encoding="utf-8")
    return words


def index(corpus: Path, store: Path, embedder: str) -> Run:
    """Run `fonte index --json` in a process of its own."""
    command = [
        sys.executable,
        "-m",
        "rag",
        "index",
        str(corpus),
        "--store",
        str(store),
        "--embedder",
        embedder,
        "--json",
    ]
    environment = {**os.environ, "XDG_CACHE_HOME": str(store.parent / "cache")}
    began = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, env=environment, cwd=Path(__file__).parent.parent)
    seconds = time.perf_counter() - began
    if done.returncode:
        raise SystemExit(f"fonte index failed: {done.stderr.strip()}")
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return Run(seconds, memory, json.loads(done.stdout))


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, epilog=EXAMPLE, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=10_000, metavar="N")
    parser.add_argument("--embedder", default="hash", metavar="NAME")
    options = parser.parse_args(arguments)
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    with tempfile.TemporaryDirectory() as folder:
        corpus, store = Path(folder) / "corpus", Path(folder) / "store"
        words = fill(corpus, options.articles) / options.articles
        print(f"{options.articles} articles, {words:.0f} words each, embedder {options.embedder}")
        print(f"{os.cpu_count()} cores, load {load:.1f} before")
        for line in measured(corpus, store, options.embedder):
            print(line)
    return 0


def measured(corpus: Path, store: Path, embedder: str) -> list[str]:
    """Run the command four times and return a line for each."""
    first = index(corpus, store, embedder)
    chunks, disk = _chunks(store), _disk(store)
    size = sum(path.stat().st_size for path in corpus.rglob("*.txt"))
    rate = f"{chunks / first.seconds:.0f} chunks/s, {_embedded(first)} texts embedded"
    room = f"peak {first.memory / 1e6:.0f} MB, disk {disk / 1e6:.0f} MB ({disk / size:.1f} x text)"
    lines = [f"index once:    {first.seconds:7.1f} s, {rate}, {room}"]
    path = sorted(corpus.rglob("*.txt"))[0]
    path.write_text(
        path.read_text(encoding="utf-8") + "\nUna frase aggiunta in fondo, del tutto nuova.\n", encoding="utf-8"
    )
    lines.append(_told("change one", index(corpus, store, embedder)))
    path.rename(path.with_name("renamed.txt"))
    lines.append(_told("rename one", index(corpus, store, embedder)))
    lines.append(_told("change nothing", index(corpus, store, embedder)))
    return lines


def _told(what: str, run: Run) -> str:
    names = ("changed", "renamed", "unchanged")
    counts = ", ".join(f"{name} {len(run.report[name])}" for name in names)  # type: ignore[arg-type]
    seconds = f"{run.seconds:7.1f} s, of it {run.report['seconds']} s in step"
    return f"{what + ':':14} {seconds}, {_embedded(run)} embedded, {counts}"


def _embedded(run: Run) -> int:
    return int(str(run.report["embedded"]))


def _chunks(store: Path) -> int:
    from contextlib import closing

    from rag.store.store import Store

    with closing(Store.open(store, None)) as opened:
        return opened.size()


def _disk(store: Path) -> int:
    return sum(path.stat().st_size for path in store.rglob("*") if path.is_file())


if __name__ == "__main__":
    sys.exit(main())
