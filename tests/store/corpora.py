"""Small corpora and embedders that count, for tests of the store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from rag.settings import Settings
from rag.store.embedding.hashing import HashEmbedder
from rag.store.embedding.protocol import Vectors

ARTICLES = {
    "chip.txt": "Il memorandum sui chip è stato firmato a Seul. Marco Vecchio firma per ANIE.\n\nLa Corea investe.",
    "mare.md": "# Il porto di Genova\n\nIl porto cresce del 4,2 per cento. Le navi arrivano da Tokyo e da Seul.",
    "sub/vino.txt": "La vendemmia è finita presto. Il vino rosso piace in Corea.",
}


class CountingEmbedder(HashEmbedder):
    """Remember every text that was asked for."""

    def __init__(self, name: str = "counting/1") -> None:
        self.name = name
        self.asked: list[tuple[str, str]] = []

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        self.asked += [("passage", text) for text in texts]
        return HashEmbedder().embed_passages(texts)

    def embed_words(self, texts: Sequence[str]) -> Vectors:
        self.asked += [("word", text) for text in texts]
        return HashEmbedder().embed_words(texts)

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        return HashEmbedder().embed_queries(texts)


def write(root: Path, articles: Mapping[str, str]) -> Path:
    """Write articles as files under `root` and return it."""
    for file, text in articles.items():
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).write_bytes(text.encode("utf-8"))
    return root


def settings_for(base: Path, articles: Mapping[str, str] | None = None) -> Settings:
    """Return settings for a corpus written under `base`."""
    return Settings(corpus=write(base / "corpus", articles or ARTICLES), store=base / "store", embedder="hash")


def many(count: int, start: int = 0) -> dict[str, str]:
    """Return articles that differ in every sentence."""
    return {
        f"{number:04d}.txt": "\n\n".join(
            f"Il fatto numero {number} della parte {part} riguarda la città di Nome{number}x{part}. "
            f"Il sindaco Tizio{number} ha detto che costa {number}{part} euro e che parla di tema{number % 7}."
            for part in range(6)
        )
        for number in range(start, start + count)
    }
