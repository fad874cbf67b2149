"""Kill the real `fonte index` with SIGKILL, at random moments and at named points, and check what is left.

`python -m tests.crashing --kills 1000 --folder crashes/` prints the figures, and goes on where it was stopped.
Each kill falls into a sync of added, changed, renamed and removed articles. Then a reader must see the state before or
the state after, whole; and the next start, by itself, must find every article, each with its own words, and no other.
`--bare` puts the same vectors into Chroma alone and counts what that one loses.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import sys
import threading
import time
import traceback
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import chromadb  # noqa: F401  (loaded once, before the processes part)
import llama_index.core.node_parser  # noqa: F401

import rag.indexing
import rag.intake
import rag.store.dense
import rag.store.filling
import rag.store.vectors
import rag.store.writing
from rag.assistant import Assistant
from rag.cli import main as fonte
from rag.settings import Settings
from rag.store.embedding.hashing import HashEmbedder
from rag.store.store import Store

POINTS: dict[str, tuple[Any, str]] = {
    "staging": (rag.intake, "stage"),
    "vectors": (rag.store.filling.Filler, "_write"),
    "truth": (rag.indexing, "apply"),
    "word index": (rag.store.writing, "insert_words"),
    "remove": (rag.store.writing, "_remove"),
    "prune": (rag.store.writing, "_prune"),
    "chroma batch": (rag.store.vectors.VectorIndex, "put"),
    "chroma delete": (rag.store.vectors.VectorIndex, "remove"),
    "chroma swap": (rag.store.vectors.VectorIndex, "create"),
    "mark": (rag.store.dense, "_mark"),
    "looks": (rag.indexing, "keep_looks"),
}
INSIDE = ("chroma batch", "chroma delete", "chroma swap")
FILES = 24
LONGEST_SECONDS = 1.2
Corpus = dict[str, str]


def article(name: str, version: int) -> str:
    """Return a text of some paragraphs whose words for its name and version stand in no other."""
    marks = f"nome{name} stato{name}v{version}"
    lines = [f"Il paragrafo {part} di {marks} parla di mulini, ponti e pozzi della valle." for part in range(12)]
    return f"Titolo {marks}\n\n" + "\n\n".join(lines) + "\n"


def mutate(corpus: Path, rng: random.Random, number: int) -> None:
    """Add, change, rename and remove a few articles."""
    there = sorted(corpus.glob("*.txt"))
    for place in range(rng.randint(1, 6)):
        kind = rng.choice(["add", "change", "change", "rename", "remove"])
        name = f"k{number}x{place}"
        if kind == "add" or len(there) < FILES // 2:
            (corpus / f"{name}.txt").write_text(article(name, 0), encoding="utf-8")
        elif there:
            path = there.pop(rng.randrange(len(there)))
            if kind == "change":
                path.write_text(article(path.stem, number), encoding="utf-8")
            elif kind == "rename":
                path.rename(corpus / f"{name}.txt")
            else:
                path.unlink()


def contents(corpus: Path) -> Corpus:
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(corpus.glob("*.txt"))}


# ── the process that is killed ────────────────────────────────────────────────────────────────────────────────────


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def arm(point: str, when: str, count: int, delay: float) -> None:
    """Make the process kill itself before, after or inside the `count`-th call of what the point names."""
    owner, name = POINTS[point]
    real: Callable[..., Any] = getattr(owner, name)
    calls = [0]

    def armed(*arguments: Any, **options: Any) -> Any:
        calls[0] += 1
        if calls[0] == count and when == "before":
            die()
        if calls[0] == count and when == "inside":
            threading.Timer(delay, die).start()
        made = real(*arguments, **options)
        if calls[0] == count and when == "after":
            die()
        return made

    setattr(owner, name, armed)


def forked(work: Callable[[], int]) -> int:
    """Run `work` in a process of its own and return its id."""
    pid = os.fork()
    if pid:
        return pid
    code = 70
    try:
        null = os.open(os.devnull, os.O_RDWR)
        os.dup2(null, 1)
        os.dup2(null, 2)
        code = work()
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)


def killed(folder: Path, rng: random.Random) -> tuple[str, bool]:
    """Run the command and kill it; return where, and whether it was dead before it was done."""
    rag.store.vectors.SLICE, rag.intake._STAGE_AT_ONCE = rng.choice([4, 16, 4_000]), rng.choice([1, 4, 16])
    words = ["index", str(folder / "corpus"), "--store", str(folder / "store"), "--embedder", "hash"]
    where = rng.choice([*POINTS, *INSIDE, "time", "time", "time"])
    when = rng.choice(["before", "after"])
    if where in INSIDE and rng.random() < 0.5:
        when = "inside"
    count, delay = rng.randint(1, 2), rng.uniform(0.0, 0.03)

    def work() -> int:
        if where != "time":
            arm(where, when, count, delay)
        return fonte(words)

    pid = forked(work)
    if where == "time":
        time.sleep(rng.uniform(0.0, LONGEST_SECONDS))
        os.kill(pid, signal.SIGKILL)
    _, status = os.waitpid(pid, 0)
    dead = os.WIFSIGNALED(status)
    if not dead and os.WEXITSTATUS(status) != 0:
        raise AssertionError(f"fonte index ended with {os.WEXITSTATUS(status)}")
    return (where if where == "time" else f"{when} {where}"), dead


# ── the next start ────────────────────────────────────────────────────────────────────────────────────────────────


def seen(store: Path) -> Corpus | None:
    """Return what a reader sees that does not sync; None when there is no state."""
    with closing(Store.open(store, None)) as reader:
        if reader.state() is None:
            return None
        return {source.file: getattr(reader.document(source.file), "text", "") for source in reader.files()}


def examined(folder: Path, before: Corpus | None, rng: random.Random) -> dict[str, Any]:
    """Check what a kill has left; return what is wrong and how long the next start took."""
    wrong: list[str] = []
    after = contents(folder / "corpus")
    read = seen(folder / "store")
    if read not in (before, after):
        wrong.append("a reader saw neither the state before nor the state after")
    began = time.perf_counter()
    with Assistant.open(settings=Settings(folder / "corpus", folder / "store", embedder="hash")) as assistant:
        assistant.search("pozzi della valle")
        seconds = time.perf_counter() - began
        reader = assistant.reader()
        now = {source.file: getattr(reader.document(source.file), "text", "") for source in reader.files()}
        wrong += [f"lost {name}" for name in after.keys() - now.keys()]
        wrong += [f"stale {name}" for name in now if now[name] != after.get(name)]
        for name in rng.sample(sorted(after), min(4, len(after))):
            wrong += _unfound(reader, name, after[name])
        wrong += [notice.message for notice in assistant.notices if notice.code in ("exact_scan", "store_rebuilt")]
    return {"wrong": wrong, "seconds": seconds}


def _unfound(reader: Any, name: str, text: str) -> list[str]:
    """Return what is wrong with what both legs find of an article: its own words are in it and nowhere else."""
    mark = text.split("\n")[0].split()[-1]
    hits = reader.words([mark], [], 50)
    chunks = list(reader.chunks([hit.chunk_id for hit in hits]).values())
    wrong = [f"a hit in {chunk.file} that is not there" for chunk in chunks if chunk.text not in text]
    wrong += [] if chunks and {chunk.file for chunk in chunks} == {name} else [f"{mark} is not found by words"]
    for chunk in chunks[:2]:
        title = reader.sources([name])[name].title
        (vector,) = HashEmbedder().embed_passages([f"{title}\n{chunk.text}"])
        nearest = [hit.chunk_id for hit in reader.dense(vector, 1)]
        wrong += [] if nearest == [chunk.id] else [f"{mark} is not found by meaning"]
    return wrong


def in_child(folder: Path, work: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Run a check in a process of its own and return what it found."""
    out = folder / "found.json"
    out.unlink(missing_ok=True)

    def written() -> int:
        try:
            found = work()
        except BaseException as error:
            found = {"wrong": [f"{type(error).__name__}: {error}"], "seconds": 0.0}
        out.write_text(json.dumps(found), encoding="utf-8")
        return 0

    os.waitpid(forked(written), 0)
    found: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    return found


def run(folder: Path, kills: int, seed: int) -> dict[str, Any]:
    """Kill until there have been `kills` dead processes; return the figures, also kept in the folder."""
    kept = folder / "figures.json"
    figures: dict[str, Any] = {"seed": seed, "tries": 0, "kills": 0, "where": {}, "wrong": [], "slowest": 0.0}
    if kept.exists():
        figures = json.loads(kept.read_text(encoding="utf-8"))
    before: Corpus | None = contents(folder / "corpus") if figures["tries"] else None
    while figures["kills"] < kills:
        number = figures["tries"]
        rng = random.Random(f"{figures['seed']} {number}")
        if number == 0:
            (folder / "corpus").mkdir(parents=True, exist_ok=True)
            for place in range(FILES):
                (folder / "corpus" / f"a{place}.txt").write_text(article(f"a{place}", 0), encoding="utf-8")
        else:
            mutate(folder / "corpus", rng, number)
        where, dead = killed(folder, rng)
        found = in_child(folder, lambda: examined(folder, before, rng))  # noqa: B023  (run at once)
        before = contents(folder / "corpus")
        figures["tries"], figures["kills"] = number + 1, figures["kills"] + dead
        if dead:
            figures["where"][where] = figures["where"].get(where, 0) + 1
        figures["wrong"] += [f"{number} ({where}): {line}" for line in found["wrong"]]
        figures["slowest"] = max(figures["slowest"], found["seconds"])
        kept.write_text(json.dumps(figures), encoding="utf-8")
    return figures


# ── Chroma alone ──────────────────────────────────────────────────────────────────────────────────────────────────


def bare(folder: Path, kills: int, seed: int) -> Counter[str]:
    """Kill processes that write into Chroma alone; count the stores that are whole, that lost vectors, that broke."""
    counts: Counter[str] = Counter()
    for number in range(kills):
        rng = random.Random(f"{seed} {number}")
        place = folder / f"bare{number}"
        place.mkdir(parents=True)
        pid = forked(lambda: _fill(place))  # noqa: B023
        time.sleep(rng.uniform(0.3, 2.5))
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        counts[in_child(place, lambda: {"state": _bare_state(place)})["state"]] += 1  # noqa: B023
        shutil.rmtree(place)
    return counts


def _fill(place: Path) -> int:
    rng = random.Random(1)
    client = chromadb.PersistentClient(str(place / "chroma"))
    collection = client.get_or_create_collection("bare", embedding_function=None)
    with (place / "written").open("a") as told:
        for start in range(0, 100_000, 200):
            vectors = [[rng.random() for _ in range(64)] for _ in range(200)]
            collection.upsert(ids=[str(start + place) for place in range(200)], embeddings=vectors)  # type: ignore[arg-type]
            told.write(f"{start + 200}\n")
            told.flush()
    return 0


def _bare_state(place: Path) -> str:
    told = (place / "written").read_text().split() if (place / "written").exists() else []
    acknowledged = int(told[-1]) if told else 0
    try:
        client = chromadb.PersistentClient(str(place / "chroma"))
        collection = client.get_or_create_collection("bare", embedding_function=None)
        if collection.count() < acknowledged:
            return "lost"
        found = collection.query(query_embeddings=[[0.5] * 64], n_results=min(50, max(1, acknowledged)))
        collection.upsert(ids=["new"], embeddings=[[0.1] * 64])
        return "whole" if acknowledged == 0 or found["ids"][0] else "lost"
    except BaseException:
        return "broken"


def main() -> int:
    """Read the command line, run, print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--seed", type=int, default=20260112)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--bare", action="store_true")
    chosen = parser.parse_args()
    if chosen.bare:
        sys.stdout.write(f"{json.dumps(bare(chosen.folder, chosen.kills, chosen.seed))}\n")
        return 0
    figures = run(chosen.folder, chosen.kills, chosen.seed)
    inside = sum(count for where, count in figures["where"].items() if where.startswith("inside"))
    sys.stdout.write(f"{json.dumps(figures, indent=1)}\n{figures['kills']} kills, {inside} inside Chroma's own write, ")
    sys.stdout.write(f"{len(figures['wrong'])} wrong, slowest next start {figures['slowest']:.1f} s\n")
    return 1 if figures["wrong"] else 0


if __name__ == "__main__":
    sys.exit(main())
