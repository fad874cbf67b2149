"""Compare `fonte index` with the bare encoder: `python -m evals.indexing_benchmark --data DIR [--passages 2000]`.

The encoder alone is given what the index has to embed (chunks, their sentences, content words), ready in memory, half
before and half after the index runs, so that both meet the same machine. `fonte index` is a process of its own with a
new store and an empty cache of vectors; then it runs once more into a second store, out of the cache. Its throughput is
given as a share of the encoder's by the clock, and by the processor's time, which other work on the machine hardly
touches.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rag.corpus import load, scan
from rag.errors import RagError
from rag.store.chunking import chunk_document
from rag.store.embedding.e5.embedder import E5, find_weights
from rag.store.embedding.e5.tokens import Tokenizer
from rag.store.embedding.e5.weights import read_weights
from rag.store.embedding.protocol import cleaned
from rag.store.rows import Cut, Text, texts_of

EXAMPLE = """example:
  python -m evals.indexing_benchmark --data articles/ --passages 2000"""
AIM = 0.85


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds by the clock and of the processor, and what a process printed."""

    wall: float
    cpu: float
    out: str = ""

    def __add__(self, other: Cost) -> Cost:
        return Cost(self.wall + other.wall, self.cpu + other.cpu)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures; return 0, 1 when the index is too slow, or 2 when there is no text."""
    options = _parser().parse_args(arguments)
    try:
        files = first_passages(options.data, options.passages)
    except RagError as error:
        print(error, file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        share = _measured(files, options.data, Path(folder))
    return 0 if share >= AIM else 1


def first_passages(root: Path, count: int) -> dict[str, list[Cut]]:
    """Return the first files of a folder that together have `count` passages, or all of them, with what is in them."""
    found: dict[str, list[Cut]] = {}
    left = count
    for file in scan(root).files:
        if left <= 0:
            break
        loaded = load(root / file, root)
        found[file] = [Cut(document, tuple(chunk_document(document)), loaded.sha256) for document in loaded.documents]
        left -= sum(len(cut.chunks) for cut in found[file])
    return found


def _measured(files: Mapping[str, Sequence[Cut]], root: Path, folder: Path) -> float:
    corpus, cache = folder / "corpus", folder / "cache"
    for file in files:
        (corpus / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / file, corpus / file)
    cuts = [cut for inside in files.values() for cut in inside]
    texts = list(dict.fromkeys(text for cut in cuts for text in texts_of(cut)))
    environment = {**os.environ, "XDG_CACHE_HOME": str(cache)}
    build = "from rag.store.embedding.e5.embedder import E5; E5().open()"  # the graph is built in a process of its own
    _run(environment, sys.executable, "-c", build)
    encoder = E5()
    encoder.open()
    tokens, passages = count_tokens(texts), sum(len(cut.chunks) for cut in cuts)
    print(f"{len(files)} files, {passages} passages, {len(texts):,} texts to embed, {tokens:,} tokens", flush=True)
    bare = _embedded(encoder, texts[0::2])
    index = _index(environment, corpus, folder / "first")
    bare += _embedded(encoder, texts[1::2])
    again = _index(environment, corpus, folder / "second")
    share = bare.wall / index.wall
    print(f"load {os.getloadavg()[0]:.1f}\n\n| what | seconds | of the processor | tokens/s | of the encoder |")
    print("| --- | --- | --- | --- | --- |")
    for what, cost in (("encoder alone", bare), ("fonte index", index), ("the same into another store", again)):
        speed, against = f"{tokens / cost.wall:,.0f}", f"{bare.wall / cost.wall:.0%} ({bare.cpu / cost.cpu:.0%})"
        print(f"| {what} | {cost.wall:.1f} | {cost.cpu:.1f} | {speed} | {against} |")
    told = [json.loads(cost.out)["embedded"] for cost in (index, again)]
    print(f"\ntexts embedded: {told[0]:,}, then {told[1]:,}")
    return share


def count_tokens(texts: Iterable[Text]) -> int:
    """Return how many tokens the encoder sees, with prefix, start and end."""
    tokenizer = Tokenizer(read_weights(find_weights()).vocabulary())
    prefixes = {"word": "query: "}
    return sum(len(tokenizer.ids(prefixes.get(text.kind, "passage: ") + cleaned(text.text))) + 2 for text in texts)


def _embedded(encoder: E5, texts: Sequence[Text]) -> Cost:
    words = [text.text for text in texts if text.kind == "word"]
    others = [text.text for text in texts if text.kind != "word"]

    def embed() -> str:
        encoder.embed_passages(others)
        encoder.embed_words(words)
        return ""

    return _cost(embed, resource.RUSAGE_SELF)


def _index(environment: Mapping[str, str], corpus: Path, store: Path) -> Cost:
    words = ("-m", "rag", "index", str(corpus), "--store", str(store), "--embedder", "e5", "--json")
    return _cost(lambda: _run(environment, sys.executable, *words), resource.RUSAGE_CHILDREN)


def _run(environment: Mapping[str, str], *command: str) -> str:
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}: {done.stderr.strip()}")
    return done.stdout


def _cost(act: Callable[[], str], whose: int) -> Cost:
    used, began = resource.getrusage(whose), time.perf_counter()
    out = act()
    wall, now = time.perf_counter() - began, resource.getrusage(whose)
    return Cost(wall, now.ru_utime + now.ru_stime - used.ru_utime - used.ru_stime, out)


def _parser() -> argparse.ArgumentParser:
    form = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(
        prog="python -m evals.indexing_benchmark", description=__doc__, epilog=EXAMPLE, formatter_class=form
    )
    parser.add_argument("--data", type=Path, required=True, metavar="DIR", help="a folder of articles")
    parser.add_argument("--passages", type=int, default=2000, metavar="N", help="how many of its passages to index")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
