"""A store held in memory, for tests of what reads one: the same questions, answered by plain loops."""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rag.language.sentences import split_sentences
from rag.language.words import find_words, vocabulary
from rag.store.sketches import Sketch, Sketches
from rag.types import Chunk, CorpusState, Source, Span
from tests.sketching import Lexicon

Vector = NDArray[np.float32]


@dataclass(frozen=True)
class Found:
    chunk_id: str
    score: float


@dataclass(frozen=True)
class Held:
    chunk: Chunk
    sketch: Sketch
    vector: Vector | None = None


@dataclass(frozen=True)
class HeldWords:
    numbers: NDArray[np.int32]
    rows: Vector


class HashEmbedder:
    """Give words fixed random vectors and texts the sum of their words': equal words are near."""

    name = "test"
    dimension = 64

    def embed_queries(self, texts: Sequence[str]) -> Vector:
        return np.stack([self._text(text) for text in texts])

    embed_passages = embed_queries
    embed_words = embed_queries

    def _text(self, text: str) -> Vector:
        words = [word.stem for word in find_words(text, "it") if not word.stop] or ["?"]
        total = sum((self._word(word) for word in words), np.zeros(self.dimension))
        return (total / (np.linalg.norm(total) or 1.0)).astype(np.float32)

    def _word(self, word: str) -> Vector:
        seed = int.from_bytes(hashlib.sha256(word.encode("utf-8", "replace")).digest()[:4], "big")
        return np.random.default_rng(seed).standard_normal(self.dimension).astype(np.float32)


class MemoryReader:
    """Hold articles given as {file: text}, cut into passages of about 150 words."""

    def __init__(
        self, articles: Mapping[str, str], embedder: object | None, language: str = "it", size: int = 150
    ) -> None:
        self.embedder = embedder
        self.held: dict[str, Held] = {}
        self.lexicon = Lexicon()
        self.by_file: dict[str, Source] = {}
        self.terms_of: dict[str, Counter[str]] = {}
        for file, text in sorted(articles.items()):
            spans = split_sentences(text)
            title = (
                spans[0].of(text) if spans and len(spans[0].of(text)) < 160 and spans[0].of(text)[-1] != "." else None
            )
            self.by_file[file] = Source(file, "0" * 64, "utf-8", title, None, None, None, language)
            for group in _grouped(spans, text, size):
                self._hold(file, text, group, language, title)
        self._vocabulary: dict[str, Vector] = {}
        if embedder is not None:
            words = sorted({w for file, text in articles.items() for w in vocabulary(text, language)})
            if words:
                self._vocabulary = dict(zip(words, embedder.embed_words(words), strict=True))  # type: ignore[attr-defined]

    def _hold(self, file: str, text: str, group: list[Span], language: str, title: str | None) -> None:
        start, end = group[0].start, group[-1].end
        name = f"{file}:{start:06d}"
        chunk = Chunk(name, file, start, end, text[:start].count("\n") + 1, text[start:end], tuple(group))
        vector, rows = None, ()
        texts = [span.of(text) for span in group]
        if self.embedder is not None:
            headed = f"{title}\n{chunk.text}" if title else chunk.text
            vector = self.embedder.embed_passages([headed])[0]  # type: ignore[attr-defined]
            rows = self.embedder.embed_passages(texts)  # type: ignore[attr-defined]
        self.held[name] = Held(chunk, self.lexicon.sketch(title, texts, language, file, rows), vector)
        words = [word for word in find_words(f"{title or ''} {chunk.text}", language) if not word.stop]
        self.terms_of[name] = Counter(term for word in words for term in {word.surface, word.stem})

    def state(self) -> CorpusState:
        return CorpusState(len(self.by_file), "memory")

    def size(self) -> int:
        return len(self.held)

    def files(self) -> list[Source]:
        return list(self.by_file.values())

    def outlets(self) -> dict[str, tuple[str, ...]]:
        known = sorted({source.outlet for source in self.files() if source.outlet})
        return {name: tuple(s.file for s in self.files() if s.outlet == name) for name in known}

    def sources(self, files: Collection[str]) -> dict[str, Source]:
        return {file: self.by_file[file] for file in files}

    def dense(self, vector: Vector, k: int, files: Collection[str] | None) -> list[Found]:
        hits = [
            Found(name, float(item.vector @ vector))
            for name, item in self.held.items()
            if item.vector is not None and (files is None or item.chunk.file in files)
        ]
        return sorted(hits, key=lambda hit: (-hit.score, hit.chunk_id))[:k]

    def cosines(self, vector: Vector, ids: Collection[str]) -> dict[str, float]:
        return {n: float(self.held[n].vector @ vector) for n in ids if self.held[n].vector is not None}  # type: ignore[operator]

    def words(
        self, surfaces: Sequence[str], stems: Sequence[str], k: int, files: Collection[str] | None
    ) -> list[Found]:
        counts = self.frequency([*surfaces, *stems])
        hits = []
        for name, terms in self.terms_of.items():
            if files is not None and self.held[name].chunk.file not in files:
                continue
            score = sum(
                math.log(1 + self.size() / (counts[term] + 0.5)) * terms[term] / (terms[term] + 1.2)
                for term in dict.fromkeys([*surfaces, *stems])
                if term in terms
            )
            if score:
                hits.append(Found(name, score))
        return sorted(hits, key=lambda hit: (-hit.score, hit.chunk_id))[:k]

    def holding(self, terms: Sequence[Sequence[str]], files: Collection[str] | None) -> list[str]:
        return sorted(
            name
            for name, there in self.terms_of.items()
            if terms
            and all(any(term in there for term in group) for group in terms)
            and (files is None or self.held[name].chunk.file in files)
        )

    def openings(self, files: Sequence[str]) -> list[str]:
        return [min(name for name, item in self.held.items() if item.chunk.file == file) for file in files]

    def chunks(self, ids: Sequence[str]) -> dict[str, Chunk]:
        return {name: self.held[name].chunk for name in ids if name in self.held}

    def sketches(self, ids: Sequence[str]) -> Sketches:
        dimension = 0 if self.embedder is None else self.embedder.dimension  # type: ignore[attr-defined]
        return Sketches({name: self.held[name].sketch for name in ids if name in self.held}, dimension)

    def term_numbers(self, terms: Collection[str]) -> dict[str, int]:
        return self.lexicon.term_numbers(terms)

    def term_texts(self, numbers: Collection[int]) -> dict[int, str]:
        return {number: term for term, number in self.lexicon.numbers.items() if number in numbers}

    def numbers_beginning(self, beginning: str) -> NDArray[np.int32]:
        return self.lexicon.numbers_beginning(beginning)

    def terms(self, beginnings: Collection[str]) -> list[str]:
        known = {term for counter in self.terms_of.values() for term in counter}
        return sorted(term for term in known if term.startswith(tuple(beginnings)))

    def texts(self, ids: Sequence[str]) -> list[Chunk]:
        return [self.held[name].chunk for name in sorted(ids) if name in self.held]

    def frequency(self, terms: Sequence[str]) -> dict[str, int]:
        return {term: sum(term in counter for counter in self.terms_of.values()) for term in terms}

    def word_vectors(self, numbers: NDArray[np.int32]) -> HeldWords:
        texts = self.term_texts(numbers.tolist())
        known = [number for number in numbers.tolist() if texts[number] in self._vocabulary]
        rows = [self._vocabulary[texts[number]] for number in known]
        return HeldWords(
            np.array(known, dtype=np.int32), np.stack(rows) if rows else np.empty((0, 0), dtype=np.float32)
        )


def _grouped(spans: Sequence[Span], text: str, size: int) -> list[list[Span]]:
    groups: list[list[Span]] = []
    count = 0
    for span in spans:
        words = len(span.of(text).split())
        if not groups or count + words > size:
            groups.append([])
            count = 0
        groups[-1].append(span)
        count += words
    return groups
