"""Find the passages that may answer a question: by meaning and by words, fused.

Takes a question and a reader of the store, gives a SearchResult. Knows nothing of answers; never writes.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence

import numpy as np

from rag.language.questions import Question
from rag.language.words import Word, find_words, vocabulary
from rag.retrieval.filters import allowed
from rag.retrieval.fusion import LegScores, fuse, ranked
from rag.retrieval.lexicon import relate
from rag.retrieval.reading import Hit, QueryEmbedder, Reader, Stored, Vector
from rag.types import Chunk, CorpusState, Filters, Leg, Legs, Passage, SearchResult, Sentence, Source

DEPTH = 40  # candidates taken from each leg, or k when that is more
_COVERING = 5  # passages looked at for the coverage of the word leg


def search(
    reader: Reader,
    embedder: QueryEmbedder | None,
    question: str,
    parts: Sequence[Question],
    *,
    k: int,
    filters: Filters = Filters(),
    known_scale: bool = True,
) -> SearchResult:
    """Return at most `k` passages, best first, with all that is known of their sentences and the question's words.

    `known_scale` says that the embedder's cosines mean what the calibration knows; without it no similarities and no
    related words are handed on.
    """
    files = allowed(reader.files(), filters)
    state = reader.state() or CorpusState(0, "")
    words = [word for word in find_words(question, parts[0].language) if not word.stop]
    texts = list(dict.fromkeys([question, *(part.text for part in parts)]))
    vectors = None if embedder is None else embedder.embed_queries(texts)
    depth = max(DEPTH, k)
    dense = [] if vectors is None else reader.dense(vectors[0], depth, files)
    lexical = _word_leg(reader, words, depth, files)
    stored = reader.chunks(list(dict.fromkeys([hit.chunk_id for hit in (*dense, *lexical)])))
    rarity = _rarity(reader, words)
    weight = _coverage(words, rarity, [stored[hit.chunk_id].chunk for hit in lexical[:_COVERING]]) ** 2
    scores = fuse(
        [
            LegScores(_cosines(vectors, stored)),
            LegScores(_best_sentences(vectors, stored)),
            LegScores({hit.chunk_id: hit.score for hit in lexical}, weight if vectors is not None else 1.0),
        ]
    )
    chosen = ranked(scores)[:k]
    sources = reader.sources({stored[chunk].chunk.file for chunk in chosen})
    legs = _legs(dense, lexical)
    sentences, similarities = _sentences([stored[chunk] for chunk in chosen], vectors)
    related = _related(reader, embedder, parts, sentences, sources) if embedder is not None and known_scale else {}
    return SearchResult(
        passages=tuple(
            _passage(stored[chunk].chunk, sources, scores[chunk], legs.get(chunk, Legs())) for chunk in chosen
        ),
        sentences=sentences,
        sources=sources,
        state=state,
        rarity=_rarity_of_parts(reader, parts, related),
        related=related,
        similarities={t: similarities[i] for i, t in enumerate(texts)} if similarities and known_scale else {},
    )


def _word_leg(reader: Reader, words: Sequence[Word], depth: int, files: Collection[str] | None) -> Sequence[Hit]:
    if not words:
        return []
    surfaces = list(dict.fromkeys(word.surface for word in words))
    stems = list(dict.fromkeys(word.stem for word in words))
    return reader.words(surfaces, stems, depth, files)


def _rarity(reader: Reader, words: Sequence[Word]) -> dict[str, float]:
    """Return the inverse document frequency of each word, scaled to 0..1; a word nobody uses has 1."""
    counts = reader.frequency(sorted({term for word in words for term in (word.surface, word.stem)}))
    size = reader.size()
    most = math.log((size + 1) / 0.5)
    return {
        word.surface: math.log((size + 1) / (max(counts.get(word.surface, 0), counts.get(word.stem, 0)) + 0.5)) / most
        for word in words
    }


def _rarity_of_parts(
    reader: Reader, parts: Sequence[Question], related: Mapping[str, Mapping[str, float]]
) -> dict[str, float]:
    """Return rarities; a word the corpus does not use takes its share from the near word that it does use.

    A name does not: the articles' silence about it is evidence.
    """
    names = {word.surface for part in parts for word in part.telling}
    words = [word for part in parts for word in part.words]
    rarity = _rarity(reader, words)
    near = {
        word: max(strengths.items(), key=lambda item: (item[1], item[0]))
        for word, strengths in related.items()
        if strengths
    }
    counts = reader.frequency(sorted({name for name, _ in near.values()}))
    size = reader.size()
    for word, (name, strength) in near.items():
        if rarity.get(word, 0.0) >= 0.999 and word not in names:
            theirs = math.log((size + 1) / (counts.get(name, 0) + 0.5)) / math.log((size + 1) / 0.5)
            rarity[word] = strength * theirs + (1 - strength)
    return rarity


def _coverage(words: Sequence[Word], rarity: Mapping[str, float], chunks: Sequence[Chunk]) -> float:
    """Return the share of the question's words, by rarity, that the best passages of the word leg hold."""
    total = sum(max(0.0, rarity.get(word.surface, 1.0)) for word in words)
    if total <= 0 or not chunks:
        return 1.0 if chunks else 0.0
    language = ""
    held: set[str] = set()
    for chunk in chunks:
        for word in find_words(chunk.text, language):
            held.add(word.surface)
    found = sum(
        max(0.0, rarity.get(word.surface, 1.0))
        for word in words
        if word.surface in held or any(other.startswith(word.stem) for other in held if len(word.stem) > 3)
    )
    return found / total


def _cosines(vectors: Vector | None, stored: Mapping[str, Stored]) -> dict[str, float]:
    if vectors is None:
        return {}
    return {chunk: float(item.vector @ vectors[0]) for chunk, item in stored.items() if item.vector is not None}


def _best_sentences(vectors: Vector | None, stored: Mapping[str, Stored]) -> dict[str, float]:
    if vectors is None:
        return {}
    return {
        chunk: float(np.max(item.sentence_vectors @ vectors[0]))
        for chunk, item in stored.items()
        if item.sentence_vectors is not None and len(item.sentence_vectors)
    }


def _legs(dense: Sequence[Hit], lexical: Sequence[Hit]) -> dict[str, Legs]:
    by_meaning = {hit.chunk_id: Leg(rank, round(hit.score, 6)) for rank, hit in enumerate(dense, 1)}
    by_words = {hit.chunk_id: Leg(rank, round(hit.score, 6)) for rank, hit in enumerate(lexical, 1)}
    return {
        chunk: Legs(by_meaning.get(chunk), by_words.get(chunk)) for chunk in sorted(by_meaning.keys() | by_words.keys())
    }


def _passage(chunk: Chunk, sources: Mapping[str, Source], score: float, legs: Legs) -> Passage:
    source = sources[chunk.file]
    return Passage(chunk.file, chunk.start, chunk.end, chunk.text, source.title, source.date, round(score, 6), legs)


def _sentences(items: Sequence[Stored], vectors: Vector | None) -> tuple[tuple[Sentence, ...], list[tuple[float, ...]]]:
    """Return the sentences of the passages in order, and their cosines with each text asked for."""
    sentences: list[Sentence] = []
    rows: list[Vector] = []
    for place, item in enumerate(items):
        chunk = item.chunk
        for span in chunk.sentences:
            text = chunk.text[span.start - chunk.start : span.end - chunk.start]
            line = chunk.line + _line_breaks(chunk.text[: span.start - chunk.start])
            sentences.append(Sentence(chunk.file, span.start, span.end, line, text, place))
        if item.sentence_vectors is not None:
            rows.append(item.sentence_vectors)
    if vectors is None or not rows or sum(len(row) for row in rows) != len(sentences):
        return tuple(sentences), []
    cosines = np.vstack(rows).astype(np.float32) @ vectors.T
    return tuple(sentences), [tuple(round(float(value), 6) for value in column) for column in cosines.T]


def _line_breaks(text: str) -> int:
    return text.count("\n") + text.count("\r") - text.count("\r\n")


def _related(
    reader: Reader,
    embedder: QueryEmbedder,
    parts: Sequence[Question],
    sentences: Sequence[Sentence],
    sources: Mapping[str, Source],
) -> dict[str, dict[str, float]]:
    """Relate the question's words to the words of the sentences found and of their titles."""
    asked = sorted({word.surface for part in parts for word in part.words if word.surface.isalpha()})
    shown: set[str] = set()
    for sentence in sentences:
        shown |= vocabulary(sentence.text, sources[sentence.file].language)
    for source in sources.values():
        shown |= vocabulary(source.title or "", source.language)
    theirs = reader.word_vectors(shown | set(asked))
    missing = [word for word in asked if word not in theirs]
    fresh = dict(zip(missing, embedder.embed_words(missing), strict=True)) if missing else {}
    corpus = {word: vector for word, vector in theirs.items() if word in shown}
    if not corpus:
        return {}
    mean = np.mean(np.stack([corpus[word] for word in sorted(corpus)]), axis=0)
    return relate({word: fresh.get(word, theirs.get(word)) for word in asked}, corpus, mean)  # type: ignore[misc]
