"""Measure how long Fonte takes on this machine and print a table: `python -m evals.benchmark`. It asserts nothing.

Commands are measured as a user meets them, in processes of their own; a warm question in this process, with the time
in the embedder shown apart. Other work on the machine goes into the figures: the head of the table says how much.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rag.assistant import Assistant
from rag.opening import Opened
from rag.settings import Settings, load_settings, shipped_corpus
from rag.store.embedding.opening import open_embedder
from rag.store.embedding.protocol import Embedder, Vectors
from rag.store.store import Store

EXAMPLE = """example:
  python -m evals.benchmark
  python -m evals.benchmark --store store/ --data DIR --embedder hash"""
GOLD = Path(__file__).with_name("gold") / "seeds"
RUNS = 5  # of every command; the median counts
QUESTIONS = 48  # at most, taken evenly from all there are
WARMING = "Chi ha firmato il memorandum per ANIE e chi per KSIA?"


@dataclass(frozen=True, slots=True)
class Row:
    """Hold one line of the table; `aim` is empty where issue 2 names none."""

    what: str
    figure: str
    aim: str = ""


@dataclass(frozen=True, slots=True)
class Cost:
    """Hold what one process took, in seconds, and what it wrote."""

    wall: float
    cpu: float
    out: str


class TimedEmbedder:
    """Pass everything on to an embedder and keep count of the seconds it takes."""

    def __init__(self, inner: Embedder) -> None:
        self.name, self.dimension = inner.name, inner.dimension
        self.seconds = 0.0
        self._inner = inner

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Embed texts that are searched."""
        return self._timed(self._inner.embed_passages, texts)

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Embed texts that search."""
        return self._timed(self._inner.embed_queries, texts)

    def embed_words(self, texts: Sequence[str]) -> Vectors:
        """Embed single words."""
        return self._timed(self._inner.embed_words, texts)

    def _timed(self, embed: Callable[[Sequence[str]], Vectors], texts: Sequence[str]) -> Vectors:
        began = time.perf_counter()
        try:
            return embed(texts)
        finally:
            self.seconds += time.perf_counter() - began


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print each line as soon as it is known, and return 0."""
    options = _parser().parse_args(arguments)
    corpus = options.data / "articles" if options.data else shipped_corpus()
    questions = _questions(options.data or GOLD)
    with tempfile.TemporaryDirectory() as folder:
        store = options.store or Path(folder) / "store"
        settings = load_settings(
            {"corpus": corpus, "store": store, "engine": "extractive", "embedder": options.embedder}
        )
        os.environ["XDG_CACHE_HOME"] = str(Path(folder) / "cache")  # else vectors of an earlier run are found there
        open_embedder(settings.embedder).embed_queries([WARMING])  # builds e5's graph, as only a first start has to
        print(f"{_machine()}\n{corpus}, embedder {settings.embedder}\n")
        for row in _rows(settings, questions):
            print(f"{row.what:<44} {row.figure:>10}   {row.aim}".rstrip(), flush=True)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m evals.benchmark",
        description=__doc__,
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--store", type=Path, metavar="DIR", help="keep the store here, or use the one that is there")
    parser.add_argument(
        "--data", type=Path, metavar="DIR", help="folder with articles/ and *.jsonl questions, instead of the seeds"
    )
    parser.add_argument("--embedder", metavar="NAME", help="as for fonte")
    return parser


def _machine() -> str:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return f"{cores} cores of {platform.machine()}{load}, {platform.system()}, Python {platform.python_version()}"


def _questions(folder: Path) -> list[str]:
    """Return at most QUESTIONS different questions, taken evenly from the *.jsonl files of a folder."""
    lines = [line for path in sorted(folder.glob("*.jsonl")) for line in path.read_text(encoding="utf-8").splitlines()]
    found = list(dict.fromkeys(json.loads(line)["question"] for line in lines))
    return found[:: max(1, math.ceil(len(found) / QUESTIONS))]


# ── measuring ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _rows(settings: Settings, questions: Sequence[str]) -> Iterator[Row]:
    helped = [_fonte("--help") for _ in range(RUNS)]
    yield Row("fonte --help, CPU", _seconds(statistics.median(cost.cpu for cost in helped)), "0.4 s")
    yield from _indexing(settings)
    words = ("ask", questions[0], *_options(settings))
    cold = [_fonte(*words) for _ in range(RUNS)]
    yield Row("fonte ask, cold, store built, wall", _seconds(statistics.median(cost.wall for cost in cold)), "3 s")
    yield Row("fonte ask, cold, store built, CPU", _seconds(statistics.median(cost.cpu for cost in cold)))
    yield from _warm(settings, questions)


def _indexing(settings: Settings) -> Iterator[Row]:
    """Index twice; a store that was there already is brought in step first and not measured."""
    words = ("index", *_options(settings), "--json")
    fresh = not settings.store_path.exists()
    first, second = _fonte(*words), _fonte(*words)
    if fresh:
        yield Row("fonte index, from nothing, wall", _seconds(first.wall), "15 s")
        yield Row("fonte index, from nothing, CPU", _seconds(first.cpu))
        yield Row("  texts embedded", str(json.loads(first.out)["embedded"]))
    else:
        yield Row("fonte index, from nothing", "unmeasured", "the store was there")
    report = json.loads(second.out)
    yield Row("fonte index again, wall", _seconds(second.wall))
    yield Row("  of it the sync", _seconds(report["seconds"]))
    yield Row("  texts embedded", str(report["embedded"]))


def _warm(settings: Settings, questions: Sequence[str]) -> Iterator[Row]:
    embedder = TimedEmbedder(open_embedder(settings.embedder))
    whole: list[float] = []
    embedding: list[float] = []
    with Assistant(settings, Opened(Store.open(settings.store_path, embedder), embedder, None)) as assistant:
        assistant.ask(WARMING)
        for question in questions:
            embedder.seconds, began = 0.0, time.perf_counter()
            assistant.ask(question)
            whole.append(time.perf_counter() - began)
            embedding.append(embedder.seconds)
    rest = [all_of_it - part for all_of_it, part in zip(whole, embedding, strict=True)]
    yield Row(f"Assistant.ask, warm, {len(questions)} questions, median", _milliseconds(whole, 0.5), "100 ms")
    yield Row("  95th percentile", _milliseconds(whole, 0.95))
    yield Row("  embedding the question, median", _milliseconds(embedding, 0.5))
    yield Row("  embedding the question, 95th percentile", _milliseconds(embedding, 0.95))
    yield Row("  all the rest, median", _milliseconds(rest, 0.5))
    yield Row("  all the rest, 95th percentile", _milliseconds(rest, 0.95))


def _options(settings: Settings) -> tuple[str, ...]:
    values = {"corpus": settings.corpus, "store": settings.store_path, "embedder": settings.embedder}
    return (*(word for key, value in values.items() for word in (f"--{key}", str(value))), "--engine", "extractive")


def _fonte(*words: str) -> Cost:
    """Run a command of Fonte in a process of its own; a failure of it is an error here."""
    before, began = os.times(), time.perf_counter()
    done = subprocess.run([sys.executable, "-m", "rag", *words], stdout=subprocess.PIPE, text=True, check=True)
    wall, after = time.perf_counter() - began, os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Cost(wall, cpu, done.stdout)


def _milliseconds(seconds: Sequence[float], share: float) -> str:
    """Return the value that `share` of the measurements do not exceed."""
    return f"{sorted(seconds)[math.ceil(share * len(seconds)) - 1] * 1000:.0f} ms"


def _seconds(value: float) -> str:
    return f"{value:.2f} s"


if __name__ == "__main__":
    sys.exit(main())
