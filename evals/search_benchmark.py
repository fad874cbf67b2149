"""Measure the search as a corpus grows: `python -m evals.search_benchmark [--chunks 1000 10000 100000]`.

It indexes made-up articles whose words are drawn as often as real articles use them, with synthetic vectors of e5's
size, and asks the same questions of Fonte's search and of LlamaIndex's QueryFusionRetriever (vectors and BM25, one
query) over the same chunks, each in a process of its own. The peer asks the store's Chroma index for ids alone and has
its nodes in memory, which is the least a vector retriever can do; Fonte compares every vector as long as they fit into
memory, asks the same index when they do not, and reads what it shows from the store. Both answer the same five
questions first, unmeasured, and give their ten best. Printed are p50 and p95 of a search without the question's
embedding (both sides are handed the vectors), the processor time of the median search, the memory that the process ends
with, the disk, and what the budget of the word leg costs: the share of the ten best chunks by all words that it still
finds. It asserts nothing.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from functools import lru_cache
from pathlib import Path

import numpy as np

from rag.indexing import sync
from rag.language.questions import understand
from rag.language.words import find_words
from rag.retrieval.search import search
from rag.settings import load_settings
from rag.store.dense import bring_in_step
from rag.store.lexical import find_by_words
from rag.store.lock import StoreLock
from rag.store.reading import Snapshot
from rag.store.schema import has_state, open_for_writing
from rag.store.store import Store

EXAMPLE = """example:
  python -m evals.search_benchmark --chunks 1000 10000
  python -m evals.search_benchmark --data articles/"""
SIZES = (1_000, 10_000, 100_000)
QUESTIONS = 100
WARM_UP = 5
TOP_K = 10
DIMENSION = 384
_SENTENCES = 18  # of an article: three chunks or so
_SOURCE = Path(__file__).with_name("gold")
_SYLLABLES = "ba cor del fen gor lam mer nov pal tor ve zi rio sta gna lu pe dra ci mo".split()
_OPENINGS = ("Chi ha deciso", "Quando", "Quanti", "Che cosa riguarda", "Dove si trova", "Perché")


class SyntheticEmbedder:
    """Give every text a random unit vector of its own, shape (texts, 384); the same for the same text."""

    name = "synthetic/1"
    dimension = DIMENSION

    def embed_passages(self, texts: Sequence[str]) -> np.ndarray:
        """Embed texts that are searched."""
        return np.stack([_direction(text) for text in texts])

    embed_queries = embed_passages
    embed_words = embed_passages


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a row for each size and side."""
    parser = argparse.ArgumentParser(
        prog="python -m evals.search_benchmark",
        description=__doc__,
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--chunks", type=int, nargs="+", default=SIZES, metavar="N", help="sizes to measure")
    parser.add_argument("--data", type=Path, default=_SOURCE, metavar="DIR", help="texts whose words are used")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep the stores here, and use those that are there")
    parser.add_argument("--measure", nargs=2, metavar=("SIDE", "STORE"), help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.measure:
        print(json.dumps(measured(options.measure[0], Path(options.measure[1]), options.data)))
        return 0
    print(f"load {os.getloadavg()[0]:.1f} before, {os.cpu_count()} cores\n")
    print(f"{'chunks':>8}  {'search':28}{'p50':>9}{'p95':>9}{'cpu':>9}{'memory':>10}{'disk':>10}  word leg")
    for size in options.chunks:
        for line in rows(size, options.data, options.keep):
            print(line, flush=True)
    return 0


def rows(size: int, data: Path, keep: Path | None) -> Iterator[str]:
    """Index `size` chunks, unless the store is kept, and yield a line for each side."""
    with tempfile.TemporaryDirectory() as folder:
        corpus, store = Path(folder) / "corpus", (keep or Path(folder)) / f"store-{size}"
        if not has_state(store):
            fill(corpus, store, size, Vocabulary(data))
        finish(store)
        with closing(Store.open(store, None)) as opened:
            chunks = opened.size()
        disk = sum(path.stat().st_size for path in store.rglob("*") if path.is_file()) / 1e6
        for side in ("Fonte", "QueryFusionRetriever"):
            command = [sys.executable, "-m", "evals.search_benchmark", "--data", str(data)]
            done = subprocess.run([*command, "--measure", side, str(store)], capture_output=True, text=True)
            if done.returncode:
                yield f"{chunks:8}  {side:28}unmeasured: {(done.stderr.strip() or '?').splitlines()[-1]}"
                continue
            found = json.loads(done.stdout)
            recall = f"recall@10 {found['recall']:.3f}" if "recall" in found else ""
            room = (
                f"{found['memory']:7.0f} MB{disk:7.0f} MB" if side == "Fonte" else f"{found['memory']:7.0f} MB{'':10}"
            )
            times = "".join(f"{found[name]:6.1f} ms" for name in ("p50", "p95", "cpu"))
            yield f"{chunks:8}  {side:28}{times}{room}  {recall}"


class Vocabulary:
    """Draw words as often as the texts of a folder use them, function words included."""

    def __init__(self, folder: Path) -> None:
        texts = (
            path.read_text(encoding="utf-8", errors="replace")
            for path in sorted(folder.rglob("*"))
            if path.suffix in (".txt", ".md")
        )
        self.words = [word for text in texts for word in text.split() if word.isalpha()]

    def sentence(self, rng: random.Random) -> str:
        """Return a sentence of twelve to thirty words."""
        words = rng.choices(self.words, k=rng.randint(12, 30))
        return f"{words[0].capitalize()} {' '.join(words[1:])}."


def fill(corpus: Path, store: Path, size: int, vocabulary: Vocabulary) -> None:
    """Write articles of about three chunks, each with names of its own, and index them."""
    embedder = SyntheticEmbedder()
    for number in range(size // 3):
        rng = random.Random(number)
        name, place = ("".join(rng.choices(_SYLLABLES, k=3)).capitalize() for _ in range(2))
        sentences = [vocabulary.sentence(rng) for _ in range(_SENTENCES)]
        sentences[rng.randrange(_SENTENCES)] = f"Il consorzio {name} di {place} ha firmato {vocabulary.sentence(rng)}"
        path = corpus / f"{number // 1000:03}" / f"{number:06}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{name} a {place}\n\n{' '.join(sentences)}\n", encoding="utf-8")
    sync(load_settings({"corpus": corpus, "store": store, "embedder": "hash"}), embedder=embedder)


def finish(store: Path) -> None:
    """Build what a kept store lacks of its vector index, when its filling was cut short: a search would do it."""
    with StoreLock(store) as lock, closing(open_for_writing(store)) as connection:
        if lock.try_lock() and not bring_in_step(store, connection):
            raise SystemExit(f"error: the vector index of {str(store)!r} cannot be built.")


def questions(vocabulary: Vocabulary) -> list[str]:
    """Return questions of six to ten words, the same each time; every other one with an invented name."""
    rng = random.Random(7)
    made = []
    for number in range(QUESTIONS + WARM_UP):
        words = rng.choices(vocabulary.words, k=rng.randint(6, 10))
        name = "".join(rng.choices(_SYLLABLES, k=3)).capitalize() if number % 2 else ""
        made.append(f"{rng.choice(_OPENINGS)} {' '.join(words)} {name}?".replace(" ?", "?"))
    return made


def measured(side: str, store: Path, data: Path) -> dict[str, float]:
    """Ask one side everything and return milliseconds, megabytes and, for Fonte, the recall of its word leg."""
    asked = questions(Vocabulary(data))
    embedder = SyntheticEmbedder()
    embedder.embed_queries([*asked, *(word.strip("?").lower() for question in asked for word in question.split())])
    if side != "Fonte":
        from evals.adapters.query_fusion import open_retriever

        return _timed(open_retriever(store, lambda text: embedder.embed_queries([text])[0], TOP_K), asked)
    with closing(Store.open(store, embedder)) as opened:

        def ours(question: str) -> object:
            return search(opened.reader(), embedder, question, understand(question, "it"), k=TOP_K)

        return {**_timed(ours, asked), "recall": _recall(store, asked)}


def _timed(ask: Callable[[str], object], asked: Sequence[str]) -> dict[str, float]:
    times, work = [], []
    for question in asked:
        began, worked = time.perf_counter(), time.process_time()
        ask(question)
        work.append((time.process_time() - worked) * 1000)
        times.append((time.perf_counter() - began) * 1000)
    counted, cpu = sorted(times[WARM_UP:]), sorted(work[WARM_UP:])
    middle, last = len(counted) // 2, int(len(counted) * 0.95)
    return {"p50": counted[middle], "p95": counted[last], "cpu": cpu[middle], "memory": _memory()}


def _recall(store: Path, asked: Sequence[str]) -> float:
    """Return the share of the ten best chunks by all words that the word leg finds within its budget."""
    snapshot = Snapshot.open(store, None)
    assert snapshot is not None
    shares = []
    with closing(snapshot):
        for question in asked:
            words = [word for word in find_words(question, "it") if not word.stop]
            terms = ([word.surface for word in words], [word.stem for word in words])
            whole = {hit.chunk_id for hit in find_by_words(snapshot, *terms, TOP_K, None, budget=None)}
            found = {hit.chunk_id for hit in find_by_words(snapshot, *terms, TOP_K, None)}
            if whole:
                shares.append(len(whole & found) / len(whole))
    return sum(shares) / len(shares)


def _memory() -> float:
    """Return the resident memory of this process, in MB."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text().split("VmRSS:")[1].split()[0]) / 1e3
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)


@lru_cache(maxsize=10_000)  # those of the questions are made before they are asked
def _direction(text: str) -> np.ndarray:
    bits = hashlib.shake_128(text.encode("utf-8")).digest(DIMENSION)
    row = np.frombuffer(bits, dtype=np.uint8).astype(np.float32) - np.float32(127.5)
    return np.asarray(row / np.linalg.norm(row), dtype=np.float32)


if __name__ == "__main__":
    sys.exit(main())
