"""Say what the search finds, part by part: `python -m evals.retrieval --data DIR`.

DIR holds `articles/` and one or more `questions_LANGUAGE.jsonl` with the fields `question`, `answers` (any one
counts), `gold_files`, `alt_files` (others that also hold an answer) and `gold_quote`. A passage bears the answer when
it comes from one of those files and holds an answer's words, or the quote; white space and case do not count. Printed
is the share of questions with such a passage among the first 1, 5 and 10: for each leg alone, for plain
reciprocal-rank fusion, for the search as it is, and for the search with one part switched off.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np

from rag.assistant import CALIBRATED
from rag.language.detect import detect_language
from rag.language.questions import understand
from rag.language.words import find_words
from rag.retrieval.search import DEPTH, WEIGHTS, Weights, search
from rag.settings import EMBEDDERS
from rag.store.embedding.opening import open_embedder
from rag.store.embedding.protocol import Embedder
from rag.store.store import Reader, Store

DEPTHS = (1, 5, 10)
_RRF = 60  # the constant of Cormack, Clarke and Büttcher (2009)

Ranking = Callable[[str], list[tuple[str, str]]]  # a question → (file, text) of passages, best first


@dataclass(frozen=True, slots=True)
class Asked:
    """Hold a question and what bears its answer."""

    question: str
    answers: tuple[str, ...]
    quote: str
    gold: frozenset[str]
    others: frozenset[str]

    def born_by(self, file: str, text: str) -> bool:
        """Tell whether a passage bears the answer."""
        plain = _plain(text)
        if file in self.gold and self.quote and self.quote in plain:
            return True
        return file in self.gold | self.others and any(answer in plain for answer in self.answers)


def main(argv: Sequence[str] | None = None) -> int:
    """Print the table; return 0, or 2 when DIR cannot be used."""
    parser = argparse.ArgumentParser(prog="python -m evals.retrieval", description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, required=True, help="a folder with articles/ and questions_*.jsonl")
    parser.add_argument("--store", type=Path, help="keep the store here, to use it again (default: a temporary one)")
    parser.add_argument("--embedder", choices=EMBEDDERS, default="e5")
    given = parser.parse_args(argv)
    sets = sorted(given.data.glob("questions_*.jsonl"))
    if not sets or not (given.data / "articles").is_dir():
        print(f"error: {str(given.data)!r} has no articles/ or no questions_*.jsonl.", file=sys.stderr)
        return 2
    asked = {path.stem.removeprefix("questions_"): read_questions(path) for path in sets}
    embedder = open_embedder(given.embedder)
    with _opened(given.data / "articles", given.store, given.embedder, embedder) as reader:
        _print_table(rankings(reader, embedder), asked)
    return 0


def read_questions(path: Path) -> list[Asked]:
    """Return the questions of a file that have an answer."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [
        Asked(
            row["question"],
            tuple(filter(None, map(_plain, row["answers"]))),
            _plain(row.get("gold_quote") or ""),
            frozenset(row["gold_files"]),
            frozenset(row.get("alt_files") or ()),
        )
        for row in rows
        if row.get("answerable", True)
    ]


def rankings(reader: Reader, embedder: Embedder) -> dict[str, Ranking]:
    """Return every way of ranking by its name."""
    return {
        "meaning (passage)": lambda question: _texts(reader, _dense(reader, embedder, question)),
        "words (BM25)": lambda question: _texts(reader, _lexical(reader, question)),
        "plain RRF of both": lambda question: _texts(
            reader, reciprocal_rank([_dense(reader, embedder, question), _lexical(reader, question)])
        ),
        "the search": _ours(reader, embedder, WEIGHTS),
        "  without the passage": _ours(reader, embedder, replace(WEIGHTS, passage=0.0)),
        "  without the sentence": _ours(reader, embedder, replace(WEIGHTS, sentence=0.0)),
        "  without words": _ours(reader, embedder, replace(WEIGHTS, words=0.0)),
        "  without complement": _ours(reader, embedder, replace(WEIGHTS, complement=0.0)),
        "  without the second look": _ours(reader, embedder, replace(WEIGHTS, covered=0.0, complement=0.0)),
    }


def reciprocal_rank(lists: Iterable[Sequence[str]]) -> list[str]:
    """Fuse rankings by the sum of 1 / (60 + rank); equals by id."""
    scores: dict[str, float] = {}
    for ranking in lists:
        for rank, name in enumerate(ranking, 1):
            scores[name] = scores.get(name, 0.0) + 1 / (_RRF + rank)
    return sorted(scores, key=lambda name: (-scores[name], name))


def first_hit(asked: Asked, passages: Sequence[tuple[str, str]]) -> int | None:
    """Return the rank, from 1, of the first passage that bears the answer, or None."""
    return next((rank for rank, passage in enumerate(passages, 1) if asked.born_by(*passage)), None)


def _ours(reader: Reader, embedder: Embedder, weights: Weights) -> Ranking:
    known = embedder.name.split("/")[0] in CALIBRATED

    def rank(question: str) -> list[tuple[str, str]]:
        parts = understand(question, detect_language(question))
        found = search(reader, embedder, question, parts, k=max(DEPTHS), known_scale=known, weights=weights)
        return [(passage.file, passage.text) for passage in found.passages]

    return rank


def _dense(reader: Reader, embedder: Embedder, question: str) -> list[str]:
    return [hit.chunk_id for hit in reader.dense(embedder.embed_queries([question])[0], DEPTH)]


def _lexical(reader: Reader, question: str) -> list[str]:
    words = [word for word in find_words(question, detect_language(question)) if not word.stop]
    surfaces, stems = ({getattr(word, name): None for word in words} for name in ("surface", "stem"))
    return [hit.chunk_id for hit in reader.words(list(surfaces), list(stems), DEPTH)] if words else []


def _texts(reader: Reader, ids: Sequence[str]) -> list[tuple[str, str]]:
    stored = reader.chunks(ids[: max(DEPTHS)])
    return [(stored[name].file, stored[name].text) for name in ids[: max(DEPTHS)]]


def _print_table(ways: dict[str, Ranking], asked: dict[str, list[Asked]]) -> None:
    headings = [f"{language}@{depth}" for language in asked for depth in DEPTHS]
    print(f"{'':28}" + "".join(f"{heading:>8}" for heading in headings) + f"{'ms':>8}")
    for name, rank in ways.items():
        shares: list[float] = []
        times: list[float] = []
        for questions in asked.values():
            hits: list[int | None] = []
            for question in questions:
                began = perf_counter()
                passages = rank(question.question)
                times.append((perf_counter() - began) * 1000)
                hits.append(first_hit(question, passages))
            shares += [sum(hit is not None and hit <= depth for hit in hits) / len(hits) for depth in DEPTHS]
        print(f"{name:28}" + "".join(f"{share:8.3f}" for share in shares) + f"{np.median(times):8.0f}", flush=True)
    print(", ".join(f"{language}: {len(questions)} questions" for language, questions in asked.items()))


@contextmanager
def _opened(corpus: Path, store: Path | None, name: str, embedder: Embedder) -> Iterator[Reader]:
    from rag.indexing import sync
    from rag.settings import load_settings

    with tempfile.TemporaryDirectory() as temporary:
        folder = store or Path(temporary) / "store"
        sync(load_settings({"corpus": corpus, "store": folder, "embedder": name}), embedder=embedder)
        opened = Store.open(folder, embedder)
        try:
            yield opened.reader()
        finally:
            opened.close()


def _plain(text: Any) -> str:
    return " ".join(str(text).casefold().split())


if __name__ == "__main__":
    sys.exit(main())
